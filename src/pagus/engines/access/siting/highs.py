"""HiGHS: the one module that knows the solver. A programme in, the offers that open and a proven bound out."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs
from scipy.sparse import csc_array  # type: ignore[import-untyped]

from pagus.engines.access.siting.model import Effort, Floats, Ints
from pagus.engines.access.siting.programmes import Programme
from pagus.errors import MethodError

__all__ = ["Solved", "solve"]


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """``opened``: the offers at 1, None when none was found. ``bound``: none gains more. ``stopped``: at a limit."""

    opened: Ints | None
    bound: float
    stopped: bool


def solve(programme: Programme, effort: Effort, hint: Ints, tolerance: float) -> Solved:
    """Which offers open, and what is the most that any choice could gain?

    Takes: a programme to maximise; the effort (gap, nodes, seconds); ``hint``: offers of a known choice, to begin with;
    ``tolerance``: how far bound and choice may stay from each other, in the unit of the gain.
    Gives: what HiGHS found and its dual bound, with one thread and a fixed seed: the same input gives the same answer
    unless the brake in seconds was met (``stopped``).
    Refuses: MethodError when the programme has no admissible choice, or the solver failed.
    """
    solver = (
        _Highs()
    )  # the class that its callbacks dress: with them it prints a banner before it can be told to be quiet
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 1e-9,
        "mip_abs_gap": max(tolerance, 1e-9),
        "mip_max_nodes": effort.node_limit,
        "time_limit": effort.seconds,
    }
    for name, option in options.items():
        solver.setOptionValue(name, option)
    solver.passModel(_model(programme))
    if len(hint):
        at = np.asarray(hint, dtype=np.int32)
        solver.setSolution(len(at), at, np.ones(len(at)))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        raise MethodError("no choice of sites keeps all the limits")
    values = np.asarray(solver.getSolution().col_value)
    found = len(values) > 0 and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    opened = np.flatnonzero(values[: programme.offers] > 0.5) if found else None
    ended = status == highspy.HighsModelStatus.kOptimal
    return Solved(opened, -float(info.mip_dual_bound), not ended)


def _model(programme: Programme) -> highspy.HighsLp:
    count, rows = len(programme.gain), len(programme.row_upper)
    matrix = csc_array((programme.coefficient, (programme.row, programme.column)), shape=(rows, count))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, rows
    model.col_cost_ = -programme.gain
    model.col_lower_, model.col_upper_ = programme.lower, programme.upper
    model.row_lower_, model.row_upper_ = _endless(programme.row_lower), _endless(programme.row_upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[int(each)] for each in programme.integer]
    return model


def _endless(values: Floats) -> Floats:
    return np.where(np.isneginf(values), -highspy.kHighsInf, np.where(np.isposinf(values), highspy.kHighsInf, values))
