"""CreateObservations: many observations of several datastreams in one request, stored in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import msgspec

from pagus.apps.sensing.actions.sending import MOST_OBSERVATIONS, Receiver, Said, read_said, receiver_of, send
from pagus.apps.streams.observation import Note, Refusal
from pagus.doors.sensorthings_v1_1.errors import StaError, message_of
from pagus.doors.sensorthings_v1_1.handling import Asked, Reply, document_of, sender_of
from pagus.errors import InputError, NotFound

__all__ = ["create_observations"]

_COMPONENTS = {
    "id",
    "phenomenonTime",
    "result",
    "resultTime",
    "resultQuality",
    "validTime",
    "parameters",
    "FeatureOfInterest/id",
}
_LONGEST_KEPT = 500


def create_observations(asked: Asked) -> Reply:
    """Store the arrays of a CreateObservations document.

    Gives: 201 with a list, for each observation its address, or ``error`` and why. What could not be read or was
    rejected leaves the others alone. Refuses: StaError for another shape, or more than ``MOST_OBSERVATIONS``.
    """
    source = sender_of(asked)
    groups = cast(Sequence[object], document_of(asked, list))
    said: list[tuple[Receiver, Said]] = []
    positions: list[int] = []
    refused: list[Refusal] = []
    total = 0
    for group in groups:
        receiver, components, rows = _group(group)
        total += len(rows)
        if total > MOST_OBSERVATIONS:
            raise StaError("a request has at most {most} observations", status=413, most=MOST_OBSERVATIONS)
        for position, row in enumerate(rows, total - len(rows)):
            try:
                said.append((receiver, _said(components, row, receiver)))
                positions.append(position)
            except (InputError, NotFound) as error:
                note = Note.of_error(position, "dataArray", error, "correct the row")
                refused.append(Refusal(note, msgspec.json.encode(row).decode()[:_LONGEST_KEPT]))
    answers: list[str] = [""] * total
    for refusal in refused:
        answers[refusal.note.position] = f"error: {refusal.note}"
    for position, sent in zip(positions, send(source, said, refused, positions), strict=True):
        address = f"{asked.base}/Observations('{sent.id}')"
        answers[position] = address if sent.rejected is None else f"error: {sent.rejected}"
    return Reply(201, answers)


def _group(group: object) -> tuple[Receiver, list[str], list[object]]:
    if not isinstance(group, Mapping):
        raise StaError("each part is an object with Datastream, components and dataArray")
    if "MultiDatastream" in group:
        raise StaError("multi-datastreams are not kept here: declare one datastream for each property", status=501)
    stream, components, rows = (group.get(name) for name in ("Datastream", "components", "dataArray"))
    if not isinstance(stream, Mapping) or not isinstance(components, list) or not isinstance(rows, list):
        raise StaError("each part is an object with Datastream, components and dataArray")
    strange = [name for name in components if name not in _COMPONENTS]
    if strange or len(set(components)) != len(components) or "result" not in components:
        raise StaError("components are {known}, each once, and result among them", known=", ".join(sorted(_COMPONENTS)))
    return receiver_of(stream.get("@iot.id")), components, rows


def _said(components: list[str], row: object, receiver: Receiver) -> Said:
    if not isinstance(row, list) or len(row) != len(components):
        raise InputError("a row has {wanted} values, one for each component", wanted=len(components))
    return read_said(dict(zip(components, row, strict=True)), receiver)


def in_words(error: InputError) -> str:
    """Why a row was refused."""
    return message_of(error)
