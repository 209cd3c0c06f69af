"""A scenario belongs to who saved it; a link lets others of the territory read it; everything is journalled."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from pagus.apps.access import actions
from pagus.apps.access.edits import Edit
from pagus.apps.access.queries import read_scenario, scenarios, shared_scenario
from pagus.apps.journal.queries import entries
from pagus.errors import InputError, NotAllowed, NotFound
from tests.apps.access.scene import EUROMETROPOLE, STRASBOURG
from tests.apps.cast import account

GP = "general_practice"
EDITS = (Edit(do="retire"), Edit(do="grow", place=STRASBOURG, value=1.1))
ELSEWHERE = "departement:74"


@pytest.fixture
def planner(db: None) -> User:
    return account("analyst", EUROMETROPOLE)


def saved(by: User, name: str = "Nobody follows") -> int:
    return actions.save_scenario(name, EUROMETROPOLE, GP, "apl-2015", EDITS, by=by)


def test_a_scenario_is_saved_renamed_changed_copied_deleted_and_journalled(planner: User) -> None:
    number = saved(planner, "  Nobody   follows ")
    assert [each.name for each in scenarios(planner)] == ["Nobody follows"]
    actions.rename_scenario(number, "Everyone stays", by=planner)
    actions.change_scenario(number, EDITS[:1], "e2sfca-slow", by=planner)
    found = read_scenario(planner, number)
    assert (found.name, found.method, found.edits) == ("Everyone stays", "e2sfca-slow", ({"do": "retire"},))
    copy = actions.duplicate_scenario(number, "Another", by=planner)
    assert read_scenario(planner, copy).edits == found.edits
    actions.delete_scenario(number, by=planner)
    assert [each.number for each in scenarios(planner)] == [copy]
    verbs = [entry.verb for entry in reversed(entries(actor=planner.username))]
    assert verbs == ["save_scenario", "rename_scenario", "change_scenario", "save_scenario", "delete_scenario"]


def test_only_who_may_plan_saves(db: None) -> None:
    for role in ("nurse", "operator", "clinician"):
        with pytest.raises(NotAllowed):
            saved(account(role, EUROMETROPOLE))
    assert saved(account("coordinator", EUROMETROPOLE))
    with pytest.raises(NotAllowed):
        actions.save_scenario("x", ELSEWHERE, GP, "apl-2015", EDITS, by=account("analyst", EUROMETROPOLE))


def test_a_colleague_sees_it_by_the_link_only_and_copies_but_does_not_change(planner: User) -> None:
    number = saved(planner)
    colleague = account("coordinator", EUROMETROPOLE)
    with pytest.raises(NotFound):
        read_scenario(colleague, number)
    with pytest.raises(NotFound):
        shared_scenario(colleague, "")
    key = actions.share_scenario(number, by=planner)
    assert actions.share_scenario(number, by=planner) == key
    assert len(key) >= 30
    found = shared_scenario(colleague, key)
    assert (found.own, found.share_key) == (False, "")
    assert scenarios(colleague) == ()
    for change in (
        lambda: actions.rename_scenario(number, "Mine", by=colleague),
        lambda: actions.delete_scenario(number, by=colleague),
        lambda: actions.share_scenario(number, by=colleague),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            change()
    copy = actions.duplicate_scenario(number, "Mine", by=colleague, key=key)
    assert read_scenario(colleague, copy).own
    actions.unshare_scenario(number, by=planner)
    with pytest.raises(NotFound):
        shared_scenario(colleague, key)


def test_a_link_opens_nothing_outside_the_territory(planner: User) -> None:
    key = actions.share_scenario(saved(planner), by=planner)
    for stranger in (account("analyst", ELSEWHERE), User.objects.create(username="nobody")):
        with pytest.raises(NotFound):
            shared_scenario(stranger, key)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_scenario_needs_a_name(planner: User, name: str) -> None:
    with pytest.raises(InputError):
        saved(planner, name)
