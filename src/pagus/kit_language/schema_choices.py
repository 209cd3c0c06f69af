"""The shapes of clocks.yaml and target_sets.yaml: what a kit proposes to those who install it and follow people."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pagus.errors import InputError
from pagus.kernel.time import MINUTE
from pagus.kit_language.choices_model import LONGEST_CLOCK_MS
from pagus.kit_language.schema import Duration, Entry, EvidenceEntry, Name, Number

__all__ = ["ClockEntry", "TargetRangeEntry", "TargetSetEntry", "TargetValueEntry"]


class ClockEntry(Entry):
    """One entry of clocks.yaml, under the name of a severity."""

    within: Duration
    at_most: Duration = LONGEST_CLOCK_MS
    evidence: EvidenceEntry

    @model_validator(mode="after")
    def _is_possible(self) -> ClockEntry:
        if any(wait % MINUTE or not MINUTE <= wait <= LONGEST_CLOCK_MS for wait in (self.within, self.at_most)):
            raise InputError("a clock runs for whole minutes, from 1m to 7d")
        if self.at_most < self.within:
            raise InputError("at_most is the longest that may be set: write as much as within, or more")
        return self


class TargetValueEntry(Entry):
    """What one parameter is in a set."""

    value: Number
    evidence: EvidenceEntry


class TargetRangeEntry(Entry):
    """The block ``range`` of a set."""

    feature: Name
    wanted: Name


class TargetSetEntry(Entry):
    """One entry of target_sets.yaml."""

    values: Annotated[dict[Name, TargetValueEntry], Field(min_length=1)]
    range: TargetRangeEntry | None = None
