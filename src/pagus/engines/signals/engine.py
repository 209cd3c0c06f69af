"""One subject, one instant at a time: which rules are due, what their features are, what they decide.

``Engine`` has the program made ready for speed and no memory of its own; ``Subject`` is the memory. Each instant of a
subject is judged once, with all its points: ``live`` sees to that. A timer is an instant like any other, so that
replay needs no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pagus.engines.signals.hygiene import IDLE, judge
from pagus.engines.signals.model import Closure, Program, RulePlan, Verdict
from pagus.engines.signals.reading import Reader, compile_readers
from pagus.engines.signals.series import plan_series
from pagus.engines.signals.subject import NEVER, Checkpoint, Subject, Timers
from pagus.kernel.time import DAY

__all__ = ["Engine", "OnFire"]

OnFire = Callable[[Subject, RulePlan, int, Sequence[float | None]], None]
"""Called when a rule fires: subject, rule, instant, feature values by slot (valid during the call)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What to do at an instant when certain rules are due: the windows to read, then the conditions to judge."""

    readers: tuple[Reader, ...]
    checks: tuple[tuple[int, Closure, RulePlan], ...]


class Engine:
    """The live form of a program. Takes: the program; what to call when a rule fires."""

    def __init__(self, program: Program, on_fire: OnFire) -> None:
        self.program = program
        self.plans = plan_series(program)
        self.by_code = {signal.code: (signal.slot, signal.scale) for signal in program.signals}
        self._on_fire = on_fire
        self._values: list[float | None] = [None] * len(program.features)
        self._steps: dict[frozenset[int], _Step] = {}
        self._timers: dict[tuple[float, ...], Timers] = {}
        self._scheduled = tuple(rule for rule in program.rules if rule.schedule is not None)
        self._sustained = tuple(rule for rule in program.rules if rule.schedule is None and rule.sustained_ms)
        self._fed_by = tuple(
            frozenset(rule.slot for rule in program.rules if rule.schedule is None and signal.slot in rule.signals)
            for signal in program.signals
        )
        self._on_signal = tuple(self._step(rules) for rules in self._fed_by)

    def begin(self, name: str, from_ms: int, parameters: Mapping[str, float] | None = None) -> Subject:
        """A subject at the instant of its enrolment, with nothing received."""
        program = self.program
        values = program.values_with(parameters) if parameters else program.values
        subject = Subject(name, from_ms, values, self._timers_of(values), self.plans, len(program.rules))
        subject.next_checkpoint = from_ms + DAY
        return subject

    def enrolled(self, subject: Subject) -> Checkpoint:
        """How did this subject stand before its enrolment: nothing received, nothing remembered."""
        nothing = tuple((subject.from_ms, None) for _ in self.plans)
        return Checkpoint(subject.from_ms - 1, (IDLE,) * len(self.program.rules), nothing)

    def begin_at(self, before: Subject, checkpoint: Checkpoint) -> Subject:
        """The same subject as it stood at a checkpoint, but for the points of its windows."""
        rules = len(self.program.rules)
        subject = Subject(before.name, before.from_ms, before.parameters, before.timers, self.plans, rules)
        subject.clock = checkpoint.clock
        subject.wake = checkpoint.clock + 1
        subject.rules = list(checkpoint.rules)
        for one, (t, value) in zip(subject.series, checkpoint.newest, strict=True):
            one.last_t, one.last_value = t, value
        subject.checkpoints = tuple(it for it in before.checkpoints if it.clock <= checkpoint.clock)
        subject.next_checkpoint = checkpoint.clock + DAY
        return subject

    def observe(self, subject: Subject, t: int, arrivals: Sequence[tuple[int, int]]) -> None:
        """Take in the points of an instant later than the subject's clock, as (signal, grid value); judge what is due.

        Timers that are due before that instant come first.
        """
        if subject.wake < t:
            self.run_timers(subject, t - 1)
        if t >= subject.next_checkpoint:
            subject.checkpoints = (*subject.checkpoints[-1:], subject.checkpoint())
            subject.next_checkpoint = t + DAY
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
                subject.checkpoints = (*subject.checkpoints[-1:], subject.checkpoint())
                subject.next_checkpoint = due + DAY
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

    def _judge(self, subject: Subject, t: int, step: _Step) -> None:
        values = self._values
        for read in step.readers:
            read(subject.series, t, values)
        parameters, states = subject.parameters, subject.rules
        for slot, when, rule in step.checks:
            verdict = when(values, parameters)
            if verdict is True or states[slot] is not IDLE:
                self._settle(subject, rule, t, verdict)
        subject.clock = t

    def _settle(self, subject: Subject, rule: RulePlan, t: int, verdict: Verdict) -> None:
        state = subject.rules[rule.slot]
        cleared = None
        if rule.clear_closure is not None and not state.armed:
            cleared = rule.clear_closure(self._values, subject.parameters)
        after, fires = judge(rule, state, t, verdict, cleared)
        subject.rules[rule.slot] = after
        if after.true_since == t and rule.schedule is None:
            subject.wake = min(subject.wake, t + rule.sustained_ms)
        if fires:
            subject.raised.append(self.code(rule.slot, t))
            self._on_fire(subject, rule, t, self._values)

    def _timers_of(self, values: tuple[float, ...]) -> Timers:
        """The silences that wake rules, for these parameter values."""
        if values not in self._timers:
            found = {
                (rule.slot, deadline.signal, after + 1)
                for rule in self.program.rules
                for deadline in rule.deadlines
                if (after := deadline.after_ms(values)) is not None
            }
            shortest = [min((it[2] for it in found if it[1] == slot), default=NEVER) for slot in range(len(self.plans))]
            self._timers[values] = Timers(tuple(sorted(found)), tuple(shortest))
        return self._timers[values]

    def _wakes(self, subject: Subject) -> Iterable[tuple[int, int]]:
        """(instant, rule) of each timer after the clock: silences, sustained conditions, schedules."""
        clock = subject.clock
        for slot, signal, after in subject.timers.silences:
            if (due := subject.series[signal].last_t + after) > clock:
                yield due, slot
        for rule in self._sustained:
            since = subject.rules[rule.slot].true_since
            if since is not None and since + rule.sustained_ms > clock:
                yield since + rule.sustained_ms, rule.slot
        for rule in self._scheduled:
            if rule.schedule is not None:
                every, offset = rule.schedule.every_ms, rule.schedule.offset_ms
                yield (clock - offset) // every * every + offset + every, rule.slot

    def next_due(self, subject: Subject) -> int:
        """When does the next timer of this subject wake a rule? ``NEVER`` when none runs."""
        return min((due for due, _ in self._wakes(subject)), default=NEVER)

    def _due_at(self, subject: Subject, t: int) -> frozenset[int]:
        return frozenset(slot for due, slot in self._wakes(subject) if due == t)

    def _step(self, rules: Iterable[int]) -> _Step:
        """The step that judges these rules; each combination is put together once."""
        chosen = frozenset(rules)
        if chosen not in self._steps:
            plans = [self.program.rules[slot] for slot in sorted(chosen)]
            features = {slot for plan in plans for slot in plan.features}
            checks = tuple((plan.slot, plan.when_closure, plan) for plan in plans)
            self._steps[chosen] = _Step(compile_readers(self.program, self.plans, sorted(features)), checks)
        return self._steps[chosen]
