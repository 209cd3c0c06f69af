"""The household: which device is whose, and where what it says goes. One TOML file, checked whole at the start."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pagus.errors import ConfigError
from pagus.gateway.codes import Measure
from pagus.gateway.devices import KINDS, DeviceKind

__all__ = ["Destination", "Device", "Settings", "read_settings"]

_ADDRESS = re.compile(r"[0-9A-F]{2}(:[0-9A-F]{2}){5}|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
_SUBJECT = re.compile(r"person:[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_WAYS = {"fhir": ("http", "https"), "mqtt": ("mqtt", "mqtts")}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Device:
    """One device of the household. ``subjects``: whose is each of its user numbers; None stands for every number."""

    address: str
    kind: DeviceKind
    subjects: Mapping[int | None, str]

    def subject_of(self, user: int | None) -> str | None:
        """Whose reading is this? None where nobody can tell: it is never guessed."""
        return self.subjects.get(user, self.subjects.get(None))


@dataclass(frozen=True, slots=True)
class Destination:
    """Where readings go: over FHIR or over MQTT, to which address, as which source, with which secret.

    ``signals``: how the territory calls a signal that the shipped kits call otherwise; over FHIR, codes say it.
    """

    way: str
    address: str
    source: str
    token: str
    signals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """One box: its name, the household's zone, the file of what waits, where it goes, and the devices."""

    name: str
    zone: ZoneInfo
    outbox: Path
    destination: Destination
    devices: tuple[Device, ...]


class _Faults:
    """Everything that is wrong, gathered, so that one run tells all of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[str] = []

    def add(self, field: str, wrong: str, right: str) -> None:
        self.found.append(f"{field}: {wrong} ({right})")

    def text(self, table: Mapping[str, Any], field: str, name: str, right: str) -> str:
        """A text that must be there."""
        value = table.get(name)
        if not isinstance(value, str) or not value.strip():
            self.add(f"{field}.{name}", "missing" if value is None else "not a text", right)
            return ""
        return value

    def raise_any(self) -> None:
        if self.found:
            raise ConfigError("{file} cannot be used: {faults}", file=self.path.name, faults="; ".join(self.found))


def read_settings(path: Path) -> Settings:
    """Which box is this? Takes: its TOML file. Refuses: ConfigError that lists every fault with its field."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError("{file} cannot be read: {reason}", file=path.name, reason=error.strerror) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("{file} is not TOML: {reason}", file=path.name, reason=str(error)) from error
    faults = _Faults(path)
    for name in sorted(set(document) - {"gateway", "send", "device", "signals"}):
        faults.add(name, "nobody reads this", "the parts are [gateway], [send], [signals] and [[device]]")
    box = _table(document, "gateway", faults)
    name = faults.text(box, "gateway", "name", 'as "kitchen"')
    zone = _zone(box, faults)
    outbox = path.parent / str(box.get("outbox", "outbox.sqlite3"))
    destination = _destination(_table(document, "send", faults), path.parent, faults)
    destination = replace(destination, signals=_signals(document.get("signals", {}), faults))
    devices = _devices(document.get("device"), faults)
    faults.raise_any()
    return Settings(name, zone, outbox, destination, devices)


def _table(document: Mapping[str, Any], name: str, faults: _Faults) -> Mapping[str, Any]:
    table = document.get(name)
    if not isinstance(table, dict):
        faults.add(f"[{name}]", "missing", f"write a part [{name}]")
        return {}
    return table


def _zone(box: Mapping[str, Any], faults: _Faults) -> ZoneInfo:
    name = faults.text(box, "gateway", "time_zone", 'as "Europe/Paris": clocks of devices have no zone')
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        faults.add("gateway.time_zone", f"{name!r} is no time zone", 'as "Europe/Paris"')
        return ZoneInfo("UTC")


def _destination(send: Mapping[str, Any], folder: Path, faults: _Faults) -> Destination:
    way = faults.text(send, "send", "by", '"fhir" or "mqtt"')
    address = faults.text(send, "send", "address", 'as "https://pagus.example/fhir"')
    source = faults.text(send, "send", "source", "the name under which the operator registered this box")
    token = _token(
        faults.text(send, "send", "token_file", "the file that holds the token of the source"), folder, faults
    )
    if way and way not in _WAYS:
        faults.add("send.by", f"{way!r} is no way to send", '"fhir" or "mqtt"')
    elif way and address:
        parts = urlsplit(address)
        if parts.scheme not in _WAYS[way] or not parts.hostname:
            faults.add("send.address", f"{address!r} does not fit {way}", f"{' or '.join(_WAYS[way])}://HOST/…")
        elif parts.scheme in {"http", "mqtt"} and parts.hostname not in _LOOPBACK:
            faults.add("send.address", "measurements of people would travel unprotected", f"{parts.scheme}s://…")
    return Destination(way, address.rstrip("/"), source, token)


def _signals(table: object, faults: _Faults) -> dict[str, str]:
    known = {measure.word for measure in Measure}
    if not isinstance(table, dict):
        faults.add("[signals]", "no table", 'as weight = "body_weight"')
        return {}
    for name, signal in table.items():
        if name not in known or not isinstance(signal, str):
            faults.add(f"signals.{name}", "nobody measures this", ", ".join(sorted(known)))
    return {str(name): str(signal) for name, signal in table.items()}


def _token(name: str, folder: Path, faults: _Faults) -> str:
    if not name:
        return ""
    try:
        token = (folder / name).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        faults.add("send.token_file", f"{name} cannot be read: {error}", "one line, the token")
        return ""
    if not token or any(not 0x21 <= ord(sign) <= 0x7E for sign in token):
        faults.add("send.token_file", f"{name} holds no token", "one line, the token")
    return token


def _devices(tables: object, faults: _Faults) -> tuple[Device, ...]:
    if not isinstance(tables, list) or not tables:
        faults.add("[[device]]", "no device", "write a part [[device]] for each")
        return ()
    devices = [_device(table, f"device {number}", faults) for number, table in enumerate(tables, 1)]
    known = [device for device in devices if device is not None]
    for address in sorted({each.address for each in known if sum(e.address == each.address for e in known) > 1}):
        faults.add("[[device]]", f"{address} is there twice", "one part for each device; users share it by number")
    return tuple(known)


def _device(table: Mapping[str, Any], field: str, faults: _Faults) -> Device | None:
    for name in sorted(set(table) - {"address", "kind", "subject", "users"}):
        faults.add(f"{field}.{name}", "nobody reads this", "address, kind, and subject or users")
    address = faults.text(table, field, "address", "as C0:26:DF:00:11:22").upper()
    if address and not _ADDRESS.fullmatch(address):
        faults.add(f"{field}.address", f"{address!r} is no Bluetooth address", "as C0:26:DF:00:11:22")
    kind = KINDS.get(faults.text(table, field, "kind", ", ".join(KINDS)))
    if kind is None and table.get("kind"):
        faults.add(f"{field}.kind", f"{table['kind']!r} is unknown", ", ".join(KINDS))
    subjects = _subjects(table, field, faults)
    return Device(address, kind, subjects) if kind is not None else None


def _subjects(table: Mapping[str, Any], field: str, faults: _Faults) -> dict[int | None, str]:
    if ("subject" in table) == ("users" in table):
        faults.add(field, "whose is it?", 'either subject = "person:CODE" or users = { 1 = "person:CODE" }')
        return {}
    if "subject" in table:
        given: dict[int | None, object] = {None: table["subject"]}
    else:
        users = table["users"] if isinstance(table["users"], dict) else {}
        given = {int(number) if str(number).isdecimal() else -1: who for number, who in users.items()}
        if not given or min(number for number in given if number is not None) < 0:
            faults.add(f"{field}.users", "no number of a user", '{ 1 = "person:CODE", 2 = "person:CODE" }')
    for number, who in given.items():
        if not isinstance(who, str) or not _SUBJECT.fullmatch(who):
            place = f"{field}.subject" if number is None else f"{field}.users.{number}"
            faults.add(place, f"{who!r} is no person", 'as "person:0007", a pseudonym of the territory')
    return {number: str(who) for number, who in given.items()}
