"""The versions that a keeping brings, as rows: collected one after another, written together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from pagus.apps.resources.index_tables import NewRows
from pagus.apps.resources.shapes import Outcome, Write, filled
from pagus.apps.resources.stencils import short_body

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["Current", "NewVersions", "observed"]

_VERSION = "INSERT INTO store_version VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)"
_SUPERSEDE = "UPDATE store_version SET superseded = ? WHERE seq = ?"
_CHANGE = "UPDATE store_meta SET value = ? WHERE name = 'change'"
_ENCODER = msgspec.msgpack.Encoder()


class Current(msgspec.Struct, gc=False):
    """What is current of a resource."""

    seq: int
    version: int
    updated: int
    deleted: int
    territory: str
    subject: str
    observed: bytes | None
    body: bytes | None


@dataclass(slots=True)
class NewVersions:
    """What is inserted of one keeping, and what is the same for all of its writes.

    ``references``: what the slots stand for. ``moulds`` and ``stencils``: their numbers, by digest.
    """

    source: int
    now: int
    references: Sequence[str]
    moulds: Mapping[bytes, int]
    stencils: Mapping[bytes, int]
    _versions: list[tuple[Any, ...]] = field(default_factory=list)
    _superseded: list[tuple[int, int]] = field(default_factory=list)
    _found_by: NewRows = field(default_factory=NewRows)

    def add(self, write: Write, id_: str, before: Current | None, seq: int) -> Outcome:
        """Take in one version, and say what becomes of the write. ``before``: what is current of the resource."""
        version = 1 if before is None else before.version + 1
        deleted = write.action == "delete"
        self._versions.append(
            (
                seq,
                write.type,
                id_,
                version,
                self.now,
                int(deleted),
                before.territory if deleted and before is not None else write.territory,
                write.subject,
                self.source,
                observed(write),
                None if deleted else self._body(write, id_, version),
                self.moulds[write.mould] if write.mould else 0,
            )
        )
        if before is not None:
            self._superseded.append((seq, before.seq))
        if deleted:
            return Outcome("deleted", id_, version, self.now)
        self._found_by.add(write.rows, seq, self.references)
        there = before is not None and not before.deleted
        return Outcome("updated" if there else "created", id_, version, self.now)

    def _body(self, write: Write, id_: str, version: int) -> bytes:
        """What is kept of the body."""
        if write.stencil:
            return short_body(self.stencils[write.stencil], write.texts)
        return filled(write.body, id_, version, self.now, self.references)

    def insert(self, database: Database, seq: int) -> None:
        """Write them, inside the transaction of the caller. ``seq``: the newest change."""
        for statement, values in ((_SUPERSEDE, self._superseded), (_VERSION, self._versions)):
            if values:
                database.execute_each(statement, values)
        self._found_by.insert(database)
        database.execute(_CHANGE, [seq])


def observed(write: Write) -> bytes | None:
    """What a version remembers of the observations that it brought; None for none."""
    return _ENCODER.encode(write.observations) if write.observations else None
