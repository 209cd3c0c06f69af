"""What a scenario says of a pathway: who is enrolled, what happens, and where they stand then."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pagus.errors import InputError
from pagus.kit_language.written import check_name, read_offset

__all__ = [
    "HAPPENINGS",
    "CourseThenEntry",
    "EnrolEntry",
    "ExpectedMessageEntry",
    "ExpectedTaskEntry",
    "HappensEntry",
]

HAPPENINGS = ("done", "cancelled", "escalated", "answered", "alert", "leaves")


Name = Annotated[str, AfterValidator(check_name)]
Offset = Annotated[int, BeforeValidator(read_offset)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class Entry(BaseModel):
    """As ``schema.Entry``, which builds on this module."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EnrolEntry(Entry):
    """The block ``enrol`` of ``given``: the person begins this pathway at day zero."""

    pathway: Name
    facts: dict[Name, Number | None] = Field(default_factory=dict)


class HappensEntry(Entry):
    """One line of ``when.events``."""

    at: Offset
    done: Name | None = None
    cancelled: Name | None = None
    escalated: Name | None = None
    answered: Name | None = None
    alert: Name | None = None
    leaves: Literal["withdrawn", "died", "moved"] | None = None
    facts: dict[Name, Number | None] = Field(default_factory=dict)
    measured: Offset | None = None
    by: Name | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> HappensEntry:
        given = [name for name in HAPPENINGS if getattr(self, name) is not None]
        if len(given) > 1 or not (given or self.facts):
            raise InputError("an event is one of done, cancelled, escalated, answered, alert, leaves, or facts alone")
        if self.measured is not None and (self.measured > self.at or not self.facts):
            raise InputError("measured says when facts were measured, not after at: correct or remove it")
        return self


class ExpectedTaskEntry(Entry):
    """One line of ``then.tasks``: a task that is open at the end."""

    task: Name
    role: str | None = None
    due: Offset | None = None


class ExpectedMessageEntry(Entry):
    """One line of ``then.messages``."""

    notice: Name
    at: Offset | None = None


class CourseThenEntry(Entry):
    """What ``then`` says of a pathway."""

    states: list[Name] | None = None
    path: list[Name] | None = None
    tasks: list[ExpectedTaskEntry] | None = None
    messages: list[ExpectedMessageEntry] | None = None
    outcome: Literal["running", "completed", "stopped", "lost", "handed_over", "withdrawn", "died", "moved"] | None = (
        None
    )
    doubts: int | None = Field(default=None, ge=0)
    """How many decisions late facts put in doubt."""
