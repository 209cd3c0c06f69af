"""The desk: where the doors of message buses hand in what a device sent, and get what the device is answered.

A bus has proven which source a message is from. The desk reads it, judges of whom the source may speak, submits it, and
answers once it is on the disk: the same receipts as over HTTP. What cannot be read at all is kept as a rejection of
its source, so that whoever looks after the device sees it; a message that nobody can be asked about (no such source)
is kept under the name of the door.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import msgspec
from django.db import Error as DatabaseError
from django.db import close_old_connections

from pagus.apps.streams.line.pipeline import Pipeline
from pagus.apps.streams.observation import Batch, Device, Note, Receipts, Refusal, RequestKey
from pagus.apps.streams.queries import SourceAccess
from pagus.apps.streams.senders import named_sender, within_reach
from pagus.doors.observation_body import (
    LARGEST_BODY,
    LONGEST_KEPT,
    MOST_OBSERVATIONS,
    OBSERVATIONS,
    SENML,
    Incoming,
    batch_of,
    explain,
)
from pagus.doors.senml import read_pack
from pagus.errors import Conflict, DoorError, StoreError

__all__ = ["Desk", "Message"]

_KEY_LENGTH = 120


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    observations: Annotated[list[Incoming], msgspec.Meta(min_length=0, max_length=MOST_OBSERVATIONS)] = []
    message: Annotated[str, msgspec.Meta(min_length=1, max_length=_KEY_LENGTH)] | None = None
    battery: Annotated[float, msgspec.Meta(ge=0, le=100)] | None = None


_DECODER = msgspec.json.Decoder(_Body)
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Message:
    """What came: the source that the bus has proven, the kind of message (the last word of its topic), the bytes."""

    source: str
    kind: str
    body: bytes
    topic: str = ""
    """How the bus calls where it came, for the words of a refusal."""


class Desk:
    """Takes the messages of one door. ``door`` is its name, as "mqtt"."""

    def __init__(self, pipeline: Pipeline, door: str) -> None:
        self._pipeline = pipeline
        self._door = door

    async def take(self, message: Message) -> bytes:
        """What is the device answered, in JSON? What it sent is on the disk, or refused and kept as such.

        Refuses: StoreError when the store could not take it now: the message is not to be acknowledged.
        """
        with _asking():
            source = named_sender(message.source)
        if source is None:
            return await self._refuse(message, self._nobody(message), "")
        try:
            with _asking():
                batch, identifier = self._read(source, message)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, DoorError) as error:
            return await self._refuse(message, _note_of(error, message), source.name)
        if not batch.observations and not batch.refused and batch.device == Device(self._door):
            note = Note(0, "observations", "the message holds nothing", {}, "send one observation at least")
            return await self._refuse(message, note, source.name)
        try:
            receipts = await self._pipeline.submit(batch)
        except Conflict as error:
            note = Note.of_error(0, "message", error, "give each message its own identifier")
            return await self._refuse(message, note, source.name, identifier)
        return _answer(message, identifier, receipts)

    async def refuse(self, message: Message, note: Note) -> bytes:
        """Keep a message as refused for a reason that the door found, and say what the device is answered."""
        with _asking():
            known = named_sender(message.source)
        return await self._refuse(message, note, "" if known is None else known.name)

    def _read(self, source: SourceAccess, message: Message) -> tuple[Batch, str | None]:
        if len(message.body) > LARGEST_BODY:
            raise DoorError(
                "a message is at most {limit} bytes long, this one has {found}",
                protocol=self._door,
                limit=LARGEST_BODY,
                found=len(message.body),
            )
        if message.kind == OBSERVATIONS:
            body = _DECODER.decode(message.body)
            key = None if body.message is None else _key(body.message, message.body)
            device = Device(self._door, body.battery)
            reach = _reach(source, body.observations)
            return batch_of(source.name, body.observations, reach, key, device), body.message
        if message.kind == SENML:
            pack = read_pack(message.body)
            batch = batch_of(
                source.name,
                pack.incoming,
                _reach(source, pack.incoming),
                None,
                Device(self._door, pack.battery),
                pack.positions,
            )
            return msgspec.structs.replace(batch, refused=(*batch.refused, *pack.refused)), None
        raise DoorError("nothing is taken on {topic}", protocol=self._door, topic=message.topic[:160])

    def _nobody(self, message: Message) -> Note:
        facts = {"source": message.source[:80]}
        remedy = "have the operator of this workspace register the source, and confine each device to its own name"
        return Note(0, "source", "no source here has the name {source!r}, or it was revoked", facts, remedy)

    async def _refuse(self, message: Message, note: Note, source: str, identifier: str | None = None) -> bytes:
        """Keep the refusal with what came. A message that is delivered again is refused again without effect.

        The same content on another topic is another message: it is told of the topic that it came on.
        """
        kept = message.body[:LONGEST_KEPT].decode(errors="replace").replace("\0", "\ufffd")
        key = _key(f"refused:{_digest(message.body + message.topic.encode())}:{note.field}", message.body)
        batch = Batch(source or self._door, [], key, [], (Refusal(note, kept),), Device(self._door))
        receipts = await self._pipeline.submit(batch)
        return _answer(message, identifier, receipts)


@contextmanager
def _asking() -> Iterator[None]:
    """While it is open, a database that is away becomes a StoreError, which lets the message wait."""
    try:
        yield
    except DatabaseError as error:
        close_old_connections()
        raise StoreError("the database does not answer: {reason}", retryable=True, reason=str(error)) from error


def _reach(source: SourceAccess, incoming: Iterable[Incoming]) -> frozenset[str]:
    return within_reach(source, {each.subject for each in incoming})


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _key(key: str, body: bytes) -> RequestKey:
    return RequestKey(key, hashlib.blake2b(body, digest_size=16).digest())


def _note_of(error: Exception, message: Message) -> Note:
    if isinstance(error, DoorError):
        field = "topic" if "topic" in error.facts else "message"
        remedy = "send JSON to a topic that ends with observations or senml, in messages of at most 8 MiB"
        return Note.of_error(0, field, error, remedy)
    found = explain(error)
    remedy = "send one whole JSON document, as the page of this door shows it"
    facts = {"reason": found.reason, "topic": message.topic[:160]}
    return Note(0, found.field or "message", "the message cannot be read: {reason}", facts, remedy)


def _answer(message: Message, identifier: str | None, receipts: Receipts) -> bytes:
    told: dict[str, object] = {
        "message": identifier,
        "digest": _digest(message.body),
        "accepted": receipts.accepted,
        "duplicates": receipts.duplicates,
        "held": _members(receipts.held),
        "rejected": _members(receipts.rejected),
    }
    return _ENCODER.encode(told)


def _members(notes: Iterable[Note]) -> list[Mapping[str, object]]:
    """Notes as JSON members, in English: a device has no language."""
    said = ((note, note.in_words()) for note in notes)
    return [
        {"position": note.position, "field": note.field, "detail": detail, "remedy": remedy}
        for note, (detail, remedy) in said
    ]
