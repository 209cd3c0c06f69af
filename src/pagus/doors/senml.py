"""SenML (RFC 8428) in JSON: a pack of records becomes the observations that we know.

The name of a record, with the base name before it, is the subject, a slash, and the signal: ``thing:station-1/no2``.
Read are bn, bt, bu, bv, bver and n, u, v, t; a numeric value stands for an observation. Battery levels (``battery`` in
%EL) tell of the device itself. Not read, and said so: texts, booleans, data, sums. A time must be absolute: one that
counts from the moment of arrival would be another one when the message is delivered again.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import msgspec

from pagus.apps.streams.observation import Note, Refusal
from pagus.doors.observation_body import LONGEST_KEPT, MOST_OBSERVATIONS, Incoming
from pagus.errors import DoorError

__all__ = ["BATTERY", "Pack", "read_pack"]

BATTERY = "battery"
_VERSION = 10
_RELATIVE_BELOW = 2**28
"""RFC 8428, section 4.5.3: a smaller time counts from now."""
_UNITS = {"/": "1", "%RH": "%", "%EL": "%", "beat/min": "/min", "1/min": "/min", "beats": "1", "count": "1"}
_UNITS |= {"1/s": "/s", "l": "L", "l/s": "L/s", "degC": "Cel", "ppm": "[ppm]", "ppb": "[ppb]", "min": "min"}
"""Where the registry of SenML writes a unit otherwise than UCUM. Other texts are read as UCUM codes."""


class _Record(msgspec.Struct, forbid_unknown_fields=False):
    bn: str = ""
    bt: float = 0.0
    bu: str | None = None
    bv: float = 0.0
    bs: float = 0.0
    bver: int = _VERSION
    n: str = ""
    u: str | None = None
    v: float | None = None
    vs: str | None = None
    vb: bool | None = None
    vd: str | None = None
    s: float | None = None
    t: float = 0.0


class Pack(NamedTuple):
    """What a pack held: what can be an observation, with its place in the pack, what cannot, and the battery in %."""

    incoming: list[Incoming]
    positions: list[int]
    refused: tuple[Refusal, ...]
    battery: float | None


class _Base:
    """The base fields as they hold from a record on."""

    def __init__(self) -> None:
        self.name, self.time, self.value = "", 0.0, 0.0
        self.unit: str | None = None

    def take(self, record: _Record, given: dict[str, object]) -> None:
        self.name = record.bn if "bn" in given else self.name
        self.time = record.bt if "bt" in given else self.time
        self.unit = record.bu if "bu" in given else self.unit
        self.value = record.bv if "bv" in given else self.value


def read_pack(body: bytes) -> Pack:
    """The observations in this pack?

    Takes: the bytes of a SenML pack in JSON. Gives: see ``Pack``.
    Refuses: DoorError for what is no pack, for a version after 10, for a field that must be understood and is not
    (RFC 8428, section 4.4), for too many records; msgspec's DecodeError with the path of what is wrong.
    """
    rows = msgspec.json.decode(body, type=list[dict[str, object]])
    if not 0 < len(rows) <= MOST_OBSERVATIONS:
        raise DoorError(
            "a pack has 1 to {most} records, this one has {count}",
            protocol="senml",
            most=MOST_OBSERVATIONS,
            count=len(rows),
        )
    base, found = _Base(), Pack([], [], (), None)
    refused: list[Refusal] = []
    battery: float | None = None
    for position, (row, record) in enumerate(zip(rows, msgspec.convert(rows, list[_Record]), strict=True)):
        _refuse_unknown(row, record)
        base.take(record, row)
        name = base.name + record.n
        if record.v is None and not {"vs", "vb", "vd", "s"} & set(row):
            continue  # base fields alone
        if record.v is not None and name.rpartition("/")[2] == BATTERY and (record.u or base.unit) in {"%EL", "%", "/"}:
            battery = (record.v + base.value) * (100 if (record.u or base.unit) == "/" else 1)
            continue
        made = _incoming(position, name, record, base)
        if isinstance(made, Note):
            refused.append(Refusal(made, msgspec.json.encode(row).decode()[:LONGEST_KEPT]))
            continue
        found.incoming.append(made)
        found.positions.append(position)
    return found._replace(refused=tuple(refused), battery=battery)


def _refuse_unknown(row: dict[str, object], record: _Record) -> None:
    if record.bver > _VERSION:
        raise DoorError(
            "SenML version {version} is not read here: only up to 10", protocol="senml", version=record.bver
        )
    unknown = next((name for name in row if name.endswith("_")), None)
    if unknown is not None:
        raise DoorError(
            "the field {name!r} must be understood, and is not known here", protocol="senml", name=unknown[:40]
        )


def _incoming(position: int, name: str, record: _Record, base: _Base) -> Incoming | Note:
    subject, slash, signal = name.rpartition("/")
    if not slash or not subject or not signal:
        key = "the name {name!r} does not say of whom and what"
        remedy = "name a record by subject, slash, signal, as thing:station-1/no2"
        return Note(position, "n", key, {"name": name[:160]}, remedy)
    if record.v is None:
        key = "a record without the number v is no observation: texts, booleans, data and sums are not read"
        return Note(position, "v", key, {}, "send a number in v")
    instant = base.time + record.t
    if not math.isfinite(instant) or instant < _RELATIVE_BELOW:
        key = "the time {time} counts from now, and a message may be delivered twice"
        remedy = "send an absolute time: seconds since 1970 in bt and t"
        return Note(position, "t", key, {"time": str(instant)[:40]}, remedy)
    unit = record.u if record.u is not None else base.unit
    return Incoming(subject, signal, round(instant * 1000), record.v + base.value, _ucum(unit))


def _ucum(unit: str | None) -> str | None:
    return None if unit is None else _UNITS.get(unit, unit)
