"""The clinical acceptance: asked at install and at each upgrade that changes a rule, given by somebody who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, queries
from pagus.apps.installations.kit_library import find_kit
from pagus.apps.installations.models import Installation
from pagus.apps.people.models import Person
from pagus.errors import Conflict, InputError, NotAllowed
from pagus.kernel.time import DAY
from tests.apps.cast import account, person, team
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
KIT = "diabetes-home"


@pytest.fixture
def cast() -> None:
    """Every role that the kit works with is held."""
    account("coordinator", EUROMETROPOLE)
    account("nurse", EUROMETROPOLE, team("team-a"))


def accepted() -> int:
    clinician = account("clinician", EUROMETROPOLE)
    actions.accept(KIT, EUROMETROPOLE, clinician, words="rules and sources read")
    return actions.install(KIT, EUROMETROPOLE, {}, "investigational")


def test_outside_a_simulation_a_clinical_kit_waits_for_its_acceptance(cast: None) -> None:
    plan = queries.plan_here(KIT, EUROMETROPOLE, {}, "investigational")
    assert (plan.needs_acceptance, plan.accepted) == (True, False)
    with pytest.raises(Conflict, match="waits for its clinical acceptance"):
        actions.install(KIT, EUROMETROPOLE, {}, "investigational")
    number = accepted()
    standing = queries.standing_of(number, NOW)
    assert standing.acceptance is not None
    assert standing.acceptance.words == "rules and sources read"
    assert standing.acceptance.role == "clinician"


def test_only_a_clinical_lead_of_the_territory_accepts(cast: None) -> None:
    for user in (account("coordinator", EUROMETROPOLE), account("clinician", "commune:75056")):
        with pytest.raises(NotAllowed):
            actions.accept(KIT, EUROMETROPOLE, user, words="read")
    clinician = account("clinician", EUROMETROPOLE)
    with pytest.raises(InputError, match="needs words"):
        actions.accept(KIT, EUROMETROPOLE, clinician, words="  ")
    with pytest.raises(InputError, match="not clinical"):
        actions.accept("air-today", EUROMETROPOLE, clinician, words="read")


def test_an_upgrade_that_changes_a_rule_needs_its_own(cast: None, tmp_path: Path) -> None:
    number = accepted()
    rule = {"parameters.yaml": ("default: 0.70", "default: 0.75")}
    newer = kit_version(tmp_path, "3.0.0", edits=rule)
    signed_enough = find_kit(newer)
    assert not signed_enough.judgement.trusted
    plan = queries.plan_upgrade_here(number, signed_enough, {})
    assert plan.difference.changes_clinical_rules
    assert any("waits for its clinical acceptance" in each for each in plan.refusals)
    actions.accept(newer, EUROMETROPOLE, account("clinician", EUROMETROPOLE), words="the new target")
    plan = queries.plan_upgrade_here(number, find_kit(newer), {})
    assert not any("waits for its clinical acceptance" in each for each in plan.refusals)


def test_an_upgrade_of_words_needs_none(cast: None, tmp_path: Path) -> None:
    number = accepted()
    newer = kit_version(tmp_path, "2.0.1", edits={"CHANGELOG.md": ("\n", "\nReworded.\n")})
    plan = queries.plan_upgrade_here(number, find_kit(newer), {})
    assert not plan.difference.changes_clinical_rules
    assert not any("waits for its clinical acceptance" in each for each in plan.refusals)


def test_a_role_that_nobody_holds_stops_what_is_no_simulation() -> None:
    with pytest.raises(Conflict, match="nobody here holds the role nurse"):
        actions.install(KIT, EUROMETROPOLE, {}, "investigational")
    assert not Installation.objects.exists()


def test_a_simulation_follows_virtual_people_only() -> None:
    number = actions.install(KIT, EUROMETROPOLE, {})
    code = person("person:P-REAL")
    Person.objects.filter(code=code).update(simulated=False)
    with pytest.raises(InputError, match="virtual people only"):
        actions.enrol(number, code, SYSTEM, from_ms=NOW - DAY)
