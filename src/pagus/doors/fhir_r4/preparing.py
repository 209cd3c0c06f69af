"""From the bytes of a resource to a write that the store can decide on: read, checked, indexed, observed."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qsl

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from pagus.apps.resources.naming import code_of_reference
from pagus.apps.resources.query import Query
from pagus.apps.resources.shapes import Kept, Miss, Mould, Stencil, Write, drawn, filled
from pagus.apps.streams.observation import Note
from pagus.apps.streams.queries import places_of
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.cutting import within_scopes
from pagus.doors.fhir_r4.indexing import rows_of
from pagus.doors.fhir_r4.kept import NEVER_KEPT
from pagus.doors.fhir_r4.moulded import Plan, plan_of
from pagus.doors.fhir_r4.observing import Observed, observed, observes, subject_code
from pagus.doors.fhir_r4.outcome import FhirError, Issue, placed
from pagus.doors.fhir_r4.parameters import criterion_of
from pagus.doors.fhir_r4.reach import place_within
from pagus.doors.fhir_r4.template import template
from pagus.fhir_r4 import read
from pagus.fhir_r4.moulds import MOULDED, moulds

__all__ = ["Prepared", "condition_query", "deletion", "from_mould", "held_issues", "miss_error", "new_id", "prepared"]

_HOUSE = ("Patient", "Device", "Location")
_STATUS = {
    "gone": 410,
    "stale": 412,
    "exists": 409,
    "ambiguous": 412,
    "unmatched": 412,
    "twice": 400,
    "foreign": 403,
    "observed": 409,
    "refused": 422,
    "key": 409,
}
_ISSUE = {
    "ambiguous": "multiple-matches",
    "refused": "business-rule",
    "observed": "business-rule",
    "twice": "duplicate",
}
_FIELDS = {"time": "Observation.effective", "subject": "Observation.subject", "signal": "Observation.code"}


@dataclass(slots=True)
class Prepared:
    """A write, the place of each of its observations, and what the sender should know besides."""

    write: Write
    places: list[str] = field(default_factory=list)
    aside: list[Issue] = field(default_factory=list)
    mould: Mould | None = None
    """The rows that it has in common with others."""
    stencil: Stencil | None = None
    """The JSON that it has in common with others."""

    def body(self, id_: str, version: int, updated_ms: int, references: Sequence[str] = ()) -> bytes:
        """The bytes of the resource as they were kept, of this id, version and instant."""
        if self.stencil is not None:
            # A create that was sent before has the id that it got then.
            return drawn(self.stencil.pattern.decode(), self.write.texts.replace(self.write.id, id_), updated_ms)
        return filled(self.write.body, id_, version, updated_ms, references)


def new_id() -> str:
    """A new identifier, in the shape of a UUID of version 7: it grows with time, so that indexes grow at their end."""
    text = f"{time.time_ns() // 1_000_000:012x}{int.from_bytes(_chance(), 'big') & _FREE | _FIXED:020x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_FREE = (1 << 76) - 1 & ~(0b11 << 62)
_FIXED = 0x7 << 76 | 0b10 << 62
"""Where chance stands in the lower 80 bits of a UUID of version 7, and what stands in its other bits."""
_DRAWN = 10 * 64


def _chance() -> bytes:
    """Ten bytes that nobody can foretell: drawn for several at once, as each drawing asks the system."""
    try:
        return _pool.pop()
    except IndexError:
        drawn = os.urandom(_DRAWN)
        _pool.extend(drawn[start : start + 10] for start in range(10, _DRAWN, 10))
        return drawn[:10]


_pool: list[bytes] = []
"""Each is taken out by one thread only. A process that forks draws its own: see below."""
os.register_at_fork(after_in_child=_pool.clear)


def condition_query(type_: str, text: str, base: str, place: str) -> Query:
    """The search that a condition says. Takes: ``identifier=system|value``; where it stood. Refuses: FhirError 400."""
    pairs = parse_qsl(text.partition("?")[2] if "?" in text else text, keep_blank_values=True)
    if not pairs:
        raise FhirError("the condition is empty: it would match everything", status=412, expression=place)
    now = settings.WORKSPACE.clock.now_ms()
    criteria = []
    for name, value in pairs:
        plain, _, modifier = name.partition(":")
        criteria.append(criterion_of(type_, plain, modifier, value, base, now))
    return Query(type=type_, criteria=tuple(criteria), count=2)


def prepared(
    access: Access,
    action: Literal["create", "update"],
    type_: str,
    body: bytes,
    *,
    id_: str = "",
    base: str = "",
    slots: Mapping[str, int] | None = None,
    within: str = "",
) -> Prepared:
    """A resource, ready to be kept.

    Takes: who writes; its type and bytes; the id of an update, where the address names one; the slots of references
    that the store resolves; the place within a bundle. Refuses: FhirFaults with every fault; FhirError.
    """
    if type_ in NEVER_KEPT:
        raise FhirError("{type} is a message and is not kept", status=405, expression=within or type_, type=type_)
    if action == "create" and type_ == MOULDED and not id_:
        made = from_mould(access, body, base, slots or {}, within)
        if made is not None:
            return made
    read(body, type_)
    if action == "create" and not within_scopes(access, "c", type_, body):
        raise FhirError(
            "the scopes that you signed in with allow no such {type}: they are narrowed",
            status=403,
            expression=within or type_,
            type=type_,
        )
    document: dict[str, Any] = msgspec.json.decode(body)
    own = document.get("id", "")
    if id_ and own != id_:
        raise FhirError(
            "the resource has the id {found}, and the address names {given}",
            status=400,
            expression=placed(f"{type_}.id", within),
            found=own or "(none)",
            given=id_,
        )
    slots = slots or {}
    write = Write(
        action,
        type_,
        id_ or (own if action == "update" else "") or new_id(),
        template(body, meta="meta" in document, id_=bool(own), references=slots),
        rows_of(type_, document, slots, base),
        fixed=action == "update" and bool(own),
    )
    if type_ in _HOUSE:
        _refuse_house(write, within)
    made = Prepared(write)
    _about(access, made, _Read(document), within)
    return made


def from_mould(
    access: Access, body: bytes, base: str, slots: Mapping[str, int] | None = None, within: str = ""
) -> Prepared | None:
    """A new Observation whose like came before; None when it goes the slow way. Else as ``prepared``."""
    cast = moulds.cast(body)
    plan = None if cast is None else plan_of(cast, base)
    if cast is None or plan is None or plan.subject is None or plan.refers(slots or {}, cast.texts):
        return None
    if not within_scopes(access, "c", MOULDED, body):
        return None
    shared = plan.shared(cast.texts)
    id_ = new_id()
    write = Write("create", MOULDED, id_, [], plan.own(cast.texts), mould=shared.digest)
    write.stencil, write.texts = plan.stencil.digest, plan.first_texts(cast.texts, id_)
    made = Prepared(write, mould=shared, stencil=plan.stencil)
    _about(access, made, _Moulded(plan, cast.texts), within)
    return made


class _Read(NamedTuple):
    """A document, asked what it is about."""

    document: Mapping[str, Any]

    def subject(self) -> str:
        return subject_code(self.document)

    def observes(self) -> bool:
        return observes(self.document)

    def observed(self, subject: str) -> Observed:
        return observed(self.document, subject)


class _Moulded(NamedTuple):
    """The same of a body that fits a mould."""

    plan: Plan
    texts: tuple[str, ...]

    def subject(self) -> str:
        return code_of_reference(self.texts[self.plan.subject or 0]) or ""

    def observes(self) -> bool:
        return self.plan.observes(self.texts)

    def observed(self, subject: str) -> Observed:
        return self.plan.observed(self.texts, subject)


def _refuse_house(write: Write, within: str) -> None:
    """People, things and places that are registered here are shown, and written elsewhere."""
    code = code_of_reference(f"{write.type}/{write.id}")
    if code is not None and code in places_of([code]) and _exists(code):
        raise FhirError(
            "{type}/{id} is registered in this territory: it is shown here and changed in the console",
            status=405,
            expression=placed(f"{write.type}.id", within),
            type=write.type,
            id=write.id,
        )


def _exists(code: str) -> bool:
    if code.startswith(("person:", "thing:")):
        return True
    from pagus.apps.territory.queries import territory

    return code in territory()


def _about(access: Access, made: Prepared, about: _Read | _Moulded, within: str) -> None:
    """Fill in whom it is about, where that lies, and what it observes."""
    write = made.write
    code = about.subject()
    place = place_within(access, code) if code else None
    write.territory = access.territory if place is None else place
    if access.patient and (place is None or code != access.patient):
        raise FhirError(
            "you may write about one person only: it is not the subject of this",
            status=403,
            expression=placed(f"{write.type}.subject", within),
        )
    if place is None:
        if write.type == "Observation" and about.observes():
            # A device must not believe that somebody watches.
            made.aside.append(
                _aside(_("its subject is not registered in the territory of the sender"), within, "not-found")
            )
        return
    write.subject = code
    if write.type == "Observation":
        found = about.observed(code)
        write.observations, made.places = found.observations, [placed(each, within) for each in found.places]
        if found.aside:
            made.aside.append(_aside(_(found.aside), within, "incomplete"))


def _aside(reason: str, within: str, code: str) -> Issue:
    text = _("kept, and followed by no rule: {reason}").format(reason=reason)
    return Issue("warning", code, text, within or "Observation")


def deletion(type_: str, id_: str) -> Prepared:
    """The write that deletes this resource."""
    return Prepared(Write("delete", type_, id_))


def held_issues(kept: Kept, prepared_: Sequence[Prepared]) -> list[Issue]:
    """What waits for a person's review, as warnings."""
    return [
        Issue("warning", "business-rule", _note(note), _value_place(prepared_[number])) for number, note in kept.held
    ]


def _value_place(made: Prepared) -> str:
    return made.places[0] if made.places else made.write.type


def _note(note: Note) -> str:
    said, remedy = note.in_words(_)
    return f"{said}: {remedy}" if remedy else said


def miss_error(misses: Sequence[Miss], prepared_: Sequence[Prepared], places: Sequence[str] = ()) -> FhirError:
    """Why nothing was kept, as an error. Takes: the place of each write in a bundle, none for a single one."""
    issues = []
    for miss in misses:
        said = _(miss.key).format(**miss.facts)
        text = f"{said}: {_(miss.remedy).format(**miss.facts)}" if miss.remedy else said
        issues.append(Issue("error", _ISSUE.get(miss.reason, "conflict"), text, _place(miss, prepared_, places)))
    first = misses[0]
    return FhirError(first.key, status=_STATUS[first.reason], expression=issues[0].expression, issues=issues)


def _place(miss: Miss, prepared_: Sequence[Prepared], places: Sequence[str]) -> str:
    within = places[miss.write] if 0 <= miss.write < len(places) else ""
    if not 0 <= miss.write < len(prepared_):
        return within or "Bundle.entry"
    made = prepared_[miss.write]
    if miss.observation is not None:
        if miss.field in _FIELDS:
            return placed(_FIELDS[miss.field], within)
        return made.places[miss.observation]
    return placed(f"{made.write.type}.{miss.field}" if miss.field else made.write.type, within)
