"""The scenarios of a kit, run on the live engine with a simulated clock: given values, when they come, then alerts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pagus.analytics.courses import DAY_ZERO, CourseRun, run_course, ways_of
from pagus.engines.signals import Derived, Key, Live, Program, compile_program
from pagus.kit_language.model import Kit, Scenario, Severity
from pagus.kit_language.written import offset_text

__all__ = ["Compared", "Raised", "ScenarioReport", "ScenarioResult", "run_scenario", "run_scenarios"]

SUBJECT = "person:P-SCENARIO"
MOST_TOLD = 6
"""How many alerts are named when there are more than a budget allows."""

Arriving = tuple[int, str, int, float]
"""(arrival, signal, instant, value), both times in ms after day zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert of a scenario: which rule, how long after day zero in ms, how severe, taken back or not."""

    rule: str
    at_ms: int
    severity: Severity
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line of expected against found; a side that has nothing is empty, an alert at any time has no instant."""

    at_ms: int | None
    expected: str
    found: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """How one scenario went. ``differences`` says in words what was not as expected; empty when it passed."""

    name: str
    title: str
    kind: str
    file: str
    rule: str | None
    passed: bool
    differences: tuple[str, ...]
    alerts: tuple[Raised, ...]
    line: int | None = None
    taken: frozenset[tuple[str, str, int]] = frozenset()
    """The transitions that a scenario of a pathway took: pathway, state, position in its ``next``."""
    compared: tuple[Compared, ...] = ()
    """Expected against found, in order of time; nothing for a budget, whose alerts are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioReport:
    """How the scenarios of a kit went.

    ``rule_coverage`` is the share of the kit's rules that fire in a passed scenario, ``boundary_coverage`` the share
    that fire in a passed scenario of their own boundary; the rules that lack are named.
    """

    kit: str
    version: str
    digest: str
    run: int
    failed: int
    rules: int
    rule_coverage: float
    boundary_coverage: float
    never_fired: tuple[str, ...]
    without_boundary: tuple[str, ...]
    results: tuple[ScenarioResult, ...]
    ways: int = 0
    way_coverage: float = 1.0
    """The share of the transitions of all pathways that a passed scenario takes; ``never_taken`` names the others."""
    never_taken: tuple[str, ...] = ()


def run_scenarios(kit: Kit, rule: str | None = None) -> ScenarioReport:
    """Does the kit do what its scenarios say?

    Takes: a loaded kit; the id of a rule, to run only the scenarios that hold its boundary or expect it, and to count
    its coverage alone. Gives: the result of each scenario, how many failed, and which rules they cover.
    Method: each scenario runs alone on a live engine (``engines.signals.Live``): points are fed as they arrive, the
    clock is moved to the end, and the alerts left at the end are compared with those expected.
    Refuses: NotFound for a rule that the kit does not have.
    Example: ``run_scenarios(shipped_kit("diabetes-home")).failed == 0``.
    """
    program = compile_program(kit)
    rules = kit.rules if rule is None else {rule: kit.rule(rule)}
    chosen = [one for one in kit.scenarios if rule is None or rule in _rules_of(one)]
    results = tuple(
        _result(program, scenario) if scenario.course is None else _course_result(program, kit, scenario)
        for scenario in chosen
    )
    ways = ways_of(kit) if rule is None else frozenset()
    passed = [result for result in results if result.passed]
    fired = {alert.rule for result in passed for alert in result.alerts if not alert.withdrawn}
    walked = {way for result in passed for way in result.taken}
    edges = {result.rule for result in passed if result.rule in {alert.rule for alert in result.alerts}}
    return ScenarioReport(
        kit=kit.id,
        version=kit.version,
        digest=kit.digest,
        run=len(results),
        failed=len(results) - len(passed),
        rules=len(rules),
        rule_coverage=_share(fired & rules.keys(), rules),
        boundary_coverage=_share(edges & rules.keys(), rules),
        never_fired=tuple(one for one in rules if one not in fired),
        without_boundary=tuple(one for one in rules if one not in edges),
        results=results,
        ways=len(ways),
        way_coverage=_share(walked & ways, ways),
        never_taken=tuple(f"{pathway}.{state}.next[{way}]" for pathway, state, way in sorted(ways - walked)),
    )


def run_scenario(kit: Kit, scenario: Scenario) -> ScenarioResult:
    """Does the kit do what this one scenario says? Takes: a loaded kit and a scenario. Gives: its result."""
    program = compile_program(kit)
    return _result(program, scenario) if scenario.course is None else _course_result(program, kit, scenario)


def _course_result(program: Program, kit: Kit, scenario: Scenario) -> ScenarioResult:
    alerts = _play(program, scenario) if scenario.observations else ()
    run: CourseRun = run_course(kit, scenario, [(one.rule, one.at_ms) for one in alerts if not one.withdrawn])
    lines = tuple(
        Compared(at_ms=None, expected=f"{part}: {wanted}", found=f"{part}: {found}", agrees=wanted == found)
        for part, wanted, found in run.compared
    )
    return ScenarioResult(
        name=scenario.name,
        title=scenario.title,
        kind=scenario.kind,
        file=scenario.file,
        rule=None,
        passed=not run.differences,
        differences=run.differences,
        alerts=(),
        line=scenario.line,
        taken=run.taken if not run.differences else frozenset(),
        compared=lines,
    )


def _rules_of(scenario: Scenario) -> set[str | None]:
    return {scenario.rule, *(rule for rule, _ in (*scenario.alerts, *scenario.withdrawn))}


def _share(part: Iterable[object], whole: Iterable[object]) -> float:
    total = len(list(whole))
    return len(list(part)) / total if total else 1.0


def _result(program: Program, scenario: Scenario) -> ScenarioResult:
    alerts = _play(program, scenario)
    pairs = tuple(_pairs(scenario, alerts))
    over = scenario.most_alerts is not None and len(alerts) > scenario.most_alerts
    differences = (_over_budget(scenario, alerts),) if over else tuple(words for pair in pairs for words in _said(pair))
    return ScenarioResult(
        name=scenario.name,
        title=scenario.title,
        kind=scenario.kind,
        file=scenario.file,
        rule=scenario.rule,
        passed=not differences,
        differences=differences,
        alerts=alerts,
        line=scenario.line,
        compared=tuple(sorted(map(_compared, pairs), key=_by_time)),
    )


def _play(program: Program, scenario: Scenario) -> tuple[Raised, ...]:
    """Which alerts does the engine raise, and take back?"""
    live = Live(program)
    live.enrol(SUBJECT, DAY_ZERO, scenario.parameters)
    told = _Told()
    end = scenario.until_ms if scenario.uninstall_at_ms is None else scenario.uninstall_at_ms
    points = _arrivals(scenario)
    _feed(live, [point for point in points if point[0] < end], told)
    if scenario.uninstall_at_ms is not None:
        told.take(live.leave(SUBJECT, DAY_ZERO + end))
    _feed(live, [point for point in points if point[0] >= end], told)
    told.take(Derived(firings=tuple(live.advance(DAY_ZERO + scenario.until_ms))))
    return told.alerts()


def _arrivals(scenario: Scenario) -> list[Arriving]:
    arrivals = scenario.arrivals or tuple(at for _, at, _ in scenario.observations)
    return [
        (arrival, signal, at, value)
        for arrival, (signal, at, value) in zip(arrivals, scenario.observations, strict=True)
    ]


def _feed(live: Live, points: Sequence[Arriving], told: _Told) -> None:
    """Feed points in order of arrival. What comes late finds the clock at its arrival: timers have run by then."""
    for late, group in groupby(points, key=lambda point: point[0] if point[0] > point[2] else None):
        if late is not None:
            told.take(Derived(firings=tuple(live.advance(DAY_ZERO + late - 1))))
        told.take(live.feed([(SUBJECT, signal, DAY_ZERO + at, value) for _, signal, at, value in group]))


class _Told:
    """Keeps what the engine told, step by step: alerts raised, and those it took back since."""

    def __init__(self) -> None:
        self._standing: dict[Key, Severity] = {}
        self._withdrawn: dict[Key, Severity] = {}

    def take(self, derived: Derived) -> None:
        for key in derived.withdrawn:
            self._withdrawn[key] = self._standing.pop(key)
        for firing in derived.firings:
            self._standing[firing.key] = firing.severity
            self._withdrawn.pop(firing.key, None)

    def alerts(self) -> tuple[Raised, ...]:
        found = [
            Raised(rule=rule, at_ms=t - DAY_ZERO, severity=severity, withdrawn=keys is self._withdrawn)
            for keys in (self._standing, self._withdrawn)
            for (rule, _, t), severity in keys.items()
        ]
        return tuple(sorted(found, key=lambda alert: (alert.at_ms, alert.rule)))


class _Pair(NamedTuple):
    """An expected alert and the one that came for it; one of the two may lack."""

    verb: str
    rule: str
    expected_ms: int | None
    severity: Severity | None
    found: Raised | None
    expected: bool = True


def _pairs(scenario: Scenario, alerts: Sequence[Raised]) -> Iterator[_Pair]:
    standing = [alert for alert in alerts if not alert.withdrawn]
    if scenario.most_alerts is not None:  # a budget is counted, not compared
        return
    severities = scenario.severities or (None,) * len(scenario.alerts)
    expected = list(zip(scenario.alerts, severities, strict=True))
    yield from _pair(expected, standing, "fired")
    taken_back = [alert for alert in alerts if alert.withdrawn]
    yield from _pair([(one, None) for one in scenario.withdrawn], taken_back, "fired and was taken back")


def _pair(
    expected: Sequence[tuple[tuple[str, int | None], Severity | None]], alerts: Sequence[Raised], verb: str
) -> Iterator[_Pair]:
    """Pair the expected alerts with those that came, exact instants first, and tell what is left on either side."""
    left = list(alerts)
    for (rule, at), severity in sorted(expected, key=lambda one: one[0][1] is None):
        found = next((alert for alert in left if alert.rule == rule and at in {None, alert.at_ms}), None)
        if found is not None:
            left.remove(found)
        yield _Pair(verb, rule, at, severity, found)
    yield from (_Pair(verb, alert.rule, None, None, alert, expected=False) for alert in left)


def _over_budget(scenario: Scenario, alerts: Sequence[Raised]) -> str:
    told = ", ".join(f"{alert.rule} at {offset_text(alert.at_ms)}" for alert in alerts[:MOST_TOLD])
    told += f" and {len(alerts) - MOST_TOLD} more" if len(alerts) > MOST_TOLD else ""
    return f"alerts: {len(alerts)}, at most {scenario.most_alerts} allowed: {told}"


def _said(pair: _Pair) -> Iterator[str]:
    """What is wrong with this pair, in words; nothing when the two agree."""
    if pair.found is None:
        when = "" if pair.expected_ms is None else f" at {offset_text(pair.expected_ms)}"
        yield f"expected that {pair.rule} {pair.verb}{when}: it did not"
    elif not pair.expected:
        yield f"{pair.rule} {pair.verb} at {offset_text(pair.found.at_ms)}, which is not expected"
    elif pair.severity not in {None, pair.found.severity}:
        yield f"{pair.rule} at {offset_text(pair.found.at_ms)} is {pair.found.severity}, expected {pair.severity}"


def _compared(pair: _Pair) -> Compared:
    back = ", taken back" if pair.verb != "fired" else ""
    found = "" if pair.found is None else f"{pair.rule} {pair.found.severity}{back}"
    expected = f"{pair.rule} {pair.severity or ''}".rstrip() + back if pair.expected else ""
    at = pair.found.at_ms if pair.found is not None else pair.expected_ms
    return Compared(at_ms=at, expected=expected, found=found, agrees=not list(_said(pair)))


def _by_time(line: Compared) -> tuple[bool, int]:
    return line.at_ms is None, line.at_ms or 0
