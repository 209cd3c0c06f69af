"""The JSON by which a machine sends observations, the same through every door that takes it."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

import msgspec

from pagus.apps.streams.observation import Batch, Device, Note, Observation, Refusal, RequestKey
from pagus.errors import InputError
from pagus.kernel.time import parse_instant

__all__ = [
    "ANSWERS",
    "LARGEST_BODY",
    "LONGEST_KEPT",
    "MOST_OBSERVATIONS",
    "OBSERVATIONS",
    "SENML",
    "Body",
    "Incoming",
    "Unreadable",
    "batch_of",
    "explain",
    "not_yours",
]

OBSERVATIONS, SENML, ANSWERS = "observations", "senml", "answers"
"""The kinds of messages on a bus: what a device sends as this JSON or as SenML, and what it is answered."""
LARGEST_BODY = 8 * 1024 * 1024
MOST_OBSERVATIONS = 10_000
LONGEST_KEPT = 500
_PATH = re.compile(r" - at `\$\.?([^`]*)`$")


class Incoming(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One observation as it comes."""

    subject: str
    signal: str
    time: str | int
    value: float
    unit: str | None = None
    id: str | None = None


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request: its observations."""

    observations: Annotated[list[Incoming], msgspec.Meta(min_length=1, max_length=MOST_OBSERVATIONS)]


class Unreadable(NamedTuple):
    """Why a body was not read: where, why, and whether it was JSON at all."""

    field: str
    reason: str
    is_json: bool


def explain(error: Exception) -> Unreadable:
    """What does this error of the decoder say?"""
    text = str(error)
    found = _PATH.search(text)
    return Unreadable(found[1] if found else "", _PATH.sub("", text)[:300], isinstance(error, msgspec.ValidationError))


def batch_of(
    source: str,
    incoming: list[Incoming],
    reach: frozenset[str],
    key: RequestKey | None = None,
    device: Device | None = None,
    numbers: list[int] | None = None,
) -> Batch:
    """The batch of what came: its observations, and beside them what cannot be one, with the reason.

    Takes: the name of the source; what came; the subjects that this source may speak of; the key of the request;
    what the device says of itself; the numbers by which the sender knows what came, else they count from 0.
    """
    observations: list[Observation] = []
    positions: list[int] = []
    refused: list[Refusal] = []
    for index, each in enumerate(incoming):
        position = index if numbers is None else numbers[index]
        try:
            instant = each.time if isinstance(each.time, int) else parse_instant(each.time[:60])
        except InputError as error:
            note = Note.of_error(position, "time", error, "write it as 2026-03-01T08:00:00+01:00")
            refused.append(_refusal(note, each))
            continue
        if each.subject not in reach:
            refused.append(_refusal(not_yours(position, each.subject), each))
            continue
        observations.append(Observation(each.subject, each.signal, instant, each.value, each.unit, each.id))
        positions.append(position)
    return Batch(source, observations, key, positions, tuple(refused), device)


def not_yours(position: int, subject: str) -> Note:
    """No such subject, or none of this source's territory: the two are not told apart."""
    key = "subject {subject!r} is not registered in the territory of this source"
    remedy = "correct the code, or have the subject or the source registered where it belongs"
    return Note(position, "subject", key, {"subject": subject[:160]}, remedy)


def _refusal(note: Note, each: Incoming) -> Refusal:
    return Refusal(note, msgspec.json.encode(each).decode()[:LONGEST_KEPT])
