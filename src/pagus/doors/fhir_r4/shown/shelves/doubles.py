"""Which stored values came as FHIR? They are shown as they came, by whoever kept them, and not a second time here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pagus.apps.resources.naming import reference_of_code
from pagus.apps.resources.query import Criterion, Query, Value
from pagus.apps.resources.shapes import Limits
from pagus.apps.streams.queries import local_store
from pagus.doors.fhir_r4.observing import observed
from pagus.doors.fhir_r4.shown.shelves.base import CHUNK
from pagus.kernel.time import SECOND

__all__ = ["not_kept"]

_PAGE = 1_000
_Row = tuple[Any, ...]
_Keys = frozenset[tuple[str, str, int]]


def not_kept(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Those of these rows (subject, signal, t, value) that did not come as an Observation in FHIR, in their order."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        kept = _kept(chunk)
        yield from (row for row in chunk if row[:3] not in kept)


def _kept(chunk: list[_Row]) -> _Keys:
    if not local_store().resources.last_change():
        return frozenset()
    spans: dict[str, tuple[int, int]] = {}
    for subject, _signal, t, _value in chunk:
        low, high = spans.get(subject, (t, t))
        spans[subject] = min(low, t), max(high, t)
    return frozenset(key for subject, span in spans.items() for key in _of_subject(subject, *span))


def _of_subject(subject: str, low: int, high: int) -> Iterator[tuple[str, str, int]]:
    """What the kept Observations of one subject observe, of those measured in this span."""
    reader = local_store().resources
    # A time that was written to the second ends a second later.
    beyond = high + SECOND
    criteria = (
        Criterion("subject", "reference", (Value(target=reference_of_code(subject)),)),
        Criterion("date", "date", (Value(comparison="ge", low=low, high=low),)),
        Criterion("date", "date", (Value(comparison="le", low=beyond, high=beyond),)),
    )
    # Everybody's: what somebody may not see as it came is not shown in another dress either.
    everything, after = Limits(tuple(reader.territories())), None
    while True:
        found = reader.find(Query(type="Observation", criteria=criteria, count=_PAGE, after=after), everything)
        for line in found.lines:
            for each in observed(json.loads(line.body), subject).observations:
                yield each.subject, each.signal, each.t
        if not found.more:
            return
        after = found.lines[-1].place
