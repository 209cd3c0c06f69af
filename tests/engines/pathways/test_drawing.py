"""A drawing shows every state and every way once, and nothing lies on anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from pagus.engines.pathways import Program, draw
from pagus.engines.pathways.drawing import BOX_HEIGHT, BOX_WIDTH, Drawing
from tests.engines.pathways.people import example_kit
from tests.engines.pathways.random_pathways import programs


def boxes_lie_apart(drawn: Drawing) -> bool:
    return not any(
        abs(one.x - other.x) < BOX_WIDTH and abs(one.y - other.y) < BOX_HEIGHT
        for number, one in enumerate(drawn.boxes)
        for other in drawn.boxes[:number]
    )


def everything_is_inside(drawn: Drawing) -> bool:
    corners = [(box.x, box.y) for box in drawn.boxes]
    corners += [(box.x + BOX_WIDTH, box.y + BOX_HEIGHT) for box in drawn.boxes]
    corners += [point for line in drawn.lines for point in (*line.points, line.label)]
    return all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in corners)


@pytest.mark.parametrize("name", ["activity", "calling"])
def test_every_state_and_way_of_the_example_stands_on_it(name: str) -> None:
    pathway = example_kit().pathways[name]
    drawn = draw(pathway)
    assert [box.state for box in drawn.boxes] == list(pathway.states)
    assert [number for number, _, _ in drawn.ways] == list(range(1, len(drawn.ways) + 1))
    assert len(drawn.ways) == sum(len(state.transitions) for state in pathway.states.values())
    assert sorted(number for line in drawn.lines for number in line.numbers) == [number for number, _, _ in drawn.ways]
    assert boxes_lie_apart(drawn)
    assert everything_is_inside(drawn)
    assert drawn == draw(pathway)


def test_kinds_are_told_apart() -> None:
    kinds = {box.state: box.kind for box in draw(example_kit().pathways["activity"]).boxes}
    assert (kinds["prescribed"], kinds["advice"], kinds["contact"], kinds["relay"], kinds["care"]) == (
        "start", "divides", "calls", "ends", "waits",
    )  # fmt: skip


def test_only_what_leads_back_goes_beside() -> None:
    drawn = draw(example_kit().pathways["activity"])
    assert [(line.source, line.target) for line in drawn.lines if line.goes_back] == [("contact", "oriented")]
    places = {box.state: box.y for box in drawn.boxes}
    assert all(places[line.source] < places[line.target] for line in drawn.lines if not line.goes_back)


def test_a_pathway_with_faults_is_drawn_as_far_as_it_goes() -> None:
    pathway = example_kit().pathways["activity"]
    states = {name: state for name, state in pathway.states.items() if name not in {"oriented", "slept"}}
    drawn = draw(replace(pathway, states=states))
    assert {box.state for box in drawn.boxes} == set(states)


@settings(max_examples=40)
@given(programs())
def test_whatever_the_pathway_nothing_lies_on_anything(program: Program) -> None:
    drawn = draw(program.plans["p"].pathway)
    assert boxes_lie_apart(drawn)
    assert everything_is_inside(drawn)
