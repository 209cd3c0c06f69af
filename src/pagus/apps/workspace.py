"""A workspace: the one folder that holds a running territory, and the clock it lives by.

pagus.toml        name, territory, kind (demo or real), clock, hosting, database, mqtt, nats, reminders, relay, login
pagus.sqlite3     everything that changes, unless [database] names one on a PostgreSQL server
archive/          closed days of observations, in Parquet
kits/             the folder of each installed kit version, by digest
travel/           street graphs and timetables, one file a version
access/           travel times of the access lab: no backup needs them, they are computed again
kits.lock         what is installed, with digests
pagus.log         warnings and errors, with their incident numbers
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pagus.apps.workspace_settings.buses import MqttSettings, NatsSettings, read_mqtt, read_nats
from pagus.apps.workspace_settings.login import LoginSettings, read_login
from pagus.apps.workspace_settings.postgres import PostgresAddress, read_address
from pagus.apps.workspace_settings.relay import RelaySettings, read_relay
from pagus.apps.workspace_settings.reminders import ReminderSettings, read_reminders
from pagus.errors import ConfigError

__all__ = ["Clock", "Hosting", "Workspace", "create_workspace", "current_workspace", "making", "open_workspace"]

ENVIRONMENT_KEY = "PAGUS_WORKSPACE"


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of a workspace. A demo clock starts in the past, runs ``speed`` times as fast, stops at ``end_ms``."""

    kind: str = "real"
    start_ms: int = 0
    started_wall_ms: int = 0
    speed: float = 1.0
    end_ms: int = 0

    @property
    def simulated(self) -> bool:
        """Does this clock replay time instead of telling it?"""
        return self.kind == "demo"

    def now_ms(self) -> int:
        """What time is it in this workspace, in milliseconds since 1970 UTC?"""
        wall_ms = time.time_ns() // 1_000_000
        if not self.simulated:
            return wall_ms
        elapsed = max(0, wall_ms - self.started_wall_ms)
        return min(self.end_ms, self.start_ms + int(elapsed * self.speed))


LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where and under which guarantees a real workspace is served; a demo has none and stays on loopback."""

    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    tls_certificate: str = ""
    tls_key: str = ""
    contract: str = ""
    """The recorded hosting contract for health data (in France: HDS): its reference."""

    @property
    def serves_tls(self) -> bool:
        """Is a certificate with its key named?"""
        return bool(self.tls_certificate and self.tls_key)


@dataclass(frozen=True, slots=True)
class Workspace:
    """One folder, opened."""

    folder: Path
    name: str
    kind: str
    territory: str
    clock: Clock
    secret_key: str
    hosting: Hosting = Hosting()
    postgres: PostgresAddress | None = None
    """Where everything that changes is kept; None: in the SQLite file."""
    web_hooks: tuple[str, ...] = ()
    """To which hosts subscriptions may send; with a dot before, all hosts that end so."""
    login: LoginSettings | None = None
    """Where professionals may log in besides their password."""
    mqtt: MqttSettings | None = None
    nats: NatsSettings | None = None
    reminders: ReminderSettings | None = None
    """By which ways people are told that their page waits; None: nothing leaves this machine."""
    relay: RelaySettings | None = None
    """What helps browsers of a video consultation to reach each other; None: they connect directly only."""

    @property
    def database(self) -> Path:
        """The SQLite file, of a workspace that has no PostgreSQL."""
        return self.folder / "pagus.sqlite3"

    @property
    def mark(self) -> int:
        """The number by which tables on a server are known to be those of this workspace; its secret key makes it."""
        return int.from_bytes(hashlib.sha256(b"pagus tables " + self.secret_key.encode()).digest()[:7])

    @property
    def archive(self) -> Path:
        """Where closed days lie as Parquet."""
        return self.folder / "archive"

    @property
    def kits(self) -> Path:
        """Where the folders of installed kits lie, each under its digest."""
        return self.folder / "kits"

    @property
    def travel(self) -> Path:
        """Where street graphs and timetables lie; absent while none was imported."""
        return self.folder / "travel"

    @property
    def trust(self) -> Path:
        """Where the trusted keys and the policy lie."""
        return self.folder / "trust"

    @property
    def log(self) -> Path:
        """The file of warnings and errors."""
        return self.folder / "pagus.log"

    @property
    def demo_logins(self) -> Path:
        """The file of a demo that holds its logins: they open nothing else."""
        return self.folder / "demo-logins.json"

    @property
    def is_demo(self) -> bool:
        """Demo workspaces are marked on every page and served on loopback only."""
        return self.kind == "demo"


def create_workspace(
    folder: Path,
    *,
    name: str,
    kind: str,
    territory: str,
    secret_key: str,
    clock: Clock,
    database: Mapping[str, str] | None = None,
) -> Workspace:
    """Make a new workspace folder with its ``pagus.toml``.

    Takes: an absent or empty folder; kind "demo" or "real"; a place code; the [database] table, None for SQLite.
    Gives: the opened workspace.
    Refuses: ConfigError when the folder already holds something: nothing is ever overwritten.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ConfigError("{folder} is not empty: choose another folder, or open it with pagus serve", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    (folder / "archive").mkdir()
    lines = [
        "# A Pagus workspace. Its database holds everything that changes.",
        f"name = {_quoted(name)}",
        f"kind = {_quoted(kind)}",
        f"territory = {_quoted(territory)}",
        f"secret_key = {_quoted(secret_key)}",
        "",
        "[clock]",
        f"kind = {_quoted(clock.kind)}",
        f"start_ms = {clock.start_ms}",
        f"started_wall_ms = {clock.started_wall_ms}",
        f"speed = {clock.speed}",
        f"end_ms = {clock.end_ms}",
        "",
    ]
    if database is not None:
        lines += ["[database]", *(f"{key} = {_quoted(value)}" for key, value in database.items()), ""]
    target = folder / "pagus.toml"
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write("\n".join(lines))
    return open_workspace(folder)


def _quoted(text: str) -> str:
    """This text as a string of TOML: written as in JSON, which lets only one control character pass."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """A folder beside ``folder`` to make a workspace in; it takes that name once all is done, and is gone otherwise.

    Refuses: ConfigError when ``folder`` already holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ConfigError("{folder} is not empty: choose another folder, or open it with pagus serve", folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield building
        building.rename(folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def open_workspace(folder: Path) -> Workspace:
    """Read the ``pagus.toml`` of an existing workspace.

    Refuses: ConfigError when the folder is no workspace, or its file does not parse.
    """
    path = folder / "pagus.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(
            "{folder} is no workspace: pagus.toml is missing; make one with pagus init", folder=folder
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("{path} cannot be read: {reason}", path=path, reason=error) from error
    return _workspace(folder.resolve(), content)


def _workspace(folder: Path, content: Mapping[str, object]) -> Workspace:
    missing = [key for key in ("name", "kind", "territory", "secret_key") if not isinstance(content.get(key), str)]
    if missing:
        raise ConfigError("{folder}/pagus.toml lacks {keys}", folder=folder, keys=", ".join(missing))
    return Workspace(
        folder=folder,
        name=str(content["name"]),
        kind=str(content["kind"]),
        territory=str(content["territory"]),
        clock=_clock(folder, content),
        secret_key=str(content["secret_key"]),
        hosting=_hosting(folder, content),
        postgres=read_address(folder, content.get("database")),
        web_hooks=_web_hooks(folder, content),
        login=read_login(folder, content.get("login")),
        mqtt=read_mqtt(folder, content.get("mqtt")),
        nats=read_nats(folder, content.get("nats")),
        reminders=read_reminders(folder, content.get("reminders")),
        relay=read_relay(folder, content.get("relay")),
    )


def _clock(folder: Path, content: Mapping[str, object]) -> Clock:
    found = content.get("clock", {})
    kinds: dict[str, type | tuple[type, ...]] = {
        "kind": str,
        "start_ms": int,
        "started_wall_ms": int,
        "speed": (int, float),
        "end_ms": int,
    }
    if not isinstance(found, Mapping):
        raise ConfigError("{folder}/pagus.toml: [clock] must be a table", folder=folder)
    wrong = [name for name, value in found.items() if name not in kinds or not isinstance(value, kinds[name])]
    if wrong or found.get("kind", "real") not in {"real", "demo"}:
        raise ConfigError(
            "{folder}/pagus.toml: [clock] has a wrong {name}: it knows kind (real or demo), speed, "
            "and as whole numbers start_ms, started_wall_ms and end_ms",
            folder=folder,
            name=", ".join(map(str, wrong)) or "kind",
        )
    return Clock(**found)


def _hosting(folder: Path, content: Mapping[str, object]) -> Hosting:
    found = content.get("hosting", {})
    known = {"hosts", "tls_certificate", "tls_key", "contract"}
    if not isinstance(found, Mapping) or set(found) - known:
        words = ", ".join(sorted(known))
        raise ConfigError("{folder}/pagus.toml: [hosting] knows only {words}", folder=folder, words=words)
    hosts = found.get("hosts", [])
    if content.get("kind") == "demo" and found:
        raise ConfigError("{folder}/pagus.toml: a demo workspace has no [hosting]: it stays on loopback", folder=folder)
    texts = {key: str(found.get(key, "")) for key in known - {"hosts"}}
    return Hosting(hosts=(*LOOPBACK_HOSTS, *map(str, hosts)), **texts)


def _web_hooks(folder: Path, content: Mapping[str, object]) -> tuple[str, ...]:
    found = content.get("subscriptions", {})
    hosts = found.get("hosts", []) if isinstance(found, Mapping) and not set(found) - {"hosts"} else None
    if not isinstance(hosts, list) or not all(isinstance(each, str) and each for each in hosts):
        raise ConfigError(
            '{folder}/pagus.toml: [subscriptions] knows only hosts, a list of names as "ehr.example.org"', folder=folder
        )
    return tuple(each.casefold() for each in hosts)


def current_workspace() -> Workspace:
    """Open the workspace named by the PAGUS_WORKSPACE environment variable.

    Refuses: ConfigError when the variable is not set.
    """
    folder = os.environ.get(ENVIRONMENT_KEY)
    if not folder:
        raise ConfigError("no workspace: set {variable}, or give --workspace", variable=ENVIRONMENT_KEY)
    return open_workspace(Path(folder))
