"""The live engine: points in as they arrive, alerts out, in memory, for all subjects of one program.

Event time rules: a point is judged at its own instant, and timers that were due before it come first. A point that is
not later than what was judged already (late, or a second signal of the same instant) makes the subject start again
from its last checkpoint before that point, with its history; what is then different is told: alerts that appear,
marked late, and alerts that are taken back. The outcome is the same as if all had come in order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import polars as pl

from pagus.engines.signals.engine import Engine
from pagus.engines.signals.explanation import explain
from pagus.engines.signals.grid import to_grid
from pagus.engines.signals.history import History, Memory
from pagus.engines.signals.model import Derived, Enrolment, Firing, Key, Point, Program, RulePlan
from pagus.engines.signals.restart import restart
from pagus.engines.signals.subject import NEVER, Subject
from pagus.errors import Conflict, NotFound

__all__ = ["Live"]

Arrival = tuple[int, int, int]
"""(instant, signal slot, grid value)."""


class Live:
    """The live engine of one program.

    Takes: the program; ``history``, which finds older points of a subject when one comes late (it should hold the
    points that are fed; without it, live remembers every point itself, which only scenarios and tests can afford).
    """

    def __init__(self, program: Program, history: History | None = None) -> None:
        self.program = program
        self._memory = Memory() if history is None else None
        self._history: History = history or self._memory or Memory()
        self._engine = Engine(program, self._on_fire)
        self._subjects: dict[str, Subject] = {}
        self._queue: list[tuple[int, str]] = []
        self._now = -NEVER
        self._out: list[Firing] = []
        self._withdrawn: list[Key] = []
        self._known: set[int] = set()
        self._judged_before = -NEVER
        self._report_from = -NEVER

    def enrol(self, subject: str, from_ms: int, parameters: Mapping[str, float] | None = None) -> None:
        """Watch a subject from this instant on: only its observations at or after it count.

        Takes: a code, ms, and the parameter values that are this subject's own. Refuses: Conflict when it is enrolled
        already, InputError for a value that the kit does not allow.
        """
        if subject in self._subjects:
            raise Conflict("this subject is enrolled already: let it leave first")
        self._subjects[subject] = state = self._engine.begin(subject, from_ms, parameters)
        self._enqueue(state)

    def leave(self, subject: str, t: int) -> Derived:
        """Stop watching a subject at this instant (excluded).

        Takes: an enrolled code, ms. Gives: what its timers before ``t`` raised, and the alerts at or after ``t`` that
        are taken back. Refuses: NotFound.
        """
        state = self._of(subject)
        self._engine.run_timers(state, t - 1)
        raised = [self._engine.decode(code) for code in state.raised]
        self._withdrawn += [self._key(state, rule, instant) for instant, rule in raised if instant >= t]
        del self._subjects[subject]
        return self._collect()

    def feed(self, points: Iterable[Point | tuple[str, str, int, float]]) -> Derived:
        """Which alerts do these points raise or take back?

        Takes: accepted points (subject, signal, t in ms, value in the signal's unit) in order of arrival; points of
        subjects that are not enrolled, of other signals and from before the enrolment are not this program's business
        and are passed over; a point that is known already has no effect. Gives: alerts in order of event time, and
        keys of alerts taken back. Refuses, with nothing changed: InputError for a value that is no measurement,
        Conflict for two values of one signal at one instant.
        """
        observe_one = self._engine.observe_one
        first, several = self._by_subject(points)
        for subject, arrival in first.items():
            state = subject
            if subject not in several and arrival[0] > subject.clock:
                observe_one(subject, *arrival)
            else:
                state = self._take(subject, several.get(subject, [arrival]))
            if state.wake <= self._now:
                self._engine.run_timers(state, self._now)
            if state.wake < state.queued:
                self._enqueue(state)
        return self._collect()

    def advance(self, to_ms: int) -> list[Firing]:
        """Which alerts do the timers raise that are due up to this instant (included)?

        Takes: ms. Gives: alerts in order of event time.
        """
        self._now = max(self._now, to_ms)
        while self._queue and self._queue[0][0] <= to_ms:
            state = self._pop()
            if state is not None:
                self._engine.run_timers(state, to_ms)
                self._enqueue(state)
        return list(self._collect().firings)

    def next_deadline(self) -> int | None:
        """When should ``advance`` be called next, if nothing comes? ms, or None when no timer runs."""
        while self._queue:
            at = self._queue[0][0]
            state = self._pop()
            if state is not None:
                state.wake = self._engine.next_due(state)
                self._enqueue(state)
                if state.wake == at:
                    return at
        return None

    def rebuild(
        self, subject: str, points: Iterable[Point | tuple[str, str, int, float]], report_from: int | None = None
    ) -> Derived:
        """Stand as after these points, all that the subject has: after a restart, or an enrolment in the past.

        Takes: an enrolled code, its points in any order, and from which event time on alerts are to be told (None:
        none of them, they were told before). Gives: those alerts. Refuses: NotFound, and as ``feed``.
        """
        before = self._of(subject)
        self._subjects[subject] = state = self._engine.begin_at(before, self._engine.enrolled(before))
        first, several = self._by_subject(point for point in points if point[0] == subject)
        self._report_from = NEVER if report_from is None else report_from
        for arrival in first.values():
            self._forward(state, several.get(state, [arrival]))
        self._engine.run_timers(state, self._now)
        self._enqueue(state)
        derived = self._collect()
        self._report_from = -NEVER
        return derived

    def rebuild_all(self, history: pl.DataFrame, to_ms: int, report_from: int | None = None) -> Derived:
        """Stand as after these points, for every enrolled subject: after a restart.

        Takes: all points of the subjects since their enrolment (subject, signal, t in ms, value; any order), the
        instant up to which timers have run, and from which event time on alerts are to be told (None: none of them).
        Gives: those alerts. Refuses: as ``replay``.
        Method: on columns, as replay; a hundred times faster than feeding the points again.
        """
        reported = NEVER if report_from is None else report_from
        newest = history["t"].max() if len(history) else None
        self._now = max(self._now, to_ms, newest if isinstance(newest, int) else to_ms)
        before = sorted(self._subjects.items())
        enrolments = [Enrolment(subject=name, from_ms=it.from_ms, parameters=self._own(it)) for name, it in before]
        self._queue.clear()
        for subjects, firings in restart(self._engine, enrolments, history, self._now, reported):
            self._out += firings
            for subject in subjects:
                self._subjects[subject.name] = subject
                self._enqueue(subject)
        if self._memory is not None:
            self._memory.remember(Point(*row) for row in history.select("subject", "signal", "t", "value").iter_rows())
        return self._collect()

    def _own(self, subject: Subject) -> Mapping[str, float] | None:
        """The parameter values of a subject, where they differ from the program's."""
        if subject.parameters == self.program.values:
            return None
        return dict(zip(self.program.parameters, subject.parameters, strict=True))

    def _of(self, subject: str) -> Subject:
        if subject not in self._subjects:
            raise NotFound("this subject is not enrolled")
        return self._subjects[subject]

    def _by_subject(
        self, points: Iterable[Point | tuple[str, str, int, float]]
    ) -> tuple[dict[Subject, Arrival], dict[Subject, list[Arrival]]]:
        """The points that matter, on the grid: of each subject the first that came, and all in order of time and
        without repetition where there are several, which is rare: most of the time nothing is kept but the point."""
        by_code, subjects, memory = self._engine.by_code, self._subjects, self._memory
        first: dict[Subject, Arrival] = {}
        several: dict[Subject, list[Arrival]] = {}
        kept: list[Point] = []
        for name, signal, t, value in points:
            subject, place = subjects.get(name), by_code.get(signal)
            if subject is None or place is None or t < subject.from_ms:
                continue
            arrival = (t, place[0], to_grid(value, place[1]))
            if subject in first:
                several.setdefault(subject, [first[subject]]).append(arrival)
            else:
                first[subject] = arrival
            if memory is not None:
                kept.append(memory.checked(Point(name, signal, t, value)))
        several = {subject: _in_order(arrivals) for subject, arrivals in several.items()}
        if memory is not None:
            memory.remember(kept)
        return first, several

    def _take(self, subject: Subject, arrivals: Sequence[Arrival]) -> Subject:
        """The subject after these points, in order of time."""
        if arrivals[0][0] > subject.clock:
            self._forward(subject, arrivals)
            return subject
        new = [it for it in arrivals if not subject.series[it[1]].holds(it[0], it[2])]
        return self._start_again(subject, new) if new else subject

    def _forward(self, subject: Subject, arrivals: Sequence[Arrival]) -> None:
        for t, group in groupby(arrivals, itemgetter(0)):
            self._engine.observe(subject, t, [(signal, value) for _, signal, value in group])

    def _start_again(self, before: Subject, new: Sequence[Arrival]) -> Subject:
        """The subject derived anew with these points, from its last checkpoint before the first of them."""
        engine = self._engine
        earlier = [it for it in before.checkpoints if it[0] < new[0][0]]
        checkpoint = earlier[-1] if earlier else engine.enrolled(before)
        clock = checkpoint[0]
        arrivals = self._with_history(before, clock, new)
        state = engine.begin_at(before, checkpoint)
        for signal, one in enumerate(state.series):
            one.add_all([(t, value) for t, slot, value in arrivals if slot == signal and t <= clock])
        fresh = engine.code(0, clock + 1)
        for code in before.raised:
            if code < fresh:
                state.note(code)
        self._known = {code for code in before.raised if code >= fresh}
        self._judged_before = before.clock
        self._forward(state, [it for it in arrivals if it[0] > clock])
        engine.run_timers(state, before.clock)
        vanished = self._known.difference(state.raised)
        self._withdrawn += [self._key(state, rule, t) for t, rule in map(engine.decode, sorted(vanished))]
        self._known, self._judged_before = set(), -NEVER
        state.queued = before.queued
        self._subjects[state.name] = state
        return state

    def _with_history(self, subject: Subject, clock: int, new: Sequence[Arrival]) -> list[Arrival]:
        """All points from where the windows at ``clock`` begin; the store's value of a point is the true one."""
        merged = {(t, signal): value for t, signal, value in new}
        reach = self._engine.reach(subject, clock)
        by_code = self._engine.by_code
        for _, code, t, value in self._history(subject.name, reach, max(subject.clock, new[-1][0])):
            if code in by_code and t >= subject.from_ms:
                signal, scale = by_code[code]
                merged[t, signal] = to_grid(value, scale)
        return sorted((t, signal, value) for (t, signal), value in merged.items())

    def _enqueue(self, subject: Subject) -> None:
        if subject.wake < NEVER:
            heapq.heappush(self._queue, (subject.wake, subject.name))
        subject.queued = subject.wake

    def _pop(self) -> Subject | None:
        """The subject of the first place in the queue; None when that place no longer counts."""
        at, name = heapq.heappop(self._queue)
        subject = self._subjects.get(name)
        return subject if subject is not None and subject.queued == at else None

    def _key(self, subject: Subject, rule: int, t: int) -> Key:
        return (self.program.rules[rule].id, subject.name, t)

    def _on_fire(self, subject: Subject, rule: RulePlan, t: int, values: Sequence[float | None]) -> None:
        if t >= self._report_from and self._engine.code(rule.slot, t) not in self._known:
            self._out.append(explain(self.program, subject, rule, t, values, t < self._judged_before))

    def _collect(self) -> Derived:
        derived = Derived(
            tuple(sorted(self._out, key=lambda firing: (firing.t, firing.subject, firing.rule))),
            tuple(sorted(self._withdrawn, key=lambda key: (key[2], key[1], key[0]))),
        )
        self._out, self._withdrawn = [], []
        return derived


def _in_order(arrivals: list[Arrival]) -> list[Arrival]:
    ordered = sorted(set(arrivals))
    for one, other in pairwise(ordered):
        if one[:2] == other[:2]:
            raise Conflict("one signal has two values at {t}: a series has one value at an instant", t=one[0])
    return ordered
