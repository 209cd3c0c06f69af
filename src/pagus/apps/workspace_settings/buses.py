"""Which message buses a workspace listens to: the ``[mqtt]`` and ``[nats]`` tables of ``pagus.toml``.

Passwords stand in a file beside it, never in the table. A broker of others proves to us nothing about who published: it
confines each device to the topics of its own name, or anybody who may publish speaks for everybody. Nobody can see
that from outside, so the table must say it, and ``pagus doctor`` repeats who said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pagus.errors import ConfigError

__all__ = ["EMBEDDED", "MOST_WORKERS", "MqttSettings", "NatsSettings", "password_in", "read_mqtt", "read_nats"]

EMBEDDED = "embedded"
MOST_WORKERS = 12
"""As many as there are partitions: a worker more would have nothing to do."""


@dataclass(frozen=True, slots=True)
class MqttSettings:
    """One MQTT broker: our own one on this machine, or one of others."""

    broker: str
    """``embedded``, or the url of a broker: mqtt://host:1883, mqtts://host:8883."""
    bind: tuple[str, int] = ("127.0.0.1", 1883)
    """Where the embedded broker listens; port 0 takes a free one."""
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None

    @property
    def embedded(self) -> bool:
        """Is it the broker of this process?"""
        return self.broker == EMBEDDED

    @property
    def host(self) -> str:
        """The host of a broker of others."""
        return urlsplit(self.broker).hostname or ""

    @property
    def port(self) -> int:
        """Its port."""
        return urlsplit(self.broker).port or (8883 if self.tls else 1883)

    @property
    def tls(self) -> bool:
        """Is the line to it encrypted?"""
        return self.broker.startswith("mqtts:")


@dataclass(frozen=True, slots=True)
class NatsSettings:
    """NATS servers, and how many processes of this machine work for them."""

    servers: tuple[str, ...]
    workers: int = 1
    replicas: int = 1
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None


def read_mqtt(folder: Path, found: object) -> MqttSettings | None:
    """The ``[mqtt]`` table; None when there is none. Refuses: ConfigError with what would be right."""
    if found is None:
        return None
    table = _table(folder, "mqtt", found, {"broker", "bind", "user", "password_file", "ca_file", "confines_sources"})
    broker = str(table.get("broker", ""))
    if broker == EMBEDDED:
        return MqttSettings(EMBEDDED, _loopback(folder, str(table.get("bind", "127.0.0.1:1883"))))
    if urlsplit(broker).scheme not in {"mqtt", "mqtts"} or not urlsplit(broker).hostname:
        raise ConfigError(
            '{folder}/pagus.toml: [mqtt] broker is "embedded", or a url as mqtts://broker.example.org:8883',
            folder=folder,
        )
    _refuse_unconfined(folder, "mqtt", table)
    return MqttSettings(
        broker,
        user=str(table.get("user", "")),
        password_file=_file(folder, table, "password_file"),
        ca_file=_file(folder, table, "ca_file"),
    )


def read_nats(folder: Path, found: object) -> NatsSettings | None:
    """The ``[nats]`` table; None when there is none. Refuses: ConfigError with what would be right."""
    if found is None:
        return None
    known = {"servers", "workers", "replicas", "user", "password_file", "ca_file", "confines_sources"}
    table = _table(folder, "nats", found, known)
    servers = table.get("servers")
    workers, replicas = table.get("workers", 1), table.get("replicas", 1)
    if not isinstance(servers, list) or not servers or not all(_is_nats(each) for each in servers):
        raise ConfigError(
            '{folder}/pagus.toml: [nats] servers is a list of urls, as ["tls://nats.example.org:4222"]', folder=folder
        )
    if not isinstance(workers, int) or not isinstance(replicas, int) or not 1 <= workers <= MOST_WORKERS:
        raise ConfigError(
            "{folder}/pagus.toml: [nats] workers is a whole number from 1 to {most}, replicas one from 1 to 5",
            folder=folder,
            most=MOST_WORKERS,
        )
    _refuse_unconfined(folder, "nats", table)
    return NatsSettings(
        tuple(map(str, servers)),
        workers,
        replicas,
        user=str(table.get("user", "")),
        password_file=_file(folder, table, "password_file"),
        ca_file=_file(folder, table, "ca_file"),
    )


def password_in(file: Path | None) -> str:
    """The password in this file; empty when none is named. Refuses: ConfigError when it cannot be read."""
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("{path} cannot be read: {reason}", path=file, reason=error) from error


def _is_nats(server: object) -> bool:
    return isinstance(server, str) and urlsplit(server).scheme in {"nats", "tls"} and bool(urlsplit(server).hostname)


def _table(folder: Path, name: str, found: object, known: set[str]) -> Mapping[str, object]:
    if not isinstance(found, Mapping) or set(found) - known:
        words = ", ".join(sorted(known))
        raise ConfigError("{folder}/pagus.toml: [{name}] knows only {words}", folder=folder, name=name, words=words)
    return found


def _refuse_unconfined(folder: Path, name: str, table: Mapping[str, object]) -> None:
    if table.get("confines_sources") is not True:
        raise ConfigError(
            "{folder}/pagus.toml: [{name}] must say confines_sources = true, which is your word that the broker takes "
            "no anonymous client and lets each one publish under its own name only: nobody can see that from here",
            folder=folder,
            name=name,
        )


def _loopback(folder: Path, bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    try:
        if ip_address(host.strip("[]")).is_loopback and port.isascii() and port.isdigit() and int(port) < 65_536:
            return host.strip("[]"), int(port)
    except ValueError:
        port = ""
    raise ConfigError(
        "{folder}/pagus.toml: the embedded broker listens on this machine only, without TLS: bind is an address as "
        "127.0.0.1:1883; for devices elsewhere run a broker of its own",
        folder=folder,
    )


def _file(folder: Path, table: Mapping[str, object], name: str) -> Path | None:
    return folder / str(table[name]) if table.get(name) else None
