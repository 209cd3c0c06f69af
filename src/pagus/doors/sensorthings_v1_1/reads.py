"""GET: the service, sets, entities, properties, references, counts."""

from __future__ import annotations

import msgspec

from pagus.apps.people.queries import note_reading
from pagus.apps.sensing.actions.appearing import appear
from pagus.apps.sensing.entities import SETS
from pagus.apps.sensing.language.options import Options, read_options
from pagus.apps.sensing.queries.observations import Stream, count_observations, read_observations, streams
from pagus.apps.sensing.queries.pages import Page
from pagus.apps.sensing.queries.reading import count_of, read_page
from pagus.apps.sensing.sight import looking
from pagus.doors.sensorthings_v1_1.address import Address, resolve
from pagus.doors.sensorthings_v1_1.errors import StaError
from pagus.doors.sensorthings_v1_1.handling import Asked, Reply
from pagus.doors.sensorthings_v1_1.readers import people_seen_by, reader_of
from pagus.doors.sensorthings_v1_1.showing import Shower, shown_time
from pagus.errors import NotFound

__all__ = ["get"]

_CONFORMANCE = (
    "datamodel",
    "resource-path/resource-path-to-entities",
    "request-data",
    "create-update-delete/create-entity",
    "create-update-delete/link-to-existing-entities",
    "create-update-delete/deep-insert",
    "create-update-delete/update-entity",
    "create-update-delete/update-entity-put",
    "create-update-delete/update-entity-jsonpatch",
    "create-update-delete/delete-entity",
    "batch-request/batch-request",
    "data-array/data-array",
)


def get(asked: Asked) -> Reply:
    """Answer a reading request.

    Things, places and what is measured there are public. Things of people are seen by a program with the right of their
    care team only, and each such reading is journalled.
    """
    if asked.path.strip("/") == "":
        return Reply(200, _service(asked.base))
    reader = reader_of(asked)
    if reader is None:
        return _read(asked)
    with looking(people_seen_by(reader)) as sight:
        try:
            return _read(asked)
        finally:
            note_reading(reader.viewer, sorted(sight.seen), "sensorthings")


def _read(asked: Asked) -> Reply:
    options = read_options(asked.pairs())
    appear()
    address = resolve(asked.path)
    shower = Shower(asked.base)
    if address.count:
        return Reply(200, text=str(_count(address, options)))
    if address.row is None:
        return Reply(200, _set(address, options, shower, f"{asked.base}/{asked.path.strip('/')}"))
    if address.property:
        return _property(address, shower)
    if address.ref:
        return Reply(
            200, {"@iot.id": address.row["id"], "@iot.selfLink": shower.link(address.entity, address.row["id"])}
        )
    (document,) = shower.rows(address.entity, [address.row], options)
    return Reply(200, document)


def _service(base: str) -> object:
    root = "http://www.opengis.net/spec/iot_sensing/1.1/req/"
    sets = [{"name": name, "url": f"{base}/{name}"} for name in SETS]
    creation = {f"{root}data-array/data-array": {"url": f"{base}/CreateObservations"}}
    conformance = [root + name for name in _CONFORMANCE]
    return {"value": sets, "serverSettings": {"conformance": conformance, **creation}}


def _some(address: Address) -> list[Stream]:
    return streams() if address.stream is None else [address.stream]


def _count(address: Address, options: Options) -> int:
    if address.entity.name == "Observation":
        return count_observations(_some(address), options.filter, address.feature)
    return count_of(address.entity, options.filter, address.owner)


def _page(address: Address, options: Options) -> Page:
    if address.entity.name == "Observation":
        return read_observations(_some(address), options, address.feature)
    return read_page(address.entity, options, address.owner)


def _set(address: Address, options: Options, shower: Shower, where: str) -> object:
    page = _page(address, options)
    if address.ref:
        links = [{"@iot.selfLink": shower.link(address.entity, row["id"])} for row in page.rows]
        return {**shower.page(address.entity, Page([], page.token, page.count), options, where), "value": links}
    if options.table:
        if address.entity.name != "Observation":
            raise StaError("$resultFormat=dataArray is for observations")
        document = shower.page(address.entity, Page([], page.token, page.count), options, where)
        return {**document, "value": shower.table(page.rows, options)}
    return shower.page(address.entity, page, options, where)


def _property(address: Address, shower: Shower) -> Reply:
    assert address.row is not None
    (document,) = shower.rows(address.entity, [address.row], Options())
    found = address.row["id"] if address.property == "id" else document.get(address.property)
    if isinstance(found, msgspec.Raw):
        found = msgspec.json.decode(found)
    name = address.property
    for name in address.members:
        if not isinstance(found, dict) or name not in found:
            raise NotFound("there is no {name} here", name=name[:80])
        found = found[name]
    if not address.value:
        return Reply(204) if found is None else Reply(200, {name: found})
    if found is None:
        return Reply(204)
    return Reply(200, text=found if isinstance(found, str) else msgspec.json.encode(shown_time(found)).decode())
