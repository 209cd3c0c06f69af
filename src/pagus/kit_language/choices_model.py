"""What a kit offers to choose from: how soon alerts are looked at, and sets of targets for groups of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pagus.kernel.time import DAY
from pagus.kit_language.model import Evidence, Severity, Text

__all__ = ["LONGEST_CLOCK_MS", "Clock", "TargetRange", "TargetSet", "TargetValue"]

LONGEST_CLOCK_MS = 7 * DAY
"""The French lines ask that alerts are read at least once a week (order of 22 June 2023): no clock is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How soon somebody should have looked at an alert of this severity: the kit's proposal to those who install it."""

    severity: Severity
    within_ms: int
    evidence: Evidence
    at_most_ms: int = LONGEST_CLOCK_MS
    """The longest that whoever installs the kit may set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetValue:
    """What one parameter is for the people of a set, and what stands behind it."""

    value: float
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRange:
    """The range that people of a set should lie in: a share_in_range feature, and the parameter of the share wanted."""

    feature: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSet:
    """Values of several parameters that belong together for a group of people, chosen at once for one person."""

    name: str
    label: Text
    who: Text
    values: Mapping[str, TargetValue]
    note: Text | None = None
    range: TargetRange | None = None
