"""What is usual for this person, and does a new value look like a slip of the pen? Pure: numbers in, words' keys out.

Nothing here is a diagnosis, and nothing is refused: a doubt is a question to who has just written a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from pagus.engines.signals.own_band import LAG_DAYS, WINDOW_DAYS, own_band
from pagus.engines.signals.plausibility import Rejected, judge
from pagus.kernel.time import DAY
from pagus.kit_language.model import Signal

__all__ = ["Doubt", "HandUnit", "Trend", "Usual", "doubt", "hand_units", "trend", "usual"]

NEAR_SHARE, FAR_TIMES, FAR_SHARE = 0.01, 3.0, 0.1
"""A hundredth is always usual. Asked again: three times as far as the edge of the own band, and beyond a tenth.
Local."""
FAR_RATIO = 1.5
"""With fewer values: asked again from one and a half times the last one on, or below two thirds of it. Local."""
WEEK_MS, WEEK_SLACK_MS = 7 * DAY, 2 * DAY
_BY_HAND = ("kg", "[lb_av]", "mg/dL", "mmol/L", "Cel", "[degF]")

Points = Sequence[tuple[int, float]]
"""(instant in ms, value), ascending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """The band in which a person's values lie as usual, and the wider one outside which they are asked again."""

    middle: float
    low: float
    high: float
    far_low: float
    far_high: float
    known: bool
    """False: there are too few values for a baseline; only ``far_low`` and ``far_high`` mean something."""


@dataclass(frozen=True, slots=True)
class HandUnit:
    """A unit in which somebody may read this signal off a device: own unit = value x factor + shift."""

    code: str
    factor: float
    shift: float

    def own(self, value: float) -> float:
        """The value in the signal's unit."""
        return value * self.factor + self.shift


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a value is asked again: ``implausible``, ``unit`` (then ``unit`` says which) or ``far``."""

    kind: Literal["implausible", "unit", "far"]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """How the newest value stands: against the own baseline, and against a week ago (both None when unknown)."""

    t: int
    value: float
    standing: Literal["usual", "above", "below"] | None
    since_week: float | None


def usual(points: Points, now_ms: int) -> Usual | None:
    """What is usual for these values of one signal? Takes: accepted ones. Gives: None when there is none at all.

    Method: ``engines.signals.own_band`` of the daily means.
    """
    days: dict[int, list[float]] = {}
    for t, value in points:
        days.setdefault((now_ms - t) // DAY, []).append(value)
    band = own_band([fmean(found) for back, found in days.items() if LAG_DAYS <= back < LAG_DAYS + WINDOW_DAYS])
    if band is not None:
        # Six weighings that say the same to the gram would call the next gram unusual.
        near = NEAR_SHARE * abs(band.middle)
        low, high = min(band.low, band.middle - near), max(band.high, band.middle + near)
        far = FAR_SHARE * abs(band.middle)
        return Usual(middle=band.middle, low=low, high=high,
                     far_low=band.middle - max(far, FAR_TIMES * (band.middle - band.low)),
                     far_high=band.middle + max(far, FAR_TIMES * (band.high - band.middle)), known=True)  # fmt: skip
    if not points:
        return None
    last = points[-1][1]
    return Usual(middle=last, low=last, high=last, far_low=min(last / FAR_RATIO, last * FAR_RATIO),
                 far_high=max(last / FAR_RATIO, last * FAR_RATIO), known=False)  # fmt: skip


def hand_units(signal: Signal) -> tuple[HandUnit, ...]:
    """In which units do people read this signal off a device? The signal's own one first."""
    found = [HandUnit(signal.unit, 1.0, 0.0)]
    for code in _BY_HAND:
        one, two = (judge(signal, each, code) for each in (1.0, 2.0))
        if code == signal.unit or isinstance(one, Rejected) or isinstance(two, Rejected):
            continue
        factor = two.value - one.value
        found.append(HandUnit(code, factor, one.value - factor))
    return tuple(found)


def doubt(signal: Signal, said: float, known: Usual | None, unit: HandUnit | None = None) -> Doubt | None:
    """Should whoever wrote this value be asked whether it is right?

    Takes: the signal; the number as it was written; what is usual; in which unit it was written (the signal's own).
    Gives: None, or why: it would be like the others in another unit; it is outside what is plausible; it is far from
    what is usual for this person. Whoever says that it is right is believed; an implausible value is held.
    """
    value = said if unit is None else unit.own(said)
    low, high = signal.plausible
    is_plausible = low <= value <= high
    if is_plausible and (known is None or known.far_low <= value <= known.far_high):
        return None
    if known is not None:
        for other in hand_units(signal):
            if known.far_low <= other.own(said) <= known.far_high:
                return Doubt("unit", other.code)
    return Doubt("far" if is_plausible else "implausible")


def trend(points: Points, now_ms: int) -> Trend | None:
    """How does the newest value stand? Gives: None when there is no value."""
    if not points:
        return None
    t, value = points[-1]
    known = usual(points, now_ms)
    standing: Literal["usual", "above", "below"] | None = None
    if known is not None and known.known:
        standing = "above" if value > known.high else "below" if value < known.low else "usual"
    before = [(abs(at - (t - WEEK_MS)), old) for at, old in points if abs(at - (t - WEEK_MS)) <= WEEK_SLACK_MS]
    return Trend(t, value, standing, value - min(before)[1] if before else None)
