"""One subject, one instant at a time: which rules are due, what their features are, what they decide.

``Engine`` has the program made ready for speed and no memory of its own; ``Subject`` is the memory. Each instant of a
subject is judged once, with all its points: ``live`` sees to that. A timer is an instant like any other, so that
replay needs no clock.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pagus.engines.signals.hygiene import IDLE, judge
from pagus.engines.signals.model import Program, RulePlan
from pagus.engines.signals.reading import Reader, compile_reader, compile_reader_of, compile_readers
from pagus.engines.signals.series import LAST_T, NEWEST_BYTES, UNKNOWN, plan_series
from pagus.engines.signals.subject import BETWEEN_CHECKPOINTS, NEVER, Checkpoint, Subject, Timers
from pagus.rules import Screen, to_screen

__all__ = ["Engine", "OnFire"]

OnFire = Callable[[Subject, RulePlan, int, Sequence[float | None]], None]
"""Called when a rule fires: subject, rule, instant, feature values by slot (valid during the call)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What to do when certain rules are due: windows to read into ``values``, a look at all conditions, rules.

    ``screen`` gives the sum of the numbers of those rules that could be true; it looks at signals of which nothing came
    now only where it must. ``checks``: each rule with its number (2 to the power of its slot) and the windows of those
    other signals.
    """

    values: list[float | None]
    readers: tuple[Reader, ...]
    screen: Screen
    checks: tuple[tuple[int, RulePlan, tuple[Reader, ...]], ...]


def _any_of_them(features: object, parameters: object, series: object, t: int) -> int:
    """The screen that holds nothing back. Timers meet in too many ways to write a function for each."""
    return -1


class Engine:
    """The live form of a program. Takes: the program; what to call when a rule fires."""

    def __init__(self, program: Program, on_fire: OnFire) -> None:
        self.program = program
        self.plans = plan_series(program)
        self.by_code = {signal.code: (signal.slot, signal.scale) for signal in program.signals}
        self._on_fire = on_fire
        self._steps: dict[frozenset[int], _Step] = {}
        self._timers: dict[tuple[float, ...], Timers] = {}
        self._scheduled = tuple(rule for rule in program.rules if rule.schedule is not None)
        self._sustained = tuple(rule for rule in program.rules if rule.schedule is None and rule.sustained_ms)
        self._fed_by = tuple(
            frozenset(rule.slot for rule in program.rules if rule.schedule is None and signal.slot in rule.signals)
            for signal in program.signals
        )
        self._on_signal = tuple(self._step_of(signal) for signal in range(len(self.plans)))

    def begin(self, name: str, from_ms: int, parameters: Mapping[str, float] | None = None) -> Subject:
        """A subject at the instant of its enrolment, with nothing received."""
        program = self.program
        values = program.values_with(parameters) if parameters else program.values
        subject = Subject(name, from_ms, values, self._timers_of(values), self.plans)
        subject.next_checkpoint = from_ms + BETWEEN_CHECKPOINTS
        return subject

    def enrolled(self, subject: Subject) -> Checkpoint:
        """How did this subject stand before its enrolment: nothing received, nothing remembered."""
        return subject.from_ms - 1, (), array("q", (subject.from_ms, UNKNOWN) * len(self.plans)).tobytes()

    def begin_at(self, before: Subject, checkpoint: Checkpoint) -> Subject:
        """The same subject as it stood at a checkpoint, but for the points of its windows."""
        clock, rules, newest = checkpoint
        subject = Subject(before.name, before.from_ms, before.parameters, before.timers, self.plans)
        subject.clock = clock
        subject.wake = clock + 1
        for rule, rule_state in rules:
            subject.settle(rule, rule_state)
        for signal, one in enumerate(subject.series):
            one.put_newest(newest[signal * NEWEST_BYTES : (signal + 1) * NEWEST_BYTES])
        subject.checkpoints = tuple(it for it in before.checkpoints if it[0] <= clock)
        subject.next_checkpoint = clock + BETWEEN_CHECKPOINTS
        return subject

    def observe_one(self, subject: Subject, t: int, signal: int, value: int) -> None:
        """As ``observe``, for one point; the usual case, in which no timer is due, goes the short way."""
        if subject.wake <= t:
            self.observe(subject, t, ((signal, value),))
            return
        if t >= subject.next_checkpoint:
            self._remember(subject, t)
        subject.series[signal].add(t, value)
        soon = t + subject.timers.shortest[signal]
        if soon < subject.wake:  # noqa: PLR1730 - at every observation: a call of min costs more than all of this
            subject.wake = soon
        self._judge(subject, t, self._on_signal[signal])

    def observe(self, subject: Subject, t: int, arrivals: Sequence[tuple[int, int]]) -> None:
        """Take in the points of an instant later than the subject's clock, as (signal, grid value); judge what is due.

        Timers that are due before that instant come first.
        """
        if subject.wake < t:
            self.run_timers(subject, t - 1)
        if t >= subject.next_checkpoint:
            self._remember(subject, t)
        for signal, value in arrivals:
            subject.series[signal].add(t, value)
            subject.wake = min(subject.wake, t + subject.timers.shortest[signal])
        if len(arrivals) == 1 and subject.wake > t:
            self._judge(subject, t, self._on_signal[arrivals[0][0]])
            return
        due = frozenset().union(*(self._fed_by[signal] for signal, _ in arrivals))
        if subject.wake <= t:
            due |= self._due_at(subject, t)
        self._judge(subject, t, self._step(due))
        if subject.wake <= t:
            subject.wake = self.next_due(subject)

    def run_timers(self, subject: Subject, until: int) -> None:
        """Judge every rule that a timer wakes up to ``until`` (included), in order of time."""
        while subject.wake <= until:
            due = self.next_due(subject)
            if due > until:
                subject.wake = due
                return
            if due >= subject.next_checkpoint:
                self._remember(subject, due)
            self._judge(subject, due, self._step(self._due_at(subject, due)))
            subject.wake = due + 1

    def code(self, rule: int, t: int) -> int:
        """Which number stands for the alert of this rule at this instant, among those of a subject?"""
        return t * len(self.program.rules) + rule

    def decode(self, code: int) -> tuple[int, int]:
        """Which (instant, rule) does this number stand for?"""
        return divmod(code, len(self.program.rules))

    def reach(self, subject: Subject, t: int) -> int:
        """From which instant on could a point matter to a window that ends at ``t`` or later?"""
        starts = [it.start(t) for it in self.program.features if it.over_ms is not None]
        return max(subject.from_ms, min(starts, default=t))

    def _remember(self, subject: Subject, t: int) -> None:
        """Set a checkpoint before an instant, and let go of all but the newest."""
        subject.checkpoints = (*subject.checkpoints[-1:], subject.checkpoint())
        subject.next_checkpoint = t + BETWEEN_CHECKPOINTS

    def _judge(self, subject: Subject, t: int, step: _Step) -> None:
        values, series = step.values, subject.series
        for read in step.readers:
            read(series, t, values)
        found, busy = step.screen(values, subject.parameters, series, t), subject.rules
        if found or busy:
            for number, rule, elsewhere in step.checks:
                if found & number or rule.slot in busy:
                    for read in elsewhere:
                        read(series, t, values)
                    self._settle(subject, rule, t, values)
        subject.clock = t

    def _settle(self, subject: Subject, rule: RulePlan, t: int, values: Sequence[float | None]) -> None:
        verdict, state = rule.when_function(values, subject.parameters), subject.rules.get(rule.slot, IDLE)
        if verdict is not True and state is IDLE:
            return
        cleared = None
        if rule.clear_function is not None and not state.armed:
            cleared = rule.clear_function(values, subject.parameters)
        after, fires = judge(rule, state, t, verdict, cleared)
        subject.settle(rule.slot, after)
        if after.true_since == t and rule.schedule is None:
            subject.wake = min(subject.wake, t + rule.sustained_ms)
        if fires:
            subject.note(self.code(rule.slot, t))
            self._on_fire(subject, rule, t, values)

    def _timers_of(self, values: tuple[float, ...]) -> Timers:
        """The silences that wake rules, for these parameter values."""
        if values not in self._timers:
            found: dict[tuple[int, int], set[int]] = {}
            for rule in self.program.rules:
                for deadline in rule.deadlines:
                    if (after := deadline.after_ms(values)) is not None:
                        found.setdefault((deadline.signal, after + 1), set()).add(rule.slot)
            by_signal: dict[int, dict[int, frozenset[int]]] = {}
            for (signal, silence), rules in sorted(found.items()):
                by_signal.setdefault(signal, {})[silence] = frozenset(rules)
            silences = tuple((signal, tuple(its), its) for signal, its in by_signal.items())
            shortest = tuple(min(by_signal.get(signal, (NEVER,))) for signal in range(len(self.plans)))
            self._timers[values] = Timers(silences, shortest)
        return self._timers[values]

    def next_due(self, subject: Subject) -> int:
        """When does the next timer of this subject wake a rule? ``NEVER`` when none runs."""
        clock, soonest = subject.clock, NEVER
        for signal, silences, _ in subject.timers.silences:
            last = subject.series[signal].data[LAST_T]
            place = bisect_right(silences, clock - last)
            if place < len(silences):
                soonest = min(soonest, last + silences[place])
        return min([soonest, *(due for due, _ in self._wakes(subject))])

    def _due_at(self, subject: Subject, t: int) -> frozenset[int]:
        """The rules of each timer at an instant after the clock."""
        due = [rules for at, rules in self._wakes(subject) if at == t]
        for signal, _, rules_after in subject.timers.silences:
            if found := rules_after.get(t - subject.series[signal].data[LAST_T]):
                due.append(found)
        return due[0] if len(due) == 1 else frozenset().union(*due)

    def _wakes(self, subject: Subject) -> Iterator[tuple[int, frozenset[int]]]:
        """(instant, rules) of each timer after the clock but silences: sustained conditions, schedules."""
        clock = subject.clock
        if subject.rules:
            for rule in self._sustained:
                since = subject.rules.get(rule.slot, IDLE).true_since
                if since is not None and since + rule.sustained_ms > clock:
                    yield since + rule.sustained_ms, frozenset((rule.slot,))
        for rule in self._scheduled:
            if rule.schedule is not None:
                every, offset = rule.schedule.every_ms, rule.schedule.offset_ms
                yield (clock - offset) // every * every + offset + every, frozenset((rule.slot,))

    def _step(self, rules: Iterable[int]) -> _Step:
        """The step that judges these rules; each combination is put together once."""
        chosen = frozenset(rules)
        if chosen not in self._steps:
            readers = self._readers({slot for rule in chosen for slot in self.program.rules[rule].features})
            checks = tuple((1 << slot, self.program.rules[slot], ()) for slot in sorted(chosen))
            self._steps[chosen] = _Step([None] * len(self.program.features), readers, _any_of_them, checks)
        return self._steps[chosen]

    def _step_of(self, signal: int) -> _Step:
        """The step that judges the rules of a signal when something came of it alone."""
        program = self.program
        rules = [program.rules[slot] for slot in sorted(self._fed_by[signal])]
        here = {slot for rule in rules for slot in rule.features if program.features[slot].signal == signal}
        there = {slot for rule in rules for slot in rule.features} - here
        places = {program.features[slot].name: slot for slot in here}
        elsewhere = {program.features[it].name: compile_reader_of(program, self.plans, it) for it in there}
        parameters = {name: slot for slot, name in enumerate(program.parameters)}
        return _Step(
            values=[None] * len(program.features),
            readers=(compile_reader(program, self.plans, sorted(here)),),
            screen=to_screen({rule.slot: rule.when for rule in rules}, places, parameters, elsewhere),
            checks=tuple((1 << it.slot, it, self._readers(set(it.features) - here)) for it in rules),
        )

    def _readers(self, features: Iterable[int]) -> tuple[Reader, ...]:
        return compile_readers(self.program, self.plans, sorted(features))
