"""In which unit was this value perhaps meant, when it does not fit what came before?"""

from __future__ import annotations

from pagus.engines.signals.plausibility import Accepted, judge
from pagus.kit_language.model import Signal

__all__ = ["perhaps_meant"]

_OFTEN_MIXED = ("[lb_av]", "kg", "g", "mg/dL", "mmol/L", "[degF]", "Cel", "mm[Hg]", "kPa", "cm", "m", "[in_i]")
"""Units that scales, meters, thermometers and cuffs can be switched between."""
_ALIKE = 0.1
"""Alike are two values that differ by at most a tenth. Certainty: local. It is narrower than the factor between any two
of these units and wider than what a weight, a glucose mean or a temperature changes within days."""


def perhaps_meant(signal: Signal, value: float, before: float) -> str | None:
    """In which other unit would this value be like the one before?

    Takes: the signal; a value in the signal's unit; an earlier value that was accepted. Gives: the UCUM code of the
    unit that the device was perhaps switched to; None when the value fits as it is, or in no such unit.
    Method: each unit of a short list is tried as the unit of ``value``; it is meant perhaps when what it becomes is
    plausible and differs from ``before`` by at most a tenth. A hint for who looks at it: nothing is corrected.
    Example: 180 after 81.5 kg gives ``[lb_av]``.
    """
    if before == 0 or _alike(value, before):
        return None
    for unit in _OFTEN_MIXED:
        judged = judge(signal, value, unit)
        if isinstance(judged, Accepted) and judged.value != value and _alike(judged.value, before):
            return unit
    return None


def _alike(value: float, before: float) -> bool:
    return abs(value - before) <= _ALIKE * abs(before)
