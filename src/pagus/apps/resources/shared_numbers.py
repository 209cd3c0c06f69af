"""Which number has this mould, or this stencil, here? What readings share is written once, with the first of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from pagus.apps.resources.index_tables import NewRows
from pagus.apps.resources.shapes import IndexRows, Mould, Stencil

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["MouldNumbers", "StencilNumbers"]

_MOST_REMEMBERED = 200_000
"""About 25 MB: everybody of a large town with a few devices each."""

Shared = TypeVar("Shared", Mould, Stencil)


class _SharedNumbers(Generic[Shared]):
    """What is shared in one store, for its one writer. What is remembered is in the store, or in the open transaction.

    A table has a number, a digest and a content; ``table`` and ``content`` name the last two.
    """

    table: str
    content: str

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

    def numbers(self, shared: Sequence[Shared]) -> Mapping[bytes, int]:
        """The number of each of these (and of others), by its digest. New ones are written."""
        if len(self._numbers) > _MOST_REMEMBERED:
            self._numbers.clear()
        unknown = {each.digest: each for each in shared if each.digest not in self._numbers}
        if unknown:
            known = f"SELECT number FROM {self.table} WHERE digest = ?"
            rows = self._database.fetch_each(known, [(digest,) for digest in unknown])
            kept = {digest: row[0] for digest, row in zip(unknown, rows, strict=True) if row is not None}
            self._numbers.update(kept)
            self._take_in([each for digest, each in unknown.items() if digest not in kept])
        return self._numbers

    def _take_in(self, new: Sequence[Shared]) -> None:
        insert = f"INSERT INTO {self.table} (digest, {self.content}) VALUES (?, ?) RETURNING number"
        rows = self._database.fetch_each(insert, [(each.digest, getattr(each, self.content)) for each in new])
        for each, (number,) in zip(new, rows, strict=True):
            self._numbers[each.digest] = number
            self._fresh.append(each.digest)
        self._written(new)

    def _written(self, new: Sequence[Shared]) -> None:
        """These have a number now."""


class MouldNumbers(_SharedNumbers[Mould]):
    """The moulds: with a new one its index rows are written."""

    table, content = "store_mould", "rows"

    def _written(self, new: Sequence[Mould]) -> None:
        made = NewRows()
        for mould in new:
            made.add(msgspec.msgpack.decode(mould.rows, type=IndexRows), -self._numbers[mould.digest], ())
        made.insert(self._database)


class StencilNumbers(_SharedNumbers[Stencil]):
    """The stencils."""

    table, content = "store_stencil", "pattern"
