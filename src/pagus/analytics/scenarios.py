"""The scenarios of a kit, run on the live engine with a simulated clock: given values, when they come, then alerts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pagus.engines.signals import Derived, Key, Live, Program, compile_program
from pagus.kernel.time import DAY
from pagus.kit_language.model import Kit, Scenario, Severity
from pagus.kit_language.written import offset_text

__all__ = ["Raised", "ScenarioReport", "ScenarioResult", "run_scenario", "run_scenarios"]

DAY_ZERO = 20_454 * DAY
"""2026-01-01 at midnight UTC: a whole number of weeks after 1970, so that weekly schedules fall on it."""
SUBJECT = "person:P-SCENARIO"

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


def run_scenarios(kit: Kit) -> ScenarioReport:
    """Does the kit do what its scenarios say?

    Takes: a loaded kit. Gives: the result of each scenario, how many failed, and which rules they cover.
    Method: each scenario runs alone on a live engine (``engines.signals.Live``): points are fed as they arrive, the
    clock is moved to the end, and the alerts left at the end are compared with those expected.
    Example: ``run_scenarios(shipped_kit("diabetes-home")).failed == 0``.
    """
    program = compile_program(kit)
    results = tuple(_result(program, scenario) for scenario in kit.scenarios)
    passed = [result for result in results if result.passed]
    fired = {alert.rule for result in passed for alert in result.alerts if not alert.withdrawn}
    edges = {result.rule for result in passed if result.rule in {alert.rule for alert in result.alerts}}
    return ScenarioReport(
        kit=kit.id,
        version=kit.version,
        digest=kit.digest,
        run=len(results),
        failed=len(results) - len(passed),
        rules=len(kit.rules),
        rule_coverage=_share(fired & kit.rules.keys(), kit.rules),
        boundary_coverage=_share(edges & kit.rules.keys(), kit.rules),
        never_fired=tuple(rule for rule in kit.rules if rule not in fired),
        without_boundary=tuple(rule for rule in kit.rules if rule not in edges),
        results=results,
    )


def run_scenario(kit: Kit, scenario: Scenario) -> ScenarioResult:
    """Does the kit do what this one scenario says? Takes: a loaded kit and a scenario. Gives: its result."""
    return _result(compile_program(kit), scenario)


def _share(part: Iterable[object], whole: Iterable[object]) -> float:
    total = len(list(whole))
    return len(list(part)) / total if total else 1.0


def _result(program: Program, scenario: Scenario) -> ScenarioResult:
    alerts = _play(program, scenario)
    differences = tuple(_differences(scenario, alerts))
    return ScenarioResult(
        name=scenario.name,
        title=scenario.title,
        kind=scenario.kind,
        file=scenario.file,
        rule=scenario.rule,
        passed=not differences,
        differences=differences,
        alerts=alerts,
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


def _differences(scenario: Scenario, alerts: Sequence[Raised]) -> Iterable[str]:
    if scenario.most_alerts is not None:
        if len(alerts) > scenario.most_alerts:
            told = ", ".join(f"{alert.rule} at {offset_text(alert.at_ms)}" for alert in alerts)
            yield f"alerts: {len(alerts)}, at most {scenario.most_alerts} allowed: {told}"
        return
    severities = scenario.severities or (None,) * len(scenario.alerts)
    expected = list(zip(scenario.alerts, severities, strict=True))
    yield from _compare(expected, [alert for alert in alerts if not alert.withdrawn], "fired")
    taken_back = [alert for alert in alerts if alert.withdrawn]
    yield from _compare([(one, None) for one in scenario.withdrawn], taken_back, "fired and was taken back")


def _compare(
    expected: Sequence[tuple[tuple[str, int | None], Severity | None]], alerts: Sequence[Raised], verb: str
) -> Iterable[str]:
    """Pair the expected alerts with those that came, exact instants first, and tell what is left on either side."""
    left = list(alerts)
    for (rule, at), severity in sorted(expected, key=lambda one: one[0][1] is None):
        found = next((alert for alert in left if alert.rule == rule and at in {None, alert.at_ms}), None)
        if found is None:
            when = "" if at is None else f" at {offset_text(at)}"
            yield f"expected that {rule} {verb}{when}: it did not"
            continue
        left.remove(found)
        if severity is not None and found.severity != severity:
            yield f"{rule} at {offset_text(found.at_ms)} is {found.severity}, expected {severity}"
    for alert in left:
        yield f"{alert.rule} {verb} at {offset_text(alert.at_ms)}, which is not expected"
