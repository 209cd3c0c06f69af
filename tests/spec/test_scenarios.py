"""The runner tells what went otherwise than a scenario says, and what a kit's scenarios cover."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pagus.analytics.scenarios import DAY_ZERO, run_scenario, run_scenarios
from pagus.kernel.time import DAY, WEEK
from pagus.kit_language import load_kit
from pagus.kit_language.model import Kit, Scenario
from tests.kit_language.example_kit import write_kit


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    return load_kit(write_kit(tmp_path_factory.mktemp("kits") / "weight-home"))


def scenario(kit: Kit, name: str) -> Scenario:
    return next(one for one in kit.scenarios if one.name == name)


def test_right_kit_passes_and_is_covered(kit: Kit) -> None:
    report = run_scenarios(kit)
    assert (report.run, report.failed, report.rules) == (7, 0, 2)
    assert (report.rule_coverage, report.boundary_coverage) == (1.0, 1.0)
    assert (report.kit, report.version, report.digest) == (kit.id, kit.version, kit.digest)


def test_coverage_names_the_rules_that_lack(kit: Kit) -> None:
    kept = tuple(one for one in kit.scenarios if one.rule != "gain_high")
    report = run_scenarios(replace(kit, scenarios=kept))
    assert (report.rule_coverage, report.never_fired) == (0.5, ("gain_high",))
    assert (report.boundary_coverage, report.without_boundary) == (0.5, ("gain_high",))


def test_missing_and_unexpected_alerts_are_told(kit: Kit) -> None:
    edge = replace(scenario(kit, "gain_edge"), alerts=(("gain_high", DAY),), severities=())
    result = run_scenario(kit, edge)
    assert not result.passed
    assert result.differences == (
        "expected that gain_high fired at 1d: it did not",
        "gain_high fired at 2d, which is not expected",
    )


def test_wrong_severity_is_told(kit: Kit) -> None:
    result = run_scenario(kit, replace(scenario(kit, "gain_edge"), severities=("critical",)))
    assert result.differences == ("gain_high at 2d is high, expected critical",)


def test_alert_at_any_time_is_found_after_the_exact_ones(kit: Kit) -> None:
    quiet = scenario(kit, "quiet")
    assert run_scenario(kit, quiet).passed
    twice = replace(quiet, alerts=(("no_weight", None), ("no_weight", 3 * DAY + 1)), severities=())
    assert run_scenario(kit, twice).differences == ("expected that no_weight fired: it did not",)


def test_withdrawn_alerts_are_compared_apart(kit: Kit) -> None:
    cut = scenario(kit, "cut")
    assert run_scenario(kit, cut).passed
    assert run_scenario(kit, replace(cut, withdrawn=())).differences == (
        "no_weight fired and was taken back at 3d 1ms, which is not expected",
    )
    on_time = replace(cut, arrivals=(0, 2 * DAY))
    assert run_scenario(kit, on_time).differences == (
        "expected that no_weight fired and was taken back at 3d 1ms: it did not",
    )


def test_budget_counts_every_alert(kit: Kit) -> None:
    noisy = scenario(kit, "noisy")
    assert run_scenario(kit, noisy).passed
    told = run_scenario(kit, replace(noisy, parameters={"gain_limit": 1.0})).differences
    assert len(told) == 1
    assert told[0].startswith("alerts: 1, at most 0 allowed: gain_high at 2d")


def test_uninstall_is_what_keeps_it_silent(kit: Kit) -> None:
    gone = scenario(kit, "gone")
    assert run_scenario(kit, gone).passed
    still_there = run_scenario(kit, replace(gone, uninstall_at_ms=None))
    assert still_there.differences == ("no_weight fired at 3d 1ms, which is not expected",)


def test_day_zero_is_a_thursday_at_midnight_as_1970_began() -> None:
    assert DAY_ZERO % WEEK == 0


def test_folder_of_the_kit_makes_no_difference(kit: Kit, tmp_path: Path) -> None:
    again = load_kit(write_kit(tmp_path / "elsewhere"))
    assert run_scenarios(again) == run_scenarios(kit)
