"""Making the search rows of resources that an older Pagus kept: a slice at a time, by the one writer, while all runs.

The rows of a version are worked out here from its bytes and written by the ingest process (or by this one, when it does
not run). How far it has come is written with each slice, so that it goes on there when it was stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec
from django.conf import settings

from pagus.apps.resources.reader import SearchState, Version
from pagus.apps.resources.shapes import IndexRows, Reindexing, parameter_number
from pagus.apps.resources.tables import TABLES_VERSION
from pagus.apps.streams.queries import local_store
from pagus.apps.streams.submission import submitter
from pagus.doors.fhir_r4.indexing import rows_of
from pagus.fhir_r4.search import search_parameters

__all__ = ["SLICE", "rebuild", "search_state"]

SLICE = 500
"""How many versions share a transaction: what is sent meanwhile waits no longer than for these."""


def search_state() -> SearchState:
    """Do kept resources lack search rows of this Pagus, and how far has making them come?"""
    return local_store().resources.search_state()


def rebuild(told: Callable[[int, int], None] = lambda reached, last: None) -> int:
    """Make the search rows that are lacking. Gives: of how many resources they were made, 0 where none lacked any.

    Takes: who is told how far it has come (change reached, newest change). Stopped anywhere, it goes on there when it
    is called again. Refuses: StoreError when another process writes and does not answer.
    """
    reader, writer = local_store().resources, submitter(settings.WORKSPACE)
    state, made = reader.search_state(), 0
    if not state.due:
        writer.reindex(Reindexing([], state.last, TABLES_VERSION))
        return 0
    reached = state.reached
    while versions := reader.current_after(reached, SLICE):
        reached = versions[-1].seq
        writer.reindex(Reindexing([(version.seq, _rows(version)) for version in versions], reached))
        made += len(versions)
        told(reached, max(reached, state.last))
    writer.reindex(Reindexing([], reached, TABLES_VERSION))
    return made


def _rows(version: Version) -> IndexRows:
    rows = rows_of(version.type, msgspec.json.decode(version.body or b"{}"), {})
    # A whole address may be one of this server, which only a request knows by name. Its row was made when it came.
    references = _references(version.type)
    rows.tokens = [row for row in rows.tokens if row[0] not in references or "://" not in str(row[1])]
    return rows


@cache
def _references(type_: str) -> frozenset[int]:
    return frozenset(
        parameter_number(type_, name) for name, each in search_parameters(type_).items() if each.kind == "reference"
    )
