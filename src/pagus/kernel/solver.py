"""HiGHS: the one module that knows the solver. A mixed-integer programme in, values and a proven bound out."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray
from scipy.sparse import csc_array  # type: ignore[import-untyped]

__all__ = ["Problem", "Solution", "Stop", "solve"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Maximise ``gain`` x variables. For each row: lower <= sum of coefficient x variable <= upper."""

    gain: Floats
    lower: Floats
    upper: Floats
    integer: Bools
    row: Ints
    column: Ints
    coefficient: Floats
    row_lower: Floats
    row_upper: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """When to stop: as soon as bound and choice are ``tolerance`` apart (unit of the gain), or at a limit."""

    tolerance: float
    node_limit: int
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """``values``: None when none was found. ``bound``: nothing gains more. ``stopped``: at a limit.

    ``impossible``: it is proven that no values keep all the rows.
    """

    values: Floats | None
    bound: float
    stopped: bool
    impossible: bool


def solve(problem: Problem, stop: Stop, hint: Ints | None = None) -> Solution:
    """Which values gain the most, and what is the most that any could gain?

    Takes: the problem; when to stop; ``hint``: variables that are 1 in a known choice, to begin with.
    Gives: what HiGHS found and its dual bound, with one thread and a fixed seed: the same input gives the same answer
    unless the brake in seconds was met (``stopped``).
    """
    # The class that its callbacks dress: with them it prints a banner before it can be told to be quiet.
    solver = _Highs()
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 1e-9,
        "mip_abs_gap": max(stop.tolerance, 1e-9),
        "mip_max_nodes": stop.node_limit,
        "time_limit": stop.seconds,
    }
    for name, option in options.items():
        solver.setOptionValue(name, option)
    solver.passModel(_model(problem))
    if hint is not None and len(hint):
        at = np.asarray(hint, dtype=np.int32)
        solver.setSolution(len(at), at, np.ones(len(at)))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    none = {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}
    if status in none:
        return Solution(None, -np.inf, stopped=False, impossible=True)
    values = np.asarray(solver.getSolution().col_value)
    found = len(values) > 0 and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    ended = status == highspy.HighsModelStatus.kOptimal
    return Solution(values if found else None, -float(info.mip_dual_bound), stopped=not ended, impossible=False)


def _model(problem: Problem) -> highspy.HighsLp:
    count, rows = len(problem.gain), len(problem.row_upper)
    matrix = csc_array((problem.coefficient, (problem.row, problem.column)), shape=(rows, count))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rows
    model.col_cost_ = -problem.gain
    model.col_lower_, model.col_upper_ = problem.lower, problem.upper
    model.row_lower_, model.row_upper_ = _endless(problem.row_lower), _endless(problem.row_upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[int(each)] for each in problem.integer]
    return model


def _endless(values: Floats) -> Floats:
    return np.where(np.isneginf(values), -highspy.kHighsInf, np.where(np.isposinf(values), highspy.kHighsInf, values))
