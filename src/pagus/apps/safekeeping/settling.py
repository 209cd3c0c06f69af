"""Tables that came back: brought to this version of Pagus, and taken into use.

In SQLite they are a file of the new workspace, which ``restoring`` compares. On a PostgreSQL server they are filled
from files and compared here, all in one transaction: whatever fails or kills it leaves the database empty as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable

from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from pagus.apps.installations.lock import write_lock
from pagus.apps.journal import actions as journal
from pagus.apps.journal.queries import verify
from pagus.apps.safekeeping.comparing import compare_observations, compare_rows
from pagus.apps.safekeeping.database_copy import Told
from pagus.apps.safekeeping.manifest import Manifest
from pagus.apps.streams.submission import open_store
from pagus.apps.workspace import Workspace
from pagus.errors import InputError, StoreError
from pagus.kernel.time import format_instant

__all__ = ["refuse_newer_tables", "settle"]

BringUpToDate = Callable[[], int]


def settle(
    workspace: Workspace, manifest: Manifest, bring_up_to_date: BringUpToDate, told: Told, *, check_only: bool
) -> int:
    """Fill, migrate and compare the tables of an unpacked workspace. Django must be set up with it.

    Takes: what migrates the tables and tells by how many steps; ``check_only`` leaves a server as it was.
    Gives: by how many steps they were brought forward.
    Refuses: InputError for tables of a newer Pagus; StoreError when they are not what was backed up.
    """
    try:
        refuse_newer_tables(manifest)
        if workspace.postgres is None:
            migrated = bring_up_to_date()
            open_store(workspace).close()  # which brings its tables up to date as well
            _take_into_use(manifest)
            return migrated
        with transaction.atomic():
            migrated = _settle_server(workspace, manifest, bring_up_to_date, told)
            transaction.set_rollback(check_only)
        return migrated
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        raise StoreError("the tables cannot be brought to this version: {reason}", reason=reason) from error
    finally:
        connections.close_all()


def refuse_newer_tables(manifest: Manifest) -> None:
    """Refuse tables that a newer Pagus has made, whatever it called itself. Refuses: InputError."""
    known = MigrationLoader(connection).disk_migrations
    unknown = [f"{app}.{step}" for app, step in manifest.migrations.items() if (app, step) not in known]
    if unknown:
        raise InputError(
            "the tables of this backup have steps that this Pagus does not know: {steps}; update it first",
            steps=", ".join(unknown),
        )


def _settle_server(workspace: Workspace, manifest: Manifest, bring_up_to_date: BringUpToDate, told: Told) -> int:
    from pagus.apps.safekeeping.postgres_copy import FOLDER, PostgresTables, load_postgres

    # The tables as the version of the backup had them, and nothing in them.
    MigrationExecutor(connection).migrate(list(manifest.migrations.items()))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        # The driver's own cursor: Django's has no COPY.
        load_postgres(cursor.cursor, workspace.folder / FOLDER, workspace.mark)
        tables = PostgresTables(cursor.cursor.execute)
        compare_rows(tables.facts(), manifest)
        migrated = bring_up_to_date()
        _take_into_use(manifest)
        compare_observations(tables, workspace.archive, manifest, told)
    shutil.rmtree(workspace.folder / FOLDER)
    return migrated


def _take_into_use(manifest: Manifest) -> None:
    """Prove the journal up to its head, journal the restore, write kits.lock from the tables."""
    broken = verify((manifest.journal.number, manifest.journal.digest))
    if broken is not None:
        reason = f"entry {broken.number} {broken.reason}"
        raise StoreError("the restored journal is not whole: {reason}", reason=reason)
    detail = {"taken": format_instant(manifest.taken_ms), "observations": manifest.observations.observations}
    journal.record(journal.SYSTEM, journal.SYSTEM, "restore", "workspace", "safekeeping", detail)
    write_lock()
