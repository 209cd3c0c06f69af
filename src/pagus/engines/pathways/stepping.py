"""One event, or many in their order, on a pathway: where one stands afterwards, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pagus.engines.pathways.happening import Happening
from pagus.engines.pathways.model import FORMAT, Event, RunState, Step
from pagus.engines.pathways.program import Program
from pagus.engines.pathways.standing import MOST_SEEN, new_state, own
from pagus.errors import InputError, PathwayError

__all__ = ["advance", "due", "replay"]


def advance(program: Program, state: RunState | None, event: Event) -> Step:
    """Where does somebody stand after this event, what is to be done now, and why?

    Takes: a compiled pathway; the run state, or None before the event ``enrol``; the event.
    Gives: a Step. The state given is not changed. Timers that came due before the event are worked through first, each
    at its own instant, so that a late scheduler changes nothing; ``clock`` works through those up to its instant.
    Refuses: InputError for an event that cannot be (no enrolment before it, a fact outside its range); PathwayError
    for a state of another pathway, version or format: it is migrated first.
    """
    if state is not None and event.kind != "clock" and event.id in state["seen"]:
        check_state(program, state)
        return Step(state, is_repeat=True)
    walk = _begun(program, own(state) if state is not None else None, event, whole=True)
    walk.take(event)
    walk.wind()
    return _step(walk)


def replay(program: Program, state: RunState | None, events: Iterable[Event]) -> Step:
    """Where does somebody stand after these events, one after the other?

    Takes: as ``advance``, with events in their order of arrival. Gives: one Step: the last state, what was told on
    the way and the doubts; no reasons, and no tasks but those of the state. It equals ``advance``, event by event.
    Refuses: as ``advance``.
    """
    walk: Happening | None = None
    current = own(state) if state is not None else None
    known: set[str] = set(state["seen"]) if state is not None else set()
    for event in events:
        if event.kind != "clock":
            if event.id in known:
                continue
            known.add(event.id)
        if walk is None:
            walk = _begun(program, current, event, whole=False)
        walk.take(event)
        if len(known) > MOST_SEEN:
            known = set(walk.state["seen"])
    if walk is None:
        if state is None:
            raise InputError("nobody is on a pathway before the event enrol")
        return Step(state, is_repeat=True)
    walk.wind()
    return _step(walk)


def _step(walk: Happening) -> Step:
    return Step(
        walk.state,
        tuple(walk.opened),
        tuple(walk.closed),
        tuple(walk.messages),
        tuple(walk.reasons) if walk.explains else (),
        tuple(walk.doubts),
        is_conflict=walk.conflict,
    )


def due(states: Sequence[RunState], now: int) -> list[int]:
    """Whose timers have come?

    Takes: run states; an instant in ms. Gives: the positions of those whose ``wake`` is not later, the earliest first.
    A store that keeps ``wake`` as a column asks it there.
    """
    found = [(state["wake"], position) for position, state in enumerate(states) if 0 <= state["wake"] <= now]
    return [position for _, position in sorted(found)]


def _begun(program: Program, state: RunState | None, event: Event, *, whole: bool) -> Happening:
    """The walk that takes this event."""
    if state is None:
        if event.kind != "enrol":
            raise InputError("nobody is on a pathway before the event enrol")
        state = new_state(program, event.at, event.parameters)
    else:
        check_state(program, state)
    return Happening(program, state, explains=whole, records=whole)


def check_state(program: Program, state: RunState) -> None:
    """Does this state belong to this program? Refuses: PathwayError."""
    if state["format"] != FORMAT:
        raise PathwayError("this state has format {format}: {known} is read here", format=state["format"], known=FORMAT)
    if (state["pathway"], state["version"]) != (program.name, program.version):
        raise PathwayError(
            "the state is one of {pathway} {version}, not of {other} {current}: migrate it first",
            pathway=state["pathway"], version=state["version"], other=program.name, current=program.version,
        )  # fmt: skip
