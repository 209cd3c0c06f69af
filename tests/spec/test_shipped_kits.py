"""The shipped kits: without a fault, their scenarios green, and no rule can be changed without a scenario going red."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pagus.analytics.scenarios import run_scenario, run_scenarios
from pagus.engines.pathways import compile_pathway, simulate
from pagus.errors import KitError
from pagus.kernel.units import same_dimension
from pagus.kit_language import lint_kit, shipped_folder, shipped_kit, shipped_slugs
from pagus.kit_language.form_facts import form_facts
from pagus.kit_language.model import Kit, Scenario
from tests.shipped import with_a_pathway
from tests.spec.kit_mutants import mutants

SLUGS = shipped_slugs()
PATHWAYS = with_a_pathway()


def test_both_kits_are_shipped() -> None:
    assert {"air-today", "diabetes-home"} <= set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_kit_has_no_fault(slug: str) -> None:
    assert lint_kit(shipped_folder(slug)) == []
    assert shipped_kit(slug).slug == slug


def test_a_folder_says_whether_its_kit_has_a_pathway() -> None:
    assert [slug for slug in SLUGS if shipped_kit(slug).pathways] == PATHWAYS


@pytest.mark.parametrize("slug", SLUGS)
def test_scenarios_pass_and_cover_every_rule(slug: str) -> None:
    report = run_scenarios(shipped_kit(slug))
    assert [f"{result.name}: {result.differences}" for result in report.results if not result.passed] == []
    assert (report.run, report.failed) == (len(shipped_kit(slug).scenarios), 0)
    assert (report.rule_coverage, report.never_fired) == (1.0, ())
    assert (report.boundary_coverage, report.without_boundary) == (1.0, ())


@pytest.mark.parametrize("slug", PATHWAYS)
def test_scenarios_take_every_way_of_every_pathway(slug: str) -> None:
    report = run_scenarios(shipped_kit(slug))
    assert report.ways > 0
    assert (report.way_coverage, report.never_taken) == (1.0, ())


@pytest.mark.parametrize("slug", PATHWAYS)
def test_each_fact_of_a_form_is_one_that_the_form_gives(slug: str) -> None:
    """A fact has the name of its form, an underscore, and the name in the form; no guard waits for what never comes."""
    kit = shipped_kit(slug)
    facts = [fact for pathway in kit.pathways.values() for fact in pathway.facts.values() if fact.form]
    assert facts
    for fact in facts:
        given = form_facts(kit.forms[fact.form])
        assert fact.name.startswith(f"{fact.form}_"), fact.name
        inside = fact.name.removeprefix(f"{fact.form}_")
        assert inside in given, fact.name
        assert same_dimension(given[inside].unit, fact.unit), fact.name
        low, high = fact.plausible
        assert all(low <= value <= high for value in given[inside].words.values()), fact.name


@pytest.mark.parametrize("slug", PATHWAYS)
def test_people_who_do_not_exist_come_to_an_end(slug: str) -> None:
    kit = shipped_kit(slug)
    found = simulate(compile_pathway(kit, next(iter(kit.pathways))), people=40, seed=1)
    assert found.simulated
    assert sum(found.outcomes.values()) == 40
    assert found.outcomes.get("running", 0) < 40


@pytest.mark.parametrize("slug", SLUGS)
def test_one_fault_in_a_rule_makes_a_scenario_fail(slug: str) -> None:
    kit = shipped_kit(slug)
    tried, survivors = 0, []
    for name, words, wrong in mutants(kit):
        tried += 1
        if not any(_fails(wrong, scenario) for scenario in _nearest_first(name, kit)):
            survivors.append(f"{name}: {words}")
    assert survivors == [], f"of {tried} mutants"
    assert tried >= 5 * len(kit.rules)


def _fails(kit: Kit, scenario: Scenario) -> bool:
    try:
        return not run_scenario(kit, scenario).passed
    except KitError:
        return True  # the engine refuses to run it at all


def _nearest_first(name: str, kit: Kit) -> Iterator[Scenario]:
    """Scenarios in an order in which a fault in this rule or feature is soon found; all of them in the end."""
    rules = {rule.id for rule in kit.rules.values() if name == rule.id or name in re.findall(r"[a-z_0-9]+", rule.when)}

    def distance(scenario: Scenario) -> tuple[bool, bool, int]:
        fires = any(rule in rules for rule, _ in scenario.alerts)
        return scenario.rule not in rules, not fires, len(scenario.observations)

    yield from sorted(kit.scenarios, key=distance)
