"""From measurements to a pathway: features and alerts of the kit lead people on, and late data are told as such."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pagus.analytics.scenarios import run_scenario, run_scenarios
from pagus.kernel.time import DAY
from pagus.kit_language import load_kit
from pagus.kit_language.model import Kit, Scenario
from pagus.kit_language.pathway_model import Course
from tests.engines.pathways.people import pathway, state, task, timer, way
from tests.kit_language.example_kit import write_kit


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """The kit on weight, with a pathway on its features and its alert."""
    ways = (way("change", "", "seen", "gain > p.gain_limit"), way("timer", "long", "quiet"))
    states = [
        state("watched", *ways, timers=(timer("long", 30),)),
        state("seen", way("done", "call", "quiet"), way("alert", "no_weight", "silent"), tasks=("call",)),
        state("silent", way("done", "call", "quiet"), tasks=("call",)),
        state("quiet", end="completed"),
    ]
    found: Path = write_kit(tmp_path_factory.mktemp("kit") / "weight-home")
    loaded = load_kit(found)
    return replace(loaded, roles=("nurse", "coordinator"), pathways={"p": pathway(states, [task("call")])})


def scenario(*points: tuple[float, float, float], until: float = 10, **course: object) -> Scenario:
    """Weights as (arrival, instant, value), in days and kg."""
    return Scenario(
        name="s", title="S", kind="pathway", file="f", until_ms=round(until * DAY),
        observations=tuple(("weight", round(at * DAY), value) for _, at, value in points),
        arrivals=tuple(round(arrival * DAY) for arrival, _, _ in points),
        course=Course(pathway="p", facts={}, events=(), **course),  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_feature_leads_on(kit: Kit) -> None:
    steady = scenario((0, 0, 80), (1, 1, 81), (2, 2, 82), until=3, states=("watched",))
    assert run_scenario(kit, steady).differences == ()
    gained = scenario((0, 0, 80), (1, 1, 81), (2, 2, 82.1), until=3, states=("seen",), path=("watched", "seen"))
    assert run_scenario(kit, gained).differences == ()


def test_an_alert_leads_on(kit: Kit) -> None:
    points = [(0.0, 0.0, 80.0), (1.0, 1.0, 83.0)]
    assert run_scenario(kit, scenario(*points, until=4, states=("seen",))).differences == ()
    silent = scenario(*points, until=5, states=("silent",), path=("watched", "seen", "silent"))
    assert run_scenario(kit, silent).differences == ()


def test_what_arrives_late_counts_when_it_arrives(kit: Kit) -> None:
    late = scenario((0, 0, 80), (2.5, 1, 83), (2.6, 2.6, 80), until=3, states=("seen",))
    assert run_scenario(kit, late).differences == ()
    before = scenario((0, 0, 80), (2.5, 1, 83), until=2, states=("watched",))
    assert run_scenario(replace(kit, scenarios=(before,)), before).differences != (), "the points stand in its time"


def test_ways_are_counted_over_the_kit(kit: Kit) -> None:
    gained = scenario((0, 0, 80), (1, 1, 83), until=4, states=("seen",))
    report = run_scenarios(replace(kit, scenarios=(gained,)))
    assert (report.run, report.failed, report.ways) == (1, 0, 5)
    assert report.never_taken == ("p.seen.next[0]", "p.seen.next[1]", "p.silent.next[0]", "p.watched.next[1]")
