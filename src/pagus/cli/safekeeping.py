"""``pagus backup``, ``pagus restore``, ``pagus backup-key``: a workspace kept safe, and brought back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from pagus.apps.workspace import Workspace
from pagus.cli.life import database_table
from pagus.cli.screen import Json, show
from pagus.cli.workspace import DEFAULT, Folder, enter, set_up_django
from pagus.errors import ConfigError, InputError

if TYPE_CHECKING:
    from pagus.apps.safekeeping.database_copy import Told
    from pagus.apps.safekeeping.manifest import Manifest
    from pagus.apps.safekeeping.sealing import Lock, Opener, Passphrase

__all__ = ["backup", "backup_key", "restore"]

PASSPHRASE_KEY = "PAGUS_BACKUP_PASSPHRASE"


def backup(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="The file to make, or the folder to make it in.")],
    key_file: Annotated[
        list[Path] | None,
        typer.Option("--key-file", "-k", help="The public half of a backup key; may be repeated. Else a passphrase."),
    ] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Back a workspace up into one encrypted file, while it is served, and read it back.

    Without a key file the passphrase is asked for, or taken from PAGUS_BACKUP_PASSPHRASE.
    """
    opened = enter(workspace)
    from pagus.apps.journal.actions import SYSTEM, record
    from pagus.apps.safekeeping.backing_up import back_up
    from pagus.kernel.time import format_instant

    locks = _locks(key_file or [])
    # Journalled first: all data leaves the workspace, and the backup holds the entry itself.
    record(SYSTEM, SYSTEM, "back_up", "workspace", "safekeeping", {"keys": len(locks)})
    with _progress() as told:
        made = back_up(opened, target, locks, told)
    manifest = made.manifest
    document = {
        "file": str(made.file),
        "bytes": made.bytes,
        "taken": format_instant(manifest.taken_ms),
        "opens_with": list(made.opens_with),
        **_facts(manifest),
        "left_out": manifest.left_out,
    }

    def draw(console: Console) -> None:
        console.print(f"{made.file}: {made.bytes / 1e6:.1f} MB, read back and compared", markup=False, soft_wrap=True)
        console.print(_sentence(manifest), markup=False, soft_wrap=True)
        console.print(f"It opens with: {', '.join(made.opens_with)}", markup=False)
        for name in manifest.left_out:
            console.print(f"left out, since it is a private key: {name}", markup=False)

    show(document, json, draw)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", exists=True, dir_okay=False)],
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help="The folder to make: absent, or empty.")],
    key_file: Annotated[
        Path | None, typer.Option("--key-file", "-k", help="The secret half of a backup key; its passphrase is asked.")
    ] = None,
    database: Annotated[
        str, typer.Option(help="An empty PostgreSQL database, for a workspace that lived on a server.")
    ] = "",
    database_password_file: Annotated[
        Path | None, typer.Option(help="The file that holds the password of the database, when it asks for one.")
    ] = None,
    check_only: Annotated[
        bool, typer.Option("--check-only", help="Do all of it, beside the folder, and leave nothing behind.")
    ] = False,
    json: Json = False,
) -> None:
    """Make a workspace out of a backup and compare it with what it was: whole, or nothing.

    The passphrase is asked for, or taken from PAGUS_BACKUP_PASSPHRASE.
    """
    from pagus.apps.safekeeping.restoring import restore as bring_back
    from pagus.kernel.time import format_instant

    opener = _opener(key_file)
    with _progress() as told:
        done = bring_back(
            file,
            workspace,
            opener,
            _settling(told, check_only),
            told,
            database=database_table(database, database_password_file),
            check_only=check_only,
        )
    manifest = done.manifest
    document = {
        "workspace": None if check_only else str(workspace.resolve()),
        "taken": format_instant(manifest.taken_ms),
        "pagus": manifest.pagus,
        "migrated": done.migrated,
        **_facts(manifest),
    }
    end = "It can be restored; nothing was made." if check_only else f"Now: pagus serve --workspace {workspace}"

    def draw(console: Console) -> None:
        console.print(f"{manifest.workspace}, as it was at {format_instant(manifest.taken_ms)}", markup=False)
        console.print(f"{_sentence(manifest)}: all as backed up", markup=False, soft_wrap=True)
        console.print(end, markup=False)

    show(document, json, draw)


def backup_key(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The secret half; the public half gets .public after it.")
    ],
    json: Json = False,
) -> None:
    """Make a backup key: the public half closes backups, the secret half opens them, and is kept elsewhere.

    The secret half is sealed under a passphrase, which is asked for, or taken from PAGUS_BACKUP_PASSPHRASE.
    """
    from pagus.apps.safekeeping.keys import public_text, secret_text
    from pagus.apps.safekeeping.sealing import draw_key

    public = file.with_name(f"{file.name}.public")
    for path in (file, public):
        if path.exists():
            raise ConfigError("{file} exists already: choose another name", file=path)
    passphrase, key = _passphrase(new=True), draw_key()
    for path, text in ((file, secret_text(key, passphrase)), (public, public_text(key.public))):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
    document = {"id": key.public.id, "secret": str(file), "public": str(public)}
    text = (
        f"Backup key {key.public.id}\n{public}: for the machine that makes the backups.\n"
        f"{file}: move it elsewhere. Without it and its passphrase no backup opens."
    )
    show(document, json, lambda console: console.print(text, markup=False, soft_wrap=True))


def _settling(told: Told, check_only: bool) -> Callable[[Workspace, Manifest], int]:
    def settle(workspace: Workspace, manifest: Manifest) -> int:
        if workspace.postgres is not None:
            workspace.postgres.require_driver()
            from pagus.apps.streams.store.fitness import refuse_for_new

            refuse_for_new(workspace)
        set_up_django(workspace)
        from pagus.apps.safekeeping.settling import settle as take_into_use
        from pagus.serve.tables import bring_up_to_date

        return take_into_use(workspace, manifest, bring_up_to_date, told, check_only=check_only)

    return settle


def _facts(manifest: Manifest) -> dict[str, Any]:
    return {
        "name": manifest.workspace,
        "territory": manifest.territory,
        "observations": manifest.observations.observations,
        "fingerprint": manifest.observations.sum,
        "sequence": manifest.sequence,
        "files": len(manifest.entries),
        "rows": sum(manifest.rows.values()),
        "journal_entries": manifest.journal.number,
    }


def _sentence(manifest: Manifest) -> str:
    return (
        f"{manifest.observations.observations} observations (fingerprint {manifest.observations.sum}), "
        f"{manifest.journal.number} journal entries, {len(manifest.entries)} files"
    )


def _locks(key_files: list[Path]) -> list[Lock]:
    from pagus.apps.safekeeping.keys import read_public

    locks: list[Lock] = [read_public(_text(path)) for path in key_files]
    return locks or [_passphrase(new=True)]


def _opener(key_file: Path | None) -> Opener:
    from pagus.apps.safekeeping.keys import read_public, read_secret

    if key_file is None:
        return _passphrase(new=False)
    text = _text(key_file)
    read_public(text)
    return read_secret(text, _passphrase(new=False))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("the key file {file} cannot be read: {reason}", file=path, reason=str(error)) from error


def _passphrase(*, new: bool) -> Passphrase:
    from pagus.apps.safekeeping.sealing import Passphrase

    given = os.environ.get(PASSPHRASE_KEY)
    if given is None:
        if not sys.stdin.isatty():
            raise ConfigError("no key: give --key-file, or the passphrase as {variable}", variable=PASSPHRASE_KEY)
        given = str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
    return Passphrase(given)


@contextmanager
def _progress() -> Iterator[Told]:
    """A bar on stderr for each stage."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def told(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield told
