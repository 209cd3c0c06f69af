"""A programme of siting to the solver: the offers that open and a proven bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pagus.engines.access.siting.model import Effort, Ints
from pagus.engines.access.siting.programmes import Programme
from pagus.errors import MethodError
from pagus.kernel.solver import Problem, Stop
from pagus.kernel.solver import solve as solve_problem

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
    Gives: what the solver found and its dual bound: the same input gives the same answer unless the brake in seconds
    was met (``stopped``).
    Refuses: MethodError when the programme has no admissible choice.
    """
    problem = Problem(
        gain=programme.gain,
        lower=programme.lower,
        upper=programme.upper,
        integer=programme.integer,
        row=programme.row,
        column=programme.column,
        coefficient=programme.coefficient,
        row_lower=programme.row_lower,
        row_upper=programme.row_upper,
    )
    stop = Stop(tolerance=tolerance, node_limit=effort.node_limit, seconds=effort.seconds)
    found = solve_problem(problem, stop, hint)
    if found.impossible:
        raise MethodError("no choice of sites keeps all the limits")
    opened = None if found.values is None else np.flatnonzero(found.values[: programme.offers] > 0.5)
    return Solved(opened, found.bound, found.stopped)
