"""Declaring things, sensors and datastreams: what a registered source says of its own, with all that it brings along.

A source speaks for its territory and changes only what it declared itself. What the house has is changed in the house.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from django.conf import settings
from django.db import models as fields
from django.db import transaction

from pagus.apps.accounts.queries import covers
from pagus.apps.journal import actions as journal
from pagus.apps.sensing import models
from pagus.apps.sensing.actions.appearing import feature_of_place
from pagus.apps.sensing.actions.series import series_of, settle_thing
from pagus.apps.sensing.documents import Document, columns_of, linked
from pagus.apps.sensing.entities import ENTITIES, Entity
from pagus.apps.sensing.shapes import check_shape
from pagus.apps.streams.queries import SourceAccess
from pagus.apps.streams.senders import within_reach
from pagus.apps.territory.queries import locate
from pagus.errors import InputError, NotAllowed, NotFound

__all__ = ["MODELS", "Declared", "check_territory", "declare", "may_send", "one", "own", "set_locations"]

MODELS: dict[str, type[fields.Model]] = {
    "Thing": models.Thing,
    "Location": models.Location,
    "HistoricalLocation": models.HistoricalLocation,
    "Datastream": models.Datastream,
    "Sensor": models.Sensor,
    "ObservedProperty": models.ObservedProperty,
    "FeatureOfInterest": models.FeatureOfInterest,
}
MOST_DECLARED = 200_000
"""Entities of one type that one source may declare."""
MOST_TOGETHER = 1_000
"""Entities that one document may bring."""


@dataclass(slots=True)
class Declared:
    """What one document made: the number of the entity it is about, and the observations it brought along."""

    number: int = 0
    made: int = 0
    observations: list[tuple[models.Datastream, Document]] = field(default_factory=list)


def declare(source: SourceAccess, entity: Entity, document: Document, owner: tuple[str, int] | None = None) -> Declared:
    """Write an entity with everything that its document brings along, all or none.

    Takes: who declares; the type; the document; under which neighbour (its link back and number), None for none.
    Gives: what was made. Its observations are not stored yet: the caller submits them once this is kept.
    Refuses: InputError, NotFound for a neighbour that is not there, NotAllowed for one of somebody else.
    """
    with transaction.atomic():
        declared = Declared()
        row = _declare(source, entity, document, owner, declared)
        declared.number = row.pk
        detail = {"number": row.pk, "entities": declared.made}
        journal.record(source.name, "source", "declare", f"source:{source.name}", entity.name, detail)
    return declared


def own(source: SourceAccess, entity: Entity, number: int) -> fields.Model:
    """The entity of this number, if this source declared it. Refuses: NotFound, NotAllowed."""
    row = _there(entity, number)
    if row.owner != source.name:  # type: ignore[attr-defined]
        raise NotAllowed("{entity} {number} was not declared by this source", entity=entity.name, number=number)
    return row


def may_send(source: SourceAccess, stream: models.Datastream) -> bool:
    """May this source send observations of this datastream? Of its own, and of what lies in its territory."""
    return stream.owner == source.name or stream.subject in within_reach(source, [stream.subject])


def _there(entity: Entity, number: int) -> fields.Model:
    row = MODELS[entity.name].objects.filter(pk=number, withdrawn_ms__isnull=True).first()  # type: ignore[attr-defined]
    if row is None:
        raise NotFound("there is no {entity} {number}", entity=entity.name, number=number)
    return row


def _declare(
    source: SourceAccess, entity: Entity, document: Document, owner: tuple[str, int] | None, declared: Declared
) -> fields.Model:
    declared.made += 1
    if declared.made > MOST_TOGETHER:
        raise InputError("one document brings at most {most} entities", most=MOST_TOGETHER)
    kind = MODELS[entity.name]
    if kind.objects.filter(owner=source.name).count() >= MOST_DECLARED:  # type: ignore[attr-defined]
        raise InputError("a source declares at most {most} entities of one type", most=MOST_DECLARED)
    columns = columns_of(entity, document, whole=True)
    return _MAKERS[entity.name](source, document, columns, owner, declared)


def _neighbour(
    source: SourceAccess,
    document: Document,
    name: str,
    owner: tuple[str, int] | None,
    declared: Declared,
    made_by: str,
) -> fields.Model:
    """The one neighbour under this name: the owner of the address, one that is there, or one that comes along."""
    entity = ENTITIES[name]
    if owner is not None and owner[0] == name:
        return _there(entity, owner[1])
    found = linked(document, name)
    if len(found) != 1:
        raise InputError("{entity} needs {name}", entity=made_by, name=name)
    return one(source, entity, found[0], declared)


def one(source: SourceAccess, entity: Entity, document: Document, declared: Declared) -> fields.Model:
    """The entity that a document refers to, or one that it brings along. Refuses: NotFound, InputError."""
    number = document.get("@iot.id")
    if number is None:
        return _declare(source, entity, document, None, declared)
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotFound("there is no {entity} {number}", entity=entity.name, number=str(number)[:40])
    return _there(entity, number)


def _thing(
    source: SourceAccess,
    document: Document,
    columns: dict[str, object],
    owner: tuple[str, int] | None,
    declared: Declared,
) -> fields.Model:
    row = models.Thing.objects.create(owner=source.name, **columns)
    locations = [one(source, ENTITIES["Location"], each, declared) for each in linked(document, "Locations")]
    if owner is not None and owner[0] == "Location":
        locations.append(_there(ENTITIES["Location"], owner[1]))
    settle_thing(row, source)
    if locations:
        set_locations(source, row, locations)
    for each in linked(document, "HistoricalLocations"):
        _declare(source, ENTITIES["HistoricalLocation"], each, ("Thing", row.pk), declared)
    for each in linked(document, "Datastreams"):
        _declare(source, ENTITIES["Datastream"], each, ("Thing", row.pk), declared)
    return row


def set_locations(source: SourceAccess, thing: models.Thing, locations: list[fields.Model]) -> None:
    """Let a thing stand here from now on; where it was before stays in its history. Refuses: NotAllowed."""
    if thing.owner != source.name:
        raise NotAllowed("{entity} {number} was not declared by this source", entity="Thing", number=thing.pk)
    thing.locations.set(locations)
    past = models.HistoricalLocation.objects.create(
        thing=thing, time=settings.WORKSPACE.clock.now_ms(), owner=source.name
    )
    past.locations.set(locations)
    settle_thing(thing, source)


def _location(
    source: SourceAccess,
    document: Document,
    columns: dict[str, object],
    owner: tuple[str, int] | None,
    declared: Declared,
) -> fields.Model:
    check_territory(source, str(columns["location"]))
    row = models.Location.objects.create(owner=source.name, **columns)
    things = [one(source, ENTITIES["Thing"], each, declared) for each in linked(document, "Things")]
    if owner is not None and owner[0] == "Thing":
        things.append(_there(ENTITIES["Thing"], owner[1]))
    for thing in things:
        assert isinstance(thing, models.Thing)
        set_locations(source, thing, [row])
    return row


def check_territory(source: SourceAccess, location: str) -> None:
    """May this source place something here? Refuses: NotAllowed for a point outside of its territory."""
    shape = check_shape(msgspec.json.decode(location))
    if shape is None:
        return
    middle = shape.representative_point()
    (commune,) = locate([middle.x], [middle.y])
    if commune is None or not covers(source.territory, commune):
        raise NotAllowed(
            "the point {lon}, {lat} lies outside of the territory of this source: longitude comes first",
            lon=round(middle.x, 5),
            lat=round(middle.y, 5),
        )


def _historical(
    source: SourceAccess,
    document: Document,
    columns: dict[str, object],
    owner: tuple[str, int] | None,
    declared: Declared,
) -> fields.Model:
    thing = _neighbour(source, document, "Thing", owner, declared, "HistoricalLocation")
    if thing.owner != source.name:  # type: ignore[attr-defined]
        raise NotAllowed("{entity} {number} was not declared by this source", entity="Thing", number=thing.pk)
    row = models.HistoricalLocation.objects.create(owner=source.name, thing=thing, **columns)
    row.locations.set([one(source, ENTITIES["Location"], each, declared) for each in linked(document, "Locations")])
    return row


def _simple(name: str) -> Callable[..., fields.Model]:
    def make(
        source: SourceAccess,
        document: Document,
        columns: dict[str, object],
        owner: tuple[str, int] | None,
        declared: Declared,
    ) -> fields.Model:
        row: fields.Model = MODELS[name].objects.create(owner=source.name, **columns)  # type: ignore[attr-defined]
        for each in linked(document, "Datastreams"):
            _declare(source, ENTITIES["Datastream"], each, (name, row.pk), declared)
        return row

    return make


def _datastream(
    source: SourceAccess,
    document: Document,
    columns: dict[str, object],
    owner: tuple[str, int] | None,
    declared: Declared,
) -> fields.Model:
    thing = _neighbour(source, document, "Thing", owner, declared, "Datastream")
    measured = _neighbour(source, document, "ObservedProperty", owner, declared, "Datastream")
    sensor = _neighbour(source, document, "Sensor", owner, declared, "Datastream")
    assert isinstance(thing, models.Thing)
    assert isinstance(measured, models.ObservedProperty)
    series = series_of(source, thing, measured, columns)
    row = models.Datastream.objects.create(
        owner=source.name,
        thing=thing,
        sensor=sensor,
        observed_property=measured,
        feature=feature_of_place(thing.locations.first()),
        unit=series.unit,
        subject=series.subject,
        signal=series.signal,
        **columns,
    )
    declared.observations += [(row, each) for each in linked(document, "Observations")]
    if len(declared.observations) > MOST_TOGETHER:
        raise InputError("one document brings at most {most} entities", most=MOST_TOGETHER)
    return row


_MAKERS: dict[str, Callable[..., fields.Model]] = {
    "Thing": _thing,
    "Location": _location,
    "HistoricalLocation": _historical,
    "Datastream": _datastream,
    "Sensor": _simple("Sensor"),
    "ObservedProperty": _simple("ObservedProperty"),
    "FeatureOfInterest": _simple("FeatureOfInterest"),
}
