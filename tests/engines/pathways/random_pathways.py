"""Pathways and lives made at random: right ones, whatever the numbers drawn."""

from __future__ import annotations

from hypothesis import strategies as st

from pagus.engines.pathways import Event, Program, compile_pathway, faults_of
from pagus.kernel.time import DAY
from pagus.kit_language.pathway_model import Notice, Pathway, State, Task, Transition
from tests.engines.pathways.people import NONE, fact, kit_of, pathway, state, task, timer, way

GUARDS = ("", "x >= 5", "x + y > 9", "has(y) && y < 3", "x < 2 || y >= 7", "visits >= 2")
KINDS = ("done", "cancelled", "escalated", "answered", "data", "withdrawn", "moved", "died")


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A chain of states with jumps, timers, a task each, and perhaps two branches and a called pathway in it."""
    count = draw(st.integers(2, 5))
    states: list[State] = []
    tasks: list[Task] = []
    for number in range(count):
        states.append(_state(draw, number, count))
        tasks.append(task(f"t{number}", due_ms=draw(st.integers(1, 30)) * DAY, repeats=draw(st.booleans()),
                          form=draw(st.sampled_from(("", "f")))))  # fmt: skip
    if draw(st.booleans()):
        states += [
            state(f"s{count}", branches=("left", "right"), need=draw(st.sampled_from((1, 2))), joined="end"),
            state("left", way("done", "l", "left_end"), tasks=("l",)),
            state("right", way("done", "r", "right_end"), tasks=("r",), tells=("hello",)),
            state("left_end", end="branch"),
            state("right_end", end="branch"),
        ]
        tasks += [task("l"), task("r")]
    else:
        states.append(state(f"s{count}", way("returned", "any", "end"), calls="inner"))
    states.append(state("end", end="completed"))
    facts = [fact("x", task="t0"), fact("y", form="f"), fact("visits", 0, 100_000, counts="t1")]
    tasks[0] = task("t0", form="f")
    notices = {name: Notice(name=name, to="person", text=NONE) for name in ("hello",)}
    outer = pathway(states, tasks, facts, notices=notices, moved=draw(st.sampled_from(("", "end"))))
    inner = pathway(
        [state("in", way("done", "u", "out"), tasks=("u",)), state("out", end="stopped")], [task("u")], name="inner"
    )
    kit = kit_of(_trimmed(outer), inner)
    assert [str(one) for one in faults_of(kit.pathways["p"], kit)] == []
    return compile_pathway(kit, "p")


def _state(draw: st.DrawFn, number: int, count: int) -> State:
    """A state whose task and timer lead on; sometimes earlier, sometimes as soon as something is known."""
    ways: list[Transition] = []
    guard = draw(st.sampled_from(GUARDS))
    if guard:
        ways.append(way("done", f"t{number}", f"s{draw(st.integers(0, count))}", guard))
    ways.append(way("done", f"t{number}", f"s{number + 1}"))
    if draw(st.booleans()):
        ways.append(way("change", "", f"s{draw(st.integers(number + 1, count))}", draw(st.sampled_from(GUARDS[1:]))))
    timers = [timer("long", 90)]
    ways.append(way("timer", "long", f"s{number + 1}"))
    if draw(st.booleans()):
        timers.append(timer("reminder", draw(st.integers(1, 20)), times=draw(st.integers(1, 3)), tells=("hello",)))
    return state(f"s{number}", *ways, tasks=(f"t{number}",), timers=tuple(timers))


def _trimmed(made: Pathway) -> Pathway:
    """Without the notice and the facts that chance has left unused."""
    from dataclasses import replace

    states = made.states.values()
    told = {name for one in states for name in (*one.tells, *(it for each in one.timers for it in each.tells))}
    read = " ".join(one.guard for _, _, one in made.guards())
    facts = {name: one for name, one in made.facts.items() if name != "visits" or "visits" in read}
    notices = {name: one for name, one in made.notices.items() if name in told}
    reached, names = [made.start], list(made.states)
    for name in reached:
        reached += [to for to in made.states[name].targets() if to not in reached]
    kept = {name: one for name, one in made.states.items() if name in reached or name == made.moved}
    assert set(names) >= set(kept)
    tasks = {name: one for name, one in made.tasks.items() if any(name in one.tasks for one in kept.values())}
    return replace(made, states=kept, facts=facts, notices=notices, tasks=tasks)


@st.composite
def lives(draw: st.DrawFn, last: int = 400) -> list[Event]:
    """An enrolment and what follows, in order of time, at even hours; facts may have been measured before."""
    events = [Event("0", "enrol", 0, facts=draw(facts_known()))]
    hours = sorted(draw(st.lists(st.integers(1, last * 12), max_size=25)))
    for number, hour in enumerate(hours, start=1):
        at = hour * 2 * DAY // 24
        kind = draw(st.sampled_from(KINDS[:5] * 6 + KINDS[5:]))
        name = "f" if kind == "answered" else draw(st.sampled_from(("t0", "t1", "t2", "t3", "l", "r", "u", "look")))
        known = draw(facts_known())
        measured = draw(st.one_of(st.none(), st.integers(0, at))) if known else None
        events.append(Event(str(number), kind, at, "" if kind == "data" else name, facts=known, measured=measured))
    return events


def facts_known() -> st.SearchStrategy[dict[str, float | None]]:
    number = st.one_of(st.none(), st.integers(0, 10).map(float))
    return st.dictionaries(st.sampled_from(("x", "y")), number, max_size=2)
