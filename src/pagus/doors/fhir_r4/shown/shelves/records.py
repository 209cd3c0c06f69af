"""The journal, and the values of the observation store that did not come as FHIR."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import polars as pl
from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.journal import queries as journal
from pagus.apps.people.queries import facts_of, is_person, visible_codes
from pagus.apps.resources.query import Query
from pagus.apps.streams.queries import history, last_values, local_store, places_of, signals
from pagus.apps.territory.queries import things
from pagus.doors.fhir_r4.shown.shelves.base import CHUNK, Asker, Item, asked_codes, asked_ids, numbers_of
from pagus.doors.fhir_r4.shown.shelves.doubles import not_kept
from pagus.doors.fhir_r4.shown.writing.parts import OWN
from pagus.doors.fhir_r4.shown.writing.records import (
    audit_event,
    observation,
    observation_id,
    read_observation_id,
)
from pagus.errors import CodeError, NotFound
from pagus.kernel.parts import in_parts
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Signal

__all__ = ["AuditEvents", "Observations", "by_time"]


_NEWEST_FIRST_MS = (HOUR // 2, DAY)
"""How far back is looked first, and then, for the newest values."""


class AuditEvents:
    """Entries of the journal, the newest first: for who may read the journal, which belongs to the whole territory."""

    type = "AuditEvent"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The entry of this number."""
        numbers = list(numbers_of([id_], "j"))
        if not numbers or not accounts.may(asker.viewer, "read_journal"):
            return None
        found = journal.entries(before=numbers[0] + 1, limit=1)
        return self._item(found[0]) if found and found[0].number == numbers[0] else None

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them."""
        if not accounts.may(asker.viewer, "read_journal"):
            return
        ids = asked_ids(query)
        if ids is not None:
            found = (self.one(asker, each) for each in sorted(ids))
            yield from (each for each in found if each is not None and (not after or int(each.place) < int(after)))
            return
        code, before = self._code(query), int(after) if after else None
        while rows := journal.entries(object_code=code, before=before, limit=CHUNK):
            yield from map(self._item, rows)
            before = rows[-1].number

    @staticmethod
    def _code(query: Query) -> str | None:
        codes = asked_codes(query, "entity")
        return next(iter(codes)) if codes is not None and len(codes) == 1 else None

    @staticmethod
    def _item(entry: journal.Entry) -> Item:
        return Item(audit_event(entry), str(entry.number), updated_ms=entry.at_ms)


class Observations:
    """Accepted values, by subject, signal and instant."""

    type = "Observation"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The value that this id names: subject, signal and instant."""
        named = read_observation_id(id_)
        if named is None:
            return None
        subject, plain, t = named
        known = [each for code, each in signals().items() if code.replace("_", "-") == plain]
        if not known or not self._seen(asker, [subject]):
            return None
        rows = history([subject], [each.code for each in known], t, t)
        return None if rows.is_empty() else next(self._items(asker, rows.rows()), None)

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All that may be meant: subject by subject, or by time where that order is asked."""
        ids = asked_ids(query)
        if ids is not None:
            found = (self.one(asker, each) for each in sorted(ids))
            yield from (each for each in found if each is not None and each.place > after)
            return
        subjects = sorted(self._subjects(asker, query))
        falling = by_time(query)
        if falling is None:
            yield from self._by_subject(asker, query, subjects, after)
        else:
            yield from self._by_time(asker, query, subjects, after, falling=falling)

    def _by_subject(self, asker: Asker, query: Query, subjects: Sequence[str], after: str) -> Iterator[Item]:
        wanted, (low, high) = _signals_asked(query), _bounds(query)
        reached = after.partition("|")[0]
        left = [subject for subject in subjects if subject >= reached]
        for some in in_parts(left, CHUNK):
            # Of many who may be seen, few may ever have been measured: those alone are read, one by one.
            heard = last_values(some)["subject"].unique().sort()
            for subject in heard:
                rows = history([subject], wanted, low, high).iter_rows()
                yield from (each for each in self._items(asker, rows) if each.place > after)

    def _by_time(
        self, asker: Asker, query: Query, subjects: Sequence[str], after: str, *, falling: bool
    ) -> Iterator[Item]:
        wanted, (low, high) = _signals_asked(query), _bounds(query)
        beyond = pl.lit(True)
        if after:
            t, subject, signal = after.split("|")
            here = pl.col("t") < int(t) if falling else pl.col("t") > int(t)
            later = (pl.col("subject") > subject) | ((pl.col("subject") == subject) & (pl.col("signal") > signal))
            beyond = here | ((pl.col("t") == int(t)) & later)
            if falling:
                high = int(t) if high is None else min(high, int(t))
            else:
                low = int(t) if low is None else max(low, int(t))
        codes = list(signals()) if wanted is None else wanted
        for start, end in _stretches(low, high) if falling else [(low, high)]:
            with closing(local_store().pages(subjects, codes, start, end, newest_first=falling)) as pages:
                for page in pages:
                    rows = page.filter(beyond).select("subject", "signal", "t", "value")
                    for item in self._items(asker, rows.iter_rows()):
                        subject, signal, t = item.place.split("|")
                        yield replace(item, place=f"{int(t)}|{subject}|{signal}")

    def _subjects(self, asker: Asker, query: Query) -> frozenset[str]:
        codes = asked_codes(query, "patient", "subject")
        if asker.access.patient:
            codes = frozenset({asker.access.patient}) & (codes if codes is not None else {asker.access.patient})
        if codes is None:
            everything = {each.code for each in things()}
            return visible_codes(asker.viewer) | self._seen(asker, everything)
        return self._seen(asker, codes)

    @staticmethod
    def _seen(asker: Asker, codes: Collection[str]) -> frozenset[str]:
        people = asker.access.visible(codes)
        places = places_of(code for code in codes if not is_person(code))
        try:
            here = asker.access.places(set(places.values()))
        except (NotFound, CodeError):  # a reference that looks like a place, and is none
            here = frozenset()
        return people | {code for code, place in places.items() if place in here}

    def _items(self, asker: Asker, rows: Iterable[tuple[Any, ...]]) -> Iterator[Item]:
        known, simulated = signals(), _Simulated()
        for subject, signal, t, value in not_kept(rows):
            id_ = observation_id(subject, signal, t)
            if id_ is None:
                continue
            written = observation(
                subject,
                known[signal],
                t,
                value,
                simulated=simulated.of(subject),
                language=asker.language,
            )
            yield Item(written, f"{subject}|{signal}|{t:020d}", subject)


class _Simulated:
    """Whether subjects are simulated, each looked up once."""

    def __init__(self) -> None:
        self._things: dict[str, bool] | None = None
        self._people: dict[str, bool] = {}

    def of(self, subject: str) -> bool:
        if is_person(subject):
            if subject not in self._people:
                self._people |= {code: each.simulated for code, each in facts_of([subject]).items()}
            return self._people.get(subject, False)
        if self._things is None:
            self._things = {each.code: each.simulated for each in things()}
        return self._things.get(subject, False)


def _stretches(low: int | None, high: int | None) -> Iterator[tuple[int | None, int | None]]:
    """The same time in parts, the newest first: whoever asks for the newest values does not wait for all of them."""
    newest = settings.WORKSPACE.clock.now_ms()
    newest = newest if high is None else min(newest, high)
    for span in _NEWEST_FIRST_MS:
        edge = newest - span
        if low is not None and edge <= low:
            break
        yield edge, high
        high = edge - 1
    yield low, high


def by_time(query: Query) -> bool | None:
    """Is the order by time alone asked? True: the newest first. None: another order, or none."""
    if len(query.sort) == 1 and query.sort[0].parameter == "date":
        return query.sort[0].descending
    return None


def _signals_asked(query: Query) -> list[str] | None:
    for criterion in query.criteria:
        if criterion.parameter == "code" and criterion.modifier == "":
            return [
                code
                for code, signal in signals().items()
                if any(_is_signal(signal, each.system, each.code) for each in criterion.values)
            ]
    return None


def _is_signal(signal: Signal, system: str | None, code: str | None) -> bool:
    loinc = system in (None, "http://loinc.org") and signal.loinc is not None and code in (None, signal.loinc)
    return loinc or (system in (None, f"{OWN}signal") and code in (None, signal.code))


def _bounds(query: Query) -> tuple[int | None, int | None]:
    low: int | None = None
    high: int | None = None
    for criterion in query.criteria:
        if criterion.parameter != "date" or criterion.modifier or len(criterion.values) != 1:
            continue
        value = criterion.values[0]
        if value.comparison in ("ge", "gt", "eq", "sa"):
            low = max(int(value.low or 0), low if low is not None else -(2**62))
        if value.comparison in ("le", "lt", "eq", "eb"):
            high = min(int(value.high or 0), high if high is not None else 2**62)
    return low, high
