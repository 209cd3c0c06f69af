"""Is an enrolment in a monitoring complete? Pure: what was typed, the line and the day in, every error out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pagus.errors import InputError
from pagus.kit_language import prescribed_by
from pagus.kit_language.model import Kit, Text
from pagus.library.lines.model import Line, Question

__all__ = [
    "DEPARTURES",
    "SAID_BY",
    "WAYS",
    "MonitoringRequest",
    "WrongField",
    "last_day",
    "wrong_choices",
    "wrong_fields",
]

WAYS: dict[str, Text] = {
    "oral": Text(fr="de vive voix", en="by word of mouth", de="mündlich"),
    "written": Text(fr="par écrit, signé", en="in writing, signed", de="schriftlich, unterschrieben"),
    "electronic": Text(fr="en ligne, sur sa page", en="online, on their page", de="online, auf der eigenen Seite"),
}
"""How somebody can consent."""
SAID_BY: dict[str, Text] = {
    "person": Text(fr="la personne", en="the person", de="die Person"),
    "representative": Text(
        fr="son représentant légal", en="their legal representative", de="die gesetzliche Vertretung"
    ),
}
"""Who can stop a monitoring on the side of the person."""
DEPARTURES: dict[str, Text] = {
    "died": Text(fr="Décès", en="Died", de="Verstorben"),
    "moved": Text(fr="Déménagement hors du territoire", en="Moved away", de="Weggezogen"),
}
"""How somebody leaves for good, whatever they say themselves."""
MOST_MONTHS = 12
"""The longest prescription where no line says otherwise: that of the French lines."""
_RPPS = re.compile(r"\d{11}")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringRequest:
    """What somebody typed. Days are texts as 2026-03-16; an answer is true, false, or absent."""

    prescriber: str
    rpps: str
    issued_on: str
    months: int | None
    answers: Mapping[str, bool] = field(default_factory=dict)
    consent_on: str = ""
    consent_way: str = ""
    told: bool = False
    """Was the person told that this is no emergency service?"""
    team: str = ""
    """The team that follows the person from now on; empty: the one that does."""
    target_set: str = ""
    """The set of targets of the kit that is chosen with the prescription; empty: none, or it stays as it is."""
    measured: frozenset[str] | None = None
    """Which yes-or-no parameters of signals that are asked only if prescribed are yes; None: that stays as it is."""


@dataclass(frozen=True, slots=True)
class WrongField:
    """One field and what is wrong with it."""

    field: str
    error: InputError


def last_day(issued_on: date, months: int) -> date:
    """Which is the last day of so many months from this day on? Example: 2026-01-31 and 1 month: 2026-02-27."""
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    for day in range(issued_on.day, 0, -1):
        try:
            ahead = date(year, month + 1, day)
        except ValueError:  # the month is shorter
            continue
        return date.fromordinal(ahead.toordinal() - 1)
    raise InputError("no day lies {months} months after {day}", months=months, day=issued_on.isoformat())


def wrong_fields(request: MonitoringRequest, line: Line | None, today: date) -> tuple[WrongField, ...]:
    """What is wrong with this enrolment? Takes: what was typed, the line (None: none), today. Gives: every error."""
    return (
        *_prescription(request, line, today),
        *(_eligibility(request, line) if line is not None else ()),
        *_consent(request, today),
    )


def wrong_choices(request: MonitoringRequest, kit: Kit, line: Line | None) -> tuple[WrongField, ...]:
    """What is wrong with what was chosen for this person of what the kit offers?

    Takes: what was typed; the kit; the line that is open with it (None: none). Gives: every error.
    """
    return tuple(_choices(request, kit, line))


def _choices(request: MonitoringRequest, kit: Kit, line: Line | None) -> Iterator[WrongField]:
    if request.target_set and request.target_set not in kit.target_sets:
        error = InputError("{kit} has no set of targets {name}", kit=kit.id, name=request.target_set)
        yield WrongField("target_set", error)
    for name in sorted((request.measured or frozenset()) - set(prescribed_by(kit))):
        yield WrongField("measured", InputError("{kit} asks for nothing only if {name}", kit=kit.id, name=name))
    if line is None and request.answers and kit.funding:
        error = InputError("tick what the line needs, as said beside the box, or leave the questions of the line open")
        yield WrongField("measured", error)


def _prescription(request: MonitoringRequest, line: Line | None, today: date) -> Iterator[WrongField]:
    name = request.prescriber.strip()
    if not name or len(name) > _LONGEST_NAME:
        error = InputError("write who prescribes, in at most {longest} signs", longest=_LONGEST_NAME)
        yield WrongField("prescriber", error)
    if not _RPPS.fullmatch(request.rpps.replace(" ", "")):
        yield WrongField("rpps", InputError("an RPPS number has 11 digits"))
    longest = MOST_MONTHS if line is None else line.prescription_months
    if request.months is None or not 1 <= request.months <= longest:
        error = InputError("a prescription covers 1 to {longest} months", longest=longest)
        yield WrongField("months", error)
    issued = _day(request.issued_on)
    if issued is None:
        yield WrongField("issued_on", InputError("write the day of the prescription"))
    elif issued > today:
        yield WrongField("issued_on", InputError("the prescription is dated after today"))
    elif request.months is not None and 1 <= request.months <= longest:
        until = last_day(issued, request.months)
        if until < today:
            yield WrongField("issued_on", InputError("this prescription ended on {day}", day=until.isoformat()))


def _eligibility(request: MonitoringRequest, line: Line) -> Iterator[WrongField]:
    groups: dict[str, list[str]] = {}
    for name, question in line.eligibility.items():
        groups.setdefault(question.group or f"={name}", []).append(name)
    for names in groups.values():
        if any(_right(request, line.eligibility[name], name) for name in names):
            continue
        missing = [name for name in names if name not in request.answers]
        for name in missing:
            yield WrongField(f"answer_{name}", InputError("answer this question"))
        if not missing:
            yield WrongField(
                f"answer_{names[0]}", InputError("with these answers the line {line} is not open", line=line.id)
            )


def _right(request: MonitoringRequest, question: Question, name: str) -> bool:
    return request.answers.get(name) is question.wanted


def _consent(request: MonitoringRequest, today: date) -> Iterator[WrongField]:
    given = _day(request.consent_on)
    if given is None:
        yield WrongField("consent_on", InputError("write the day on which the person consented"))
    elif given > today:
        yield WrongField("consent_on", InputError("the consent is dated after today"))
    if request.consent_way not in WAYS:
        yield WrongField("consent_way", InputError("say how the person consented"))
    if not request.told:
        yield WrongField("told", InputError("tell the person that this is no emergency service, and tick it"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
