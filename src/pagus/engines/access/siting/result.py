"""What all objectives share at their ends: people checked at the beginning, choices listed and words at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from pagus.engines.access.siting.model import Candidates, Choice, Derivation, Floats, Siting
from pagus.errors import InputError, ShapeError

__all__ = ["DERIVATIONS", "choices_of", "how_sure", "people_of"]

DERIVATIONS: Mapping[Derivation, str] = MappingProxyType(
    {
        "solver": "found by the solver HiGHS (dual bound of branch and bound)",
        "relaxation": "from a Lagrangian relaxation: each place may be counted at several sites, at a price",
        "marginal-gains": "from what each candidate left would still add alone (each adds less after others)",
        "conservation": "from a sum that stays the same: new sites move access, and add no more than their capacity",
        "everything-reached": "from all candidates open at once",
    }
)
"""How each bound comes about, in English."""


def people_of(people: Floats, count: int) -> float:
    """How many people are there in all?

    Takes: people (n,), and how many places there are. Gives: their sum.
    Refuses: ShapeError for another length; InputError for negative or missing numbers, and for nobody at all.
    """
    if people.shape != (count,):
        raise ShapeError("{people} numbers of people for {places} places", people=len(people), places=count)
    if not np.isfinite(people).all() or (people < 0).any():
        raise InputError("people are numbers of 0 or more")
    total = float(people.sum())
    if total <= 0:
        raise InputError("nobody lives in the places asked about")
    return total


def choices_of(
    candidates: Candidates, ordered: Sequence[tuple[int, float]], before: float, factor: float
) -> tuple[Choice, ...]:
    """What does each offer add? Takes: the offers in order with their gains, the value before, and a factor of gains.

    Gives: the choices, each with the value after it: ``before`` + factor x gain so far.
    """
    found, after = [], before
    for offer, gain in ordered:
        after += factor * gain
        found.append(
            Choice(
                candidate=offer,
                id=candidates.ids[offer],
                kind=candidates.kinds[offer],
                cost=float(candidates.cost[offer]),
                gain=abs(factor) * gain,
                value_after=after,
                forced=bool(candidates.forced[offer]),
            )
        )
    return tuple(found)


def how_sure(siting: Siting) -> str:
    """How good is this choice, in a sentence? English; it claims no more than was proven.

    Takes: a result.
    Gives: "Proven: ..." only when the gap is closed to 1e-6, a proven distance when the gap is as small as was wanted,
    else what the bound leaves.
    """
    share = f"{100 * siting.gap:.2g} %"
    if siting.proven:
        return "Proven: no other choice among these candidates is better."
    if siting.proven_gap is not None:
        return f"Proven to be within {share} of the best possible choice among these candidates."
    reached = f"this one reaches {siting.value:.6g}"
    allowed = f"{100 * (1 - siting.gap):.3g} % of the gain that the bound allows"
    distance = f"{share} above it" if siting.better == "less" else allowed
    return (
        f"Not proven to be the best. No choice among these candidates can pass {siting.bound:.6g} {siting.unit}; "
        f"{reached}, {distance}. The bound is {DERIVATIONS[siting.derivation]}."
    )
