"""Which number has this mould here? What many readings are found by is written once, when the first of them is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from pagus.apps.resources.index_tables import NewRows
from pagus.apps.resources.shapes import IndexRows, Mould

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["MouldNumbers"]

_KNOWN = "SELECT number FROM store_mould WHERE digest = ?"
_NEW = "INSERT INTO store_mould (digest, rows) VALUES (?, ?) RETURNING number"
_MOST_REMEMBERED = 200_000
"""About 25 MB: everybody of a large town with a few devices each."""


class MouldNumbers:
    """The moulds of one store, for its one writer. What is remembered is in the store, or in the open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers: dict[bytes, int] = {}
        self._fresh: list[bytes] = []

    def begin(self) -> None:
        """What comes now may be undone apart from what came before."""
        self._fresh = []

    def undo(self) -> None:
        """What came since ``begin`` was rolled back."""
        for digest in self._fresh:
            self._numbers.pop(digest, None)
        self._fresh = []

    def forget(self) -> None:
        """Remember nothing: a whole transaction failed."""
        self._numbers, self._fresh = {}, []

    def numbers(self, moulds: Sequence[Mould]) -> Mapping[bytes, int]:
        """The number of each of these (and of others), by its digest. The rows of new ones are written."""
        if len(self._numbers) > _MOST_REMEMBERED:
            self._numbers.clear()
        unknown = {mould.digest: mould for mould in moulds if mould.digest not in self._numbers}
        if unknown:
            rows = self._database.fetch_each(_KNOWN, [(digest,) for digest in unknown])
            kept = {digest: row[0] for digest, row in zip(unknown, rows, strict=True) if row is not None}
            self._numbers.update(kept)
            self._take_in([mould for digest, mould in unknown.items() if digest not in kept])
        return self._numbers

    def _take_in(self, new: Sequence[Mould]) -> None:
        made = NewRows()
        rows = self._database.fetch_each(_NEW, [(mould.digest, mould.rows) for mould in new])
        for mould, (number,) in zip(new, rows, strict=True):
            made.add(msgspec.msgpack.decode(mould.rows, type=IndexRows), -number, ())
            self._numbers[mould.digest] = number
            self._fresh.append(mould.digest)
        made.insert(self._database)
