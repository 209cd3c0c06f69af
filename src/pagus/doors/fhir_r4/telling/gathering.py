"""Numbering what happens for each subscription: kept resources, alerts, courses, answers, stored values.

Each stream is looked through in order, and how far is noted in the transaction that numbers its events: nothing is
missed and nothing counts twice, wherever the process is broken off.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from django.conf import settings

from pagus.apps.alerts.facts import alerts_after, handled_after, newest_numbers
from pagus.apps.exchange.actions import note_events
from pagus.apps.exchange.queries import listening, read_up_to
from pagus.apps.forms.queries import newest_saving, savings_after
from pagus.apps.pathways.queries import CourseEvent, course_events_after, newest_course_event
from pagus.apps.streams.queries import local_store
from pagus.doors.fhir_r4.shown.provider import HouseProvider
from pagus.doors.fhir_r4.shown.writing.records import observation_id
from pagus.doors.fhir_r4.telling.watching import Watcher

__all__ = ["begin_here", "gather"]

CHUNK = 1_000
ROUNDS = 20
"""Chunks of one stream in one go: other duties wait meanwhile. The rest comes next time."""
_HOUSE = HouseProvider()

Event = tuple[str, str, int]
Looked = tuple[int, Iterator[Event]]


def gather() -> int:
    """Number what happened since last time for every subscription. Gives: how many events."""
    watchers = _watchers()
    return sum(_through(*each, watchers) for each in _STREAMS) if watchers else 0


def begin_here() -> None:
    """Let what happened until now be nobody's event. To be called before somebody subscribes.

    While somebody listens already it has no effect: their events must not be skipped.
    """
    if not _watchers():
        for stream, newest, _ in _STREAMS:
            note_events(stream, newest(), ())


def _watchers() -> list[Watcher]:
    return [watcher for watcher in map(Watcher, listening()) if watcher.access is not None]


def _through(
    stream: str,
    newest: Callable[[], int],
    look: Callable[[int, Sequence[Watcher]], Looked | None],
    watchers: Sequence[Watcher],
) -> int:
    reached, count = read_up_to(stream), 0
    if reached is None:  # a stream that an earlier version did not know
        note_events(stream, newest(), ())
        return 0
    for _ in range(ROUNDS):
        looked = look(reached, watchers)
        if looked is None:
            break
        reached, events = looked
        count += note_events(stream, reached, list(events))
    return count


def _kept(after: int, watchers: Sequence[Watcher]) -> Looked | None:
    versions = local_store().resources.changes_after(after, CHUNK)
    if not versions:
        return None
    found = (
        (watcher.known.code, f"{version.type}/{version.id}", version.updated_ms)
        for version in versions
        for watcher in watchers
        if watcher.wants_kept(version)
    )
    return versions[-1].seq, found


def _alerts(after: int, watchers: Sequence[Watcher]) -> Looked | None:
    rows = alerts_after(after, CHUNK)
    return (rows[-1][0], _of_alerts(rows, watchers)) if rows else None


def _handled(after: int, watchers: Sequence[Watcher]) -> Looked | None:
    rows = handled_after(after, CHUNK)
    return (rows[-1][0], _of_alerts([row[1:] for row in rows], watchers)) if rows else None


def _of_alerts(rows: Sequence[tuple[int, int]], watchers: Sequence[Watcher]) -> Iterator[Event]:
    for number, at_ms in rows:
        for watcher in watchers:
            if watcher.type in ("DetectedIssue", "Task"):
                yield from _of_house(watcher, f"a{number}", at_ms)


def _courses(after: int, watchers: Sequence[Watcher]) -> Looked | None:
    rows = course_events_after(after, CHUNK)
    return (rows[-1].number, _of_courses(rows, watchers)) if rows else None


def _of_courses(rows: Sequence[CourseEvent], watchers: Sequence[Watcher]) -> Iterator[Event]:
    for row in rows:
        for watcher in watchers:
            if watcher.type == "CarePlan":
                yield from _of_house(watcher, f"r{row.run}", row.recorded_ms)
            elif watcher.type == "Task":
                for task in row.tasks:
                    yield from _of_house(watcher, f"t{task}", row.recorded_ms)


def _answers(after: int, watchers: Sequence[Watcher]) -> Looked | None:
    rows = savings_after(after, CHUNK)
    return (rows[-1][0], _of_answers(rows, watchers)) if rows else None


def _of_answers(rows: Sequence[tuple[int, int, int]], watchers: Sequence[Watcher]) -> Iterator[Event]:
    for _, response, at_ms in rows:
        for watcher in watchers:
            if watcher.type == "QuestionnaireResponse":
                yield from _of_house(watcher, f"q{response}", at_ms)


def _of_house(watcher: Watcher, id_: str, at_ms: int) -> Iterator[Event]:
    shown = None if watcher.access is None else _HOUSE.look(watcher.access, watcher.type, id_)
    if shown is not None and watcher.wants(json.loads(shown.body), shown.updated_ms):
        yield watcher.known.code, f"{watcher.type}/{id_}", at_ms


def _observed(after: int, watchers: Sequence[Watcher]) -> Looked | None:
    interested = [watcher for watcher in watchers if watcher.type == "Observation"]
    if not interested:
        end = _newest_observed()
        return (end, iter(())) if end > after else None
    deliveries, reached = local_store().delivered_after(after, CHUNK)
    return (reached, _of_values(deliveries, interested)) if reached > after else None


def _of_values(deliveries: Sequence[object], watchers: Sequence[Watcher]) -> Iterator[Event]:
    now = settings.WORKSPACE.clock.now_ms()
    for each in deliveries:
        id_ = observation_id(each.subject, each.signal, each.t)  # type: ignore[attr-defined]
        if id_ is None:
            continue
        for watcher in watchers:
            yield from _of_house(watcher, id_, now)


def _newest_observed() -> int:
    return local_store().writings_after(2**62)[1]


def _newest_kept() -> int:
    return local_store().resources.last_change()


_STREAMS = (
    ("kept", _newest_kept, _kept),
    ("alerts", lambda: newest_numbers()[0], _alerts),
    ("handled", lambda: newest_numbers()[1], _handled),
    ("courses", newest_course_event, _courses),
    ("answers", newest_saving, _answers),
    ("observed", _newest_observed, _observed),
)
