"""Is this PostgreSQL database fit to keep a workspace? Everything that stands against it, at once."""

from __future__ import annotations

from collections.abc import Iterator

from pagus.apps.streams.store.database import Database
from pagus.apps.streams.store.database_postgres import PostgresDatabase, refuse_to_forget, tables_of_others
from pagus.apps.workspace import Workspace
from pagus.apps.workspace_settings.postgres import PostgresAddress
from pagus.errors import ConfigError, StoreError

__all__ = ["obstacles", "refuse_for_new", "refuse_unfit", "version_of"]

OLDEST = 14
_DATABASE = """SELECT pg_encoding_to_char(encoding), datcollate, 'B' < 'a' AND 'z' < 'é'
    FROM pg_database WHERE datname = current_database()"""
_RIGHTS = "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE, USAGE'), false), current_user"
_TABLES = """SELECT count(*), count(*) FILTER (WHERE NOT pg_has_role(tableowner, 'USAGE')),
    coalesce(bool_or(tablename = 'store_meta'), false) FROM pg_tables WHERE schemaname = current_schema()"""


def refuse_unfit(workspace: Workspace) -> None:
    """Refuse to work on a database that is not fit, or that was never filled. SQLite has nothing to refuse here.

    Refuses: ConfigError with everything that is wrong.
    """
    if workspace.postgres is None:
        return
    _refuse(obstacles(workspace.postgres, workspace.mark))
    database = PostgresDatabase(workspace.postgres)
    try:
        if not database.has_tables():
            raise ConfigError("the database of this workspace has no tables: make the workspace again")
    finally:
        database.close()


def refuse_for_new(workspace: Workspace) -> None:
    """Refuse to begin a workspace in a database that is not fit, or not empty. Refuses: ConfigError."""
    if workspace.postgres is not None:
        _refuse(obstacles(workspace.postgres, workspace.mark, empty=True))


def _refuse(found: list[StoreError]) -> None:
    if found:
        raise ConfigError("the database cannot be used: {reasons}", reasons="; ".join(map(str, found)))


def obstacles(address: PostgresAddress, mark: int, *, empty: bool = False) -> list[StoreError]:
    """What stands against keeping the workspace with this mark there? Empty when nothing does.

    Takes: the address; the mark; whether there must be no table yet. Gives: all reasons, each with what would be right.
    """
    try:
        database = PostgresDatabase(address)
    except StoreError as error:
        return [error]
    try:
        with database.errors():
            return [*_of_server(database), *_of_database(database), *_of_tables(database, mark, empty)]
    except StoreError as error:
        return [error]
    finally:
        database.close()


def version_of(address: PostgresAddress) -> str:
    """Which version runs there? Refuses: StoreError when nobody answers."""
    database = PostgresDatabase(address)
    try:
        return str(database.execute("SHOW server_version").fetchone()[0]).split()[0]
    finally:
        database.close()


def _of_server(database: Database) -> Iterator[StoreError]:
    number, name = database.execute(
        "SELECT current_setting('server_version_num')::int, current_setting('server_version')"
    ).fetchone()
    if number < OLDEST * 10_000:
        yield StoreError("PostgreSQL {found} is too old: it takes {oldest} or newer", found=name, oldest=OLDEST)
    try:
        refuse_to_forget(database)
    except StoreError as error:
        yield error


def _of_database(database: Database) -> Iterator[StoreError]:
    encoding, collation, by_code_point = database.execute(_DATABASE).fetchone()
    if encoding != "UTF8":
        yield StoreError(
            "the database has the encoding {found}: make it anew with ENCODING 'UTF8' TEMPLATE template0",
            found=encoding,
        )
    elif not by_code_point:
        yield StoreError(
            "the database sorts texts as in {found}: make it anew with LOCALE 'C.UTF-8' TEMPLATE template0, so that "
            "it sorts everywhere alike and an update of the system breaks no index",
            found=collation,
        )


def _of_tables(database: Database, mark: int, empty: bool) -> Iterator[StoreError]:
    may_make, role = database.execute(_RIGHTS).fetchone()
    if not may_make:
        yield StoreError("the role {role} may not make tables there: make it the owner of the database", role=role)
        return
    tables, of_others, has_store = database.execute(_TABLES).fetchone()
    if of_others:
        yield StoreError("{count} tables belong to another role than {role}", count=of_others, role=role)
    elif has_store and _marked(database) not in {None, mark}:
        yield tables_of_others()
    elif empty and tables:
        yield StoreError("the database is not empty: give the new workspace a new one")
    elif tables and not has_store:
        yield StoreError("the database holds tables that are not of Pagus: give the workspace its own database")


def _marked(database: Database) -> int | None:
    row = database.execute("SELECT value FROM store_meta WHERE name = 'workspace'").fetchone()
    return None if row is None else int(row[0])
