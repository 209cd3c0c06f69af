"""From one version to the next: who stands where then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pagus.engines.pathways import Program, compile_pathway, migrate
from pagus.errors import InputError, PathwayError
from pagus.kernel.time import DAY
from pagus.kit_language.pathway_model import Migration
from tests.engines.pathways.people import Person, fact, kit_of, pathway, state, task, timer, way


def made(version: str, name: str = "first", tasks: tuple[str, ...] = ("call",), **more: Any) -> Program:
    states = [
        state(name, way("done", "call", "end"), way("timer", "long", "end"), tasks=tasks, timers=(timer("long", 90),)),
        state("end", end="completed"),
    ]
    known = [task(one) for one in ("call", *(it for it in tasks if it != "call"))]
    return compile_pathway(kit_of(pathway(states, known, **more), version=version), "p")


def test_a_renamed_state_keeps_its_time_and_its_task() -> None:
    person = Person(made("1.0.0"))
    newer = made("2.0.0", "begin", migrations=(Migration(since="1.0.0", states={"first": "begin"}),))
    step = migrate(newer, person.state, 5 * DAY)
    assert [(one["state"], one["since"]) for one in step.state["tokens"]] == [("begin", 0)]
    assert [one["key"] for one in step.state["tasks"]] == ["call.1"]
    assert (step.state["version"], step.state["wake"], step.opened, step.closed) == ("2.0.0", 21 * DAY, (), ())
    assert [str(one.words) for one in step.reasons] == ["moved from version 1.0.0 to 2.0.0"]
    later = Person(newer)
    later.state = step.state
    later.event("done", 6, "call", id="new")
    assert later.state["outcome"] == "completed"


def test_tasks_that_are_gone_close_and_new_ones_open() -> None:
    person = Person(made("1.0.0", tasks=("call", "write")))
    newer = made("2.0.0", tasks=("call", "visit"), migrations=(Migration(since="1.0.0", states={}),))
    step = migrate(newer, person.state, 5 * DAY)
    assert [(one.task, one.how) for one in step.closed] == [("write", "migrated")]
    assert [one["task"] for one in step.opened] == ["visit"]


def test_a_done_task_is_not_asked_again() -> None:
    person = Person(made("1.0.0", tasks=("call", "write")))
    person.event("done", 1, "write")
    newer = made("2.0.0", tasks=("call", "write"), migrations=(Migration(since="1.0.0", states={}),))
    assert migrate(newer, person.state, 5 * DAY).opened == ()


def test_facts_of_the_old_version_only_are_dropped() -> None:
    old = made("1.0.0", facts=[fact("gone", task="call")])
    person = Person(old)
    person.event("data", 1, facts={"gone": 3})
    newer = made("2.0.0", migrations=(Migration(since="1.0.0", states={}),))
    assert migrate(newer, person.state, 5 * DAY).state["facts"] == {}


def test_what_is_not_declared_is_refused() -> None:
    person = Person(made("1.0.0"))
    with pytest.raises(PathwayError, match="declared are none"):
        migrate(made("2.0.0"), person.state, DAY)
    newer = made("2.0.0", "begin", migrations=(Migration(since="1.0.0", states={}),))
    with pytest.raises(PathwayError, match="no place in the new version") as refused:
        migrate(newer, person.state, DAY)
    assert [(one.message, one.remedy) for one in refused.value.faults] == [
        ("somebody stands in first, which this version does not have", "add  first: STATE  under migrates")
    ]
    with pytest.raises(InputError, match="two pathways"):
        migrate(newer, replace_pathway(person.state), DAY)


def replace_pathway(found: Any) -> Any:
    return {**found, "pathway": "other"}


def test_parameters_are_those_of_the_new_version() -> None:
    person = Person(made("1.0.0"))
    state_with = {**person.state, "parameters": {"old": 1.0}}
    newer = made("2.0.0", migrations=(Migration(since="1.0.0", states={}),))
    assert migrate(newer, state_with, DAY).state["parameters"] == {}
    assert replace(newer, name="p") == newer
