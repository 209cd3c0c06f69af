"""The shape of tests/scenarios/*.yaml: what is given, what happens, and what must come of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pagus.errors import InputError
from pagus.kit_language.model import Severity
from pagus.kit_language.schema import Duration, Entry, Name, Number, Offset, Words
from pagus.kit_language.schema_course import CourseThenEntry, EnrolEntry, HappensEntry

__all__ = ["ExpectedAlertEntry", "ObservationEntry", "ScenarioEntry"]


class ObservationEntry(Entry):
    """One line of ``observations``: a single value, or a series."""

    signal: Name
    at: Offset | None = None
    value: Number | None = None
    start: Offset | None = Field(default=None, alias="from")
    end: Offset | None = Field(default=None, alias="to")
    every: Duration | None = None
    values: Annotated[list[Number], Field(min_length=1)] | None = None
    received: Offset | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> ObservationEntry:
        single = (self.at, self.value)
        series = (self.start, self.end, self.every, self.values)
        if not (None not in single and not any(part is not None for part in series)) and not (
            None not in series and not any(part is not None for part in single)
        ):
            raise InputError(
                "one point is {signal, at, value}, a series is {signal, from, to, every, values}: write one"
            )
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise InputError("from must come before to")
        return self


class GivenEntry(Entry):
    """The block ``given`` of a scenario."""

    parameters: dict[str, Number] = Field(default_factory=dict)
    observations: list[ObservationEntry] = Field(default_factory=list)
    enrol: EnrolEntry | None = None


class WhenEntry(Entry):
    """The block ``when`` of a scenario."""

    until: Offset
    uninstall: Offset | None = None
    events: list[HappensEntry] = Field(default_factory=list)


class ExpectedAlertEntry(Entry):
    """One alert of ``then``."""

    rule: Name
    at: Offset | None = None
    severity: Severity | None = None


class ThenEntry(CourseThenEntry):
    """The block ``then`` of a scenario: alerts, or where one stands on a pathway."""

    alerts: list[ExpectedAlertEntry] | None = None
    withdrawn: list[ExpectedAlertEntry] = Field(default_factory=list)
    most_alerts: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> ThenEntry:
        if self.states is not None and (self.alerts or self.withdrawn or self.most_alerts is not None):
            raise InputError("states and alerts are two kinds of scenario: write one of each")
        if self.states is None and (self.alerts is None) == (self.most_alerts is None):
            raise InputError("say alerts (exactly these; [] for none), most_alerts or states, one of the three")
        return self


class ScenarioEntry(Entry):
    """One entry of tests/scenarios/*.yaml."""

    title: Words
    kind: Literal["happy", "silence", "outage", "false_alarm_budget", "boundary", "uninstall", "other", "pathway"]
    given: GivenEntry
    when: WhenEntry
    then: ThenEntry
    rule: Name | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> ScenarioEntry:
        if (self.kind == "boundary") != (self.rule is not None):
            raise InputError("rule belongs to a boundary scenario, and a boundary scenario needs it")
        if (self.kind == "uninstall") != (self.when.uninstall is not None):
            raise InputError("when.uninstall belongs to an uninstall scenario, and an uninstall scenario needs it")
        if (self.kind == "false_alarm_budget") != (self.then.most_alerts is not None):
            raise InputError("most_alerts belongs to a false_alarm_budget scenario, which needs it")
        if {self.given.enrol is not None, self.then.states is not None} != {self.kind == "pathway"}:
            raise InputError("given.enrol and then.states belong to a pathway scenario, and it needs both")
        if self.when.events and self.kind != "pathway":
            raise InputError("when.events belongs to a pathway scenario: remove it, or let the kind be pathway")
        return self
