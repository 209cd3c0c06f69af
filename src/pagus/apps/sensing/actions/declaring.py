"""Declaring things, sensors and datastreams: what a registered source says of its own, with all that it brings along.

A source speaks for its territory and changes only what it declared itself. What the house has is changed in the house.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.conf import settings
from django.db import models as fields

from pagus.apps.accounts.queries import covers
from pagus.apps.journal import actions as journal
from pagus.apps.sensing import models
from pagus.apps.sensing.actions.appearing import feature_of_place
from pagus.apps.sensing.actions.series import kind_of, name_thing, person_of, series_of, settle_thing
from pagus.apps.sensing.documents import Document, columns_of, linked
from pagus.apps.sensing.entities import ENTITIES, Entity
from pagus.apps.sensing.shapes import check_shape
from pagus.apps.streams.queries import SourceAccess
from pagus.apps.territory.queries import locate
from pagus.errors import InputError, NotAllowed, NotFound

__all__ = [
    "MODELS",
    "Declared",
    "check_territory",
    "close",
    "make",
    "note",
    "one",
    "own",
    "people_of",
    "set_locations",
    "settle",
]

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

    source: SourceAccess
    number: int = 0
    rows: list[fields.Model] = field(default_factory=list)
    """In the order in which they were made."""
    observations: list[tuple[models.Datastream, Document]] = field(default_factory=list)
    unsettled: list[models.Thing] = field(default_factory=list)
    """Things that get their place in the territory once all is kept."""
    person: str = ""
    """Whose all of it is, once a thing of a person is among it; "" while it is public."""

    def belong(self, person: str) -> None:
        """Note that what the document is about is this person's. Refuses: InputError for two people in one document."""
        if person and self.person not in ("", person):
            raise InputError("one document is about things of one person")
        self.person = person or self.person


@dataclass(frozen=True, slots=True)
class Wanted:
    """One entity that a document wants made: its columns, and under which neighbour (type, number) it stands."""

    document: Document
    columns: dict[str, object]
    owner: tuple[str, int] | None
    declared: Declared

    @property
    def source(self) -> SourceAccess:
        """Who declares it."""
        return self.declared.source

    def make(self, kind: type[fields.Model], **columns: object) -> Any:
        """Write the row."""
        row = kind.objects.create(owner=self.source.name, **columns, **self.columns)
        self.declared.rows.append(row)
        return row

    def under(self, name: str) -> fields.Model | None:
        """The neighbour of this type under which it stands, None for another one. Refuses: NotFound."""
        if self.owner is None or self.owner[0] != name:
            return None
        return _neighbour(ENTITIES[name], self.owner[1], self.declared)

    def several(self, name: str) -> list[Any]:
        """The neighbours that the document names or brings along under this name."""
        target = ENTITIES[_SINGULAR.get(name, name)]
        return [one(target, each, self.declared) for each in linked(self.document, name)]

    def single(self, name: str, made: str) -> Any:
        """The one neighbour of this type that it needs. Refuses: InputError."""
        found = self.under(name)
        if found is not None:
            return found
        given = linked(self.document, name)
        if len(given) != 1:
            raise InputError("{entity} needs {name}", entity=made, name=name)
        return one(ENTITIES[name], given[0], self.declared)

    def bring(self, name: str, owner: tuple[str, int]) -> None:
        """Make what the document brings along under this name, as neighbours of what was just made."""
        for each in linked(self.document, name):
            make(ENTITIES[_SINGULAR[name]], each, owner, self.declared)


_SINGULAR = {each.plural: each.name for each in ENTITIES.values()}


def close(declared: Declared) -> None:
    """Give everything that a document made to the person whose thing it is about. Refuses: InputError."""
    if not declared.person:
        return
    for row in declared.rows:
        if isinstance(row, models.Thing | models.Datastream):
            thing = row if isinstance(row, models.Thing) else row.thing
            if thing.person != declared.person:
                raise InputError("a thing that is nobody's has nothing of a person's: declare it apart")
    for kind in {type(row) for row in declared.rows}:
        numbers = [row.pk for row in declared.rows if type(row) is kind]
        kind.objects.filter(pk__in=numbers).update(person=declared.person)
    places = [row.pk for row in declared.rows if isinstance(row, models.Location)]
    models.FeatureOfInterest.objects.filter(place_id__in=places).update(person=declared.person)


def settle(declared: Declared) -> None:
    """Give the declared things their place in the territory."""
    for thing in declared.unsettled:
        settle_thing(thing, declared.source)
    declared.unsettled.clear()


def note(declared: Declared, entity: Entity) -> None:
    """Journal what was declared."""
    name, detail = declared.source.name, {"number": declared.number, "entities": len(declared.rows)}
    journal.record(name, "source", "declare", f"source:{name}", entity.name, detail)


def people_of(source: SourceAccess) -> frozenset[str]:
    """Whose things has this source declared? It finds them again to change them, and for nothing else."""
    rows = models.Thing.objects.filter(owner=source.name, withdrawn_ms__isnull=True).exclude(person="")
    return frozenset(rows.values_list("person", flat=True).distinct())


def own(source: SourceAccess, entity: Entity, number: int) -> fields.Model:
    """The entity of this number, if this source declared it. Refuses: NotFound, NotAllowed."""
    row = _there(entity, number)
    _refuse_other(source, entity.name, row)
    return row


def _refuse_other(source: SourceAccess, name: str, row: fields.Model) -> None:
    if row.owner != source.name:
        raise NotAllowed("{entity} {number} was not declared by this source", entity=name, number=row.pk)


def _there(entity: Entity, number: int) -> fields.Model:
    row: fields.Model | None = MODELS[entity.name].objects.filter(pk=number, withdrawn_ms__isnull=True).first()
    if row is None:
        raise NotFound("there is no {entity} {number}", entity=entity.name, number=number)
    return row


def make(entity: Entity, document: Document, owner: tuple[str, int] | None, declared: Declared) -> fields.Model:
    """Write one entity with what its document brings along. Call in a transaction. Refuses: as ``declare``."""
    if len(declared.rows) >= MOST_TOGETHER:
        raise InputError("one document brings at most {most} entities", most=MOST_TOGETHER)
    kind = MODELS[entity.name]
    if kind.objects.filter(owner=declared.source.name).count() >= MOST_DECLARED:
        raise InputError("a source declares at most {most} entities of one type", most=MOST_DECLARED)
    columns = columns_of(entity, document, whole=True)
    return _MAKERS[entity.name](Wanted(document, columns, owner, declared))


def one(entity: Entity, document: Document, declared: Declared) -> fields.Model:
    """The entity that a document refers to, or one that it brings along. Refuses: NotFound, InputError."""
    number = document.get("@iot.id")
    if number is None:
        return make(entity, document, None, declared)
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotFound("there is no {entity} {number}", entity=entity.name, number=str(number)[:40])
    return _neighbour(entity, number, declared)


def _neighbour(entity: Entity, number: int, declared: Declared) -> fields.Model:
    """An entity that is there; one of a person's only for whoever declared it, and then all is that person's."""
    row: Any = _there(entity, number)
    if row.person and row.owner != declared.source.name:
        raise NotFound("there is no {entity} {number}", entity=entity.name, number=number)
    declared.belong(row.person)
    return row


def _thing(wanted: Wanted) -> fields.Model:
    person = person_of(wanted.source, wanted.document)
    kind_of(wanted.document)
    wanted.declared.belong(person)
    row: models.Thing = wanted.make(models.Thing, person=person)
    locations = wanted.several("Locations")
    under = wanted.under("Location")
    if not person:
        name_thing(row)
    set_locations(wanted.declared, row, [*locations, *([] if under is None else [under])], always=False)
    wanted.bring("HistoricalLocations", ("Thing", row.pk))
    wanted.bring("Datastreams", ("Thing", row.pk))
    return row


def set_locations(
    declared: Declared, thing: models.Thing, locations: Sequence[fields.Model], *, always: bool = True
) -> None:
    """Let a thing stand here from now on; where it was before stays in its history. Refuses: NotAllowed.

    The thing gets its place in the territory by ``settle``. ``always`` writes also that it stands nowhere.
    """
    _refuse_other(declared.source, "Thing", thing)
    if not locations and not always:
        return
    thing.locations.set(locations)
    now = settings.WORKSPACE.clock.now_ms()
    past = models.HistoricalLocation.objects.create(thing=thing, time=now, owner=declared.source.name)
    past.locations.set(locations)
    declared.rows.append(past)
    declared.unsettled.append(thing)


def _location(wanted: Wanted) -> fields.Model:
    check_territory(wanted.source, str(wanted.columns["location"]))
    row = wanted.make(models.Location)
    under = wanted.under("Thing")
    for thing in [*wanted.several("Things"), *([] if under is None else [under])]:
        set_locations(wanted.declared, thing, [row])
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


def _historical(wanted: Wanted) -> fields.Model:
    thing = wanted.single("Thing", "HistoricalLocation")
    _refuse_other(wanted.source, "Thing", thing)
    row = wanted.make(models.HistoricalLocation, thing=thing)
    row.locations.set(wanted.several("Locations"))
    return row


def _simple(name: str) -> Callable[[Wanted], fields.Model]:
    def made(wanted: Wanted) -> fields.Model:
        row: fields.Model = wanted.make(MODELS[name])
        wanted.bring("Datastreams", (name, row.pk))
        return row

    return made


def _datastream(wanted: Wanted) -> fields.Model:
    thing, measured, sensor = (wanted.single(name, "Datastream") for name in ("Thing", "ObservedProperty", "Sensor"))
    series = series_of(wanted.source, thing, measured, wanted.columns)
    row: models.Datastream = wanted.make(
        models.Datastream,
        thing=thing,
        sensor=sensor,
        observed_property=measured,
        feature=feature_of_place(thing.locations.first()),
        unit=series.unit,
        subject=series.subject,
        signal=series.signal,
    )
    wanted.declared.observations += [(row, each) for each in linked(wanted.document, "Observations")]
    if len(wanted.declared.observations) > MOST_TOGETHER:
        raise InputError("one document brings at most {most} entities", most=MOST_TOGETHER)
    return row


_MAKERS: dict[str, Callable[[Wanted], fields.Model]] = {
    "Thing": _thing,
    "Location": _location,
    "HistoricalLocation": _historical,
    "Datastream": _datastream,
    "Sensor": _simple("Sensor"),
    "ObservedProperty": _simple("ObservedProperty"),
    "FeatureOfInterest": _simple("FeatureOfInterest"),
}
