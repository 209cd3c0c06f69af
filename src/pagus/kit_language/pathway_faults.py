"""What is wrong with a pathway, before anybody is enrolled: names, roles, guards, timers, circles.

That every state can be reached and left, and that nobody can be forgotten, is proved in ``pathway_graph``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from pagus.errors import Fault, UnitError
from pagus.kernel.time import format_duration
from pagus.kernel.units import parse_unit
from pagus.kit_language.entries import nearest
from pagus.kit_language.model import Kit
from pagus.kit_language.pathway_graph import graph_faults
from pagus.kit_language.pathway_guards import guard_faults, guard_space
from pagus.kit_language.pathway_model import ANY_END, LOOK, PERSON, Pathway, State, Transition
from pagus.kit_language.version import read_version
from pagus.rules.tokens import RESERVED

__all__ = ["faults_of"]


def faults_of(pathway: Pathway, kit: Kit) -> list[Fault]:
    """What is wrong with this pathway?

    Takes: a pathway and the kit that holds it (features, parameters, rules, roles, the other pathways).
    Gives: every fault, with file, line, path, and what would be right; empty for a pathway that can be run: every state
    can be reached and left, and every state where somebody waits has a timer or a task with an escalation.
    """
    space = guard_space(pathway, kit)
    named = [*_name_faults(pathway), *_state_faults(pathway, kit)]
    return [
        *named,
        *_fact_faults(pathway, kit),
        *_role_faults(pathway, kit),
        *guard_faults(pathway, space),
        *_order_faults(pathway),
        *_timer_faults(pathway),
        *_circle_faults(pathway, kit),
        *_migration_faults(pathway, kit),
        *_assumption_faults(pathway),
        *_unused(pathway, kit),
        *(graph_faults(pathway, space) if not named else ()),
    ]


def _fault(pathway: Pathway, line: int | None, path: str, message: str, remedy: str) -> Fault:
    return Fault(file=pathway.file, line=line, path=f"{pathway.name}.{path}", message=message, remedy=remedy)


def _unknown(
    pathway: Pathway, line: int | None, path: str, kind: str, name: str, known: Iterable[str]
) -> Iterator[Fault]:
    names = list(known)
    if name not in names:
        yield _fault(pathway, line, path, f"no {kind} is called {name!r}", nearest(name, names))


def _name_faults(pathway: Pathway) -> Iterator[Fault]:
    yield from _unknown(pathway, pathway.line, "start", "state", pathway.start, pathway.states)
    if pathway.moved:
        yield from _unknown(pathway, pathway.line, "moved", "state", pathway.moved, pathway.states)
    if LOOK in pathway.tasks:
        message = f"{LOOK} is the task that the engine opens for the owner"
        yield _fault(pathway, pathway.tasks[LOOK].line, f"tasks.{LOOK}", message, "call it otherwise")
    start = pathway.states.get(pathway.start)
    if start is not None and start.end is not None:
        yield _fault(pathway, start.line, "start", "the pathway ends where it starts", "start in a state that waits")


def _state_faults(pathway: Pathway, kit: Kit) -> Iterator[Fault]:
    for name, state in pathway.states.items():
        where = f"states.{name}"
        for task in state.tasks:
            yield from _unknown(pathway, state.line, f"{where}.tasks", "task", task, pathway.tasks)
        for notice in (*state.tells, *(told for timer in state.timers for told in timer.tells)):
            yield from _unknown(pathway, state.line, f"{where}.tells", "notice", notice, pathway.notices)
        for target in state.branches:
            yield from _unknown(pathway, state.line, f"{where}.branches", "state", target, pathway.states)
        if state.joined:
            yield from _unknown(pathway, state.line, f"{where}.joined", "state", state.joined, pathway.states)
        if state.calls:
            yield from _unknown(pathway, state.line, f"{where}.calls", "pathway", state.calls, kit.pathways)
        for position, one in enumerate(state.transitions):
            yield from _transition_faults(pathway, kit, state, one, f"{where}.next[{position}]")


def _transition_faults(pathway: Pathway, kit: Kit, state: State, one: Transition, where: str) -> Iterator[Fault]:
    yield from _unknown(pathway, one.line, f"{where}.to", "state", one.to, pathway.states)
    called = kit.pathways.get(state.calls)
    ends = [name for name, it in called.states.items() if it.end not in {None, "branch"}] if called is not None else []
    forms = {task.form for task in pathway.tasks.values()} | {fact.form for fact in pathway.facts.values()}
    known: Mapping[str, tuple[str, Iterable[str]]] = {
        "done": ("task of this state", state.tasks),
        "cancelled": ("task of this state", state.tasks),
        "escalated": ("task of this state", state.tasks),
        "timer": ("timer of this state", [timer.name for timer in state.timers]),
        "answered": ("form of this pathway", forms - {""}),
        "alert": ("rule", kit.rules),
        "returned": ("end of the called pathway", [*ends, ANY_END]),
    }
    if one.kind in known and (one.kind != "returned" or called is not None or not state.calls):
        kind, names = known[one.kind]
        yield from _unknown(pathway, one.line, f"{where}.{one.kind}", kind, one.name, names)
    task = pathway.tasks.get(one.name)
    if one.kind == "escalated" and task is not None and task.escalation is None:
        message = f"the task {one.name} is never escalated"
        remedy = f"add escalate: {{to: ROLE, after: 7d}} to {one.name}"
        yield _fault(pathway, one.line, f"{where}.escalated", message, remedy)


def _fact_faults(pathway: Pathway, kit: Kit) -> Iterator[Fault]:
    forms = {task.form for task in pathway.tasks.values()}
    for name, fact in pathway.facts.items():
        where = f"facts.{name}"
        try:
            parse_unit(fact.unit)
        except UnitError as error:
            message, _, remedy = str(error).partition(": ")
            yield _fault(pathway, fact.line, f"{where}.unit", message, remedy or "write a UCUM code, as mg/dL")
        if name in RESERVED:
            message = f"{name} is a word of the rule language and cannot be a name"
            yield _fault(pathway, fact.line, where, message, f"call it {name}_value, for example")
        if name in kit.features:
            message = f"{name} is a feature of the kit already"
            yield _fault(pathway, fact.line, where, message, "guards may name the feature: remove the fact")
        for task in (fact.task, fact.counts):
            if task:
                yield from _unknown(pathway, fact.line, where, "task", task, pathway.tasks)
        if fact.form and fact.form not in forms:
            message = f"no task of this pathway fills the form {fact.form}"
            yield _fault(pathway, fact.line, f"{where}.form", message, f"add form: {fact.form} to a task")
        for other in kit.pathways.values():
            twin = other.facts.get(name)
            if other.name < pathway.name and twin is not None and twin.unit != fact.unit:
                message = f"{name} is in {fact.unit} here and in {twin.unit} in {other.name}"
                yield _fault(pathway, fact.line, where, message, "one name, one unit: rename one")


def _role_faults(pathway: Pathway, kit: Kit) -> Iterator[Fault]:
    asked: list[tuple[int | None, str, str, bool]] = [(pathway.line, "owner.role", pathway.owner.role, False)]
    for name, task in pathway.tasks.items():
        asked.append((task.line, f"tasks.{name}.role", task.role, True))
        if task.escalation is not None:
            asked.append((task.line, f"tasks.{name}.escalate.to", task.escalation.to, False))
            if task.escalation.to == task.role:
                message = f"the task {name} is escalated to those who have not done it"
                yield _fault(pathway, task.line, f"tasks.{name}.escalate.to", message, "name another role")
    asked += [(one.line, f"notices.{name}.to", one.to, True) for name, one in pathway.notices.items()]
    for line, path, role, may_be_person in asked:
        known = [*kit.roles, PERSON] if may_be_person else [*kit.roles]
        if role not in known:
            message = f"nobody holds the role {role!r}" if role != PERSON else "the person cannot watch over it"
            yield _fault(pathway, line, path, message, f"kit.yaml has roles: {nearest(role, known)}")


def _order_faults(pathway: Pathway) -> Iterator[Fault]:
    """Tell each way that stands behind one without an if on the same thing."""
    for name, state in pathway.states.items():
        closed: set[tuple[str, str]] = set()
        for position, one in enumerate(state.transitions):
            key = (one.kind, one.name)
            if key in closed:
                message = f"this way is never taken: one before it on {one.kind} {one.name} has no if".replace(
                    "  ", " "
                )
                remedy = "put the one without if last"
                yield _fault(pathway, one.line, f"states.{name}.next[{position}]", message, remedy)
            elif not one.guard:
                closed.add(key)


def _timer_faults(pathway: Pathway) -> Iterator[Fault]:
    for name, state in pathway.states.items():
        moving = {one.name for one in state.transitions if one.kind == "timer"}
        escalating = {one.name for one in state.transitions if one.kind == "escalated"}
        instants = {f"timer {timer.name}": _instants(timer.after_ms, timer.times)
                    for timer in state.timers if timer.name in moving}  # fmt: skip
        for task in (pathway.tasks[one] for one in state.tasks if one in escalating and one in pathway.tasks):
            if task.escalation is not None:
                instants[f"escalation of {task.name}"] = {task.due_ms + task.escalation.after_ms}
        for (first, one), (second, other) in combinations(instants.items(), 2):
            if one & other:
                at = format_duration(min(one & other))
                message = f"{first} and {second} come at the same instant, {at} after the entry"
                yield _fault(pathway, state.line, f"states.{name}", message, "let one come later")
        for timer in state.timers:
            if timer.name not in moving and not timer.tells:
                remedy = "add a line {timer: " + timer.name + ", to: STATE} to next, or tells: [NOTICE]"
                message = f"nothing happens when the timer {timer.name} comes"
                yield _fault(pathway, timer.line, f"states.{name}.timers.{timer.name}", message, remedy)


def _instants(after_ms: int, times: int) -> set[int]:
    return {after_ms * count for count in range(1, times + 1)}


def _circle_faults(pathway: Pathway, kit: Kit) -> Iterator[Fault]:
    """Tell a circle of calls once, at the pathway whose name comes first."""
    found = _way_back(pathway.name, kit)
    if found and pathway.name == min(found):
        path = next((f"states.{name}.calls" for name, one in pathway.states.items() if one.calls == found[1]), "states")
        line = next((one.line for one in pathway.states.values() if one.calls == found[1]), pathway.line)
        message = f"the pathways call each other in a circle: {' -> '.join(found)}"
        yield _fault(pathway, line, path, message, "let one of them end without calling the next")


def _way_back(start: str, kit: Kit) -> tuple[str, ...]:
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in kit.pathways[way[-1]].calls() if way[-1] in kit.pathways else ():
            if name == start:
                return (*way, start)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


def _migration_faults(pathway: Pathway, kit: Kit) -> Iterator[Fault]:
    for position, one in enumerate(pathway.migrations):
        where = f"migrates[{position}]"
        if read_version(one.since) >= read_version(kit.version):
            message = f"nobody can come from {one.since}: this is {kit.version}"
            yield _fault(pathway, one.line, f"{where}.since", message, "name an earlier version, or raise version")
        for target in one.states.values():
            yield from _unknown(pathway, one.line, f"{where}.states", "state", target, pathway.states)


def _assumption_faults(pathway: Pathway) -> Iterator[Fault]:
    given = pathway.assumptions
    for part, names, kind, known in (
        ("drop_out", given.drop_out, "state", pathway.states),
        ("takes", given.takes_ms, "task", pathway.tasks),
        ("missed", given.missed, "task", pathway.tasks),
        ("facts", given.facts, "fact", pathway.facts),
    ):
        for name in names:
            yield from _unknown(pathway, given.line, f"assume.{part}", kind, name, known)
    for name, one in given.facts.items():
        fact = pathway.facts.get(name)
        drawn = one.values or (one.low, one.high)
        if fact is not None and any(not fact.plausible[0] <= value <= fact.plausible[1] for value in drawn):
            message = f"{name} goes from {fact.plausible[0]:g} to {fact.plausible[1]:g} {fact.unit}"
            yield _fault(pathway, given.line, f"assume.facts.{name}", "a value that cannot be", message)


def _unused(pathway: Pathway, kit: Kit) -> Iterator[Fault]:
    states = pathway.states.values()
    tasks = {task for state in states for task in state.tasks}
    told = {one for state in states for one in (*state.tells, *(n for timer in state.timers for n in timer.tells))}
    space = guard_space(pathway, kit)
    read = {name for _, _, one in pathway.guards() if (it := space.read(one.guard)) for name in it.features}
    unreadable = any(space.read(one.guard) is None for _, _, one in pathway.guards())
    for name, task in pathway.tasks.items():
        if name not in tasks and name != LOOK:
            yield _fault(pathway, task.line, f"tasks.{name}", "no state has this task", "add it to tasks, or remove it")
    for name, notice in pathway.notices.items():
        if name not in told:
            remedy = "add it to tells, or remove it"
            yield _fault(pathway, notice.line, f"notices.{name}", "nothing tells this notice", remedy)
    for name, fact in pathway.facts.items():
        if name not in read and not unreadable and not fact.form and not fact.task:  # those are outcomes
            yield _fault(pathway, fact.line, f"facts.{name}", "no guard reads this fact", "remove it")
