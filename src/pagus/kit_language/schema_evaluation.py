"""The shape of evaluation/plan.yaml: how it will be found out whether the kit does what it is for."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from pagus.errors import InputError
from pagus.kit_language.schema import Duration, Entry, EvidenceEntry, Name, Names, Number

__all__ = ["DecisionEntry", "EvaluationEntry", "OutcomeEntry", "SampleEntry"]


def _rising(looks: list[int]) -> list[int]:
    if any(one >= other for one, other in pairwise(looks)):
        raise InputError("looks stand in order, each once: the earliest first")
    return looks


class OutcomeEntry(Entry):
    """One indicator that the evaluation looks at."""

    indicator: Name
    role: Literal["primary", "secondary", "safety"]


class SampleEntry(Entry):
    """How many units, and what could be seen with them."""

    units: Annotated[int, Field(ge=1, le=1_000_000)]
    evidence: EvidenceEntry
    power: Annotated[float, Field(gt=0, lt=1)] | None = None
    alpha: Annotated[float, Field(gt=0, lt=1)] | None = None
    smallest_difference: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> SampleEntry:
        known = {part is not None for part in (self.power, self.alpha, self.smallest_difference)}
        if len(known) > 1:
            raise InputError(
                "power, alpha and smallest_difference belong together: add what lacks, or remove all three"
            )
        return self


class DecisionEntry(Entry):
    """What is done when an indicator is on the wrong or on the right side of a number at a look."""

    action: Literal["stop", "adapt", "scale"]
    looks: Annotated[list[Duration], Field(min_length=1), AfterValidator(_rising)]
    indicator: Name
    evidence: EvidenceEntry
    below: Number | None = None
    at_least: Number | None = None

    @model_validator(mode="after")
    def _has_one_side(self) -> DecisionEntry:
        if (self.below is None) == (self.at_least is None):
            raise InputError("a decision has below or at_least: write one of the two")
        return self


class EvaluationEntry(Entry):
    """evaluation/plan.yaml."""

    design: Literal["before_after", "interrupted_series", "controlled_before_after", "stepped_wedge", "randomised"]
    unit: Literal["person", "place", "thing"]
    comparator: Literal["before", "waiting", "usual", "other"]
    period: Duration
    looks: Annotated[list[Duration], Field(min_length=1), AfterValidator(_rising)]
    outcomes: Annotated[list[OutcomeEntry], Field(min_length=1)]
    sample: SampleEntry
    decisions: Annotated[dict[Name, DecisionEntry], Field(min_length=1)]
    approvals: Names
    baseline: Duration | None = None

    @model_validator(mode="after")
    def _fits(self) -> EvaluationEntry:
        primary = [outcome.indicator for outcome in self.outcomes if outcome.role == "primary"]
        if len(primary) != 1:
            raise InputError("one outcome is primary, not {count}: the one that decides", count=len(primary))
        if self.looks[-1] != self.period:
            raise InputError("the last look is at the end of the period: write the same duration")
        if self.comparator == "before" and self.baseline is None:
            raise InputError("a comparison with before needs a baseline: add it, as baseline: 84d")
        return self
