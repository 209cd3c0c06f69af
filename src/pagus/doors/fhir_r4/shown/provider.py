"""The house as a provider: finds on its shelves what a search asks, cut to what the token may see."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cmp_to_key
from typing import Any, Literal

import msgspec
from django.utils.translation import get_language

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.roles import Role
from pagus.apps.resources.query import Criterion, Query, SortKey, Value
from pagus.doors.fhir_r4.access import Access, Interaction
from pagus.doors.fhir_r4.provider import Abilities, Hit, Page, Shown
from pagus.doors.fhir_r4.shown.matching import Sorted, order_of, satisfies
from pagus.doors.fhir_r4.shown.parameters import PARAMETERS
from pagus.doors.fhir_r4.shown.shelves.base import Asker, Item, Shelf
from pagus.doors.fhir_r4.shown.shelves.care import Appointments, Facilities, Schedules, Services, Slots
from pagus.doors.fhir_r4.shown.shelves.consultations import Encounters
from pagus.doors.fhir_r4.shown.shelves.handovers import HandoverPapers, HandoverSheets, HandoverTasks
from pagus.doors.fhir_r4.shown.shelves.kits import Forms, Libraries, Plans
from pagus.doors.fhir_r4.shown.shelves.records import AuditEvents, Observations, by_time
from pagus.doors.fhir_r4.shown.shelves.territory import Devices, Patients, Places, Teams
from pagus.doors.fhir_r4.shown.shelves.work import (
    AlertTasks,
    Consents,
    Courses,
    Issues,
    PathwayTasks,
    Prescriptions,
    Responses,
)
from pagus.doors.fhir_r4.shown.writing.identity import carries_identity
from pagus.errors import InputError
from pagus.kit_language.model import LANGUAGES, Text

__all__ = ["MOST_SORTED", "HouseProvider", "narrowing"]

MOST_SORTED = 10_000
"""A search that must see everything before it can answer (an order, a total) sees at most so many documents."""

_SHELVES: tuple[Shelf, ...] = (
    Patients(), Devices(), Places(), Teams(), *Facilities.both(), Services(), Schedules(), Slots(), Appointments(),
    Encounters(), Issues(), AlertTasks(), PathwayTasks(), Courses(), Responses(), Forms(), Plans(), Libraries(),
    AuditEvents(), Prescriptions(), Consents(), Observations(), HandoverSheets(), HandoverTasks(), HandoverPapers(),
)  # fmt: skip
_MACHINE = Text(fr="Source", en="Source", de="Quelle")
_ENCODE = msgspec.json.Encoder().encode
_Ordered = tuple[Sorted, str, Item]


class HouseProvider:
    """Objects of the house as FHIR. Everything is written anew for each answer: nothing of it is kept as FHIR."""

    name = "house"

    @property
    def types(self) -> frozenset[str]:
        """Each type that some object of the house is shown as."""
        return frozenset(shelf.type for shelf in _SHELVES)

    def capabilities(self) -> Mapping[str, Abilities]:
        """Read and search, by the parameters of ``PARAMETERS``."""
        return {
            kind: Abilities(parameters={name: each.kind for name, each in PARAMETERS[kind].items()})
            for kind in self.types
        }

    def read(self, access: Access, type_: str, id_: str) -> Shown | None:
        """The document of this type and id, as it is now. Reading a person's is journalled."""
        found = self.look(access, type_, id_)
        if found is not None:
            access.note_reading([found.subject])
            _note_identities(access, (found,))
        return found

    def look(self, access: Access, type_: str, id_: str) -> Shown | None:
        """The same, for the machine itself: to know whether somebody is to be told. Shown to nobody, not journalled."""
        asker = _asker(access)
        for shelf in _shelves(type_):
            item = shelf.one(asker, id_)
            if item is not None and _allowed(access, "r", item):
                return _shown(item)
        return None

    def search(self, access: Access, query: Query) -> Page:
        """What was found. What is shown of people is journalled.

        Refuses: InputError for an order over more than ``MOST_SORTED`` documents.
        """
        found = _all_found(_asker(access), query)
        sorted_here = bool(query.sort) and not _comes_sorted(query)
        page = _in_order(found, query) if sorted_here else _as_they_come(found, query)
        if query.after is None and not page.more and query.count:
            page = replace(page, total=len(page.hits))  # all of it was seen
        elif query.total:
            page = replace(page, total=_count(_all_found(_asker(access), replace(query, after=None))))
        access.note_reading(hit.shown.subject for hit in page.hits)
        if access.identities and query.type == Patients.type and any(_asks_who(each) for each in query.criteria):
            # To be told how many have this number is to learn of each that it is theirs, on whichever page; and to be
            # told who has it not, by :not, is to learn it of those who are left out.
            asked = () if any(_asks_who_not(each) for each in query.criteria) else query.criteria
            found = _all_found(_asker(access), replace(query, criteria=asked, after=None))
            access.note_identities(item.subject for _, item in found if carries_identity(item.document))
        else:
            _note_identities(access, (hit.shown for hit in page.hits))
        return page


def _note_identities(access: Access, shown: Iterable[Shown]) -> None:
    if access.identities:
        people = (each for each in shown if each.type == Patients.type)
        access.note_identities(each.subject for each in people if carries_identity(json.loads(each.body)))


def _asks_who(criterion: Criterion) -> bool:
    """Is it asked by an identifier, here or in what it holds together?"""
    return criterion.parameter.startswith("identifier") or any(
        _asks_who(each) for group in criterion.either for each in group
    )


def _asks_who_not(criterion: Criterion) -> bool:
    """Does a document satisfy this by lacking an identifier?"""
    return (criterion.parameter.startswith("identifier") and criterion.modifier in ("not", "missing")) or any(
        _asks_who_not(each) for group in criterion.either for each in group
    )


def _shelves(type_: str) -> Iterator[Shelf]:
    return (shelf for shelf in _SHELVES if shelf.type == type_)


def _asker(access: Access) -> Asker:
    language = (get_language() or "en")[:2]
    viewer = access.user
    if viewer is None:
        # A registered source sends; what it may look at is what is about nobody.
        role = Role(
            code=access.role, name=_MACHINE, description=_MACHINE, verbs=frozenset({"see_places"}), acts_as=frozenset()
        )
        viewer = accounts.acting(access.name, [accounts.Grant(role, access.territory, "")])
    return Asker(viewer, access, next((known for known in LANGUAGES if known == language), "en"))


def _all_found(asker: Asker, query: Query) -> Iterator[tuple[str, Item]]:
    """What satisfies the query, shelf by shelf, after the place where the last page ended."""
    whole = query.after is None or (query.sort and not _comes_sorted(query))
    first, _, rest = ("0", "", "") if whole else str(query.after).partition(":")
    for number, shelf in enumerate(_shelves(query.type)):
        if number < int(first):
            continue
        for item in shelf.walk(asker, query, rest if number == int(first) else ""):
            if _allowed(asker.access, "s", item) and satisfies(item.document, query.criteria, item.updated_ms):
                yield f"{number}:{item.place}", item


def _comes_sorted(query: Query) -> bool:
    """Does the shelf itself give this order? Of what can be millions, it must."""
    return query.type == Observations.type and by_time(query) is not None


def _as_they_come(found: Iterator[tuple[str, Item]], query: Query) -> Page:
    hits: list[Hit] = []
    for place, item in found:
        if len(hits) == query.count:
            return Page(tuple(hits), more=True)
        hits.append(Hit(_shown(item), place, order_of(item.document, query.sort, item.updated_ms)))
    return Page(tuple(hits))


def _in_order(found: Iterator[tuple[str, Item]], query: Query) -> Page:

    def compared(one: _Ordered, two: _Ordered) -> int:
        return _compare(one[:2], two[:2], query.sort)

    rows: list[_Ordered] = []
    for place, item in found:
        if len(rows) == MOST_SORTED:
            raise InputError("more than {most} are found: ask for less before they can be ordered", most=MOST_SORTED)
        rows.append((order_of(item.document, query.sort, item.updated_ms), place, item))
    rows.sort(key=cmp_to_key(compared))
    if query.after is not None:
        order, place = json.loads(query.after)
        last = (tuple(order), place)
        rows = [row for row in rows if _compare(row[:2], last, query.sort) > 0]
    hits = [Hit(_shown(item), json.dumps([order, place]), order) for order, place, item in rows[: query.count]]
    return Page(tuple(hits), more=len(rows) > query.count)


def _compare(one: Sequence[Any], two: Sequence[Any], sort: Sequence[SortKey]) -> int:
    first: Sorted = one[0]
    second: Sorted = two[0]
    for left, right, key in zip(first, second, sort, strict=True):
        if left == right:
            continue
        if left is None or right is None:
            return 1 if left is None else -1
        less = left < right  # type: ignore[operator]
        return 1 if less == key.descending else -1
    return (one[1] > two[1]) - (one[1] < two[1])


def _count(found: Iterator[tuple[str, Item]]) -> int | None:
    """How many are found; None when they are too many to be counted one by one."""
    count = 0
    for _ in found:
        count += 1
        if count > MOST_SORTED:
            return None
    return count


def _allowed(access: Access, letter: Interaction, item: Item) -> bool:
    """Does a scope allow this very document: its type, its person, and what cuts the scope further?"""
    if access.patient and item.subject.startswith("person:") and item.subject != access.patient:
        return False
    kind = item.document["resourceType"]
    scopes = [scope for scope in access.scopes_of(kind) if letter in scope.letters]
    return any(
        satisfies(item.document, [narrowing(kind, *each) for each in scope.narrowed], item.updated_ms)
        for scope in scopes
        if all(name in PARAMETERS[kind] or name == "_id" for name, _ in scope.narrowed)
    )


def narrowing(kind: str, name: str, text: str) -> Criterion:
    """A constraint of a scope as a criterion: tokens and references, as SMART gives them; other kinds match nothing."""
    known: Literal["token", "reference", "string", "date", "uri"] | Any = (
        "token" if name == "_id" else PARAMETERS[kind][name].kind
    )
    return Criterion(name, known, tuple(_value(known, each) for each in text.split(",")))


def _value(kind: str, text: str) -> Value:
    if kind == "reference":
        return Value(target=text if "/" in text else f"/{text}")
    if kind == "token":
        system, bar, code = text.rpartition("|")
        return Value(system=system if bar else None, code=code or None)
    return Value(text=text, low=1, high=0)


def _shown(item: Item) -> Shown:
    document = item.document
    # Nothing keeps versions of it: the digest of what is said tells whether it says something else now.
    version = hashlib.sha256(_ENCODE(document)).hexdigest()[:16]
    kind, id_ = document["resourceType"], document["id"]
    head = {"resourceType": kind, "id": id_, "meta": {"versionId": version, **document.get("meta", {})}}
    body = _ENCODE(head | {name: value for name, value in document.items() if name not in head})
    return Shown(
        type=kind,
        id=id_,
        body=body,
        version=version,
        updated_ms=item.updated_ms,
        subject=item.subject,
    )
