"""One event after the other: where one stands, which tasks wait, what is told, and why."""

from __future__ import annotations

import pytest

from pagus.engines.pathways import Event, advance, compile_pathway, due, explain, replay
from pagus.errors import InputError, NotFound, PathwayError
from pagus.kernel.time import DAY
from tests.engines.pathways.people import Person, example, example_kit, kit_of, pathway, state, task, timer, way


def test_who_is_enrolled_stands_in_the_first_state_with_its_tasks_and_messages() -> None:
    person = Person()
    assert (person.stands, person.tasks) == (["prescribed"], ["interview"])
    assert [(one.notice, one.to, one.at) for one in person.step.messages] == [("invitation", "person", 0)]
    (opened,) = person.step.opened
    assert (opened["role"], opened["due"], opened["escalates"]) == ("nurse", 14 * DAY, 21 * DAY)


def test_a_guard_says_what_it_read_and_what_would_have_been_otherwise() -> None:
    person = Person()
    step = person.event("done", 3, "interview", by="anna", facts={"limitation": 3})
    assert person.stands == ["care"]
    (moved,) = [reason for reason in step.reasons if reason.kind == "moved"]
    assert str(moved.words) == "goes from prescribed to care"
    assert moved.otherwise == "oriented"
    (considered,) = moved.considered
    assert (considered.guard, considered.verdict, considered.read) == ("limitation >= 3", True, {"limitation": 3})
    assert person.state["moves"][0]["read"] == {"limitation": 3}


def test_what_cannot_be_evaluated_waits_and_somebody_looks() -> None:
    person = Person()
    step = person.event("done", 3, "interview")
    assert person.stands == ["prescribed"]
    assert [(one["task"], one["role"], one["due"]) for one in step.opened] == [("look", "coordinator", 10 * DAY)]
    assert person.said("waits") == ["waits in prescribed: cannot be evaluated without limitation"]
    person.event("done", 4, "look", by="carl")
    assert person.tasks == ["look"], "looking alone does not make it known"
    person.event("done", 5, "look", by="carl", facts={"limitation": 0})
    assert (person.stands, person.tasks) == (["oriented"], ["walk"])


def test_a_later_way_is_not_taken_while_one_before_it_is_unknown() -> None:
    person = Person()
    person.event("done", 3, "interview")
    assert person.stands == ["prescribed"], "the way without if stands behind one that is unknown"


def test_a_form_does_the_task_that_asks_for_it() -> None:
    person = Person(limitation=3)
    person.event("done", 1, "interview")
    person.event("answered", 20, "wellbeing", facts={"who5": 50}, by="anna")
    assert person.stands == ["oriented"]
    assert person.state["closed"]["treat.1"] == ["done", "anna", 20 * DAY]


def test_branches_run_side_by_side_and_join() -> None:
    person = Person(limitation=0)
    person.event("done", 1, "interview")
    person.event("done", 2, "walk")
    assert person.stands == ["advice", "eating", "sleeping"]
    person.event("done", 3, "sleep")
    assert person.stands == ["advice", "eating"]
    person.event("done", 4, "eat")
    assert person.stands == ["programme"]


def test_a_branch_that_is_enough_drops_the_others() -> None:
    both = state("both", branches=("one", "two"), need=1, joined="after")
    states = [
        both,
        state("one", way("done", "a", "one_end"), tasks=("a",)),
        state("two", way("done", "b", "two_end"), tasks=("b",)),
        state("one_end", end="branch"),
        state("two_end", end="branch"),
        state("after", end="completed"),
    ]
    person = Person(compile_pathway(kit_of(pathway(states, [task("a"), task("b")])), "p"))
    step = person.event("done", 1, "b")
    assert (person.state["outcome"], person.state["end"]) == ("completed", "after")
    assert {(one.task, one.how) for one in step.closed} == {("b", "done"), ("a", "joined")}


def test_a_called_pathway_returns_to_its_caller() -> None:
    person = Person()
    person.event("clock", 60)
    assert person.stands == ["contact", "trying"]
    person.event("done", 61, "call")
    assert person.stands == ["oriented"]
    assert [move["kind"] for move in person.state["moves"]] == ["timer", "done", "returned"]


def test_a_task_that_repeats_is_counted_until_its_guard_holds() -> None:
    person = Person(limitation=0)
    for day, name in enumerate(("interview", "walk", "eat", "sleep"), start=1):
        person.event("done", day, name)
    for day in range(5, 8):
        person.event("done", day, "session")
        assert (person.stands, person.tasks) == (["programme"], ["session"])
    person.event("done", 9, "session")
    assert (person.state["outcome"], person.state["end"]) == ("completed", "relay")


def test_a_persons_own_parameter_counts() -> None:
    event = Event("a", "enrol", 0, facts={"limitation": 0}, parameters={"relay_sessions": 1})
    events = [Event(name, "done", DAY, name) for name in ("interview", "walk", "eat", "sleep", "session")]
    assert replay(example(), None, [event, *events]).state["end"] == "relay"


def test_reminders_come_at_their_instants_however_late_the_clock_is() -> None:
    person = Person()
    step = person.event("clock", 45)
    assert [(one.notice, one.at) for one in step.messages] == [("invitation", 10 * DAY), ("invitation", 20 * DAY)]
    assert person.state["tasks"][0]["role"] == "coordinator", "not done in time, it has gone to the coordinator"
    assert person.said("task") == ["interview was not done in time: it goes to coordinator"]


def test_a_task_done_in_the_very_instant_of_its_timer_counts() -> None:
    person = Person(limitation=0)
    person.event("done", 60, "interview")
    assert person.stands == ["oriented"]


def test_the_same_event_twice_counts_once() -> None:
    person = Person(limitation=0)
    first = Event("once", "done", DAY, "interview")
    person.take(first)
    after = person.state
    step = person.take(first)
    assert step.is_repeat
    assert step.state is after


def test_who_waits_is_found_by_one_number() -> None:
    people = [Person(), Person(limitation=0), Person()]
    people[1].event("done", 1, "interview")
    people[2].event("withdrawn", 1)
    states = [one.state for one in people]
    assert [one["wake"] for one in states] == [10 * DAY, 22 * DAY, -1]
    assert due(states, 10 * DAY - 1) == []
    assert due(states, 10 * DAY) == [0]
    assert due(states, 30 * DAY) == [0, 1]


@pytest.mark.parametrize(("kind", "outcome"), [("withdrawn", "withdrawn"), ("died", "died")])
def test_who_leaves_is_asked_nothing_more(kind: str, outcome: str) -> None:
    person = Person()
    step = person.event(kind, 5)
    assert (person.state["outcome"], person.stands, person.tasks, person.state["wake"]) == (outcome, [], [], -1)
    assert [(one.task, one.how) for one in step.closed] == [("interview", outcome)]
    later = person.event("clock", 400)
    assert (later.messages, later.opened) == ((), ())
    person.event("data", 401, facts={"limitation": 1})
    assert person.said("ignored") == ["the pathway has ended: nothing follows from this"]


def test_who_moves_goes_where_the_pathway_says() -> None:
    person = Person()
    person.event("moved", 5)
    assert (person.state["outcome"], person.state["end"]) == ("handed_over", "away")
    called = Person(example("calling"))
    called.event("moved", 5)
    assert (called.state["outcome"], called.state["end"]) == ("moved", "")


def test_an_alert_leads_on() -> None:
    states = [
        state("watch", way("alert", "high", "seen"), way("timer", "long", "done"), timers=(timer("long", 90),)),
        state("seen", way("done", "call", "done"), tasks=("call",)),
        state("done", end="completed"),
    ]
    kit = kit_of(pathway(states, [task("call")]))
    program = compile_pathway(replace_rules(kit), "p")
    person = Person(program)
    person.event("alert", 3, "other")
    assert person.stands == ["watch"]
    person.event("alert", 4, "high")
    assert person.stands == ["seen"]


def replace_rules(kit: object) -> object:
    from dataclasses import replace

    from pagus.kit_language.model import Evidence, Rule, Text

    none = Text("", "", "")
    rule = Rule(
        id="high", title=none, advice=none, when="true", severity="high",
        evidence=Evidence(certainty="local", sources=()),
    )  # fmt: skip
    return replace(kit, rules={"high": rule})


def test_escalation_by_hand_comes_once() -> None:
    person = Person()
    person.event("escalated", 1, "interview")
    assert person.state["tasks"][0]["role"] == "coordinator"
    person.event("escalated", 2, "interview")
    assert person.said("refused") == ["interview goes to nobody else"]


def test_what_cannot_be_is_refused_before_anything_changes() -> None:
    with pytest.raises(InputError, match="before the event enrol"):
        advance(example(), None, Event("a", "data", 0))
    with pytest.raises(NotFound, match="no pathway nothing"):
        compile_pathway(example_kit(), "nothing")
    person = Person()
    other = {**person.state, "version": "0.9.0"}
    with pytest.raises(PathwayError, match="migrate it first"):
        advance(example(), other, Event("a", "clock", 0))
    person.event("enrol", 1)
    assert person.said("refused") == ["already enrolled"]


def test_a_move_is_explained_from_the_stored_state() -> None:
    person = Person()
    step = person.event("done", 3, "interview", facts={"limitation": 1})
    (moved,) = [reason for reason in step.reasons if reason.kind == "moved"]
    found = explain(person.program, person.state, 1)
    assert found[:2] == moved.considered
    assert [(one.to, one.verdict) for one in found] == [("care", False), ("oriented", True)]
    with pytest.raises(NotFound, match="no move 9"):
        explain(person.program, person.state, 9)


def test_a_state_keeps_no_more_than_it_must() -> None:
    events = [Event("enrol", "enrol", 0, facts={"limitation": 0})]
    events += [Event(name, "done", DAY, name) for name in ("interview", "walk", "eat", "sleep")]
    sessions = [Event(f"s{number}", "done", DAY, "session") for number in range(1_100)]
    own = Event("enrol", "enrol", 0, facts={"limitation": 0}, parameters={"relay_sessions": 5_000})
    known = [own, *events[1:], *sessions, sessions[0]]
    whole = replay(example(), None, known).state
    state = None
    for event in known:
        state = advance(example(), state, event).state
    assert state == whole
    assert (len(whole["seen"]), len(whole["closed"]), whole["counts"]["session"]) == (1_000, 200, 1_101)
