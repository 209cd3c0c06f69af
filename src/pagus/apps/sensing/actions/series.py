"""Which series of the observation store holds a datastream that a client declares?

A property that is one of the house is the signal of the house: its unit must fit, and rules see its values. Any other
becomes a local signal, ``sta-`` and the number of the property: kept and shown like every other, known to no kit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from django.conf import settings

from pagus.apps.people.queries import is_person
from pagus.apps.sensing.documents import Document
from pagus.apps.sensing.models import Datastream, ObservedProperty, Thing
from pagus.apps.sensing.shapes import check_shape
from pagus.apps.streams.actions import register_signals, register_subject
from pagus.apps.streams.queries import SourceAccess, signals
from pagus.apps.streams.senders import within_reach
from pagus.apps.streams.store.register import subject_kind
from pagus.apps.territory.actions import add_thing
from pagus.apps.territory.queries import locate, things
from pagus.errors import Conflict, InputError, NotAllowed, UnitError
from pagus.kernel.units import parse_unit
from pagus.kit_language.model import Signal, SubjectKind, Text

__all__ = ["DECLARED", "Series", "kind_of", "name_thing", "person_of", "series_of", "settle_thing", "unit_of"]

KINDS = {
    "OM_Measurement": True,
    "OM_CountObservation": False,
    "OM_TruthObservation": False,
    "OM_Observation": False,
}
"""The observation types whose results are numbers (or true and false), and whether they need a unit."""
DECLARED = "sensorthings"
"""The kind of things of which the client says none."""
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
FARTHEST = 1e9
"""Local signals have no plausible range; beyond this a person has a look, as the grid of the engine ends there."""
_WRITTEN = {
    "°C": "Cel",
    "degC": "Cel",
    "C": "Cel",
    "°F": "[degF]",
    "degF": "[degF]",
    "µg/m³": "ug/m3",
    "ug/m³": "ug/m3",
}
"""What clients write most often instead of a UCUM code, and means only one thing as the unit of a measurement."""
_MOST_TWINS = 100


class Series(NamedTuple):
    """A series of the store, and the unit in which the client sends."""

    subject: str
    signal: str
    unit: str


def unit_of(columns: dict[str, object]) -> str:
    """In which UCUM unit do the results of this datastream come?

    Takes: the columns of its document. Gives: a UCUM code, ``1`` for counts and truths without a unit.
    Refuses: InputError for an observation type whose results are no numbers, or a unit that is no UCUM code.
    """
    kind = str(columns["observation_type"]).rpartition("/")[2]
    if kind not in KINDS:
        raise InputError(
            "results of the type {kind} are no numbers: this store keeps numbers only; declare {known}",
            kind=kind[:60],
            known=", ".join(KINDS),
        )
    unit = msgspec.json.decode(str(columns["unit_of_measurement"]))
    symbol = unit.get("symbol")
    if symbol in {None, ""} and not KINDS[kind]:
        return "1"
    definition = str(unit.get("definition") or "")
    for text in (symbol, _WRITTEN.get(str(symbol)), definition.rpartition("#")[2], definition.rpartition(":")[2]):
        if isinstance(text, str) and text and _is_unit(text):
            return text
    raise InputError(
        "the unit {symbol!r} is no UCUM code: write it in symbol, or after # in definition, as Cel, ug/m3 or %",
        symbol=str(symbol)[:40],
    )


def _is_unit(text: str) -> bool:
    try:
        parse_unit(text)
    except UnitError:
        return False
    return len(text) <= 60


def series_of(source: SourceAccess, thing: Thing, measured: ObservedProperty, columns: dict[str, object]) -> Series:
    """Which series holds this datastream? Refuses: InputError, Conflict, NotAllowed for a thing of somebody else."""
    if thing.owner != source.name and not (thing.subject and within_reach(source, [thing.subject])):
        raise NotAllowed("{entity} {number} was not declared by this source", entity="Thing", number=thing.pk)
    subject = thing.person or thing.subject
    assert subject is not None
    unit = unit_of(columns)
    if measured.signal is not None:
        return _of_house(subject, measured.signal, unit)
    kind = subject_kind(subject)
    taken = dict(
        Datastream.objects.filter(subject=subject, signal__startswith=f"sta-{measured.pk}").values_list("signal", "id")
    )
    known = signals()
    for twin in range(1, _MOST_TWINS):
        code = f"sta-{measured.pk}" + (f"-{twin}" if twin > 1 else "")
        if code in taken or (code in known and (known[code].unit, known[code].subject) != (unit, kind)):
            continue
        if code not in known:
            _register_local(code, measured.name, unit, kind)
        return Series(subject, code, unit)
    raise Conflict("a thing has at most {most} datastreams of one property", most=_MOST_TWINS - 1)


def _of_house(subject: str, code: str, unit: str) -> Series:
    signal = signals().get(code)
    if signal is None:
        raise InputError("signal {signal!r} is not registered here", signal=code)
    if signal.subject != subject_kind(subject) or signal.subject == "place":
        raise InputError("{signal} is about a {kind}, and no thing", signal=code, kind=signal.subject)
    if parse_unit(unit) != parse_unit(signal.unit):
        # Results come back as they were sent, and the store keeps them in the unit of the signal.
        raise InputError(
            "{signal} is kept in {wanted} here: declare the datastream in it, not in {unit}",
            signal=code,
            wanted=signal.unit,
            unit=unit,
        )
    twin = Datastream.objects.filter(subject=subject, signal=code).first()
    if twin is not None:
        raise Conflict(
            "this thing has the property {signal} already: send to Datastreams({number})", signal=code, number=twin.pk
        )
    return Series(subject, code, unit)


def _register_local(code: str, name: str, unit: str, kind: SubjectKind) -> None:
    text = Text(name, name, name)
    register_signals([Signal(code=code, name=text, subject=kind, unit=unit, plausible=(-FARTHEST, FARTHEST))])


def person_of(source: SourceAccess, document: Document) -> str:
    """Whose is the thing of this document? "" for nobody's.

    A sensor in a home, a device that somebody carries: the client says so in ``properties``, ``person``. What such a
    thing measures is stored as values of the person: what guards those guards these.
    Refuses: NotAllowed for a person of whom this source may not speak, or of whom nobody knows.
    """
    properties = document.get("properties")
    person = properties.get("person", "") if isinstance(properties, Mapping) else ""
    if person == "":
        return ""
    if not isinstance(person, str) or not is_person(person):
        raise InputError("properties/person is the code of a person, as person:P-7K3Q9")
    if person not in within_reach(source, [person]):
        raise NotAllowed("this source may not speak of {person}", person=person[:140])
    return person


def kind_of(document: Document) -> str:
    """What kind of thing is in this document, so that kits of this kind follow it? Refuses: InputError."""
    properties = document.get("properties")
    kind = properties.get("kind", DECLARED) if isinstance(properties, Mapping) else DECLARED
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise InputError("properties/kind is a kind of things in small letters, as teleconsultation_booth")
    return kind


def name_thing(thing: Thing) -> None:
    """Make a declared thing a subject of the store."""
    thing.subject = f"thing:sta-{thing.pk}"
    thing.save(update_fields=["subject"])
    register_subject(thing.subject)


def settle_thing(thing: Thing, source: SourceAccess) -> None:
    """Give a declared thing its place: one of the territory, on maps and in rules, once it stands in a commune.

    Not so a thing of a person: where it stands is nobody else's business.
    """
    if thing.person:
        return
    assert thing.subject is not None
    if any(each.code == thing.subject for each in things()):
        return
    for location in thing.locations.all():
        shape = check_shape(msgspec.json.decode(location.location))
        if shape is None:
            continue
        middle = shape.representative_point()
        (commune,) = locate([middle.x], [middle.y])
        if commune is not None:
            name = thing.name[:200]
            add_thing(
                thing.subject,
                Text(name, name, name),
                kind=kind_of({"properties": msgspec.json.decode(thing.properties)}),
                place=commune,
                lon=middle.x,
                lat=middle.y,
                simulated=settings.WORKSPACE.is_demo,
                by=source.name,
                role="source",
            )
            return
