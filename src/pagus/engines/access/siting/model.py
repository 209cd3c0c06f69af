"""The tables of siting: what may open, under which limits, what was chosen, and its bound. Frozen, as all tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "TIGHT",
    "Bools",
    "Candidates",
    "Choice",
    "Derivation",
    "Effort",
    "Floats",
    "Ints",
    "Kind",
    "Limits",
    "Objective",
    "Siting",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Objective = Literal["p-median", "p-center", "maximal-cover", "lift-above-threshold", "access-gain"]
Derivation = Literal["solver", "relaxation", "marginal-gains", "conservation", "everything-reached"]
"""Where a bound comes from: HiGHS' own; the Lagrangian relaxation; the marginal gains left (submodularity); access that
no site can create (its sum stays the same); all that the candidates reach together."""

TIGHT = 1e-6
"""Relative distance of value and bound up to which they are called equal (HiGHS works to 1e-6 too)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be opened: a booth, a health house, a health centre.

    ``cost``: in the unit of the budget. ``capacity``: acts a year or full-time equivalents it brings, people it may
    serve where the objective asks for that; ``inf`` for no limit.
    """

    id: str
    cost: float = 1.0
    capacity: float = float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What may open where, one row an offer (a place and a kind).

    ``column`` (c,): which site of ``Pairs`` the offer stands at; of one column at most one kind opens.
    ``cost``, ``capacity`` (c,). ``forced``: opens whatever it gains (its cost and its place in the number count).
    ``forbidden``: never opens.
    """

    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    column: Ints
    cost: Floats
    capacity: Floats
    forced: Bools
    forbidden: Bools

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may open: at most ``count`` offers, or offers of at most ``budget`` in all, or both."""

    count: int | None = None
    budget: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to look.

    ``exact``: by HiGHS until the gap is at most ``wanted_gap``; ``quick``: greedy and swaps; ``auto``: exact where the
    programme has at most ``exact_entries`` entries. ``node_limit`` ends a search in the same place on every machine;
    ``seconds`` is the brake behind it. ``rounds``: steps of the Lagrangian relaxation; ``swaps``: passes of exchanges.
    """

    way: Literal["auto", "exact", "quick"] = "auto"
    wanted_gap: float = 0.0
    exact_entries: int = 60_000
    node_limit: int = 20_000
    seconds: float = 60.0
    rounds: int = 60
    swaps: int = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer that opens. ``gain``: what it adds when it opens after those before it, in the unit of the result."""

    candidate: int
    id: str
    kind: str
    cost: float
    gain: float
    value_after: float
    forced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Siting:
    """What opens, what that gives, and how far the best possible can be from it.

    ``value`` after and ``before`` opening, in ``unit``; ``better`` says whether more or less is wanted. ``bound``: no
    admissible choice among the candidates is better than it, and ``derivation`` says where it comes from. ``gap``: the
    distance of value and bound; where less is wanted as a share of the value, where more is wanted of the largest gain
    that the bound leaves (0 = nothing is better). ``proven_gap``: the same when it is within the gap that was wanted,
    else None: then only the bound is known. ``unreachable``: demand points (indices) that no candidate and no existing
    site reaches within the limit of the pairs. ``stopped``: a limit of the search was met.
    """

    objective: Objective
    unit: str
    better: Literal["more", "less"]
    choices: tuple[Choice, ...]
    before: float
    value: float
    bound: float
    gap: float
    proven_gap: float | None
    derivation: Derivation
    unreachable: tuple[int, ...] = ()
    stopped: bool = False

    @property
    def chosen(self) -> tuple[int, ...]:
        """The indices of the candidates that open, in the order of their gain."""
        return tuple(each.candidate for each in self.choices)

    @property
    def proven(self) -> bool:
        """Whether it is proven that no admissible choice is better."""
        return self.gap <= TIGHT
