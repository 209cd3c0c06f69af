"""What a kit says of its evaluation: frozen objects, written before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pagus.kit_language.model import Evidence, SubjectKind, Text

__all__ = ["Decision", "Evaluation", "Outcome", "Sample"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An indicator that the evaluation looks at."""

    indicator: str
    role: Literal["primary", "secondary", "safety"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How many units are planned, why, and the smallest difference that could be seen with them."""

    units: int
    reasoning: Text
    evidence: Evidence
    power: float | None = None
    alpha: float | None = None
    smallest_difference: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is done when an indicator is below, or at least, a number at one of these looks."""

    name: str
    action: Literal["stop", "adapt", "scale"]
    looks_ms: tuple[int, ...]
    indicator: str
    then: Text
    evidence: Evidence
    below: float | None = None
    at_least: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How it will be found out whether the kit does what it is for, written before anything is measured."""

    question: Text
    design: str
    unit: SubjectKind
    comparator: str
    compared_with: Text
    period_ms: int
    looks_ms: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    sample: Sample
    decisions: Mapping[str, Decision]
    approvals: Mapping[str, Text]
    baseline_ms: int | None = None
