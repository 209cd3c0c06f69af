"""Reading observations: series, history, last values, what is held, reports of imports, who may send."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl
from django.conf import settings
from django.utils.asyncio import async_unsafe

from pagus.apps.streams.imports.reports import ImportNote, ImportReport
from pagus.apps.streams.line.frames import Status
from pagus.apps.streams.models import Source
from pagus.apps.streams.store.history import Counts
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.streams.store.traffic import DeviceState, Rejection
from pagus.apps.streams.submission import open_store, status
from pagus.apps.workspace import Workspace
from pagus.kit_language.model import Signal

__all__ = [
    "Counts",
    "HeldObservation",
    "SourceAccess",
    "counts",
    "device_states",
    "held",
    "history",
    "import_notes",
    "import_reports",
    "ingest_status",
    "last_values",
    "local_store",
    "place_of",
    "places_of",
    "registered_signals",
    "registered_subjects",
    "rejections",
    "series",
    "signals",
    "source_named",
    "source_of_token",
    "sources",
]

_LOCAL = threading.local()


@dataclass(frozen=True, slots=True)
class SourceAccess:
    """A registered source: what it may send is what lies in its territory."""

    name: str
    territory: str
    registered_ms: int
    revoked_ms: int | None


@dataclass(frozen=True, slots=True)
class HeldObservation:
    """An implausible value that waits for a person's review."""

    number: int
    subject: str
    signal: str
    t: int
    value: float
    source: str
    received_ms: int


@async_unsafe
def local_store() -> SqlStore:
    """The store of the workspace, for this thread: opened once, kept open. Refused on an event loop, as by Django."""
    known: dict[Workspace, SqlStore] = _LOCAL.__dict__.setdefault("stores", {})
    if settings.WORKSPACE not in known:
        known[settings.WORKSPACE] = open_store(settings.WORKSPACE)
    return known[settings.WORKSPACE]


def series(subject: str, signal: str, start_ms: int | None = None, end_ms: int | None = None) -> pl.DataFrame:
    """What was ever stored of this series in [start, end], held and refused values included?

    Takes: codes; instants in ms UTC, None for open. Gives: t, value (the signal's unit), quality (0 accepted,
    1 held, 2 refused), source, received, sorted by t.
    """
    return local_store().series(subject, signal, start_ms, end_ms)


def history(
    subjects: Sequence[str] | None = None,
    signals: Sequence[str] | None = None,
    start_ms: int | None = None,
    end_ms: int | None = None,
) -> pl.DataFrame:
    """Which accepted values have these subjects and signals in [start, end]?

    Takes: codes, None for all; instants in ms UTC, None for open.
    Gives: subject, signal, t, value, sorted by subject, signal, t; t is unique in a series.
    """
    return local_store().history(subjects, signals, start_ms, end_ms)


def last_values(subjects: Sequence[str] | None = None) -> pl.DataFrame:
    """What is the newest accepted value of each series? Gives: subject, signal, t, value, source, received."""
    return local_store().last_values(subjects)


def held() -> list[HeldObservation]:
    """Which implausible values wait for a review, oldest first?"""
    return [HeldObservation(*row) for row in local_store().held().iter_rows()]


def counts() -> Counts:
    """How much does the store hold?"""
    return local_store().counts()


def import_reports() -> list[ImportReport]:
    """What became of the imported files, the newest first?"""
    return local_store().import_reports()


def import_notes(number: int) -> list[ImportNote]:
    """Which lines of this import were held or rejected, and why? Refuses: NotFound."""
    return local_store().import_notes(number)


def registered_signals() -> list[str]:
    """Of which signals are observations let in?"""
    return local_store().registered_signals()


def signals() -> dict[str, Signal]:
    """How is each signal defined here, by code?"""
    return {signal.code: signal for signal in local_store().signals()}


def registered_subjects() -> list[str]:
    """About which subjects are observations let in?"""
    return local_store().registered_subjects()


def device_states(since_ms: int) -> list[DeviceState]:
    """What is known of each source that was heard since: traffic by the hour, battery, delay?"""
    return local_store().device_states(since_ms)


def rejections(source: str, most: int = 50) -> list[Rejection]:
    """What was not taken from this source, the newest first? The content names subjects: ask who may see them."""
    return local_store().rejections(source, most)


def ingest_status() -> Status | None:
    """How far has the ingest process come? None when it does not run."""
    return status(settings.WORKSPACE)


def sources() -> list[SourceAccess]:
    """Who may send observations, or might once?"""
    rows = Source.objects.order_by("name").values_list("name", "territory", "registered_ms", "revoked_ms")
    return [SourceAccess(*row) for row in rows]


def source_of_token(token: str) -> SourceAccess | None:
    """Whose token is this? None when it is nobody's, or was revoked."""
    return _source(token_digest=hashlib.sha256(token.encode()).hexdigest())


def source_named(name: str) -> SourceAccess | None:
    """Which source that may send has this name? None when there is none, or it was revoked."""
    return _source(name=name)


@async_unsafe
def _source(**wanted: str) -> SourceAccess | None:
    row = (
        Source.objects.filter(**wanted, revoked_ms__isnull=True)
        .values_list("name", "territory", "registered_ms", "revoked_ms")
        .first()
    )
    return None if row is None else SourceAccess(*row)


def place_of(subject: str) -> str | None:
    """Where is this subject? See ``places_of``."""
    return places_of([subject]).get(subject)


@async_unsafe
def places_of(subjects: Iterable[str]) -> dict[str, str]:
    """Where is each of these subjects: residence of a person, place of a thing, or the place itself?

    Takes: codes. Gives: a place code for each one that is known; the others are left out.
    """
    from pagus.apps.people.queries import facts_of
    from pagus.apps.territory.queries import things

    wanted = set(subjects)
    people = [code for code in wanted if code.startswith("person:")]
    places = {code: person.residence for code, person in facts_of(people).items()} if people else {}
    if any(code.startswith("thing:") for code in wanted):
        places |= {thing.code: thing.place for thing in things() if thing.code in wanted}
    places |= {code: code for code in wanted if not code.startswith(("person:", "thing:"))}
    return places
