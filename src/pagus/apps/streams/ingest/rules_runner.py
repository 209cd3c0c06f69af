"""The rules, following the store: each active installation has a live engine that reads what was stored, in order.

How far an installation has read is its consumer in the store. An observation is acknowledged before it is read, so
a crash in between loses nothing: after the start the engine is built anew from the history up to where it had come,
and reads on from there. Alerts have no effect twice. Timers run by the workspace's clock, and only when everything
stored has been read: what is still waiting could answer a silence.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import polars as pl
from django.db import InterfaceError, OperationalError, close_old_connections

from pagus.apps.alerts import actions as alerts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import Enrolled, InstalledKit
from pagus.apps.streams.ingest.past_points import PastPoints
from pagus.apps.streams.store.interface import Consumed, ObservationStore
from pagus.engines.signals import Derived, Live, Point, compile_program
from pagus.errors import PagusError, StoreError
from pagus.kernel.time import DAY

__all__ = ["RulesRunner", "consumer_name"]

LOGGER = logging.getLogger(__name__)
_SLICE_S = 0.02
_DELIVERIES = 1_000
_FEWEST_DELIVERIES = 100
"""Read at once when each of them costs much, as readings do that come late: whoever sends waits for as long."""
_READINGS_BEFORE_TIMERS = 10
_SUBJECTS_AT_ONCE = 200
_EVER = -(2**62)
_AWAY = (StoreError, OperationalError, InterfaceError)
LOOK_BACK_MS = DAY
"""A start or a change of parameters speaks for the day before it too: alerts of that time that are not there yet,
because a threshold was lowered or someone was enrolled meanwhile, are raised."""


def consumer_name(installation_id: int) -> str:
    """Under which name does the store keep how far an installation has read?"""
    return f"installation:{installation_id}"


@dataclass(slots=True)
class _Rebuild:
    """A subject to be built from its history, and from which instant on its alerts are to be told."""

    subject: str
    observed_from_ms: int
    report_from: int


@dataclass(slots=True)
class _Running:
    """One installation: its engine, whom it follows, how far it has read, whom it must build, what is to be told."""

    installed: InstalledKit
    live: Live
    past: PastPoints
    consumed: Consumed
    saved: Consumed | None
    begin_from: int | None = None
    """Until the history of all subjects has been read: from which instant on their alerts are to be told."""
    followed: dict[str, Enrolled] = field(default_factory=dict)
    backlog: deque[_Rebuild] = field(default_factory=deque)
    untold: deque[Derived] = field(default_factory=deque)
    broken: bool = False

    @property
    def name(self) -> str:
        return consumer_name(self.installed.id)

    @property
    def unbuilt(self) -> bool:
        """Does somebody's history wait to be read?"""
        return self.begin_from is not None or bool(self.backlog)

    def tell(self, derived: Derived) -> None:
        """Have this told with the next ``RulesRunner._tell``."""
        if derived.firings or derived.withdrawn:
            self.untold.append(derived)


class RulesRunner:
    """Follows one store with the rules of all active installations. One thread.

    An installation whose engine fails for a reason that nobody foresaw is left where it stands and logged; the
    others go on. It is taken up again at the next start or change of the installations. One that could not read the
    store is taken up at the next tick, from where it was saved, as after a crash.
    """

    def __init__(self, store: ObservationStore, clock: Callable[[], int]) -> None:
        """Take up the active installations; their history is read by the first steps."""
        self._store = store
        self._clock = clock
        self._running: dict[int, _Running] = {}
        self._revision = -1
        self._caught_up = False
        self._at_once = _DELIVERIES
        self._building: Iterator[None] | None = None
        self._reload()

    def ready(self) -> bool:
        """Has everything stored before the last look been read?"""
        return self._caught_up and self._building is None and not any(it.unbuilt for it in self._sound())

    def broken(self) -> list[str]:
        """Which installations are left where they stand, after a failure that the log describes?"""
        return [running.name for running in self._running.values() if running.broken]

    def _sound(self) -> list[_Running]:
        return [running for running in self._running.values() if not running.broken]

    def step(self) -> bool:
        """Read on for a slice of time; True when more waits."""
        if self._building is None:
            waiting = next((running for running in self._sound() if running.unbuilt), None)
            if waiting is None:
                return self._read_some()
            self._building = self._build(waiting)
        if next(self._building, "done") == "done":
            self._building = None
        return True

    def tick(self) -> bool:
        """Take up changes of the installations, then let the timers run; True when more waits."""
        close_old_connections()  # a line to the database server that broke is opened anew
        if self._building is not None:
            return True
        self._reload()
        if any(running.unbuilt for running in self._sound()):
            return True
        if any(self._read_some() for _ in range(_READINGS_BEFORE_TIMERS)) and not self._caught_up:
            return True
        now = self._clock()
        for running in self._sound():
            with self._guarding(running):
                self._end_enrolments(running, now)
                running.tell(Derived(tuple(running.live.advance(now))))
                running.consumed = Consumed(running.consumed.seq, now)
                self._tell(running)
        self.save()
        return False

    def save(self) -> None:
        """Keep how far each installation has come, once all that it found is told."""
        for running in self._sound():
            if running.consumed != running.saved and not running.unbuilt and not running.untold:
                self._store.advance_consumer(running.name, running.consumed)
                running.saved = running.consumed

    @contextmanager
    def _guarding(self, running: _Running) -> Iterator[None]:
        try:
            yield
        except _AWAY:
            LOGGER.exception("%s could not read the store; it is taken up from where it was saved", running.name)
            self._running.pop(running.installed.id, None)
            self._revision, self._caught_up = -1, False
        except Exception:
            LOGGER.exception("%s is left where it stands", running.name)
            running.broken = True

    def _tell(self, running: _Running) -> None:
        """Raise and withdraw what was found. What could not be written now is tried again, and nothing is saved."""
        while running.untold:
            derived = running.untold[0]
            try:
                if derived.firings:
                    alerts.raise_alerts(running.installed.id, derived.firings, self._clock())
                if derived.withdrawn:
                    alerts.withdraw(running.installed.id, derived.withdrawn, self._clock())
            except (OperationalError, InterfaceError):
                LOGGER.exception("%s: the alerts could not be written; they are tried again", running.name)
                return
            running.untold.popleft()

    def _reload(self) -> None:
        """Follow the installations, enrolments and parameters as they are now."""
        revision = installations.revision()
        if revision == self._revision:
            return
        self.save()
        active = {installed.id: installed for installed in installations.active_installations()}
        for gone in self._running.keys() - active.keys():
            self._store.forget_consumer(self._running.pop(gone).name)
        kept = self._store.consumed()
        for number, installed in active.items():
            running = self._running.get(number)
            if running is None or running.broken or _is_other(running.installed, installed):
                self._running[number] = self._begin(installed, kept.get(consumer_name(number)))
            else:
                self._follow_enrolments(running)
        self._revision, self._caught_up = revision, False

    def _begin(self, installed: InstalledKit, kept: Consumed | None) -> _Running:
        """An engine for this installation, standing where it had come; at the present when it is new.

        A new one tells everything since each enrolment.
        """
        here = kept or Consumed(self._store.counts().sequence, self._clock())
        program = compile_program(installed.kit, installed.parameters)
        past = PastPoints(self._store, program.signal_codes)
        running = _Running(installed, Live(program, past), past, here, kept)
        running.live.advance(here.clock_ms)
        for enrolled in self._current(running):
            self._enrol(running, enrolled)
        running.begin_from = _EVER if kept is None else here.clock_ms - LOOK_BACK_MS
        return running

    def _current(self, running: _Running) -> list[Enrolled]:
        now = running.consumed.clock_ms
        enrolled = installations.enrolments(running.installed.id)
        return [each for each in enrolled if each.to_ms is None or each.to_ms > now]

    def _enrol(self, running: _Running, enrolled: Enrolled) -> None:
        territory = running.installed.parameters
        own = {name: value for name, value in enrolled.parameters.items() if value != territory.get(name)}
        running.live.enrol(enrolled.subject, enrolled.observed_from_ms, own or None)
        running.followed[enrolled.subject] = enrolled

    def _follow_enrolments(self, running: _Running) -> None:
        """Let those leave who have left, take in who is new, and build again whose parameters have changed."""
        now = self._clock()
        current = {enrolled.subject: enrolled for enrolled in self._current(running)}
        for subject in running.followed.keys() - current.keys():
            self._leave(running, subject, now)
        for subject, enrolled in current.items():
            before = running.followed.get(subject)
            if before is None:
                self._enrol(running, enrolled)
                running.backlog.append(_Rebuild(subject, enrolled.observed_from_ms, enrolled.from_ms))
            elif (before.from_ms, before.parameters) != (enrolled.from_ms, enrolled.parameters):
                self._leave(running, subject, now + 1)
                self._enrol(running, enrolled)
                told_from = max(now - LOOK_BACK_MS, enrolled.from_ms)
                running.backlog.append(_Rebuild(subject, enrolled.observed_from_ms, told_from))
            else:
                running.followed[subject] = enrolled

    def _leave(self, running: _Running, subject: str, at_ms: int) -> None:
        del running.followed[subject]
        running.backlog = deque(each for each in running.backlog if each.subject != subject)
        running.tell(running.live.leave(subject, at_ms))

    def _end_enrolments(self, running: _Running, now: int) -> None:
        ended = [each for each in running.followed.values() if each.to_ms is not None and each.to_ms <= now]
        for enrolled in ended:
            self._leave(running, enrolled.subject, enrolled.to_ms or now)

    def _build(self, running: _Running) -> Iterator[None]:
        """Build from the history: all subjects at once after a start, else one by one, a slice of time at each step."""
        with self._guarding(running):
            if running.begin_from is None:
                yield from self._build_some(running)
            else:
                frame = self._history(running, running.followed.values())
                derived = running.live.rebuild_all(frame, running.consumed.clock_ms, running.begin_from)
                running.tell(_since_followed(derived, running.followed))
                running.begin_from = None
                running.backlog.clear()
            self._tell(running)

    def _history(self, running: _Running, subjects: Collection[Enrolled | _Rebuild]) -> pl.DataFrame:
        """What was stored about these subjects since they are followed, as far as this installation has read."""
        codes, earliest = (
            [each.subject for each in subjects],
            min((each.observed_from_ms for each in subjects), default=0),
        )
        signals = list(running.live.program.signal_codes)
        return self._store.history(codes, signals, earliest, until_seq=running.consumed.seq)

    def _build_some(self, running: _Running) -> Iterator[None]:
        chunk = [running.backlog[index] for index in range(min(_SUBJECTS_AT_ONCE, len(running.backlog)))]
        rows = groupby(self._history(running, chunk).iter_rows(), itemgetter(0))
        points = {subject: list(own) for subject, own in rows}
        began = time.monotonic()
        for each in chunk:
            running.tell(running.live.rebuild(each.subject, points.get(each.subject, ()), each.report_from))
            running.backlog.popleft()
            if time.monotonic() - began > _SLICE_S:
                yield
                began = time.monotonic()

    def _read_some(self) -> bool:
        """Feed the next deliveries to every installation that has not read them; True when there were some."""
        sound = self._sound()
        start = min((running.consumed.seq for running in sound), default=None)
        if start is None:
            self._caught_up = True
            return False
        began = time.monotonic()
        deliveries, reached = self._store.delivered_after(start, self._at_once)
        self._caught_up = reached == start
        for running in sound:
            if running.consumed.seq < reached:
                with self._guarding(running):
                    unread = [Point._make(each[1:]) for each in deliveries if each.seq > running.consumed.seq]
                    running.consumed = Consumed(reached, running.consumed.clock_ms)
                    running.past.begin({point.subject for point in unread}, reached)
                    self._feed(running, unread)
                    self._tell(running)
        self._pace(time.monotonic() - began)
        return not self._caught_up

    def _pace(self, took_s: float) -> None:
        """Read fewer at once when that took long, and more again when it did not."""
        if took_s > 2 * _SLICE_S:
            self._at_once = max(_FEWEST_DELIVERIES, self._at_once // 2)
        elif took_s < _SLICE_S:
            self._at_once = min(_DELIVERIES, self._at_once * 2)

    def _feed(self, running: _Running, points: list[Point]) -> None:
        """Let the engine take these points. One that it refuses is left out and logged, so that the others count.

        The engine takes a list whole or not at all; the log names the installation and the signal, no person.
        """
        try:
            running.tell(running.live.feed(points))
        except StoreError:  # the points are as good as before
            raise
        except PagusError:
            for point in points:
                try:
                    running.tell(running.live.feed([point]))
                except PagusError as error:
                    LOGGER.error("%s: a stored value of %s is left out: %s", running.name, point.signal, error)


def _is_other(before: InstalledKit, now: InstalledKit) -> bool:
    """Does this installation need a new engine: another kit, or other parameters of the territory?"""
    return (before.kit.digest, before.parameters) != (now.kit.digest, now.parameters)


def _since_followed(derived: Derived, followed: Mapping[str, Enrolled]) -> Derived:
    """Without the alerts from before a subject was followed here: another version has told them."""
    kept = (firing for firing in derived.firings if firing.t >= followed[firing.subject].from_ms)
    return Derived(tuple(kept), derived.withdrawn)
