"""What a line of home monitoring is: what a country pays for, and what it asks in return. Frozen, read from files."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["Asked", "Condition", "Datum", "Duty", "Fee", "Line", "Question", "Reading", "Source", "Word"]

Certainty = Literal["law", "consensus", "study", "local"]


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in the three languages."""

    fr: str
    en: str
    de: str

    def say(self, language: str) -> str:
        """The text in ``language``; English for a language nobody wrote."""
        return {"fr": self.fr, "de": self.de}.get(language, self.en)


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A text that was read, or only recalled: ``read`` says which, and what of it."""

    title: str
    year: int
    read: str
    url: str = ""


class Datum(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that must be measured: in which units it may be, and how long at most between two values."""

    name: Word
    units: tuple[str, ...]
    source: str
    certainty: Certainty
    every: str = ""
    """The longest rhythm that is enough, as ``1d``; empty when the text names none that could be checked."""
    only: Word | None = None
    """For whom it is asked, where it is not for everybody; a kit may then serve the line without it."""
    group: str = ""
    """Of the data of one group one is enough."""


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An alert that must be there."""

    name: Word
    kind: Literal["no_data", "event"]
    about: tuple[str, ...]
    source: str
    certainty: Certainty
    own_threshold: bool = False
    """The prescriber sets the threshold for each person."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question of eligibility, answered with yes or no; ``wanted`` is the answer that opens the line."""

    text: Word
    source: str
    certainty: Certainty
    wanted: bool = True
    group: str = ""
    """Of the questions of one group one right answer is enough."""


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The document without which nothing is paid."""

    name: Word
    source: str
    certainty: Certainty


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How soon somebody must have looked at an alert, as the line says it."""

    within: str
    source: str
    certainty: Certainty


class Duty(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the team that monitors must do, and no program can prove."""

    text: Word
    source: str
    certainty: Certainty


class Fee(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is paid for one patient and month. ``amount`` is text with two decimals; empty where none was checked."""

    payee: Literal["operator", "manufacturer"]
    name: Word
    source: str
    certainty: Certainty
    amount: str = ""
    why_no_amount: Word | None = None
    longest_months: int = 0
    """For how many months in a row it is paid at most; 0: as long as the prescription."""
    renewals: int = 0


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A line of home monitoring of one country."""

    id: str
    country: str
    code: str
    """What the payer calls it; empty where it was not read."""
    name: Word
    since: str
    """The day of the text, as 2023-06-22."""
    read: str
    """The day on which the texts were read."""
    currency: str
    prescription_months: int
    """How many months a prescription covers at most."""
    prescription_source: str
    certificate: Condition
    retention: Condition
    """How long what was recorded is kept once the monitoring has ended."""
    reading: Reading
    data: dict[str, Datum]
    alerts: dict[str, Asked]
    eligibility: dict[str, Question]
    duties: dict[str, Duty]
    fees: dict[str, Fee]
    sources: dict[str, Source]
    fees_note: Word | None = None
    note: Word | None = None
    """What of this line was not read, for whoever relies on it."""
