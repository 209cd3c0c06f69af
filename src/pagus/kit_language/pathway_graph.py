"""The proof that a pathway can be followed: every state reached, every state left, and nobody forgotten on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pagus.errors import Fault
from pagus.kit_language.pathway_guards import GuardSpace, can_hold_together
from pagus.kit_language.pathway_model import ANY_END, PERSON, Pathway, State, Transition

__all__ = ["graph_faults"]

DEEPEST = 4
"""How far branches may divide again inside branches."""
MOST_CIRCLES = 200


def graph_faults(pathway: Pathway, space: GuardSpace) -> list[Fault]:
    """Can everybody come to an end of this pathway, whatever happens?

    Takes: a pathway whose names are all known, and what its guards may name. Gives: faults.
    """
    reached = _reached(pathway, space)
    return [
        *_unreached(pathway, reached),
        *_branch_faults(pathway, reached),
        *_stuck(pathway, space, {state for state, _ in reached}),
        *_forgotten(pathway),
        *_return_faults(pathway, space),
        *_round_for_ever(pathway, space),
    ]


def _fault(pathway: Pathway, state: State, message: str, remedy: str, inside: str = "") -> Fault:
    path = f"{pathway.name}.states.{state.name}{inside}"
    return Fault(file=pathway.file, line=state.line, path=path, message=message, remedy=remedy)


def _ways(state: State, space: GuardSpace) -> list[str]:
    """Where one can go from here: the targets of the transitions whose guard can hold."""
    return [one.to for one in state.transitions if space.can_hold(one.guard)]


def _reached(pathway: Pathway, space: GuardSpace) -> set[tuple[str, int]]:
    """Every state that can be reached, with how many branches are open around it."""
    begun = [(pathway.start, 0), *([(pathway.moved, 0)] if pathway.moved else [])]
    reached = set(begun)
    for name, depth in begun:
        state = pathway.states[name]
        after = [(to, depth) for to in (*_ways(state, space), *([state.joined] if state.joined else []))]
        if depth < DEEPEST:
            after += [(to, depth + 1) for to in state.branches]
        for one in after:
            if one not in reached:
                reached.add(one)
                begun.append(one)
    return reached


def _unreached(pathway: Pathway, reached: Iterable[tuple[str, int]]) -> Iterator[Fault]:
    names = {name for name, _ in reached}
    for name, state in pathway.states.items():
        if name not in names:
            message = "nobody can ever reach this state"
            yield _fault(pathway, state, message, f"let a line of next lead to {name}, or remove it")


def _branch_faults(pathway: Pathway, reached: Iterable[tuple[str, int]]) -> Iterator[Fault]:
    depths: dict[str, set[int]] = {}
    for name, depth in reached:
        depths.setdefault(name, set()).add(depth)
    for name, state in pathway.states.items():
        found = depths.get(name, set())
        if state.end == "branch" and 0 in found:
            message = "this end of a branch can be reached outside of branches"
            yield _fault(pathway, state, message, "end with completed, stopped, lost or handed_over there")
        if state.branches and max(found, default=0) >= DEEPEST:
            yield _fault(pathway, state, f"more than {DEEPEST} branches inside each other", "make it a called pathway")


def _stuck(pathway: Pathway, space: GuardSpace, reached: set[str]) -> Iterator[Fault]:
    """Tell each state from which no end can be reached."""
    leaving = {name for name, state in pathway.states.items() if state.end is not None}
    grown = True
    while grown:
        more = {
            name
            for name, state in pathway.states.items()
            if name not in leaving and leaving & {*_ways(state, space), state.joined}
        }
        grown = bool(more)
        leaving |= more
    for name, state in pathway.states.items():
        if name not in reached or name in leaving:
            continue
        if not state.transitions and not state.joined:
            yield _fault(pathway, state, "this state has no exit", "add next:, or say how it ends with end: completed")
        else:
            message = "from here no end can ever be reached"
            yield _fault(pathway, state, message, "let one way lead to a state with end:")


def _on(state: State, kind: str, name: str) -> list[Transition]:
    return [one for one in state.transitions if (one.kind, one.name) == (kind, name)]


def _is_sure(ways: list[Transition]) -> bool:
    """Is one of these taken, whatever the values? When the last has no if."""
    return bool(ways) and not ways[-1].guard


def _forgotten(pathway: Pathway) -> Iterator[Fault]:
    """Tell each waiting state where, if nobody does anything, nothing would ever happen."""
    for state in pathway.states.values():
        if not state.waits or not (state.transitions or state.tasks):
            continue
        if any(_is_sure(_on(state, "timer", timer.name)) for timer in state.timers):
            continue
        kept = [name for name in state.tasks if pathway.tasks[name].escalation is not None]
        if not kept:
            alone = [name for name in state.tasks if pathway.tasks[name].role == PERSON]
            message = "somebody can be forgotten here: no timer leads on, and no task is escalated"
            if alone:
                message = f"somebody can be forgotten here: nobody follows when the person does not do {alone[0]}"
            yield _fault(pathway, state, message, "add a timer with a way without if, or escalate: to a task")
        elif not any(pathway.tasks[name].repeats or _is_sure(_on(state, "done", name)) for name in kept):
            message = f"somebody can be forgotten here: after {kept[0]} is done it may be that no way is taken"
            yield _fault(pathway, state, message, f"end with a line {{done: {kept[0]}, to: STATE}} without if")


def _return_faults(pathway: Pathway, space: GuardSpace) -> Iterator[Fault]:
    for state in pathway.states.values():
        called = space.kit.pathways.get(state.calls)
        if called is None or _is_sure(_on(state, "returned", ANY_END)):
            continue
        ends = [name for name, one in called.states.items() if one.end not in {None, "branch"}]
        left = [name for name in ends if not _is_sure(_on(state, "returned", name))]
        if left:
            message = f"no way is sure when {state.calls} ends with {left[0]}"
            yield _fault(pathway, state, message, f"add {{returned: {left[0]}, to: STATE}}, or returned: {ANY_END}")


def _round_for_ever(pathway: Pathway, space: GuardSpace) -> Iterator[Fault]:
    """Tell a circle of ways that wait for nothing and whose guards can all hold at once."""
    edges = {
        name: [one for one in state.transitions if one.kind == "change" and space.read(one.guard) is not None]
        for name, state in pathway.states.items()
    }
    told: set[frozenset[str]] = set()
    tried = 0
    for start, first in edges.items():
        open_ways: list[list[Transition]] = [[one] for one in first]
        while open_ways and tried < MOST_CIRCLES:
            way = open_ways.pop()
            tried += 1
            states = frozenset((start, *(one.to for one in way)))
            if way[-1].to == start:
                if states not in told and can_hold_together([one.guard for one in way], space):
                    told.add(states)
                    message = f"one could go round for ever: {' -> '.join((start, *(one.to for one in way)))}"
                    yield _fault(pathway, pathway.states[start], message, "let one of these ways wait for something")
            elif len(states) == len(way) + 1:
                open_ways += [[*way, one] for one in edges[way[-1].to]]
