"""What goes wrong with people and data: each with a message. What is wrong in a kit stands in tests/kit_language."""

from __future__ import annotations

import pytest

from pagus.engines.pathways import Event, compile_pathway, faults_of
from pagus.errors import InputError, ShapeError
from pagus.kernel.time import DAY
from tests.engines.pathways.people import Person, fact, kit_of, pathway, state, task, timer, way


def test_two_people_complete_one_task() -> None:
    person = Person()
    person.event("done", 3, "interview.1", by="anna", facts={"limitation": 1})
    step = person.event("done", 3.1, "interview.1", by="berta", facts={"limitation": 3})
    assert person.said("ignored") == ["interview.1 is closed already, by anna"]
    assert step.is_conflict, "they do not say the same"
    assert (person.stands, person.state["facts"]["limitation"][0]) == (["oriented"], 1)
    assert person.state["counts"] == {"interview": 1}
    agreeing = person.event("done", 3.2, "interview.1", by="carl", facts={"limitation": 1})
    assert not agreeing.is_conflict
    person.event("cancelled", 3.3, "interview.1", by="dora")
    assert person.step.is_conflict


def test_what_only_the_second_knows_is_kept() -> None:
    person = Person()
    person.event("done", 3, "interview.1", by="anna")
    person.event("done", 4, "interview.1", by="berta", facts={"limitation": 3})
    assert person.stands == ["care"]


def test_a_task_that_nobody_knows() -> None:
    person = Person()
    person.event("done", 3, "walk")
    assert person.said("refused") == ["no task walk is open"]
    assert person.stands == ["prescribed"]


@pytest.mark.parametrize("value", [3.5, -1.0, float("nan"), float("inf")])
def test_an_answer_outside_its_range_is_refused_and_changes_nothing(value: float) -> None:
    person = Person()
    before = person.state
    with pytest.raises(InputError, match="limitation cannot be"):
        person.event("data", 1, facts={"limitation": value})
    assert person.state is before


def test_two_timers_of_one_instant_have_an_order() -> None:
    """A checked pathway has none that lead to two states; those of two branches may meet, and the older token goes."""
    states = [
        state("both", branches=("one", "two"), need=1, joined="after"),
        state("one", way("timer", "x", "one_end"), timers=(timer("x", 5),)),
        state("two", way("timer", "y", "two_end"), timers=(timer("y", 5),)),
        state("one_end", end="branch"),
        state("two_end", end="branch"),
        state("after", end="completed"),
    ]
    person = Person(compile_pathway(kit_of(pathway(states, [])), "p"))
    person.event("clock", 5)
    assert [move["source"] for move in person.state["moves"]] == ["one", "both"]


def test_a_task_stays_open_where_giving_it_up_would_forget_somebody() -> None:
    person = Person(limitation=0)
    person.event("done", 1, "interview")
    person.event("cancelled", 2, "walk", by="anna")
    assert person.said("refused") == ["walk stays open: without it somebody would be forgotten"]
    assert person.tasks == ["walk"]
    waiting = Person()
    waiting.event("cancelled", 2, "interview", by="anna")
    assert waiting.tasks == [], "a timer watches there"


def test_a_way_for_giving_up_must_be_sure() -> None:
    ways = (way("done", "call", "end"), way("cancelled", "call", "end", "x > 5"))
    states = [state("first", *ways, tasks=("call",)), state("end", end="completed")]
    person = Person(compile_pathway(kit_of(pathway(states, [task("call")], [fact("x", task="call")])), "p"), x=1)
    person.event("cancelled", 1, "call")
    assert person.tasks == ["call"]


def test_late_data_put_a_decision_in_doubt_and_undo_nothing() -> None:
    person = Person(limitation=3)
    person.event("done", 2, "interview")
    step = person.event("data", 9, facts={"limitation": 1}, measured=1)
    (doubt,) = step.doubts
    assert (doubt.fact, doubt.value, doubt.at, doubt.to, doubt.would_be) == (
        "limitation", 1, 2 * DAY, "care", "oriented",
    )  # fmt: skip
    assert person.stands == ["care"]


def test_late_data_that_change_nothing_leave_no_doubt() -> None:
    person = Person(limitation=3)
    person.event("data", 1, facts={"limitation": 2})
    person.event("done", 2, "interview")
    assert person.stands == ["oriented"]
    step = person.event("data", 9, facts={"limitation": 3}, measured=0.5)
    assert step.doubts == ()
    assert person.state["facts"]["limitation"] == [2, DAY]
    assert person.said("ignored") == ["limitation is known from a later time already"]


def test_an_event_that_comes_late_counts_from_now_on() -> None:
    person = Person(limitation=0)
    person.event("clock", 30)
    person.event("done", 12, "interview")
    assert person.stands == ["oriented"]
    assert person.state["tokens"][0]["since"] == 30 * DAY


def test_a_circle_of_guards_stops_and_somebody_looks() -> None:
    """Two guards that the checker cannot see to hold together: each reads the fact that the other does not."""
    states = [
        state("a", way("change", "", "b", "x - y > 0"), way("timer", "long", "end"), timers=(timer("long", 9),)),
        state("b", way("change", "", "a", "x - y > 1"), way("timer", "long", "end"), timers=(timer("long", 9),)),
        state("end", end="lost"),
    ]
    facts = [fact("x", task="t"), fact("y", task="t")]
    kit = kit_of(pathway(states, [task("t")], facts))
    told = [str(fault) for fault in faults_of(kit.pathways["p"], kit)]
    assert any("one could go round for ever: a -> b -> a" in one for one in told)


def test_a_count_cannot_be_given() -> None:
    person = Person(limitation=0)
    person.event("data", 1, facts={"sessions": 40})
    assert "sessions" not in person.state["facts"]


def test_data_of_others_are_left_alone() -> None:
    person = Person()
    person.event("data", 1, facts={"shoe_size": 44})
    assert person.state["facts"] == {}


WRONG_EVENTS = [
    {}, {"id": "a", "kind": "done"}, {"id": "a", "kind": "explode", "at": 1}, {"id": 3, "kind": "done", "at": 1},
    {"id": "a", "kind": "done", "at": 1.5}, {"id": "a", "kind": "done", "at": True},
    {"id": "a", "kind": "data", "at": 1, "facts": ["x"]}, {"id": "a", "kind": "data", "at": 1, "facts": {"x": "1"}},
    {"id": "a", "kind": "data", "at": 1, "facts": {"x": True}}, {"id": "a", "kind": "data", "at": 1, "colour": "red"},
    {"id": "a", "kind": "data", "at": 1, "measured": "yesterday"},
]  # fmt: skip


@pytest.mark.parametrize("plain", WRONG_EVENTS, ids=str)
def test_what_is_no_event_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(ShapeError, match="no event of a pathway"):
        Event.from_json(plain)
