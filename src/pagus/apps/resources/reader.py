"""Reading the kept resources by name, by version, and in the order in which they were kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from pagus.apps.resources.conditions import limits_of
from pagus.apps.resources.finding import Finder, Found
from pagus.apps.resources.query import Query
from pagus.apps.resources.shapes import Limits
from pagus.apps.resources.stencils import Stencils
from pagus.apps.resources.tables import TABLES_VERSION

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["ResourceReader", "SearchState", "Version"]

_COLUMNS = "v.seq, v.type, v.id, v.version, v.updated, v.deleted, v.territory, v.subject, v.body"
_BY_SEQ = f"SELECT {_COLUMNS} FROM store_version v WHERE v.seq > ? ORDER BY v.seq LIMIT ?"

_CURRENT_BY_SEQ = f"""SELECT {_COLUMNS} FROM store_version v
    WHERE v.seq > ? AND v.superseded IS NULL AND v.deleted = 0 ORDER BY v.seq LIMIT ?"""


class Version(NamedTuple):
    """One version of a resource; its body is None where the version says that it was deleted."""

    seq: int
    type: str
    id: str
    version: int
    updated_ms: int
    deleted: bool
    territory: str
    subject: str
    body: bytes | None


class SearchState(NamedTuple):
    """Do all current versions have the index rows of this Pagus?

    ``due``: some may lack them. ``reached``: up to which change they have been made; ``last``: the newest change.
    """

    due: bool
    reached: int
    last: int


class ResourceReader:
    """The reading half, over one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stencils = Stencils(database)

    def current(self, type_: str, id_: str, limits: Limits | None = None) -> Version | None:
        """The newest version of this resource, a deletion too; None when there never was one, or none within limits."""
        newest = "SELECT n.seq FROM store_version n WHERE n.type = ? AND n.id = ? ORDER BY n.version DESC LIMIT 1"
        found = self._select(f"v.seq = ({newest})", [type_, id_], limits)
        return found[0] if found else None

    def version(self, type_: str, id_: str, version: int, limits: Limits | None = None) -> Version | None:
        """One version of this resource."""
        found = self._select("v.type = ? AND v.id = ? AND v.version = ?", [type_, id_, version], limits)
        return found[0] if found else None

    def history(
        self, type_: str | None, id_: str | None, limits: Limits, before: int | None, since_ms: int, most: int
    ) -> list[Version]:
        """The versions of a resource, of a type or of all, the newest first, those before a change (``seq``)."""
        where, parameters = ["v.updated >= ?", "v.seq < ?"], [since_ms, 2**62 if before is None else before]
        named: list[str] = []
        for column, value in (("type", type_), ("id", id_)):
            if value is not None:
                where.append(f"v.{column} = ?")
                named.append(value)
        return self._select(
            f"{' AND '.join(where)}", [*parameters, *named], limits, tail=f"ORDER BY v.seq DESC LIMIT {int(most)}"
        )

    def many(self, references: list[tuple[str, str]], limits: Limits) -> list[Version]:
        """The current versions of these resources that are there and within limits, in this order."""
        found = (self.current(type_, id_, limits) for type_, id_ in references)
        return [version for version in found if version is not None and not version.deleted]

    def changes_after(self, seq: int, most: int = 1_000) -> list[Version]:
        """What was kept after this change, in order: for whoever follows (subscriptions, exports)."""
        with self._database.errors():
            return self._versions(self._database.execute(_BY_SEQ, [seq, most]))

    def current_after(self, seq: int, most: int) -> list[Version]:
        """The versions after this change that are current and no deletions, in order: for making their index rows."""
        with self._database.errors():
            return self._versions(self._database.execute(_CURRENT_BY_SEQ, [seq, most]))

    def search_state(self) -> SearchState:
        """Were index rows invented that resources kept before have not?"""
        with self._database.errors():
            meta = dict(self._database.execute("SELECT name, value FROM store_meta").fetchall())
            reached = meta.get("reindexed", 0)
            behind = meta["resources"] < TABLES_VERSION
            due = behind and self._database.execute(_CURRENT_BY_SEQ, [reached, 1]).fetchone() is not None
        return SearchState(due, reached, meta["change"])

    def last_change(self) -> int:
        """The number of the newest change; 0 for none."""
        with self._database.errors():
            row = self._database.execute("SELECT value FROM store_meta WHERE name = 'change'").fetchone()
        return 0 if row is None else int(row[0])

    def territories(self) -> list[str]:
        """To which places do the kept resources belong?"""
        with self._database.errors():
            rows = self._database.execute("SELECT territory FROM store_resource_place ORDER BY territory")
            return [territory for (territory,) in rows]

    def find(self, query: Query, limits: Limits, until: int | None = None) -> Found:
        """A page of what satisfies a query. See ``Finder.find``."""
        with self._database.errors():
            return Finder(self._database, self._stencils).find(query, limits, until)

    def count_up_to(self, query: Query, limits: Limits, until: int, most: int) -> int:
        """How many satisfy a query, counted as far as ``most``?"""
        with self._database.errors():
            return Finder(self._database, self._stencils).count_up_to(query, limits, until, most)

    def _select(self, where: str, parameters: list[object], limits: Limits | None, *, tail: str = "") -> list[Version]:
        if limits is not None:
            part = limits_of(limits)
            where, parameters = f"{where} AND {part.sql}", [*parameters, *part.parameters]
        with self._database.errors():
            rows = self._database.execute(f"SELECT {_COLUMNS} FROM store_version v WHERE {where} {tail}", parameters)
            return self._versions(rows)

    def _versions(self, rows: Iterable[tuple[Any, ...]]) -> list[Version]:
        found = []
        # All are fetched first: making a body whole may ask the database too.
        for seq, type_, id_, version, updated, deleted, territory, subject, body in list(rows):
            content = None if body is None else self._stencils.whole(body, updated)
            found.append(Version(seq, type_, id_, version, updated, bool(deleted), territory, subject, content))
        return found
