"""One page out of the pages of all providers of a type, in the order of the query, and where each goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cmp_to_key
from typing import NamedTuple

from pagus.apps.resources.query import Query, SortKey
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.provider import Hit, Ordered, Page, Provider, providers_of

__all__ = ["Marks", "Merged", "merged"]

Marks = dict[str, list[str | None]]
"""For each provider that has more: the place after which it goes on, and its mark. One that is done is absent."""


class Merged(NamedTuple):
    """A page: its hits, the total if all providers know it, and the marks of the next page ({}: there is none)."""

    hits: list[Hit]
    total: int | None
    marks: Marks


def merged(access: Access, query: Query, marks: Marks | None) -> Merged:
    """The first page of a search, or the one that begins at these marks."""
    asked: list[tuple[Provider, str | None, str | None]] = []
    for provider in providers_of(query.type):
        if marks is None:
            asked.append((provider, None, None))
        elif provider.name in marks:
            after, until = marks[provider.name]
            asked.append((provider, after, until))
    pages = [(p, p.search(access, replace(query, after=after, until=until))) for p, after, until in asked]
    known = [page.total for _, page in pages]
    total = sum(each for each in known if each is not None) if None not in known and marks is None else None
    if len(pages) == 1:
        provider, page = pages[0]
        following: Marks = {provider.name: [page.hits[-1].place, page.until]} if page.more and page.hits else {}
        return Merged(list(page.hits), total, following)
    return _several(pages, query, {p.name: (after, until) for p, after, until in asked}, total)


def _several(
    pages: Sequence[tuple[Provider, Page]],
    query: Query,
    before: dict[str, tuple[str | None, str | None]],
    total: int | None,
) -> Merged:
    ordered = [(provider.name, number, hit) for number, (provider, page) in enumerate(pages) for hit in page.hits]

    def compared(one: tuple[str, int, Hit], other: tuple[str, int, Hit]) -> int:
        return _compared(one[2].order, other[2].order, query.sort) or one[1] - other[1]

    ordered.sort(key=cmp_to_key(compared))
    taken = ordered[: query.count]
    marks: Marks = {}
    for provider, page in pages:
        mine = [hit for name, _, hit in taken if name == provider.name]
        if page.more or len(mine) < len(page.hits):
            after = mine[-1].place if mine else before[provider.name][0]
            marks[provider.name] = [after, page.until]
    return Merged([hit for _, _, hit in taken], total, marks if query.count else {})


def _compared(one: Sequence[Ordered], other: Sequence[Ordered], sort: Sequence[SortKey]) -> int:
    """Which comes first? What a resource lacks comes last, in either direction."""
    for mine, its, key in zip(one, other, sort, strict=False):
        if mine == its:
            continue
        if mine is None or its is None:
            return 1 if mine is None else -1
        less = mine < its if type(mine) is type(its) or not isinstance(mine, str) else str(mine) < str(its)  # type: ignore[operator]
        return (-1 if less else 1) * (-1 if key.descending else 1)
    return 0
