"""What the tags of a way say: who may use it, in which direction, how fast: the part that is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pagus.engines.access.roads import BIKE, CAR, CAR_KMH, CAR_LIMIT_SHARE, FERRY, FERRY_KMH, FOOT, THROUGH

__all__ = ["WayUse", "ferry_minutes", "limit_kmh", "use_of_way"]

_FOOT_AND_BIKE = BIKE | FOOT
_BY_CLASS: Mapping[str, int] = {
    **dict.fromkeys(CAR_KMH, CAR | _FOOT_AND_BIKE),
    **dict.fromkeys(("motorway", "motorway_link"), CAR | THROUGH),
    **dict.fromkeys(("trunk", "trunk_link"), CAR | _FOOT_AND_BIKE | THROUGH),
    "road": CAR | _FOOT_AND_BIKE,
    "track": _FOOT_AND_BIKE,
    "path": _FOOT_AND_BIKE,
    "cycleway": _FOOT_AND_BIKE,
    "footway": FOOT,
    "pedestrian": FOOT,
    "steps": FOOT,
    "corridor": FOOT,
    "platform": FOOT,
    "bridleway": FOOT,
}
_UNKNOWN_CLASS_KMH = CAR_KMH["unclassified"]
_CLOSED = frozenset({"no", "private", "agricultural", "forestry", "emergency", "military", "delivery", "customers"})
_OPEN = frozenset({"yes", "permissive", "designated", "destination", "public", "official"})
_KEYS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (CAR, ("access", "vehicle", "motor_vehicle", "motorcar")),
    (BIKE, ("access", "vehicle", "bicycle")),
    (FOOT, ("access", "foot")),
)
"""Of each mode its keys, the most particular last: that one decides."""

_LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*(mph|km/h|kmh|kph|knots)?")
_NAMED_LIMITS: Mapping[str, float] = {"walk": 7.0, "living_street": 20.0, "urban": 50.0, "motorway": 130.0}
_DURATION = re.compile(r"(?:(\d+):)?(\d+):(\d\d)|(\d+)")


class WayUse(NamedTuple):
    """Bits and km/h of a way in the direction of its nodes and against it; both bits 0: nobody may use it."""

    along: int
    against: int
    along_kmh: float
    against_kmh: float


def use_of_way(tags: Mapping[str, str]) -> WayUse | None:
    """Who may use this way, in which direction, how fast?

    Takes: its tags. Gives: the use; None for what is no street (a building site, an area, a ferry for goods).
    """
    ferry = tags.get("route") == "ferry"
    kind = tags.get("highway", "")
    allowed = CAR | _FOOT_AND_BIKE if ferry else _BY_CLASS.get(kind, 0)
    if not allowed or tags.get("area") == "yes":
        return None
    allowed = _with_access(allowed, tags)
    if not allowed & (CAR | _FOOT_AND_BIKE):
        return None
    if ferry:
        crossing = allowed | FERRY | THROUGH
        return WayUse(crossing, crossing, FERRY_KMH, FERRY_KMH)
    along, against = _directions(allowed, kind, tags)
    limit = limit_kmh(tags.get("maxspeed", ""))
    return WayUse(
        along,
        against,
        _car_kmh(kind, limit_kmh(tags.get("maxspeed:forward", "")) or limit),
        _car_kmh(kind, limit_kmh(tags.get("maxspeed:backward", "")) or limit),
    )


def _with_access(allowed: int, tags: Mapping[str, str]) -> int:
    for bit, keys in _KEYS:
        for key in keys:
            value = tags.get(key)
            if value in _CLOSED:
                allowed &= ~bit
            elif value in _OPEN and (key != "access" or allowed & bit):
                # "access=yes" opens no footpath to cars; "motor_vehicle=yes" on it does.
                allowed |= bit
    if tags.get("motorroad") == "yes":
        allowed &= ~_FOOT_AND_BIKE
    if allowed & FOOT and tags.get("sidewalk") == "no" and tags.get("highway") in {"trunk", "trunk_link"}:
        allowed &= ~FOOT
    return allowed


def _directions(allowed: int, kind: str, tags: Mapping[str, str]) -> tuple[int, int]:
    """Bits along and against the way. Feet know no one-way streets."""
    oneway = tags.get("oneway", "")
    if not oneway and (kind.startswith("motorway") or tags.get("junction") in {"roundabout", "circular"}):
        oneway = "yes"
    if oneway in {"reversible", "alternating"}:
        return allowed & ~CAR, allowed & ~CAR
    only_along, only_against = oneway in {"yes", "true", "1"}, oneway in {"-1", "reverse"}
    if not (only_along or only_against):
        return allowed, allowed
    wheels = CAR if _bike_both_ways(tags) else CAR | BIKE
    return (allowed, allowed & ~wheels) if only_along else (allowed & ~wheels, allowed)


def _bike_both_ways(tags: Mapping[str, str]) -> bool:
    lanes = (tags.get(key, "") for key in ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both"))
    return tags.get("oneway:bicycle") == "no" or any(lane.startswith("opposite") for lane in lanes)


def _car_kmh(kind: str, limit: float | None) -> float:
    return CAR_KMH.get(kind, _UNKNOWN_CLASS_KMH) if limit is None else limit * CAR_LIMIT_SHARE


def limit_kmh(text: str) -> float | None:
    """Which speed limit does this maxspeed name?

    Takes: its text, as "50", "30 mph", "walk", "FR:urban". Gives: km/h; None for none, "signals" or an unknown text.
    """
    value = text.strip().lower()
    if value == "none":
        return _NAMED_LIMITS["motorway"]
    named = _NAMED_LIMITS.get(value.rpartition(":")[2])
    if named is not None:
        return named
    if value.rpartition(":")[2].startswith("zone"):
        value = value.rpartition(":")[2].removeprefix("zone")
    found = _LIMIT.match(value)
    if found is None or float(found[1]) <= 0:
        return None
    return float(found[1]) * {"mph": 1.609344, "knots": 1.852}.get(found[2] or "", 1.0)


def ferry_minutes(text: str) -> float | None:
    """How long does this ferry take? Takes: "duration" as "0:20", "01:10:00" or minutes. Gives: minutes, or None."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    if found[4]:
        return float(found[4])
    parts = [int(part) for part in text.strip().split(":")]
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) == 3 else 0)
    return seconds / 60
