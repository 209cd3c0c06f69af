"""Scenarios of pathways against the kit: nothing unknown in them, and every end of every pathway reached in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pagus.errors import Fault
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.model import Kit
from pagus.kit_language.pathway_model import LOOK, Pathway
from pagus.kit_language.schema_scenario import ScenarioEntry

__all__ = ["course_faults", "uncovered_faults"]

FOLDER = "tests/scenarios"


def course_faults(draft: Draft, kit: Kit, placed: Placed[ScenarioEntry], scenario: ScenarioEntry) -> Iterator[Fault]:
    """What is wrong with this scenario of a pathway?

    Takes: the draft, the kit, the scenario where it stands, its shape. Gives: faults; none for a scenario about alerts.
    """
    enrol = scenario.given.enrol
    if enrol is None:
        return
    yield from _unknown(placed, "pathway", enrol.pathway, draft.pathways, "given", "enrol", "pathway")
    if enrol.pathway not in kit.pathways or not _calls_are_known(kit):
        return
    around = _around(kit, enrol.pathway)
    facts = {name for each in around for name in each.facts} | kit.features.keys()
    for name in enrol.facts:
        yield from _unknown(placed, "fact or feature", name, facts, "given", "enrol", "facts")
    yield from _event_faults(kit, placed, scenario, around, facts)
    then = scenario.then
    states = {name for each in around for name in each.states}
    for part, names in (("states", then.states or []), ("path", then.path or [])):
        for position, name in enumerate(names):
            yield from _unknown(placed, "state", name, states, "then", part, position)
    for position, task in enumerate(then.tasks or []):
        known = {name for each in around for name in each.tasks} | {LOOK}
        yield from _unknown(placed, "task", task.task, known, "then", "tasks", position)
    for position, message in enumerate(then.messages or []):
        known = {name for each in around for name in each.notices}
        yield from _unknown(placed, "notice", message.notice, known, "then", "messages", position)


def _event_faults(
    kit: Kit, placed: Placed[ScenarioEntry], scenario: ScenarioEntry, around: list[Pathway], facts: Iterable[str]
) -> Iterator[Fault]:
    tasks = {name for each in around for name in each.tasks} | {LOOK}
    forms = {task.form for each in around for task in each.tasks.values() if task.form}
    before = 0
    for position, event in enumerate(scenario.when.events):
        where: tuple[str | int, ...] = ("when", "events", position)
        for name in (event.done, event.cancelled, event.escalated):
            if name is not None:
                yield from _unknown(placed, "task", name, tasks, *where)
        if event.answered is not None:
            yield from _unknown(placed, "form", event.answered, forms, *where)
        if event.alert is not None:
            yield from _unknown(placed, "rule", event.alert, kit.rules, *where)
        for name in event.facts:
            yield from _unknown(placed, "fact or feature", name, facts, *where, "facts")
        if event.at < before:
            yield placed.fault("the events are not in order of time", "sort them; late facts have measured", *where)
        if event.at > scenario.when.until:
            yield placed.fault("an event comes after the end of the scenario", "move when.until to after it", *where)
        before = event.at


def _unknown(
    placed: Placed[ScenarioEntry], kind: str, name: str, known: Iterable[str], *where: str | int
) -> Iterator[Fault]:
    names = list(known)
    if name not in names:
        yield placed.fault(f"no {kind} is called {name!r}", nearest(name, names), *where)


def _around(kit: Kit, name: str) -> list[Pathway]:
    """The pathway and all that it calls."""
    names = [name]
    for each in names:
        names += [one for one in kit.pathways[each].calls() if one not in names and one in kit.pathways]
    return [kit.pathways[each] for each in names]


def uncovered_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """Which ends of pathways does no scenario reach?

    Takes: the draft and the kit, whose scenarios have all their shape. Gives: a fault for each.
    """
    if any(placed.value is None for placed in draft.pathways.values()) or not _calls_are_known(kit):
        return
    courses = [one.course for one in kit.scenarios if one.course is not None and one.course.pathway in kit.pathways]
    for pathway in kit.pathways.values():
        told = [one for one in courses if pathway in _around(kit, one.pathway)]
        for state in pathway.states.values():
            if state.end in {None, "branch"}:
                continue
            if not any(state.name in (*one.states, *(one.path or ())) for one in told):
                yield Fault(
                    file=pathway.file,
                    line=state.line,
                    path=f"{pathway.name}.states.{state.name}",
                    message=f"no scenario reaches the end {state.name}",
                    remedy=f"add a scenario of kind pathway to {FOLDER} with then: {{states: [{state.name}]}}",
                )


def _calls_are_known(kit: Kit) -> bool:
    return all(name in kit.pathways for pathway in kit.pathways.values() for name in pathway.calls())
