"""From a kit's feature to its plan: checked, on the grid, with one number for all reasons to be unknown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from pagus.engines.signals.grid import FARTHEST, decimals_of, to_grid
from pagus.engines.signals.model import FeaturePlan, SignalPlan
from pagus.errors import Fault, InputError
from pagus.kernel.units import Unit, difference_unit, divide, parse_unit
from pagus.kit_language.model import Feature, Signal

__all__ = ["plan_features", "plan_signals"]

MOST_PANES = 1_000
_WITHOUT_WINDOW = {"last", "since_last"}
_ALWAYS_KNOWN = {"count", "coverage", "since_last"}
_NEEDS_TWO = {"sd", "slope"}


def plan_signals(signals: Mapping[str, Signal], used: Iterable[str], faults: list[Fault]) -> dict[str, SignalPlan]:
    """Which place and grid has each of these signals?

    Takes: the kit's signals and the codes used. Gives: plans by code, in alphabetical order; what is wrong is added
    to ``faults``.
    """
    plans: dict[str, SignalPlan] = {}
    for code in sorted(set(used)):
        if code not in signals:
            faults.append(
                _fault(f"signal {code}", "is used by a feature and not defined", "define it in signals/*.yaml")
            )
            continue
        try:
            decimals = decimals_of(signals[code].plausible)
        except InputError as error:
            faults.append(_fault(f"signal {code}", str(error), "give a plausible range in a fitting unit"))
            continue
        plans[code] = SignalPlan(slot=len(plans), code=code, scale=float(10**decimals))
    return plans


def plan_features(
    features: Mapping[str, Feature],
    names: Iterable[str],
    signals: Mapping[str, Signal],
    places: Mapping[str, SignalPlan],
    faults: list[Fault],
) -> dict[str, FeaturePlan]:
    """How is each of these features computed?

    Takes: the kit's features, the names wanted, its signals and their plans. Gives: plans by name, in alphabetical
    order; what cannot be computed is added to ``faults``.
    """
    plans: dict[str, FeaturePlan] = {}
    for name in sorted(set(names)):
        feature = features[name]
        if feature.signal not in places:
            continue  # already a fault of the signal
        signal = signals[feature.signal]
        found = [_fault(f"feature {name}", *text) for text in _shape_faults(feature, signal)]
        faults.extend(found)
        if not found:
            plans[name] = _plan(feature, len(plans), signal, places[feature.signal])
    return plans


def _plan(feature: Feature, slot: int, signal: Signal, place: SignalPlan) -> FeaturePlan:
    every = feature.every_ms or signal.every_ms or 0
    low, high = _band_on_grid(feature, place.scale)
    return FeaturePlan(
        slot=slot,
        name=feature.name,
        kind=feature.kind,
        signal=place.slot,
        scale=place.scale,
        needed=_needed(feature, every),
        over_ms=feature.over_ms,
        pane_ms=feature.pane_ms,
        probability=feature.probability or 0.0,
        low=low,
        high=high,
        every_ms=every,
    )


def _needed(feature: Feature, every: int) -> int:
    """The least number of points with which the feature is known."""
    if feature.kind in _ALWAYS_KNOWN:
        return 0
    needed = max(feature.min_points, 2 if feature.kind in _NEEDS_TWO else 1)
    if feature.min_coverage is None or feature.over_ms is None:
        return needed
    points = max(0, math.floor(feature.min_coverage * feature.over_ms / every) - 1)
    while min(1.0, points * every / feature.over_ms) < feature.min_coverage:
        points += 1
    return max(needed, points)


def _band_on_grid(feature: Feature, scale: float) -> tuple[int, int]:
    if feature.band is None:
        return 0, 0
    low, high = -FARTHEST, FARTHEST
    if feature.band.low is not None:
        low = to_grid(feature.band.low, scale) + (0 if feature.band.low_closed else 1)
    if feature.band.high is not None:
        high = to_grid(feature.band.high, scale) - (0 if feature.band.high_closed else 1)
    return low, high


def _shape_faults(feature: Feature, signal: Signal) -> list[tuple[str, str]]:
    """What is wrong, and what would be right."""
    found: list[tuple[str, str]] = []
    kind, over, pane = feature.kind, feature.over_ms, feature.pane_ms
    if over is None and kind not in _WITHOUT_WINDOW:
        found.append((f"{kind} needs a window", "add over, as over: 14d"))
    if over is not None and (kind == "since_last" or over <= 0):
        found.append((f"{kind} cannot have the window {over} ms", "remove over, or make it longer than zero"))
    if pane is not None:
        found += _pane_faults(feature)
    if kind == "quantile" and not (feature.probability is not None and 0 <= feature.probability <= 1):
        found.append(("quantile needs a probability", "add one between 0 and 1, as probability: 0.95"))
    if kind == "share_in_range" and feature.band is None:
        found.append(("share_in_range needs a band", "add one, as band: {at_least: 70, at_most: 180}"))
    if (kind == "coverage" or feature.min_coverage is not None) and not (feature.every_ms or signal.every_ms):
        found.append(("coverage needs the rhythm of the signal", f"add every to signal {signal.code}"))
    if feature.min_coverage is not None and not 0 <= feature.min_coverage <= 1:
        found.append(("min_coverage is a share", "give a number between 0 and 1"))
    if over is None and kind == "last" and (feature.min_points > 1 or feature.min_coverage is not None):
        found.append(("min_points and min_coverage speak of a window", "add over, or remove them"))
    expected = _natural_unit(feature, signal)
    if parse_unit(feature.unit) != expected:
        found.append((f"{kind} of signal {signal.code} is in {expected.code}, not {feature.unit}", "use that unit"))
    return found


def _pane_faults(feature: Feature) -> list[tuple[str, str]]:
    over, pane = feature.over_ms, feature.pane_ms
    if pane is None:
        return []
    if over is None or pane <= 0 or over % pane:
        return [("over is not a whole number of panes", "make over a multiple of panes")]
    if over // pane > MOST_PANES:
        return [(f"{over // pane} panes are too many", f"use at most {MOST_PANES}: make the panes longer")]
    if feature.kind == "quantile":
        return [("quantile is computed on exact windows", "remove panes")]
    return []


def _natural_unit(feature: Feature, signal: Signal) -> Unit:
    unit = parse_unit(signal.unit)
    match feature.kind:
        case "count" | "share_in_range" | "coverage":
            return parse_unit("1")
        case "since_last":
            return parse_unit("h")
        case "slope":
            return divide(difference_unit(unit), parse_unit("d"))
        case "delta" | "sd":
            return difference_unit(unit)
        case _:
            return unit


def _fault(path: str, message: str, remedy: str) -> Fault:
    return Fault(file="rules", path=path, message=message, remedy=remedy)
