"""Deep insert with observations: the entities and what was measured, whole or not at all.

Observations are stored by another process, in a transaction of its own, which must find the subjects and signals that
these entities bring. So the entities are written first and shown to nobody (``NOT_YET``); the observations are stored
as one batch, all or none; then the entities are shown. Is anything refused, the entities are removed again. A process
that ends in between leaves entities that nobody ever sees; whoever sent them got no answer, and sends them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from pagus.apps.people.queries import is_person
from pagus.apps.sensing.actions.declaring import MODELS, Declared, close, make, note, one, settle
from pagus.apps.sensing.actions.sending import Receiver, Said, Sent, read_said, receiver_of, send
from pagus.apps.sensing.documents import Document
from pagus.apps.sensing.entities import ENTITIES, Entity
from pagus.apps.sensing.models import NOT_YET, Datastream, FeatureOfInterest, HistoricalLocation, Location
from pagus.apps.streams.queries import SourceAccess
from pagus.errors import InputError

__all__ = ["Inserted", "insert", "insert_observation"]

_FEATURE = ENTITIES["FeatureOfInterest"]


@dataclass(slots=True)
class Inserted:
    """What one document made: the number of its entity, and what became of its observations."""

    number: int = 0
    said: list[tuple[Receiver, Said]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)


def insert(source: SourceAccess, entity: Entity, document: Document, owner: tuple[str, int] | None = None) -> Inserted:
    """Write an entity with everything that its document brings along, observations too: all or none.

    Takes: who declares; the type; the document; under which neighbour (type and number), None for none.
    Gives: its number; when this returns all of it is on the disk.
    Refuses: what ``declare`` and ``read_said`` refuse; the ``Rejected`` of an observation that the store does not take;
    StoreError. Nothing of the document is there then.
    """
    with transaction.atomic():
        declared = Declared(source)
        declared.number = make(entity, document, owner, declared).pk
        found = Inserted(declared.number, _said(declared))
        close(declared)
        if not found.said:
            settle(declared)
            note(declared, entity)
            return found
        _hide(declared)
    return _store(declared, entity, found)


def insert_observation(source: SourceAccess, document: Document, number: int | None) -> Inserted:
    """Store an observation with the datastream and the feature of interest that its document may bring along.

    Takes: the datastream's number, None where the document has it. Refuses: as ``insert``.
    """
    given = document.get("Datastream")
    if number is None and not isinstance(given, Mapping):
        raise InputError("{entity} needs {name}", entity="Observation", name="Datastream")
    if number is None and isinstance(given, Mapping) and "@iot.id" not in given:
        own = {name: value for name, value in document.items() if name != "Datastream"}
        return insert(source, ENTITIES["Datastream"], {**given, "Observations": [own]})
    receiver = receiver_of(number if number is not None or not isinstance(given, Mapping) else given["@iot.id"])
    if not _brings_feature(document):
        said = [(receiver, read_said(document, receiver))]
        return Inserted(receiver.id, said, send(source, said))
    with transaction.atomic():
        declared = Declared(source)
        if is_person(receiver.subject):
            declared.belong(receiver.subject)
        found = Inserted(receiver.id, [(receiver, _read(declared, document, receiver))])
        declared.number = declared.rows[0].pk
        close(declared)
        _hide(declared)
    return _store(declared, _FEATURE, found)


def _brings_feature(document: Document) -> bool:
    given = document.get("FeatureOfInterest")
    return isinstance(given, Mapping) and "@iot.id" not in given


def _said(declared: Declared) -> list[tuple[Receiver, Said]]:
    """What the observations of the new datastreams say. Refuses: InputError, NotFound for a feature."""
    found = []
    for row, document in declared.observations:
        receiver = Receiver(
            row.pk, row.subject, row.signal, row.observation_type, declared.source.name, row.feature_id, row.detailed
        )
        found.append((receiver, _read(declared, document, receiver)))
    return found


def _read(declared: Declared, document: Document, receiver: Receiver) -> Said:
    if _brings_feature(document):
        given = document["FeatureOfInterest"]
        assert isinstance(given, Mapping)
        document = {**document, "FeatureOfInterest": {"@iot.id": one(_FEATURE, given, declared).pk}}
    return read_said(document, receiver)


def _hide(declared: Declared) -> None:
    """Mark everything that was made as not there yet."""
    _mark(declared, NOT_YET)


def _mark(declared: Declared, withdrawn_ms: int | None) -> None:
    for kind in {type(row) for row in declared.rows}:
        numbers = [row.pk for row in declared.rows if type(row) is kind]
        kind.objects.filter(pk__in=numbers).update(withdrawn_ms=withdrawn_ms)  # type: ignore[attr-defined]
    places = [row.pk for row in declared.rows if isinstance(row, Location)]
    FeatureOfInterest.objects.filter(place_id__in=places).update(withdrawn_ms=withdrawn_ms)


def _store(declared: Declared, entity: Entity, found: Inserted) -> Inserted:
    """Store the observations, then show the entities; remove them when the observations are refused."""
    try:
        found.sent = send(declared.source, found.said, whole=True)
    except BaseException:
        _remove(declared)
        raise
    with transaction.atomic():
        _mark(declared, None)
        settle(declared)
        note(declared, entity)
    return found


def _remove(declared: Declared) -> None:
    """Take everything away that was made, the last first, so that nothing hangs on what goes."""
    numbers = {kind: [row.pk for row in declared.rows if type(row) is kind] for kind in MODELS.values()}
    with transaction.atomic():
        made = numbers[Location]
        for row in declared.rows:
            if isinstance(row, HistoricalLocation):
                row.locations.clear()
        Datastream.objects.filter(pk__in=numbers[Datastream]).delete()
        FeatureOfInterest.objects.filter(place_id__in=made).delete()
        for row in reversed(declared.rows):
            if not isinstance(row, Datastream):
                row.delete()
