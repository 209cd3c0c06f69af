"""Sending observations: documents become batches of the store, and what else was said of them lies beside it.

What was said beside a value is written first, then the value is submitted: an acknowledged observation is never without
its details. Details of a value that was rejected are taken away again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min, Q

from pagus.apps.sensing.documents import Document, Time, time_of
from pagus.apps.sensing.models import Datastream, Detail, FeatureOfInterest
from pagus.apps.sensing.queries.observations import COUNT, TRUTH
from pagus.apps.streams.observation import Batch, Note, Observation, Receipts, Refusal
from pagus.apps.streams.queries import SourceAccess
from pagus.apps.streams.senders import within_reach
from pagus.apps.streams.submission import submitter
from pagus.errors import Conflict, InputError, NotAllowed, NotFound

__all__ = [
    "MOST_OBSERVATIONS",
    "Receiver",
    "Said",
    "Sent",
    "batch_for",
    "became",
    "forget_receivers",
    "read_plain",
    "read_said",
    "receiver_of",
    "refuse_rejected",
    "send",
]

MOST_OBSERVATIONS = 10_000
_REMEMBERED_S = 5.0
_MOST_REMEMBERED = 50_000
_LONGEST_DETAIL = 20_000
_NAMES = {
    "phenomenonTime",
    "result",
    "resultTime",
    "validTime",
    "resultQuality",
    "parameters",
    "Datastream",
    "FeatureOfInterest",
    "FeatureOfInterest/id",
    "id",
}


_PLAIN = {"result", "phenomenonTime", "Datastream"}


class Receiver(NamedTuple):
    """A datastream as far as a sender needs it."""

    id: int
    subject: str
    signal: str
    observation_type: str
    owner: str
    feature: int | None
    detailed: bool


class Said(NamedTuple):
    """What a document says of one observation."""

    t: int
    value: float
    end: int | None = None
    result_time: int | None = None
    valid: tuple[int, int] | None = None
    quality: str | None = None
    parameters: str | None = None
    feature: int | None = None

    @property
    def detailed(self) -> bool:
        """Is there more than an instant and a number?"""
        return self[2:] != _NOTHING


_NOTHING = (None,) * 6


class Sent(NamedTuple):
    """What became of one observation: its identifier, and the note when it was held or rejected."""

    id: str
    held: Note | None = None
    rejected: Note | None = None


_known: dict[int, tuple[float, Receiver]] = {}


def forget_receivers() -> None:
    """Ask the database anew for every datastream."""
    _known.clear()


def receiver_of(number: object) -> Receiver:
    """The datastream of this number. Refuses: NotFound."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotFound("there is no {entity} {number}", entity="Datastream", number=str(number)[:40])
    now = time.monotonic()
    known = _known.get(number)
    if known is not None and known[0] > now:
        return known[1]
    fields = ("id", "subject", "signal", "observation_type", "owner", "feature_id", "detailed")
    row = Datastream.objects.filter(pk=number, withdrawn_ms__isnull=True).values_list(*fields).first()
    if row is None:
        raise NotFound("there is no {entity} {number}", entity="Datastream", number=number)
    if len(_known) > _MOST_REMEMBERED:
        _known.clear()
    _known[number] = now + _REMEMBERED_S, Receiver(*row)
    return _known[number][1]


def read_said(document: Document, receiver: Receiver) -> Said:
    """What does this document say? A time that is left out is now. Refuses: InputError, NotFound for a feature."""
    if not document.keys() <= _NAMES:
        strange = next(name for name in document if name not in _NAMES)
        if not strange.startswith("@iot.") and "@iot." not in strange:
            raise InputError("{entity} has no property {name}", entity="Observation", name=strange[:60])
    value = _number(document.get("result"), receiver)
    when = document.get("phenomenonTime")
    time = Time(settings.WORKSPACE.clock.now_ms(), None) if when is None else time_of(when, "phenomenonTime")
    if document.keys() <= _PLAIN:
        return Said(time.start, value, time.end)
    valid = document.get("validTime")
    spoken = None if valid is None else time_of(valid, "validTime")
    result_time = document.get("resultTime")
    return Said(
        time.start,
        value,
        time.end,
        None if result_time is None else time_of(result_time, "resultTime").start,
        None if spoken is None else (spoken.start, spoken.start if spoken.end is None else spoken.end),
        _json(document, "resultQuality"),
        _json(document, "parameters"),
        _feature(document, receiver),
    )


def read_plain(document: Document) -> tuple[Receiver, Said] | None:
    """The observation of a document that says its datastream, an instant and a number, and no more; None for others.

    Refuses: as ``read_said``.
    """
    given = document.get("Datastream")
    if not document.keys() <= _PLAIN or not isinstance(given, Mapping) or "@iot.id" not in given:
        return None
    receiver = receiver_of(given["@iot.id"])
    said = read_said(document, receiver)
    return None if said.detailed else (receiver, said)


def _number(result: object, receiver: Receiver) -> float:
    if receiver.observation_type == TRUTH:
        if result is True or result is False:
            return float(result)
        raise InputError("the result is true or false in this datastream")
    if isinstance(result, bool) or not isinstance(result, int | float):
        raise InputError("the result is a number in this datastream: this store keeps numbers only")
    if receiver.observation_type == COUNT and result != int(result):
        raise InputError("the result is a whole number in this datastream")
    return float(result)


def _json(document: Document, name: str) -> str | None:
    value = document.get(name)
    if value is None or value == {}:
        return None
    text = msgspec.json.encode(value).decode()
    if len(text) > _LONGEST_DETAIL or "\\u0000" in text:
        raise InputError("{name} is longer than {most} characters", name=name, most=_LONGEST_DETAIL)
    return text


def _feature(document: Document, receiver: Receiver) -> int | None:
    given = document.get("FeatureOfInterest")
    number = given.get("@iot.id") if isinstance(given, Mapping) else document.get("FeatureOfInterest/id")
    if number is None or number == receiver.feature:
        return None
    known = isinstance(number, int) and FeatureOfInterest.objects.filter(pk=number, withdrawn_ms__isnull=True).exists()
    if not known or not isinstance(number, int):
        raise NotFound("there is no {entity} {number}", entity="FeatureOfInterest", number=str(number)[:40])
    return number


def send(
    source: SourceAccess,
    said: Sequence[tuple[Receiver, Said]],
    refused: Sequence[Refusal] = (),
    positions: Sequence[int] | None = None,
    *,
    whole: bool = False,
) -> list[Sent]:
    """Store these observations; they are on the disk when this returns.

    Takes: who sends; what for which datastream; what could not be read, for the log; under which numbers; whether all
    are stored or none. Gives: what became of each, in order.
    Refuses: NotAllowed for a datastream of somebody else; StoreError; of a whole the first one that was rejected.
    """
    batch = batch_for(source, said, refused, positions, whole=whole)
    detailed = [(receiver, each) for receiver, each in said if each.detailed]
    made = _keep_details(detailed) if detailed else set()
    receipts = _submit_whole(batch, made) if whole else submitter(settings.WORKSPACE).submit(batch)
    found = became(batch, said, receipts)
    if made and receipts.rejected:
        lost = {each.id for each in found if each.rejected is not None}
        _drop_details([key for key in made if f"{key[0]}-{key[1]}" in lost])
    return found


def batch_for(
    source: SourceAccess,
    said: Sequence[tuple[Receiver, Said]],
    refused: Sequence[Refusal] = (),
    positions: Sequence[int] | None = None,
    *,
    whole: bool = False,
) -> Batch:
    """The batch of these observations. Takes: as ``send``. Refuses: NotAllowed for a datastream of somebody else."""
    _refuse_strangers(source, {receiver.id: receiver for receiver, _ in said}.values())
    observations = [Observation(receiver.subject, receiver.signal, each.t, each.value) for receiver, each in said]
    numbers = None if positions is None else list(positions)
    return Batch(source.name, observations, None, numbers, tuple(refused), whole=whole)


def became(batch: Batch, said: Sequence[tuple[Receiver, Said]], receipts: Receipts) -> list[Sent]:
    """What became of each observation of a batch, in order?"""
    if not receipts.held and not receipts.rejected:
        return [Sent(f"{receiver.id}-{each.t}") for receiver, each in said]
    held = {note.position: note for note in receipts.held}
    rejected = {note.position: note for note in receipts.rejected}
    found = []
    for index, (receiver, each) in enumerate(said):
        position = batch.position(index)
        found.append(Sent(f"{receiver.id}-{each.t}", held.get(position), rejected.get(position)))
    return found


def _submit_whole(batch: Batch, made: set[tuple[int, int]]) -> Receipts:
    """Store all of a batch; when it is not, or nobody knows, its details go. Refuses: the first that is rejected."""
    try:
        receipts = submitter(settings.WORKSPACE).submit(batch)
        if receipts.rejected:
            refuse_rejected(receipts.rejected[0])
    except BaseException:
        _drop_details(list(made))
        raise
    return receipts


def refuse_rejected(note: Note | None) -> None:
    """Refuse what the store refused, in its words. Refuses: Conflict for another value at the same instant."""
    if note is None:
        return
    if note.field == "value" and "series has" in note.key:
        raise Conflict(note.key, **note.facts)
    raise InputError(note.key, **note.facts)


def _refuse_strangers(source: SourceAccess, receivers: Iterable[Receiver]) -> None:
    for receiver in receivers:
        if receiver.owner != source.name and receiver.subject not in within_reach(source, [receiver.subject]):
            raise NotAllowed(
                "{entity} {number} lies outside of the territory of this source",
                entity="Datastream",
                number=receiver.id,
            )


def _keep_details(detailed: Sequence[tuple[Receiver, Said]]) -> set[tuple[int, int]]:
    """Write the details that are not there yet. Gives: for which observations."""
    numbers = {receiver.id for receiver, _ in detailed}
    instants = [said.t for _, said in detailed]
    rows = [
        Detail(
            datastream_id=receiver.id,
            t=said.t,
            end=said.end,
            result_time=said.result_time,
            valid_start=None if said.valid is None else said.valid[0],
            valid_end=None if said.valid is None else said.valid[1],
            quality=said.quality,
            parameters=said.parameters,
            feature_id=said.feature,
        )
        for receiver, said in detailed
    ]
    with transaction.atomic():
        there = Detail.objects.filter(datastream_id__in=numbers, t__gte=min(instants), t__lte=max(instants))
        known = set(there.values_list("datastream_id", "t"))
        Detail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        _widen(detailed)
        new = {receiver.id for receiver, _ in detailed if not receiver.detailed}
        if new:
            Datastream.objects.filter(pk__in=new).update(detailed=True)
    for number in new:
        _known.pop(number, None)
    return {(receiver.id, said.t) for receiver, said in detailed} - known


def _widen(detailed: Sequence[tuple[Receiver, Said]]) -> None:
    """Let the datastreams' times of results reach to what is told now; the ends of most stay where they are."""
    told: dict[int, list[int]] = {}
    for receiver, said in detailed:
        if said.result_time is not None:
            told.setdefault(receiver.id, []).append(said.result_time)
    for number, times in told.items():
        stream, first, last = Datastream.objects.filter(pk=number), min(times), max(times)
        stream.filter(Q(result_first__isnull=True) | Q(result_first__gt=first)).update(result_first=first)
        stream.filter(Q(result_last__isnull=True) | Q(result_last__lt=last)).update(result_last=last)


def _drop_details(keys: Sequence[tuple[int, int]]) -> None:
    """Take the details of what was rejected away again, and what they widened."""
    with transaction.atomic():
        for datastream, t in keys:
            Detail.objects.filter(datastream_id=datastream, t=t).delete()
        for number in {datastream for datastream, _ in keys}:
            left = Detail.objects.filter(datastream_id=number).aggregate(
                result_first=Min("result_time"), result_last=Max("result_time")
            )
            Datastream.objects.filter(pk=number).update(**left)
