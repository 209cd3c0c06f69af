"""Scenarios against the kit they test: nothing unknown in them, and none of the required ones missing."""

from __future__ import annotations

from collections.abc import Iterator

from pagus.errors import Fault
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.model import Kit
from pagus.kit_language.pathway_scenarios import course_faults, uncovered_faults
from pagus.kit_language.schema import SignalEntry
from pagus.kit_language.schema_scenario import ObservationEntry, ScenarioEntry
from pagus.kit_language.skeleton import boundary_line, scenario_line

__all__ = [
    "scenario_faults",
]

REQUIRED = ("happy", "silence", "outage", "false_alarm_budget", "uninstall")
FOLDER = "tests/scenarios"


def scenario_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """What is wrong with the scenarios of this kit, and which are missing?

    Takes: the draft and the kit assembled from it. Gives: faults.
    """
    for placed in draft.scenarios.values():
        if placed.value is not None:
            yield from _given_faults(draft, kit, placed, placed.value)
            yield from _then_faults(draft, placed, placed.value)
            yield from course_faults(draft, kit, placed, placed.value)
    if all(placed.value is not None for placed in draft.scenarios.values()):
        yield from _missing(draft, kit)
        yield from uncovered_faults(draft, kit)


def _given_faults(draft: Draft, kit: Kit, placed: Placed[ScenarioEntry], scenario: ScenarioEntry) -> Iterator[Fault]:
    if scenario.rule is not None and scenario.rule not in draft.rules:
        yield placed.fault(f"no rule is called {scenario.rule!r}", nearest(scenario.rule, draft.rules), "rule")
    for name, value in scenario.given.parameters.items():
        where = ("given", "parameters", name)
        if name not in draft.parameters:
            yield placed.fault(f"no parameter is called {name!r}", nearest(name, draft.parameters), *where)
            continue
        parameter = kit.parameters.get(name)
        if parameter is None:
            continue
        low, high = parameter.minimum, parameter.maximum
        if parameter.control == "fixed":
            yield placed.fault(f"{name} is fixed", "remove it: nobody can set it", *where)
        elif low is not None and high is not None and not low <= value <= high:
            yield placed.fault(f"{value:g} is out of bounds", f"{name} goes from {low:g} to {high:g}", *where)
    for position, entry in enumerate(scenario.given.observations):
        inside = ("given", "observations", position)
        if entry.signal not in draft.signals:
            message = f"no signal is called {entry.signal!r}"
            yield placed.fault(message, nearest(entry.signal, draft.signals), *inside, "signal")
        elif (signal := draft.signals[entry.signal].value) is not None:
            yield from _held_faults(placed, entry, signal, inside)
        last = max(entry.at or 0, entry.received or 0, (entry.end or 1) - (entry.every or 1))
        if last > scenario.when.until:
            yield placed.fault("data arrive after the end of the scenario", "move when.until to after them", *inside)
        if entry.received is not None and entry.received < max(entry.at or 0, (entry.end or 1) - (entry.every or 1)):
            yield placed.fault("received before it was measured", "move received to after the last value", *inside)


def _held_faults(
    placed: Placed[ScenarioEntry], entry: ObservationEntry, signal: SignalEntry, inside: tuple[str | int, ...]
) -> Iterator[Fault]:
    low, high = signal.plausible
    values = entry.values or ([entry.value] if entry.value is not None else [])
    held = [value for value in values if not low <= value <= high]
    if held:
        message = f"{held[0]:g} lies outside the plausible range: it would be held, and reach no rule"
        yield placed.fault(message, f"{entry.signal} goes from {low:g} to {high:g} {signal.unit}", *inside)


def _then_faults(draft: Draft, placed: Placed[ScenarioEntry], scenario: ScenarioEntry) -> Iterator[Fault]:
    for part, alerts in (("alerts", scenario.then.alerts or []), ("withdrawn", scenario.then.withdrawn)):
        before = 0
        for position, alert in enumerate(alerts):
            where = ("then", part, position)
            if alert.rule not in draft.rules:
                yield placed.fault(
                    f"no rule is called {alert.rule!r}", nearest(alert.rule, draft.rules), *where, "rule"
                )
                continue
            rule = draft.rules[alert.rule].value
            if rule is not None and alert.severity is not None and alert.severity != rule.severity:
                message = f"expects severity {alert.severity}, the rule has {rule.severity}"
                yield placed.fault(message, "correct the scenario or the rule", *where, "severity")
            if alert.at is None:
                continue
            if alert.at < before:
                yield placed.fault("the alerts are not in order of time", "sort them", *where)
            if alert.at > scenario.when.until:
                yield placed.fault("expected after the end of the scenario", "move when.until to after it", *where)
            before = alert.at
    uninstall = scenario.when.uninstall
    if uninstall is not None and uninstall >= scenario.when.until:
        message = "nothing is watched after the kit was removed"
        yield placed.fault(message, "move when.until to well after when.uninstall", "when")


def _missing(draft: Draft, kit: Kit) -> Iterator[Fault]:
    scenarios = [placed.value for placed in draft.scenarios.values() if placed.value is not None]
    present = {scenario.kind for scenario in scenarios}
    for kind in REQUIRED if draft.rules or not draft.pathways else ():
        if kind not in present:
            remedy = f"add a line as  {scenario_line(kit, kind)}"
            yield Fault(file=FOLDER, message=f"no scenario of kind {kind}", remedy=remedy)
    alerts = [alert for scenario in scenarios for alert in scenario.then.alerts or []]
    for name, placed in draft.rules.items():
        edges = [scenario for scenario in scenarios if scenario.kind == "boundary" and scenario.rule == name]
        if not any(alert.rule == name for scenario in edges for alert in scenario.then.alerts or []):
            line = boundary_line(kit, kit.rules[name]) if name in kit.rules else f"kind: boundary, rule: {name}"
            remedy = f"in {FOLDER} let it all but fire, then fire: {line}"
            yield placed.fault("no boundary scenario in which this rule fires", remedy)
        if not any(alert.rule == name and alert.severity is not None for alert in alerts):
            remedy = f"add severity: to one expected alert of {name}"
            yield placed.fault("no scenario says which severity this rule has", remedy)
