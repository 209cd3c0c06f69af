"""What pages read of running kits: who is followed, who would be moved, what was accepted, what waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, kit_library, queries
from pagus.apps.installations.queries import planning
from pagus.errors import Conflict, NotFound
from pagus.kernel.time import DAY, MINUTE
from tests.apps.cast import account, person
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
KIT = "pagus/diabetes-home"
OTHER_TARGET = {"parameters.yaml": ("default: 0.70", "default: 0.75")}


def running(folder: Path) -> int:
    """Version 1.9.0 with two people."""
    number = actions.install(kit_version(folder, "1.9.0"), EUROMETROPOLE, {})
    for code in ("person:P-BBBB", "person:P-AAAA"):
        actions.enrol(number, person(code), SYSTEM, from_ms=NOW - DAY)
    return number


def test_who_is_followed_now(tmp_path: Path) -> None:
    number = running(tmp_path)
    actions.end_enrolment(number, "person:P-BBBB", SYSTEM, reason="moved away")
    assert queries.followed_now(number) == ("person:P-AAAA",)


def test_the_plan_of_a_move_is_what_the_move_does(tmp_path: Path) -> None:
    old = running(tmp_path)
    assert [str(each) for each in queries.plan_move_here(old).refusals] == ["no older version follows people here"]
    new = actions.upgrade(old, kit_version(tmp_path, "3.1.0", moves_from=("1.9.0",)), SYSTEM, reason="next")
    plan = queries.plan_move_here(new)
    assert plan.refusals == ()
    assert [(it.installation, it.version, it.followers.people) for it in plan.older] == [(old, "1.9.0", 2)]
    assert actions.move_people(new, SYSTEM, reason="declared") == sum(it.followers.people for it in plan.older)


def test_what_was_set_for_somebody_meanwhile_goes_over_with_them_or_is_named(
    tmp_path: Path, clock_at: Callable[[int], None]
) -> None:
    old = running(tmp_path)
    narrower = {"parameters.yaml": ("maximum: 0.10", "maximum: 0.05")}
    newer = kit_version(tmp_path, "3.0.0", edits=narrower, moves_from=("1.9.0",))
    new = actions.upgrade(old, newer, SYSTEM, reason="narrower")
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    clock_at(NOW + MINUTE)
    for code, value in (("person:P-AAAA", 0.03), ("person:P-BBBB", 0.06)):
        actions.set_parameter(old, "time_low_limit", value, layer="person", holder=code, reason="agreed", by=nurse)
    (dropped,) = queries.plan_move_here(new).dropped
    assert "time_low_limit = 0.06 of the layer person" in dropped
    actions.move_people(new, SYSTEM, reason="declared", subjects=["person:P-AAAA"])
    carried = queries.explain_parameter(new, "time_low_limit", "person:P-AAAA")[-1]
    assert (carried.value, carried.by, carried.reason) == (0.03, nurse.username, "agreed")
    actions.move_people(new, SYSTEM, reason="the other")
    assert [it.layer for it in queries.explain_parameter(new, "time_low_limit", "person:P-BBBB")] == ["kit"]


def test_a_value_set_on_the_newer_version_is_not_overwritten_by_an_older_one(
    tmp_path: Path, clock_at: Callable[[int], None]
) -> None:
    old = running(tmp_path)
    new = actions.upgrade(old, kit_version(tmp_path, "3.1.0", moves_from=("1.9.0",)), SYSTEM, reason="next")
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    for minute, (number, value) in enumerate(((old, 0.03), (new, 0.02)), 1):
        clock_at(NOW + minute * MINUTE)
        actions.set_parameter(
            number, "time_low_limit", value, layer="person", holder="person:P-AAAA", reason="agreed", by=nurse
        )
    actions.move_people(new, SYSTEM, reason="declared")
    assert queries.explain_parameter(new, "time_low_limit", "person:P-AAAA")[-1].value == 0.02


def test_a_move_that_is_not_declared_is_refused_by_plan_and_action_alike(tmp_path: Path) -> None:
    new = actions.upgrade(running(tmp_path), "diabetes-home", SYSTEM, reason="next")
    (refusal,) = queries.plan_move_here(new).refusals
    with pytest.raises(Conflict) as refused:
        actions.move_people(new, SYSTEM, reason="all the same")
    assert str(refused.value) == str(refusal)


def test_acceptances_are_told_the_newest_first(tmp_path: Path) -> None:
    clinician = account("clinician", EUROMETROPOLE)
    actions.accept(kit_version(tmp_path, "1.9.0"), EUROMETROPOLE, clinician, words="read whole")
    actions.accept("diabetes-home", EUROMETROPOLE, clinician, words="what changed")
    found = queries.acceptances(KIT, EUROMETROPOLE)
    assert [(it.version, it.given.words) for it in found] == [("3.0.0", "what changed"), ("1.9.0", "read whole")]
    assert queries.acceptances(KIT, "commune:75056") == ()


def test_a_newer_version_waits_for_its_acceptance_outside_a_simulation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "distrust", lambda *_: ())
    clinician = account("clinician", EUROMETROPOLE)
    for role in ("coordinator", "nurse"):
        account(role, EUROMETROPOLE)
    older = kit_version(tmp_path, "1.9.0", edits=OTHER_TARGET)
    number = actions.install(older, EUROMETROPOLE, {})
    assert queries.awaited_acceptances(clinician) == ()
    actions.uninstall(number, SYSTEM, reason="begin for real")
    actions.accept(older, EUROMETROPOLE, clinician, words="read whole")
    number = actions.install(older, EUROMETROPOLE, {}, "investigational")
    (found,) = queries.awaited_acceptances(clinician)
    assert (found.installed.id, found.newer.version, found.reference) == (number, "3.0.0", "diabetes-home")
    assert queries.awaited_acceptances(account("coordinator", EUROMETROPOLE)) == ()
    actions.accept("diabetes-home", EUROMETROPOLE, clinician, words="the new target")
    assert queries.awaited_acceptances(clinician) == ()


def test_a_kit_that_does_not_come_from_a_registry_is_read_as_it_is_found() -> None:
    assert kit_library.known_kit("diabetes-home").kit.id == KIT
    with pytest.raises(NotFound):
        kit_library.known_kit("no-such-kit")
