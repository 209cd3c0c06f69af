"""Reading an address: sets, identifiers, neighbours of neighbours, a property, ``$ref``, ``$value``, ``$count``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from pagus.apps.sensing.entities import ENTITIES, SETS, Entity
from pagus.apps.sensing.queries.observations import Stream, find_observation, streams
from pagus.apps.sensing.queries.pages import Row
from pagus.apps.sensing.queries.reading import Owner, find
from pagus.doors.sensorthings_v1_1.errors import StaError
from pagus.errors import NotFound

__all__ = ["Address", "Identifier", "observation_of", "resolve", "row_of"]

Identifier = int | str
_LONGEST = 2_000
_MOST_STEPS = 12
_STEP = re.compile(r"([$@A-Za-z_][\w.@]{0,80})(?:\(\s*(?:(-?\d{1,18})|'((?:[^']|'')*)')\s*\))?", re.ASCII)
_SINGLE = {
    "Datastream": {"Thing": "thing_id", "Sensor": "sensor_id", "ObservedProperty": "observed_property_id"},
    "HistoricalLocation": {"Thing": "thing_id"},
    "Observation": {"Datastream": "ds", "FeatureOfInterest": "feature"},
}


@dataclass(slots=True)
class Address:
    """What an address names: a set or one entity, whose neighbours they are, and what of it."""

    entity: Entity
    row: Row | None = None
    """The entity; None when the address names a set."""
    owner: Owner | None = None
    parent: tuple[str, int] | None = None
    """The type and number of the entity under which the set stands."""
    stream: Stream | None = None
    feature: int | None = None
    property: str = ""
    members: tuple[str, ...] = ()
    value: bool = False
    ref: bool = False
    count: bool = False


def resolve(path: str) -> Address:
    """What does this address name?

    Takes: what stands after the version, as it came (percent-encoded). Gives: the address, every entity in it found.
    Refuses: NotFound; StaError for what is no address here.
    """
    text = unquote(path).strip("/")
    if len(text) > _LONGEST:
        raise StaError("the address has {length} characters: at most {most}", length=len(text), most=_LONGEST)
    steps = [_step(each) for each in _cut(text)]
    if len(steps) > _MOST_STEPS:
        raise StaError("the address has more than {most} steps", most=_MOST_STEPS)
    name, identifier = steps[0]
    if name.startswith("MultiDatastream"):
        raise _no_multi()
    if name not in SETS:
        raise NotFound("there is no {name} here", name=name[:80])
    address = _entered(Address(SETS[name]), identifier)
    for name, identifier in steps[1:]:
        address = _next(address, name, identifier)
    return address


def _no_multi() -> StaError:
    return StaError("multi-datastreams are not kept here: declare one datastream for each property", status=501)


def _cut(text: str) -> list[str]:
    parts, start, quoted = [], 0, False
    for at, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif letter == "/" and not quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _step(text: str) -> tuple[str, Identifier | None]:
    match = _STEP.fullmatch(text)
    if match is None:
        raise NotFound("there is no {name} here", name=text[:80])
    if match[2] is not None:
        return match[1], int(match[2])
    return match[1], None if match[3] is None else match[3].replace("''", "'")


def _next(address: Address, name: str, identifier: Identifier | None) -> Address:
    if address.ref or address.value or address.count:
        raise NotFound("there is no {name} here", name=name[:80])
    if name == "$ref" and not address.property:
        address.ref = True
    elif name == "$count" and address.row is None:
        address.count = True
    elif name == "$value" and address.property:
        address.value = True
    elif address.row is None:
        raise NotFound("there is no {name} here", name=name[:80])
    elif address.property:
        address.members = (*address.members, name)
    elif name in address.entity.links:
        return _neighbours(address, name, identifier)
    elif name.startswith("MultiDatastream"):
        raise _no_multi()
    elif identifier is None and (name in address.entity.properties or name == "@iot.id"):
        address.property = "id" if name == "@iot.id" else name
    else:
        raise NotFound("there is no {name} here", name=name[:80])
    return address


def _neighbours(address: Address, name: str, identifier: Identifier | None) -> Address:
    assert address.row is not None
    link, row = address.entity.links[name], address.row
    target = ENTITIES[link.target]
    if not link.many:
        number = row[_SINGLE[address.entity.name][name]]
        if number is None:
            raise NotFound("there is no {name} here", name=name)
        return Address(target, find(target, int(str(number))))
    number = int(str(row["id"]))
    made = Address(target, parent=(address.entity.name, number))
    if target.name == "Observation":
        if address.entity.name == "Datastream":
            made.stream = stream_of(row)
        else:
            made.feature = number
    else:
        made.owner = Owner(address.entity, number, name)
    return _entered(made, identifier)


def stream_of(row: Row) -> Stream:
    """The datastream of this row, as its observations need it."""
    (found,) = streams([int(str(row["id"]))])
    return found


def _entered(address: Address, identifier: Identifier | None) -> Address:
    """The address with the entity of this identifier; the set when there is none."""
    if identifier is None:
        return address
    if address.entity.name == "Observation":
        address.stream, address.row = observation_of(identifier, address.stream)
        return address
    if not isinstance(identifier, int):
        raise NotFound("there is no {entity} {number}", entity=address.entity.name, number=identifier[:60])
    address.row = find(address.entity, identifier, address.owner)
    return address


def observation_of(identifier: Identifier, among: Stream | None = None) -> tuple[Stream, Row]:
    """The observation of this identifier, ``5-1773651600000``, and its datastream. Refuses: NotFound."""
    number, dash, instant = str(identifier).partition("-")
    plain = all(each.isascii() and each.isdigit() and len(each) < 17 for each in (number, instant))
    if dash and plain and (among is None or among.id == int(number)):
        for stream in streams([int(number)]):
            return stream, find_observation(stream, int(instant))
    raise NotFound("there is no {entity} {number}", entity="Observation", number=str(identifier)[:60])


def row_of(address: Address) -> Row:
    """The entity that an address names. Refuses: StaError when it names a set."""
    if address.row is None:
        raise StaError("this address names a set: name one entity, as {set}(1)", set=address.entity.plural)
    return address.row
