"""Is a workspace whole: its tables, its journal, its kits, its archive, its files?"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable

from pagus.apps.people.readiness import Safeguard
from pagus.apps.workspace import Workspace
from pagus.apps.workspace_settings.postgres import PostgresAddress
from pagus.errors import PagusError

__all__ = ["doors_of", "findings", "findings_without_database"]

ROOM_BYTES = 1_000_000_000


def findings(workspace: Workspace) -> tuple[Safeguard, ...]:
    """What is whole and what is not? One finding in words for each part. Django must be set up."""
    checks: dict[str, Callable[[Workspace], str]] = {
        "tables": _tables,
        "database": _database,
        "journal": _journal,
        "kits": _kits,
        "archive": _archive,
        "chain": _chain,
        "secrets": _secrets,
        "search": _search,
        "relay": _relay,
        "room": _room,
    }
    return tuple(_judge(name, check, workspace) for name, check in checks.items())


def findings_without_database(workspace: Workspace) -> tuple[Safeguard, ...]:
    """What is whole, when the PostgreSQL database cannot be worked with? One finding for each thing against it."""
    from pagus.apps.streams.store.fitness import obstacles

    found = [] if workspace.postgres is None else obstacles(workspace.postgres, workspace.mark)
    if not found:
        return (_judge("database", _fit, workspace), _judge("room", _room, workspace))
    wrong = (Safeguard("database", False, str(each)) for each in found)
    return (*wrong, _judge("secrets", _secrets, workspace), _judge("room", _room, workspace))


def doors_of(workspace: Workspace) -> tuple[Safeguard, ...]:
    """Which doors are open to whom? One finding for each way in. Django must be set up."""
    from pagus.doors.openness import doors

    return tuple(Safeguard(each.door, each.guarded, each.finding) for each in doors(workspace))


class _Wrong(Exception):
    """What a check found wrong, in words."""


def _judge(name: str, check: Callable[[Workspace], str], workspace: Workspace) -> Safeguard:
    try:
        return Safeguard(name, True, check(workspace))
    except (_Wrong, PagusError) as found:
        return Safeguard(name, False, str(found))


def _fit(workspace: Workspace) -> str:
    from pagus.apps.streams.store.fitness import refuse_unfit

    refuse_unfit(workspace)
    return ""


def _tables(_: Workspace) -> str:
    from pagus.serve.tables import steps_behind

    behind = steps_behind()
    if behind:
        raise _Wrong(f"{behind} steps behind this version: pagus serve brings the tables up to date")
    return "the tables are those of this version"


def _database(workspace: Workspace) -> str:
    return _sqlite() if workspace.postgres is None else _postgres(workspace.postgres)


def _postgres(address: PostgresAddress) -> str:
    """``enter`` has found nothing against it; what is left is who could listen on the way."""
    from pagus.apps.streams.store.fitness import version_of

    if not address.local and not address.verified:
        raise _Wrong(f"the line to {address.host} is not verified: add sslmode=verify-full to the url of the database")
    return f"PostgreSQL {version_of(address)}, database {address.name}: it syncs what it acknowledges"


def _sqlite() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        (verdict,) = cursor.fetchone()
        cursor.execute("PRAGMA journal_mode")
        (mode,) = cursor.fetchone()
    if verdict != "ok":
        raise _Wrong(f"the database is damaged: {verdict}; restore a backup")
    if mode != "wal":
        raise _Wrong(f"the database is in journal mode {mode}, not wal: does another program keep it open?")
    return "SQLite in the workspace folder: the database is sound"


def _journal(_: Workspace) -> str:
    from pagus.apps.journal.queries import head, verify

    broken = verify()
    if broken is not None:
        raise _Wrong(f"journal entry {broken.number} {broken.reason}")
    return f"the journal is whole: {head()[0]} entries"


def _kits(workspace: Workspace) -> str:
    from pagus.apps.installations.lock import lock_text
    from pagus.apps.installations.queries import active_installations

    installed = active_installations()
    lock = workspace.folder / "kits.lock"
    if installed and (not lock.exists() or lock.read_text(encoding="utf-8") != lock_text()):
        raise _Wrong("kits.lock differs from what is installed: it was edited, or a write was cut short")
    return f"{len(installed)} kits run, as kits.lock says" if installed else "no kit runs"


def _archive(workspace: Workspace) -> str:
    from pagus.apps.streams.submission import open_store

    store = open_store(workspace)
    try:
        wrong = store.verify_archive()
    finally:
        store.close()
    if wrong:
        raise _Wrong(f"files of the archive are missing or changed: {', '.join(wrong)}")
    return "the archive is whole"


def _chain(_: Workspace) -> str:
    from pagus.apps.worklist.chain import chain_state

    found = chain_state()
    if found.state == "absent":
        return "the chain from device to worklist is not tested daily: pagus chain begin"
    if found.state == "failed":
        raise _Wrong(f"the chain is not proven today: {found.reason}")
    if found.state == "waiting":
        return "the chain was not tested yet: the jobs of pagus serve do it"
    return f"the chain was proven today, in {found.seconds:.0f} seconds"


def _secrets(workspace: Workspace) -> str:
    path = workspace.folder / "pagus.toml"
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise _Wrong("others can read pagus.toml, which holds the secret key: chmod 600 pagus.toml")
    file = None if workspace.postgres is None else workspace.postgres.password_file
    if file is not None and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise _Wrong(f"others can read the password of the database: chmod 600 {file}")
    return "the secret key is readable by you alone"


def _search(_: Workspace) -> str:
    from pagus.doors.fhir_r4.rebuilding import search_state

    if search_state().due:
        raise _Wrong("resources kept by an older Pagus are not found by words and components: pagus door reindex")
    return "kept resources are found in every way this version knows"


def _relay(workspace: Workspace) -> str:
    from pagus.apps.consultations.relay import silent_relays

    relay = workspace.relay
    if relay is None:
        return "no relay is set up: video consultations connect directly only ([relay] in pagus.toml)"
    relay.secret()
    if relay.secret_file is not None and stat.S_IMODE(relay.secret_file.stat().st_mode) & 0o077:
        raise _Wrong(f"others can read the secret of the relay: chmod 600 {relay.secret_file}")
    silent = silent_relays(relay)
    if silent:
        raise _Wrong(f"the relay does not answer from here: {', '.join(silent)}")
    return f"the relay answers: {', '.join(relay.urls)}" + ("; calls go through it only" if relay.relay_only else "")


def _room(workspace: Workspace) -> str:
    free = shutil.disk_usage(workspace.folder).free
    if free < ROOM_BYTES:
        raise _Wrong(f"only {free / 1e9:.1f} GB free on the disk")
    return f"{free / 1e9:.0f} GB free on the disk"
