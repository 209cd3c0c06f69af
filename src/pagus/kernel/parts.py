"""A long list in parts, each short enough to be named in one question to a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

__all__ = ["MOST_NAMED", "in_parts"]

Item = TypeVar("Item")

MOST_NAMED = 10_000
"""SQLite takes 32,766 values in a statement, unless it was built for more. Source: sqlite.org/limits, since 3.32."""


def in_parts(items: Iterable[Item], most: int = MOST_NAMED) -> Iterator[list[Item]]:
    """In which parts can these items be named?

    Takes: items; at most how many in a part. Gives: parts in order, none of them empty.
    Example: ``list(in_parts("abc", 2)) == [["a", "b"], ["c"]]``.
    """
    left = iter(items)
    while part := list(islice(left, most)):
        yield part
