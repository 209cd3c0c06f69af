"""POST, PUT, PATCH, DELETE: declaring, sending, changing, taking away. Only registered sources write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pagus.apps.sensing.actions import changing
from pagus.apps.sensing.actions.declaring import people_of
from pagus.apps.sensing.actions.deep_insert import insert, insert_observation
from pagus.apps.sensing.actions.sending import Said, Sent, refuse_rejected
from pagus.apps.sensing.documents import Document
from pagus.apps.sensing.entities import ENTITIES
from pagus.apps.sensing.sight import looking
from pagus.apps.streams.queries import SourceAccess
from pagus.doors.sensorthings_v1_1.address import Address, resolve, row_of
from pagus.doors.sensorthings_v1_1.errors import StaError
from pagus.doors.sensorthings_v1_1.handling import Asked, Reply, document_of, sender_of
from pagus.doors.sensorthings_v1_1.showing import Shower, shown_time
from pagus.errors import NotFound

__all__ = ["delete", "patch", "post", "put", "told"]

_OBSERVATION = ENTITIES["Observation"]


def post(asked: Asked) -> Reply:
    """Declare an entity with what it brings along, send an observation, or link a location to a thing."""
    source = sender_of(asked)
    if asked.path.strip("/") == "Observations":
        return _send(source, asked, cast(Document, document_of(asked)), None)
    with looking(people_of(source)):
        return _post(source, asked)


def _post(source: SourceAccess, asked: Asked) -> Reply:
    address = resolve(asked.path)
    document = cast(Document, document_of(asked))
    if address.ref:
        return _link(source, address, document)
    if address.row is not None:
        raise StaError("{method} needs a set, as {set}", method="POST", set=address.entity.plural)
    if address.entity is _OBSERVATION:
        return _send(source, asked, document, None if address.stream is None else address.stream.id, address.feature)
    if asked.grouped and brings_observations(document):
        raise StaError("observations that come with other entities are sent outside of an atomicity group")
    made = insert(source, address.entity, document, address.parent)
    where = Shower(asked.base).link(address.entity, made.number)
    return Reply(201, {"@iot.id": made.number, "@iot.selfLink": where}, {"Location": where})


def brings_observations(document: object) -> bool:
    """Does this document, or one that it brings along, bring observations?"""
    waiting = [document]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            if each.get("Observations"):
                return True
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return False


def _send(
    source: SourceAccess, asked: Asked, document: Document, number: int | None, feature: int | None = None
) -> Reply:
    """Store one observation; the answer comes when it is on the disk."""
    if "MultiDatastream" in document:
        raise StaError("multi-datastreams are not kept here: declare one datastream for each property", status=501)
    if feature is not None:
        document = {**document, "FeatureOfInterest": {"@iot.id": feature}}
    made = insert_observation(source, document, number)
    ((_, said),), (sent,) = made.said, made.sent
    return told(asked, document, said, sent)


def told(asked: Asked, document: Document, said: Said, sent: Sent) -> Reply:
    """What became of an observation that was sent. Refuses: what the store refused."""
    refuse_rejected(sent.rejected)
    where = Shower(asked.base).link(_OBSERVATION, sent.id)
    shown: dict[str, object] = {
        "@iot.id": sent.id,
        "@iot.selfLink": where,
        "phenomenonTime": shown_time(said.t if said.end is None else (said.t, said.end)),
        "result": document["result"],
        "resultTime": shown_time(said.result_time),
    }
    if sent.held is not None:
        shown["resultQuality"] = {"status": "held", "message": str(sent.held)}
    return Reply(201, shown, {"Location": where})


def _link(source: SourceAccess, address: Address, document: Document) -> Reply:
    """Let a thing stand at a location that is there already."""
    if address.owner is None or (address.owner.entity.name, address.entity.name) != ("Thing", "Location"):
        raise StaError("only Things(…)/Locations/$ref is linked here", status=501)
    changing.link_location(source, address.owner.number, document)
    return Reply(204)


def patch(asked: Asked) -> Reply:
    """Change an entity: the properties that are there (JSON), or by steps (JSON Patch)."""
    source = sender_of(asked)
    with looking(people_of(source)):
        return _patch(source, asked)


def _patch(source: SourceAccess, asked: Asked) -> Reply:
    address = resolve(asked.path)
    row = row_of(address)
    if address.entity is _OBSERVATION:
        raise StaError("a stored observation is never changed: send the right one at its own time", status=409)
    number = int(str(row["id"]))
    if asked.kind == "application/json-patch+json":
        operations = document_of(asked, list)
        changing.change(source, address.entity, number, changing.patched(address.entity, number, operations))
    else:
        changing.change(source, address.entity, number, cast(Document, document_of(asked)))
    return Reply(200, {"@iot.id": number, "@iot.selfLink": Shower(asked.base).link(address.entity, number)})


def put(asked: Asked) -> Reply:
    """Replace the properties of an entity, or the location of a thing by reference."""
    source = sender_of(asked)
    with looking(people_of(source)):
        return _put(source, asked)


def _put(source: SourceAccess, asked: Asked) -> Reply:
    address = resolve(asked.path)
    document = cast(Document, document_of(asked))
    if address.ref:
        return _link(source, address, document)
    row = row_of(address)
    if address.entity is _OBSERVATION:
        raise StaError("a stored observation is never changed: send the right one at its own time", status=409)
    changing.change(source, address.entity, int(str(row["id"])), document, whole=True)
    where = Shower(asked.base).link(address.entity, row["id"])
    return Reply(200, {"@iot.id": row["id"], "@iot.selfLink": where})


def delete(asked: Asked) -> Reply:
    """Take away an entity that this source declared, or the link from a thing to a location."""
    source = sender_of(asked)
    with looking(people_of(source)):
        return _delete(source, asked)


def _delete(source: SourceAccess, asked: Asked) -> Reply:
    address = resolve(asked.path)
    row = row_of(address)
    if address.entity is _OBSERVATION:
        raise StaError("a stored observation is never removed here: the operator's rules of keeping do", status=409)
    if address.ref:
        if address.owner is None or address.owner.entity.name != "Thing":
            raise NotFound("there is no {name} here", name="$ref")
        changing.unlink_location(source, address.owner.number, int(str(row["id"])))
        return Reply(200)
    changing.withdraw(source, address.entity, int(str(row["id"])))
    return Reply(200)
