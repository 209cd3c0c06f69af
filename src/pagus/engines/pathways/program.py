"""A checked pathway -> a program: names as positions, guards as functions, ways by what they wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pagus.errors import NotFound, PathwayError
from pagus.kit_language.form_links import guard_words
from pagus.kit_language.model import Kit
from pagus.kit_language.pathway_assembly import kit_with_facts
from pagus.kit_language.pathway_faults import faults_of
from pagus.kit_language.pathway_model import LOOK, EndKind, Pathway, Task, Transition
from pagus.rules import Environment, Expression, Function, compile_rule, to_function

__all__ = ["Plan", "Program", "StatePlan", "Way", "compile_pathway"]


@dataclass(frozen=True, slots=True)
class Way:
    """One transition, ready to be asked. ``guard`` None: always."""

    position: int
    to: str
    transition: Transition
    guard: Function | None
    expression: Expression | None
    reads: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class StatePlan:
    """One state, ready to be run. ``timers``: (name, after, times, tells)."""

    name: str
    tasks: tuple[str, ...]
    tells: tuple[str, ...]
    timers: tuple[tuple[str, int, int, tuple[str, ...]], ...]
    ways: Mapping[tuple[str, str], tuple[Way, ...]]
    changes: tuple[Way, ...]
    done: Mapping[str, tuple[Way, ...]]
    """Of ``ways``, those that wait for a task to be done, by its name."""
    end: EndKind | None
    branches: tuple[str, ...]
    need: int
    joined: str
    calls: str
    is_watched: bool
    """A timer leads on from here, whatever the values: a task may be cancelled without a way for that."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One pathway, ready to be run."""

    pathway: Pathway
    states: Mapping[str, StatePlan]
    tasks: Mapping[str, tuple[str, int, int, bool]]
    """By task: its role, how long until it is due, and until it goes to another role (-1: never); does it repeat?"""


@dataclass(frozen=True, slots=True)
class Program:
    """A pathway with all that it calls, under one version. ``slots``: where each fact and feature stands in a row."""

    name: str
    version: str
    plans: Mapping[str, Plan]
    slots: Mapping[str, int]
    ranges: Mapping[str, tuple[float, float]]
    counted: Mapping[str, tuple[int, ...]]
    """By task: the slots of the facts that count it."""
    counting: frozenset[str]
    """The facts that are counted: nobody gives them."""
    heeded: frozenset[str]
    """The tasks whose count somebody may go on by, without anything else happening."""
    parameters: tuple[str, ...]
    defaults: Mapping[str, float]


def compile_pathway(kit: Kit, name: str, values: Mapping[str, float] | None = None) -> Program:
    """How is this pathway run?

    Takes: a loaded kit, the name of one of its pathways, and the parameter values of the territory (the others are the
    defaults). Gives: a program; it holds the pathways that this one calls.
    Refuses: NotFound for a pathway that the kit does not have; PathwayError with every fault of a pathway that cannot
    be followed (``faults_of``), which a loaded kit has not.
    """
    if name not in kit.pathways:
        raise NotFound("kit {kit} has no pathway {pathway}", kit=kit.id, pathway=name)
    called = _called(kit, name)
    faults = [fault for each in called for fault in faults_of(each, kit)]
    if faults:
        raise PathwayError("the pathway {pathway} has {count} faults", faults, pathway=name, count=len(faults))
    joined = kit_with_facts(kit, called)
    slots = {feature: slot for slot, feature in enumerate(joined.features)}
    defaults = {key: one.default for key, one in kit.parameters.items()} | dict(values or {})
    environment = Environment(
        {feature: one.unit for feature, one in joined.features.items()},
        {key: one.unit for key, one in kit.parameters.items()},
        guard_words(kit),
    )
    facts = {fact.name: fact for each in called for fact in each.facts.values()}
    counted: dict[str, tuple[str, ...]] = {}
    for fact in facts.values():
        if fact.counts:
            counted[fact.counts] = (*counted.get(fact.counts, ()), fact.name)
    plans = {each.name: _plan(each, environment, slots, tuple(kit.parameters)) for each in called}
    read = {key for plan in plans.values() for it in plan.states.values() for way in it.changes for key, _ in way.reads}
    return Program(
        name=name,
        version=kit.version,
        plans=plans,
        slots=slots,
        ranges={fact.name: fact.plausible for fact in facts.values() if not fact.counts},
        counted={task: tuple(slots[name] for name in names) for task, names in counted.items()},
        counting=frozenset(name for names in counted.values() for name in names),
        heeded=frozenset(task for task, names in counted.items() if read.intersection(names)),
        parameters=tuple(kit.parameters),
        defaults=defaults,
    )


def _called(kit: Kit, name: str) -> list[Pathway]:
    """The pathway, and those that it calls, each once."""
    names = [name]
    for each in names:
        names += [one for one in kit.pathways[each].calls() if one not in names and one in kit.pathways]
    return [kit.pathways[each] for each in names]


def _plan(pathway: Pathway, environment: Environment, slots: Mapping[str, int], parameters: tuple[str, ...]) -> Plan:
    places = {key: slot for slot, key in enumerate(parameters)}
    states: dict[str, StatePlan] = {}
    for state in pathway.states.values():
        ways: dict[tuple[str, str], list[Way]] = {}
        for position, one in enumerate(state.transitions):
            ways.setdefault((one.kind, one.name), []).append(_way(position, one, environment, slots, places))
        watched = [ways.get(("timer", timer.name), []) for timer in state.timers]
        states[state.name] = StatePlan(
            name=state.name,
            tasks=state.tasks,
            tells=state.tells,
            timers=tuple((one.name, one.after_ms, one.times, one.tells) for one in state.timers),
            ways={key: tuple(each) for key, each in ways.items() if key[0] != "change"},
            changes=tuple(ways.get(("change", ""), ())),
            done={key[1]: tuple(each) for key, each in ways.items() if key[0] == "done"},
            end=state.end,
            branches=state.branches,
            need=state.need,
            joined=state.joined,
            calls=state.calls,
            is_watched=any(each and each[-1].guard is None for each in watched),
        )
    tasks = {one.name: (one.role, one.due_ms, _escalates(one), one.repeats) for one in pathway.tasks.values()}
    return Plan(pathway, states, {**tasks, LOOK: (pathway.owner.role, pathway.owner.within_ms, -1, False)})


def _escalates(task: Task) -> int:
    return -1 if task.escalation is None else task.due_ms + task.escalation.after_ms


def _way(
    position: int, one: Transition, environment: Environment, slots: Mapping[str, int], places: Mapping[str, int]
) -> Way:
    if not one.guard:
        return Way(position, one.to, one, None, None, ())
    expression = compile_rule(one.guard, environment, expect="boolean")
    reads = tuple((name, slots[name]) for name in expression.features)
    return Way(position, one.to, one, to_function(expression, slots, places), expression, reads)
