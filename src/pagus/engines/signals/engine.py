"""One subject, one instant at a time: which rules are due, what their features are, what they decide.

``Engine`` has the program made ready for speed and no memory of its own; ``Subject`` is the memory. Each instant of a
subject is judged once, with all its points: ``live`` sees to that. A timer is an instant like any other, so that
replay needs no clock.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pagus.engines.signals.hygiene import IDLE, judge
from pagus.engines.signals.model import Closure, Program, RulePlan, Verdict
from pagus.engines.signals.reading import Reader, compile_readers
from pagus.engines.signals.series import NEWEST_BYTES, UNKNOWN, plan_series
from pagus.engines.signals.subject import BETWEEN_CHECKPOINTS, NEVER, Checkpoint, Subject, Timers
from pagus.rules import Node
from pagus.rules.syntax import Has, walk

__all__ = ["Engine", "OnFire"]

OnFire = Callable[[Subject, RulePlan, int, Sequence[float | None]], None]
"""Called when a rule fires: subject, rule, instant, feature values by slot (valid during the call)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What to do when certain rules are due: windows to read into ``values``, conditions to judge.

    ``far``: conditions that also look at signals of which nothing came now, each with whether it may be judged without
    them first, and the windows of those signals.
    """

    values: list[float | None]
    readers: tuple[Reader, ...]
    checks: tuple[tuple[int, Closure, RulePlan], ...]
    far: tuple[tuple[int, Closure, RulePlan, bool, tuple[Reader, ...]], ...]


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
        self._on_signal = tuple(self._put_together(rules, {slot}) for slot, rules in enumerate(self._fed_by))

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
        subject.rules = dict(rules)
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
        subject.wake = min(subject.wake, soon)
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
        parameters, states = subject.parameters, subject.rules
        for slot, when, rule in step.checks:
            verdict = when(values, parameters)
            if verdict is True or slot in states:
                self._settle(subject, rule, t, verdict, values)
        if step.far:
            self._judge_far(subject, t, step)
        subject.clock = t

    def _judge_far(self, subject: Subject, t: int, step: _Step) -> None:
        """Judge the conditions across signals.

        What is false while the other signals are unknown is false whatever they are (the logic is monotone, has() set
        apart), and a rule at rest then stays at rest: most observations need not look at the other signals.
        """
        parameters, states = subject.parameters, subject.rules
        for slot, when, rule, may_guess, readers in step.far:
            if may_guess and slot not in states and when(step.values, parameters) is False:
                continue
            everything = step.values.copy()
            for read in readers:
                read(subject.series, t, everything)
            verdict = when(everything, parameters)
            if verdict is True or slot in states:
                self._settle(subject, rule, t, verdict, everything)

    def _settle(
        self, subject: Subject, rule: RulePlan, t: int, verdict: Verdict, values: Sequence[float | None]
    ) -> None:
        state = subject.rules.get(rule.slot, IDLE)
        cleared = None
        if rule.clear_closure is not None and not state.armed:
            cleared = rule.clear_closure(values, subject.parameters)
        after, fires = judge(rule, state, t, verdict, cleared)
        if after is IDLE:
            subject.rules.pop(rule.slot, None)
        else:
            subject.rules[rule.slot] = after
        if after.true_since == t and rule.schedule is None:
            subject.wake = min(subject.wake, t + rule.sustained_ms)
        if fires:
            subject.note(self.code(rule.slot, t))
            self._on_fire(subject, rule, t, values)

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
            since = subject.rules.get(rule.slot, IDLE).true_since
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
            self._steps[chosen] = self._put_together(chosen, set(range(len(self.plans))))
        return self._steps[chosen]

    def _put_together(self, rules: Iterable[int], near: set[int]) -> _Step:
        """The step that judges these rules when something came of the ``near`` signals."""
        program = self.program
        plans = [program.rules[slot] for slot in sorted(rules)]
        here = {slot for plan in plans for slot in plan.features if program.features[slot].signal in near}
        across = [plan for plan in plans if not near.issuperset(plan.signals)]
        return _Step(
            values=[None] * len(program.features),
            readers=compile_readers(program, self.plans, sorted(here)),
            checks=tuple((it.slot, it.when_closure, it) for it in plans if it not in across),
            far=tuple(self._across(it, [slot for slot in it.features if slot not in here]) for it in across),
        )

    def _across(self, rule: RulePlan, far: Sequence[int]) -> tuple[int, Closure, RulePlan, bool, tuple[Reader, ...]]:
        names = {self.program.features[slot].name for slot in far}
        may_guess = not _asks_for(rule.when.node, names)
        return rule.slot, rule.when_closure, rule, may_guess, compile_readers(self.program, self.plans, far)


def _asks_for(node: Node, names: set[str]) -> bool:
    """Does this condition ask has() of one of these features?"""
    return any(isinstance(part, Has) and part.name in names for part in walk(node))
