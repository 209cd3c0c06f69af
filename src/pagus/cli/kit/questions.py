"""The questions of ``pagus kit init``, in their order, and the answers that a kit is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pagus.cli.kit.interview import Interview
from pagus.errors import InputError, NotFound

if TYPE_CHECKING:
    from pagus.kit_language.beginning import Answers, FirstSignal
    from pagus.kit_language.model import Severity, SubjectKind, Text

__all__ = ["Given", "ask"]

OWN = "own"
_ID = re.compile(r"[a-z][a-z0-9-]{0,47}/[a-z][a-z0-9-]{0,47}")
_SUBJECTS: dict[str, SubjectKind] = {"person": "person", "place": "place", "thing": "thing"}
_ABOUT = {
    "person": "people who are followed one by one",
    "place": "communes",
    "thing": "devices, rooms, stations",
}
_SEVERITIES: dict[str, Severity] = {
    "information": "information",
    "warning": "warning",
    "high": "high",
    "critical": "critical",
}
_LANGUAGES = {"fr": "French", "en": "English", "de": "German"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the options of the command have answered beforehand; None: to be asked."""

    kit_id: str | None
    publisher: str | None
    title: tuple[str | None, ...]
    """In French, English and German, as ``name``."""
    subject: str | None
    signal: str | None
    code: str | None
    name: tuple[str | None, ...]
    unit: str | None
    lowest: float | None
    highest: float | None
    every: str | None
    loinc: str | None
    above: float | None
    below: float | None
    severity: str | None
    clinical: bool | None


def ask(given: Given, asked: Interview) -> Answers:
    """Which kit does the author want?

    Takes: the options, and the interview that asks for the rest. Gives: the answers.
    Refuses: InputError for answers that are not right, or that lack while nobody can be asked; NotFound for a signal
    that is not on the list.
    """
    from pagus.kit_language.beginning import Answers

    kit_id = asked.text(given.kit_id, "--id", "Who publishes it and what is it called? publisher/name", check=_check_id)
    publisher = asked.text(given.publisher, "--publisher", "The publisher in words", kit_id.partition("/")[0] or "-")
    title = _in_three_languages(asked, given.title, "--title", "Title")
    signal = _signal(asked, given)
    limit, above = _limit(asked, given, signal)
    severity = asked.choice(
        given.severity, "--severity", "How severe is it?", dict.fromkeys(_SEVERITIES, ""), "warning"
    )
    if given.clinical and signal is not None and signal.subject != "person":
        raise InputError("a clinical kit is about persons, this one is about a {subject}", subject=signal.subject)
    person = signal is not None and signal.subject == "person"
    clinical = person and asked.yes(given.clinical, "Do its alerts speak of a person's health?")
    asked.finish()
    assert signal is not None  # else the interview had something to refuse
    return Answers(
        id=kit_id,
        publisher=publisher,
        title=title,
        signal=signal,
        limit=limit,
        above=above,
        severity=_SEVERITIES[severity],
        clinical=clinical,
    )


def _check_id(text: str) -> None:
    if not _ID.fullmatch(text):
        raise InputError(
            "{id!r} is no id: publisher/name in small letters, digits and hyphens, as town/heat-watch", id=text
        )


def _in_three_languages(asked: Interview, given: tuple[str | None, ...], option: str, question: str) -> Text:
    from pagus.kit_language.model import Text

    return Text(
        *(
            asked.text(one, f"{option}-{code}", f"{question} in {name}")
            for one, (code, name) in zip(given, _LANGUAGES.items(), strict=True)
        )
    )


def _signal(asked: Interview, given: Given) -> FirstSignal | None:
    """The ready signal that was chosen, or the author's own; None when an answer lacks."""
    from pagus.kit_language.beginning import ready_signals

    subject = given.subject
    if given.signal in {None, OWN}:
        subject = asked.choice(subject, "--subject", "What is it about?", _ABOUT)
    listed = {
        code: f"{one.name.en}, {one.entry.unit}"
        for code, one in ready_signals().items()
        if subject in {one.subject, ""}
    }
    chosen = given.signal
    if chosen is None:
        chosen = asked.choice(None, "--signal", "Which signal?", {**listed, OWN: "one that is not on the list"})
    if chosen == OWN:
        return _own_signal(asked, given, subject or "")
    if not chosen:
        return None
    if chosen not in ready_signals():
        raise NotFound("no ready signal {signal}: pagus kit init --list-signals shows them", signal=chosen)
    signal = ready_signals()[chosen]
    if given.subject not in {None, signal.subject}:
        raise InputError("{signal} is a signal of a {subject}", signal=chosen, subject=signal.subject)
    return signal


def _own_signal(asked: Interview, given: Given, subject: str) -> FirstSignal | None:
    from pagus.kernel.time import parse_duration
    from pagus.kernel.units import parse_unit
    from pagus.kit_language.beginning import own_signal
    from pagus.kit_language.written import check_name

    code = asked.text(given.code, "--code", "Its code, as water_level", check=check_name)
    name = _in_three_languages(asked, given.name, "--name", "Its name")
    unit = asked.text(given.unit, "--unit", "Its UCUM unit, as mg/dL", check=parse_unit)
    lowest = asked.number(given.lowest, "--lowest", "The lowest plausible value")
    highest = asked.number(given.highest, "--highest", "The highest plausible value")
    every = asked.text(given.every, "--every", "How often does it come? 5m, 1h, 1d", check=parse_duration)
    loinc = asked.optional(given.loinc, "Its LOINC code, if it has one")
    if asked.lacks_something:
        return None
    return own_signal(
        code=code,
        name=name,
        subject=_SUBJECTS[subject],
        unit=unit,
        plausible=(lowest, highest),
        every=every,
        loinc=loinc or None,
    )


def _limit(asked: Interview, given: Given, signal: FirstSignal | None) -> tuple[float, bool]:
    if given.above is not None and given.below is not None:
        raise InputError("say --above or --below, not both")
    if given.above is not None or given.below is not None:
        return (given.above, True) if given.above is not None else (given.below or 0.0, False)
    side = asked.choice(None, "--above or --below", "Alert above or below a limit?", {"above": "", "below": ""})
    if not side or signal is None:
        return 0.0, True
    low, high = signal.entry.plausible
    question = f"Which limit, in {signal.entry.unit}? Plausible are {low:g} to {high:g}"
    return asked.number(None, f"--{side}", question), side == "above"
