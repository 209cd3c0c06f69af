"""The memberships as arrays: who is in what, when, along which name. Rows are numbers of places."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.errors import CodeError, MethodError, NotFound

__all__ = ["Links"]

Rows = NDArray[np.int64]

_ALWAYS = np.iinfo(np.int32).max
_EPOCH = date(1970, 1, 1)


class Links:
    """Memberships between numbered places, sorted once by member and once by group."""

    def __init__(self, memberships: pl.DataFrame, codes: pl.Series, kinds: pl.Series) -> None:
        row_of = pl.DataFrame({"code": codes, "row": np.arange(len(codes), dtype=np.int64), "kind": kinds})
        frame = (
            memberships.join(row_of.rename({"row": "member_row", "kind": "member_kind"}),
                             left_on="member", right_on="code", how="left", maintain_order="left")
            .join(row_of.rename({"row": "group_row", "kind": "group_kind"}),
                  left_on="group", right_on="code", how="left", maintain_order="left")
        )  # fmt: skip
        stray = frame.filter(pl.col("member_row").is_null() | pl.col("group_row").is_null())
        if len(stray):
            member, group = stray.row(0)[:2]
            raise CodeError(
                "membership {member} -> {group} names a place that is not in the table of places",
                member=member, group=group,
            )  # fmt: skip
        names = frame.select(pl.col("member_kind") + "->" + pl.col("group_kind")).to_series()
        self.names: tuple[str, ...] = tuple(sorted(names.unique().to_list()))
        self._name = names.replace_strict(
            {name: i for i, name in enumerate(self.names)}, return_dtype=pl.Int32
        ).to_numpy()
        self._member = frame["member_row"].to_numpy()
        self._group = frame["group_row"].to_numpy()
        self._start = _days(frame["valid_from"], -_ALWAYS)
        self._end = _days(frame["valid_to"], _ALWAYS)
        self._count = len(codes)
        self._codes = codes
        self._by_member, self._member_starts = _sorted(self._member, self._count)
        self._by_group, self._group_starts = _sorted(self._group, self._count)

    def parents(self, row: int, on: date | None) -> Rows:
        """The rows of the places that this one is in."""
        mine = self._by_member[self._member_starts[row] : self._member_starts[row + 1]]
        return self._group[mine[self._holds(mine, on)]]

    def children(self, rows: Rows, on: date | None) -> Rows:
        """The rows of the places directly in any of these, each once, ascending."""
        starts, ends = self._group_starts[rows], self._group_starts[rows + 1]
        pieces = [self._by_group[start:end] for start, end in zip(starts, ends, strict=True)]
        mine = np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)
        return np.unique(self._member[mine[self._holds(mine, on)]])

    def within(self, row: int, on: date | None) -> Rows:
        """The rows of all places in this one, at any depth, without itself."""
        found = np.zeros(self._count, dtype=np.bool_)
        edge = np.array([row], dtype=np.int64)
        while len(edge):
            inner = self.children(edge, on)
            edge = inner[~found[inner]]
            found[edge] = True
        found[row] = False
        return np.flatnonzero(found)

    def around(self, row: int, on: date | None) -> Rows:
        """The rows of all places that contain this one, at any height, without itself, nearest first."""
        seen: dict[int, None] = {}
        edge = [row]
        while edge:
            outer = [int(each) for inner in edge for each in self.parents(inner, on)]
            edge = [each for each in dict.fromkeys(outer) if each not in seen and each != row]
            seen.update(dict.fromkeys(edge))
        return np.array(list(seen), dtype=np.int64)

    def groups_along(self, along: str, on: date | None) -> Rows:
        """For each row the row of its group along this chain of memberships; -1 where it has none.

        Takes: names joined, as ``commune->departement->region``. Refuses: NotFound for a link that nobody has;
        MethodError when a place is in two groups on that day, as it would be counted twice.
        """
        kinds = along.split("->")
        steps = [f"{lower}->{upper}" for lower, upper in pairwise(kinds)]
        if not steps:
            raise NotFound("{along!r} names no membership: write one as commune->epci", along=along)
        groups = np.arange(self._count, dtype=np.int64)
        for step in steps:
            one = self._one_step(step, on)
            groups = np.where(groups >= 0, one[groups], -1)
        return groups

    def _one_step(self, name: str, on: date | None) -> Rows:
        if name not in self.names:
            raise NotFound("no membership {name!r} here: there are {names}", name=name, names=", ".join(self.names))
        mine = np.flatnonzero(self._name == self.names.index(name))
        mine = mine[self._holds(mine, on)]
        members = self._member[mine]
        twice = np.flatnonzero(np.bincount(members, minlength=self._count) > 1)
        if len(twice):
            raise MethodError(
                "{place} is in two groups along {name} and would be counted twice: give a date on which it is in one",
                place=self._codes[int(twice[0])], name=name,
            )  # fmt: skip
        groups = np.full(self._count, -1, dtype=np.int64)
        groups[members] = self._group[mine]
        return groups

    def _holds(self, links: Rows, on: date | None) -> NDArray[np.bool_]:
        """Do these links hold on that day? Without a day: are they still open?"""
        if on is None:
            return np.equal(self._end[links], _ALWAYS)
        day = (on - _EPOCH).days
        return np.logical_and(self._start[links] <= day, day < self._end[links])


def _days(dates: pl.Series, absent: int) -> NDArray[np.int32]:
    return dates.cast(pl.Date).to_physical().fill_null(absent).cast(pl.Int32).to_numpy()


def _sorted(keys: Rows, count: int) -> tuple[Rows, Rows]:
    order = np.argsort(keys, kind="stable")
    return order, np.searchsorted(keys[order], np.arange(count + 1))
