"""The ways to derive the alerts of a case, each to the set of alerts that stands at the end."""

from __future__ import annotations

import random
from typing import Any

import polars as pl

from tests.engines.signals.making import enrolled, table
from tests.engines.signals.random_kits import BASE, Case

Alerts = set[tuple[str, str, int]]


def engine() -> Any:
    """The engine as it is imported now: a mutant while one is at work."""
    import pagus.engines.signals as found

    return found


def by_replay(case: Case, start: int | None = None) -> Any:
    """The replay of a case."""
    found = engine()
    table_of = enrolled([(it.subject, it.from_ms, it.to_ms) for it in case.enrolments])
    own = {it.subject: it.parameters for it in case.enrolments if it.parameters}
    begin = BASE - 2 * 86_400_000 if start is None else start
    return found.replay(found.compile_program(case.kit), table(case.points), table_of, begin, case.end, own)


def keys(alerts: pl.DataFrame) -> Alerts:
    return set(alerts.select("rule", "subject", "t").rows())


class _Follower:
    """Live as a territory runs it: enrolments begin and end while points come in."""

    def __init__(self, case: Case, store: list[Any] | None = None) -> None:
        self.case = case
        self.store = store
        found = engine()
        program = found.compile_program(case.kit)
        self.live = found.Live(program) if store is None else found.Live(program, self._history)
        self.standing: dict[tuple[str, str, int], Any] = {}

    def _history(self, subject: str, from_ms: int, to_ms: int) -> list[Any]:
        return [it for it in self.store or () if it[0] == subject and from_ms <= it[2] <= to_ms]

    def take(self, derived: Any) -> None:
        for firing in derived.firings:
            assert firing.key not in self.standing, "an alert that stands was raised again"
            self.standing[firing.key] = firing
        for key in derived.withdrawn:
            del self.standing[key]

    def advance(self, to_ms: int) -> None:
        self.take(engine().Derived(tuple(self.live.advance(to_ms))))


def by_live_in_order(case: Case) -> dict[tuple[str, str, int], Any]:
    """Points one instant at a time, enrolments at their time; timers at every chance."""
    follower = _Follower(case)
    for _, _, happening in sorted(_happenings(case), key=lambda it: it[:2]):
        happening(follower)
    follower.advance(case.end)
    return follower.standing


def _happenings(case: Case) -> list[tuple[int, int, Any]]:
    def begin(it: Any) -> Any:
        return lambda follower: follower.live.enrol(it.subject, it.from_ms, it.parameters)

    def stop(it: Any) -> Any:
        return lambda follower: follower.take(follower.live.leave(it.subject, it.to_ms))

    def arrive(at: list[Any]) -> Any:
        def happen(follower: _Follower) -> None:
            follower.advance(at[0].t - 1)
            due = follower.live.next_deadline()
            assert due is None or due >= at[0].t, "a timer was forgotten"
            follower.take(follower.live.feed(at))

        return happen

    made = [(it.from_ms, 1, begin(it)) for it in case.enrolments]
    made += [(it.to_ms, 0, stop(it)) for it in case.enrolments if it.to_ms is not None]
    instants: dict[tuple[str, int], list[Any]] = {}
    for point in case.points:
        instants.setdefault((point.subject, point.t), []).append(point)
    return made + [(t, 2, arrive(at)) for (_, t), at in instants.items()]


def by_live_in_disorder(case: Case, seed: int, *, with_store: bool) -> Alerts:
    """Batches of points that come late, twice, and in any order, with timers in between; one enrolment a subject."""
    dice = random.Random(seed)
    store: list[Any] | None = [] if with_store else None
    follower = _Follower(case, store)
    for it in case.enrolments:
        follower.live.enrol(it.subject, it.from_ms, it.parameters)
    now = BASE
    for batch in _batches(dice, list(case.points)):
        if store is not None:
            store += [point for point in batch if point not in store]
        follower.take(follower.live.feed(batch))
        if dice.random() < 0.3:
            now = max(now, min(max(point.t for point in batch), case.end))
            follower.advance(now)
    follower.advance(case.end)
    return set(follower.standing)


def _batches(dice: random.Random, points: list[Any]) -> list[list[Any]]:
    """Points by time, a tenth of them delayed by up to two days, some sent twice; cut into batches of 1 to 20."""
    arrivals = []
    for point in points:
        delay = dice.choice([0, 3_600_000, 30_000_000, 172_800_000]) if dice.random() < 0.1 else 0
        arrivals.append((point.t + delay, dice.random(), point))
        if dice.random() < 0.05:
            arrivals.append((point.t + dice.choice([0, 50_000_000]), dice.random(), point))
    ordered = [point for _, _, point in sorted(arrivals, key=lambda it: it[:2])]
    batches = []
    while ordered:
        size = dice.randint(1, 20)
        batches.append(ordered[:size])
        ordered = ordered[size:]
    return batches


def by_live_restarted(case: Case, seed: int) -> Alerts:
    """Half of the points fed, then a new engine built from them alone, then the rest; one enrolment a subject."""
    half = random.Random(seed).randint(0, len(case.points))
    first, second = case.points[:half], case.points[half:]
    until = first[-1].t if first else BASE - 86_400_000
    follower = _Follower(case)
    for it in case.enrolments:
        follower.live.enrol(it.subject, it.from_ms, it.parameters)
    follower.take(follower.live.rebuild_all(table(first), until, report_from=0))
    for point in second:
        follower.take(follower.live.feed([point]))
    follower.advance(case.end)
    return set(follower.standing)
