"""Changing and taking away what a source declared. What was measured is never changed, and never lost."""

from __future__ import annotations

from typing import Any

import jsonpatch
import jsonpointer
import msgspec
from django.conf import settings
from django.db import transaction

from pagus.apps.journal import actions as journal
from pagus.apps.sensing import models
from pagus.apps.sensing.actions.declaring import Declared, check_territory, close, one, own, set_locations, settle
from pagus.apps.sensing.actions.series import unit_of
from pagus.apps.sensing.documents import Document, columns_of, linked
from pagus.apps.sensing.entities import ENTITIES, Entity
from pagus.apps.sensing.queries.reading import find
from pagus.apps.streams.queries import SourceAccess
from pagus.errors import InputError, NotAllowed

__all__ = ["change", "link_location", "patched", "unlink_location", "withdraw"]

_KEPT = ("observationType", "unitOfMeasurement")
_FIXED_LINKS = ("Thing", "ObservedProperty")


def change(source: SourceAccess, entity: Entity, number: int, document: Document, *, whole: bool = False) -> None:
    """Change the properties of an entity that this source declared, and where its links lead.

    Takes: the document; ``whole`` when absent properties are emptied (PUT). Refuses: NotFound, NotAllowed, InputError.
    """
    with transaction.atomic():
        declared = Declared(source)
        row: Any = own(source, entity, number)
        declared.belong(row.person)
        columns = columns_of(entity, document, whole=whole)
        if entity.name == "Datastream":
            _keep_meaning(row, document, columns)
            for each in linked(document, "Sensor"):
                row.sensor = one(ENTITIES["Sensor"], each, declared)
        if entity.name == "Thing" and "properties" in columns:
            _keep_person_and_kind(row, str(columns["properties"]))
        if entity.name == "Location" and "location" in columns:
            check_territory(source, str(columns["location"]))
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
        if entity.name == "Thing" and document.get("Locations"):
            set_locations(
                declared, row, [one(ENTITIES["Location"], each, declared) for each in linked(document, "Locations")]
            )
        _finish(declared, row)
        journal.record(source.name, "source", "change", f"source:{source.name}", entity.name, {"number": number})


def _keep_meaning(row: models.Datastream, document: Document, columns: dict[str, object]) -> None:
    """Refuse what would give stored values another meaning."""
    whole = {
        "observation_type": row.observation_type,
        "unit_of_measurement": row.unit_of_measurement,
    } | columns
    if unit_of(whole) != row.unit or whole["observation_type"] != row.observation_type:
        raise InputError("{names} of a datastream stay as they are: declare another one", names=", ".join(_KEPT))
    for name in _FIXED_LINKS:
        for each in linked(document, name):
            if each.get("@iot.id") != (row.thing_id if name == "Thing" else row.observed_property_id):
                raise InputError("{names} of a datastream stay as they are: declare another one", names=name)


def _keep_person_and_kind(row: models.Thing, properties: str) -> None:
    """Refuse what would make a thing another one's, or everybody's, or lead it to other kits."""
    before, after = msgspec.json.decode(row.properties), msgspec.json.decode(properties)
    if after.get("person", "") != row.person:
        raise InputError("{names} of a thing stays as it is: declare another one", names="properties/person")
    if after.get("kind") != before.get("kind"):
        raise InputError("{names} of a thing stays as it is: declare another one", names="properties/kind")


def _finish(declared: Declared, row: models.Entity) -> None:
    """What a row got is its person's, as it is; a thing has its place in the territory. Refuses: InputError."""
    if declared.person != row.person:
        raise InputError("a thing that is nobody's has nothing of a person's: declare it apart")
    close(declared)
    settle(declared)


def patched(entity: Entity, number: int, operations: object) -> Document:
    """What an entity becomes by a JSON Patch (RFC 6902): the properties that change.

    Refuses: NotFound; InputError for a patch that does not fit.
    """
    row = find(entity, number)
    before = {
        name: msgspec.json.decode(value) if isinstance(value, msgspec.Raw) else value
        for name, value in row.items()
        if name in entity.properties and name != "id"
    }
    if not isinstance(operations, list) or len(operations) > 1_000:
        raise InputError("a JSON Patch is a list of operations")
    try:
        after = jsonpatch.apply_patch(before, operations)
    except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException, TypeError, KeyError, ValueError) as error:
        raise InputError("the JSON Patch does not fit: {reason}", reason=str(error)[:200]) from error
    if not isinstance(after, dict):
        raise InputError("a JSON Patch is a list of operations")
    gone = [name for name in before if name not in after and entity.properties[name].required]
    if gone:
        raise InputError("{entity} needs {name}", entity=entity.name, name=gone[0])
    emptied = {name: {} if entity.properties[name].kind == "json" else "" for name in before if name not in after}
    changed = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return changed | {name: value for name, value in emptied.items() if before[name] != value}


def withdraw(source: SourceAccess, entity: Entity, number: int) -> None:
    """Take an entity away, with the datastreams that hang on it; observations stay in the store.

    Refuses: NotFound, NotAllowed for one of somebody else, or one on which datastreams of somebody else hang.
    """
    now = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        row: Any = own(source, entity, number)
        hanging = _hanging(entity, number)
        if hanging.exclude(owner=source.name).exists():
            raise NotAllowed(
                "datastreams of somebody else hang on {entity} {number}", entity=entity.name, number=number
            )
        hanging.update(withdrawn_ms=now)
        if entity.name == "Thing":
            models.HistoricalLocation.objects.filter(thing_id=number).update(withdrawn_ms=now)
        row.withdrawn_ms = now
        row.save(update_fields=["withdrawn_ms"])
        journal.record(source.name, "source", "withdraw", f"source:{source.name}", entity.name, {"number": number})


def _hanging(entity: Entity, number: int) -> Any:
    streams = models.Datastream.objects.filter(withdrawn_ms__isnull=True)
    column = {"Thing": "thing_id", "Sensor": "sensor_id", "ObservedProperty": "observed_property_id"}.get(entity.name)
    return streams.filter(**{column: number}) if column else streams.none()


def link_location(source: SourceAccess, thing: int, reference: Document) -> None:
    """Let a thing stand at a location that is there already. Refuses: NotFound, NotAllowed, InputError."""
    with transaction.atomic():
        row: Any = own(source, ENTITIES["Thing"], thing)
        if set(reference) != {"@iot.id"}:
            raise InputError('a reference is {{"@iot.id": 1}}')
        declared = Declared(source)
        declared.belong(row.person)
        set_locations(declared, row, [one(ENTITIES["Location"], reference, declared)])
        _finish(declared, row)


def unlink_location(source: SourceAccess, thing: int, location: int) -> None:
    """Let a thing stand there no longer. Refuses: NotFound, NotAllowed."""
    with transaction.atomic():
        row: Any = own(source, ENTITIES["Thing"], thing)
        declared = Declared(source)
        declared.belong(row.person)
        set_locations(declared, row, list(row.locations.exclude(pk=location)))
        _finish(declared, row)
