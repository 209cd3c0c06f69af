"""Facilities and practitioners from a file: every line is stored, left aside for a reason, or reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pagus.apps.accounts.queries import SYSTEM, Actor, actor_of
from pagus.apps.care import queries as care
from pagus.apps.care.actions import add_to_directory, close_facilities, judge_facilities
from pagus.apps.care.facts import (
    BatchFacts,
    FacilityFacts,
    HeadsFacts,
    PracticeFacts,
    PractitionerFacts,
    Stored,
)
from pagus.apps.care.points import Placed
from pagus.apps.streams.observation import Note
from pagus.apps.territory import queries as territory
from pagus.doors.directory.counts import Bpe, Sirene
from pagus.doors.directory.eurostat import Eurostat
from pagus.doors.directory.finess import Finess
from pagus.doors.directory.found import Found, Layout
from pagus.doors.directory.lines import Line, digest_of
from pagus.doors.directory.plain import Plain
from pagus.doors.directory.rpps import Rpps
from pagus.doors.directory.sameness import COUNTED, Register
from pagus.errors import Conflict, InputError, NotFound, PagusError
from pagus.kernel.places import Territory, kind_of

__all__ = ["LAYOUTS", "DirectoryReport", "import_facilities"]

LAYOUTS: Mapping[str, Callable[[], Layout]] = {
    "plain": Plain, "finess": Finess, "rpps": Rpps, "bpe": Bpe, "sirene": Sirene, "eurostat": Eurostat,
}  # fmt: skip
"""By name, as ``--format`` takes it."""
EVERY = 10_000
REMEDY = "correct the line and import the file again: what is stored already has no effect"


@dataclass(slots=True, kw_only=True)
class DirectoryReport:
    """What became of each line of a file: read = accepted + aside + outside + rejected."""

    file: str
    layout: str
    source: str
    data_date: date
    date_from: str
    """said, file, or today: then nobody has said how old the data are."""
    read: int = 0
    accepted: int = 0
    outside: int = 0
    """Outside of the place that was asked for."""
    aside: Counter[str] = field(default_factory=Counter)
    """What the layout leaves out, and how often."""
    rejected: list[Note] = field(default_factory=list)
    merged: list[Note] = field(default_factory=list)
    """Lines that speak of a facility that is there under another code, and were taken for it."""
    doubts: list[Note] = field(default_factory=list)
    """Lines that may speak of a facility that is there, and were kept apart."""
    stored: Stored | None = None
    absent: tuple[str, ...] = ()
    """Facilities that the same source has named in older data and names no more; ``closed``: whether they are now."""
    closed: bool = False
    simulated_beside: int = 0
    """How many simulated facilities are open beside these real ones."""


@dataclass(slots=True)
class _Gathered:
    """What the accepted lines say together."""

    facilities: dict[str, tuple[int, FacilityFacts]] = field(default_factory=dict)
    practitioners: dict[str, PractitionerFacts] = field(default_factory=dict)
    practices: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    heads: dict[tuple[str, str], tuple[int, HeadsFacts]] = field(default_factory=dict)


def import_facilities(
    path: Path,
    layout: str = "plain",
    *,
    within: str | None = None,
    data_date: date | None = None,
    source: str | None = None,
    encoding: str = "utf-8",
    simulated: bool = False,
    close_absent: bool = False,
    progress: Callable[[int], None] | None = None,
    by: Actor = SYSTEM,
) -> DirectoryReport:
    """Bring the facilities and practitioners of this file into the directory.

    Takes: a file, plain text or packed with gzip; a name of ``LAYOUTS``; the place outside of which lines do not count;
    until when the data are right, where neither the file nor its name says so; who publishes it; the encoding;
    ``close_absent``: the file is whole, so that what its source named before and names no more is closed; ``progress``,
    told how many lines were read.
    Gives: the report. A line with a fault stops no other line; the good ones are stored together. Importing a file
    again has no effect.
    Refuses: ShapeError for a file that cannot be read to its end or is of another layout, and then nothing is stored;
    NotFound for an unknown place; InputError for an unknown layout.
    """
    if layout not in LAYOUTS:
        raise InputError("{layout!r} is no layout: write one of {layouts}", layout=layout, layouts=", ".join(LAYOUTS))
    reader = LAYOUTS[layout]()
    report = _begin(path, reader, encoding, data_date, source)
    inside = None if within is None else _Inside(frozenset(territory.places_within(within)), territory.territory())
    found: list[tuple[int, Found]] = []
    for line in reader.lines(path, encoding):
        report.read += 1
        if progress is not None and report.read % EVERY == 0:
            progress(report.read)
        read = _read(reader, line, inside, report)
        if read is not None:
            found.append((line.number, read))
    gathered = _gather(found, report, Register(simulated))
    placed = _place(gathered, inside, report)
    covers = None if inside is None else inside.communes
    _store(gathered, placed, report, path, simulated, covers, by)
    _look_around(gathered, report, simulated, covers, close_absent, by)
    for notes in (report.rejected, report.merged, report.doubts):
        notes.sort(key=lambda note: note.position)
    return report


def _begin(path: Path, reader: Layout, encoding: str, said: date | None, source: str | None) -> DirectoryReport:
    own = reader.date_of(path, encoding)
    today = care.today()
    return DirectoryReport(
        file=path.name,
        layout=reader.name,
        source=(source or reader.source or path.name)[:200],
        data_date=said or own or today,
        date_from="said" if said else "file" if own else "today",
    )


def _read(reader: Layout, line: Line, inside: _Inside | None, report: DirectoryReport) -> Found | None:
    try:
        if line.problem is not None:
            raise line.problem
        if inside is not None and (place := reader.commune(line)) and not inside.holds(place):
            report.outside += 1
            return None
        found = reader.read(line)
    except PagusError as error:
        report.rejected.append(Note.of_error(line.number, "line", error, REMEDY))
        return None
    if found.aside:
        report.aside[found.aside] += 1
        return None
    return found


@dataclass(frozen=True, slots=True)
class _Inside:
    """The communes of a place, and all that is known to tell whether another code means one of them."""

    communes: frozenset[str]
    known: Territory

    def holds(self, place: str) -> bool:
        """Is it one of these communes, also by a code from before it was merged, or as a part of a city?"""
        if place in self.communes:
            return True
        try:
            today = self.known.resolve(place)
        except NotFound:
            return True  # the judgement of the line says that nobody knows it
        if kind_of(today) == "municipal_arrondissement":
            return any(parent.code in self.communes for parent in self.known.parents(today, "commune"))
        return today in self.communes


def _gather(found: Iterable[tuple[int, Found]], report: DirectoryReport, register: Register) -> _Gathered:
    """Bring the lines together, each facility and practitioner once."""
    gathered = _Gathered()
    for number, each in found:
        try:
            code = (
                each.at
                if each.facility is None
                else _gather_facility(number, each.facility, gathered, register, report)
            )
            for heads in each.heads:
                _gather_heads(number, replace(heads, facility=code), gathered)
        except PagusError as error:
            report.rejected.append(Note.of_error(number, "line", error, REMEDY))
            continue
        if each.practitioner is not None:
            gathered.practitioners.setdefault(each.practitioner.code, each.practitioner)
            gathered.practices.setdefault(each.practitioner.code, []).append((number, code))
        report.accepted += 1
    return gathered


def _gather_facility(
    number: int, facts: FacilityFacts, gathered: _Gathered, register: Register, report: DirectoryReport
) -> str:
    there = gathered.facilities.get(facts.code)
    if there is not None:
        _refuse_other_content(there, facts, report.layout)
        gathered.facilities[facts.code] = there[0], _with_services(there[1], facts)
        return facts.code
    same = register.same_as(facts)
    if same is not None and same.certain:
        report.merged.append(same.note(number))
        facts = replace(facts, code=same.code)
        if facts.code in gathered.facilities:
            first, known = gathered.facilities[facts.code]
            gathered.facilities[facts.code] = first, _with_services(known, facts)
            return facts.code
    elif same is not None:
        report.doubts.append(same.note(number))
    register.refuse_mixing(facts.code)
    if report.layout == "rpps":
        facts = register.as_known(facts)
    gathered.facilities[facts.code] = number, facts
    register.add(facts)
    return facts.code


def _refuse_other_content(there: tuple[int, FacilityFacts], facts: FacilityFacts, layout: str) -> None:
    if layout == "plain" and there[1] != facts:
        raise Conflict("{code} is already on line {line}, with another content", code=facts.code, line=there[0])


def _with_services(facts: FacilityFacts, more: FacilityFacts) -> FacilityFacts:
    known = {each.service for each in facts.services}
    new = tuple(each for each in more.services if each.service not in known)
    return replace(facts, services=facts.services + new) if new else facts


def _gather_heads(number: int, heads: HeadsFacts, gathered: _Gathered) -> None:
    key = heads.facility, heads.profession
    if key in gathered.heads:
        raise Conflict("{profession} at {code} is already on line {line}: a second number would count twice",
                       profession=heads.profession, code=heads.facility, line=gathered.heads[key][0])  # fmt: skip
    gathered.heads[key] = number, heads


def _place(gathered: _Gathered, inside: _Inside | None, report: DirectoryReport) -> dict[str, Placed]:
    """Judge all facilities together; those with a fault, or outside, take what is at them along."""
    rows = list(gathered.facilities.values())
    placed: dict[str, Placed] = {}
    gone: dict[str, PagusError | None] = {}
    for (_, facts), outcome in zip(rows, judge_facilities([facts for _, facts in rows]), strict=True):
        if isinstance(outcome, PagusError):
            gone[facts.code] = outcome
        elif inside is not None and outcome.place not in inside.communes:
            gone[facts.code] = None
        else:
            placed[facts.code] = outcome
    _let_go(gathered, gone, report)
    return placed


def _let_go(gathered: _Gathered, gone: Mapping[str, PagusError | None], report: DirectoryReport) -> None:
    lines: dict[int, PagusError | None] = {}
    for code, error in gone.items():
        lines[gathered.facilities.pop(code)[0]] = error
    for person, practices in list(gathered.practices.items()):
        lines |= {number: gone[code] for number, code in practices if code in gone}
        kept = [(number, code) for number, code in practices if code not in gone]
        gathered.practices[person] = kept
        if not kept:
            del gathered.practices[person], gathered.practitioners[person]
    for key, (number, _) in list(gathered.heads.items()):
        if key[0] in gone:
            lines[number] = gone[key[0]]
            del gathered.heads[key]
    for number, error in lines.items():
        report.accepted -= 1
        if error is None:
            report.outside += 1
        else:
            report.rejected.append(Note.of_error(number, "line", error, REMEDY))


def _store(
    gathered: _Gathered, placed: Mapping[str, Placed], report: DirectoryReport, path: Path, simulated: bool,
    covers: frozenset[str] | None, by: Actor,
) -> None:  # fmt: skip
    practitioners = [
        replace(facts, practices=_practices(gathered.practices[code])) for code, facts in gathered.practitioners.items()
    ]
    facilities = [facts for _, facts in gathered.facilities.values()]
    batch = BatchFacts(
        source=report.source,
        layout=report.layout,
        data_date=report.data_date,
        rows=report.read,
        accepted=report.accepted,
        digest=digest_of(path),
        simulated=simulated,
        covers=covers,
    )
    login, role = actor_of(by)
    report.stored = add_to_directory(
        batch,
        facilities,
        practitioners,
        [heads for _, heads in gathered.heads.values()],
        placed=[placed[facts.code] for facts in facilities],
        by=login,
        role=role,
    )


def _look_around(
    gathered: _Gathered, report: DirectoryReport, simulated: bool, covers: frozenset[str] | None, close: bool, by: Actor
) -> None:
    """What did the same source name before and name no more, and is a simulation beside what is real?"""
    cards = [*care.facilities(within=covers), *care.facilities(kind=COUNTED, within=covers)]
    report.absent = tuple(
        card.code
        for card in cards
        if card.source == report.source
        and card.simulated == simulated
        and card.as_of < report.data_date
        and card.code not in gathered.facilities
    )
    if close and report.absent:
        login, role = actor_of(by)
        close_facilities(report.absent, report.data_date, by=login, role=role)
        report.closed = True
    if not simulated:
        report.simulated_beside = sum(card.simulated for card in cards)


def _practices(lines: Iterable[tuple[int, str]]) -> tuple[PracticeFacts, ...]:
    """One for each facility, however many lines name it: each has the same share of the person's time."""
    return tuple(PracticeFacts(facility=code) for code in dict.fromkeys(code for _, code in lines))
