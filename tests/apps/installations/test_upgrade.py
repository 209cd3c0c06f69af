"""From one version to the next and back: nobody is dropped, no value is lost in silence, open cases stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.alerts import actions as alerts
from pagus.apps.alerts.models import Alert, Case
from pagus.apps.installations import actions, queries
from pagus.apps.installations.kit_library import find_kit
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue
from pagus.engines.signals import Firing
from pagus.errors import Conflict, InputError, KitError, NotAllowed
from pagus.kernel.time import DAY, HOUR
from tests.apps.cast import account, person, team
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
KIT = "diabetes-home"
RULES = "rules/report.yaml"


@pytest.fixture
def running() -> int:
    """Version 3.0.0 with two people, a value of the territory, and one of a person."""
    number = actions.install(KIT, EUROMETROPOLE, {"time_in_range_wanted": 0.65})
    for code in ("person:P-AAAA", "person:P-BBBB"):
        actions.enrol(number, person(code), SYSTEM, from_ms=NOW - 20 * DAY)
    nurse = account("nurse", EUROMETROPOLE, team("team-a"))
    actions.set_parameter(
        number, "time_low_limit", 0.06, layer="person", holder="person:P-AAAA", reason="agreed", by=nurse
    )
    return number


def minor(folder: Path, **more: object) -> str:
    """Version 3.1.0: a wider bound."""
    widened = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}
    return kit_version(folder, "3.1.0", edits=widened, **more)  # type: ignore[arg-type]


def fire(number: int, rule: str, code: str, t: int) -> None:
    firing = Firing(rule=rule, subject=code, t=t, severity="warning", features={}, parameters={}, trace={})
    alerts.raise_alerts(number, [firing], NOW)


def upgraded(running: int, folder: Path, **more: object) -> int:
    return actions.upgrade(running, minor(folder), SYSTEM, reason="wider bound", **more)  # type: ignore[arg-type]


def test_the_upgrade_does_what_its_plan_says(running: int, tmp_path: Path) -> None:
    fire(running, "time_in_range_low", "person:P-AAAA", NOW - HOUR)
    newer = minor(tmp_path)
    plan = queries.plan_upgrade_here(running, find_kit(newer), {})
    assert plan.refusals == ()
    assert (plan.from_version, plan.install.version) == ("3.0.0", "3.1.0")
    assert [change.weight for change in plan.difference.changes] == ["minor", "patch"]  # its upgrade block is gone
    assert (plan.followers.people, plan.followers.open_alerts, plan.followers.open_cases) == (2, 1, 1)
    assert not plan.movable
    assert any("people stay on version 3.0.0" in remark for remark in plan.remarks)
    assert plan.install.local_values == {"time_in_range_wanted": 0.65}
    assert Installation.objects.count() == 1

    number = actions.upgrade(running, newer, SYSTEM, reason="wider bound")

    new = queries.get_installation(number)
    assert (new.kit.version, new.replaces, new.superseded_ms) == ("3.1.0", running, None)
    assert queries.current_row("pagus/diabetes-home", EUROMETROPOLE).pk == number  # type: ignore[union-attr]
    assert new.parameters["time_in_range_wanted"] == 0.65


def test_people_stay_on_their_version_and_new_ones_begin_on_the_newer(running: int, tmp_path: Path) -> None:
    number = upgraded(running, tmp_path)
    old = queries.get_installation(running)
    assert (old.superseded_ms, old.removed_ms) == (NOW, None)
    assert [each.to_ms for each in queries.enrolments(running)] == [None, None]
    assert queries.enrolments(number) == []
    assert {each.id for each in queries.active_installations()} == {running, number}
    with pytest.raises(Conflict, match="newer version"):
        actions.enrol(running, person("person:P-CCCC"), SYSTEM)
    actions.enrol(number, "person:P-CCCC", SYSTEM)
    assert [each.subject for each in queries.enrolments(number)] == ["person:P-CCCC"]


def test_values_go_over_with_who_set_them_and_why(running: int, tmp_path: Path) -> None:
    number = upgraded(running, tmp_path)
    layers = queries.explain_parameter(number, "time_low_limit", "person:P-AAAA")
    assert [(each.layer, each.value, each.reason) for each in layers[1:]] == [("person", 0.06, "agreed")]
    assert layers[1].by.startswith("nurse-")
    assert ParameterValue.objects.filter(installation=number, layer="territory").count() == 1


def test_a_value_that_no_longer_fits_is_named_before_and_the_kit_s_own_holds(running: int, tmp_path: Path) -> None:
    narrowed = {"parameters.yaml": ("maximum: 0.10", "maximum: 0.05")}
    newer = kit_version(tmp_path, "4.0.0", edits=narrowed)
    plan = queries.plan_upgrade_here(running, find_kit(newer), {})
    assert any("time_low_limit = 0.06 of the layer person" in remark for remark in plan.remarks)
    number = actions.upgrade(running, newer, SYSTEM, reason="narrower")
    assert [each.layer for each in queries.explain_parameter(number, "time_low_limit", "person:P-AAAA")] == ["kit"]


def test_declared_people_are_moved_with_their_history(running: int, tmp_path: Path) -> None:
    number = actions.upgrade(running, minor(tmp_path, moves_from=("3.0.0",)), SYSTEM, reason="wider", move=True)
    moved = queries.enrolments(number)
    assert [(each.from_ms, each.observed_from_ms) for each in moved] == [(NOW, NOW - 20 * DAY)] * 2
    assert [each.to_ms for each in queries.enrolments(running)] == [NOW, NOW]
    assert [each.id for each in queries.active_installations()] == [number]


def test_some_people_may_be_moved_before_the_others(running: int, tmp_path: Path) -> None:
    number = actions.upgrade(running, minor(tmp_path, moves_from=("3.0.0",)), SYSTEM, reason="wider")
    assert actions.move_people(number, SYSTEM, reason="first", subjects=["person:P-BBBB"]) == 1
    assert [each.subject for each in queries.enrolments(number)] == ["person:P-BBBB"]
    assert queries.get_installation(running).removed_ms is None
    assert actions.move_people(number, SYSTEM, reason="the others") == 1
    assert queries.get_installation(running).removed_ms == NOW
    assert actions.move_people(number, SYSTEM, reason="nobody is left") == 0


def test_undeclared_people_are_not_moved(running: int, tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="does not say that people of 3"):
        upgraded(running, tmp_path, move=True)
    assert Installation.objects.count() == 1
    assert queries.get_installation(running).superseded_ms is None


def test_open_cases_keep_the_version_that_opened_them(running: int, tmp_path: Path) -> None:
    fire(running, "time_in_range_low", "person:P-AAAA", NOW - HOUR)
    number = actions.upgrade(running, minor(tmp_path, moves_from=("3.0.0",)), SYSTEM, reason="wider", move=True)
    assert Alert.objects.get().installation_id == running
    assert Case.objects.get().closed_ms is None
    fire(number, "time_in_range_low", "person:P-AAAA", NOW)
    assert Case.objects.filter(closed_ms__isnull=True).count() == 2


def test_a_number_that_hides_what_changes_is_refused(running: int, tmp_path: Path) -> None:
    narrowed = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.89")}
    newer = kit_version(tmp_path, "3.0.1", edits=narrowed)
    with pytest.raises(Conflict, match=r"ask for version 4\.0\.0 at least"):
        actions.upgrade(running, newer, SYSTEM, reason="hidden")
    assert Installation.objects.count() == 1


def test_an_older_or_equal_version_is_refused_as_an_upgrade(running: int, tmp_path: Path) -> None:
    for version in ("1.9.0", "3.0.0"):
        with pytest.raises(Conflict, match="is not newer than"):
            actions.upgrade(running, kit_version(tmp_path, version), SYSTEM, reason="replayed")
    with pytest.raises(InputError, match="two kits"):
        actions.upgrade(running, "air-today", SYSTEM, reason="another kit")


def test_who_may_and_why_are_asked_first(running: int, tmp_path: Path) -> None:
    newer = minor(tmp_path)
    with pytest.raises(InputError, match="needs a reason"):
        actions.upgrade(running, newer, SYSTEM, reason=" ")
    for verb in (actions.rollback, actions.move_people, actions.uninstall):
        with pytest.raises(NotAllowed):
            verb(running, account("nurse", EUROMETROPOLE, "team-a"), reason="mine")
    with pytest.raises(NotAllowed):
        actions.upgrade(running, newer, account("clinician", EUROMETROPOLE), reason="mine")


def test_a_value_that_the_newer_version_refuses_stops_the_upgrade(running: int, tmp_path: Path) -> None:
    with pytest.raises(KitError, match="time_in_range_wanted"):
        upgraded(running, tmp_path, values={"time_in_range_wanted": 0.99})
    assert Installation.objects.count() == 1


def test_back_to_the_version_before_with_everybody_and_what_was_set_since(running: int, tmp_path: Path) -> None:
    number = actions.upgrade(running, minor(tmp_path, moves_from=("3.0.0",)), SYSTEM, reason="wider", move=True)
    actions.enrol(number, person("person:P-CCCC"), SYSTEM, from_ms=NOW - DAY)
    ParameterValue.objects.create(
        installation_id=number, layer="person", holder="person:P-CCCC", name="time_low_limit",
        value=0.03, by="nurse-9", at_ms=NOW + 1, reason="new patient",
    )  # fmt: skip
    plan = queries.plan_rollback(number)
    assert (plan.from_version, plan.to_version, plan.refusals) == ("3.1.0", "3.0.0", ())

    assert actions.rollback(number, SYSTEM, reason="too many alerts") == running

    assert [each.id for each in queries.active_installations()] == [running]
    back = {each.subject: each for each in queries.enrolments(running) if each.to_ms is None}
    assert set(back) == {"person:P-AAAA", "person:P-BBBB", "person:P-CCCC"}
    assert back["person:P-AAAA"].observed_from_ms == NOW - 20 * DAY
    assert back["person:P-CCCC"].parameters["time_low_limit"] == 0.03
    assert queries.explain_parameter(running, "time_low_limit", "person:P-CCCC")[-1].reason == "new patient"
    with pytest.raises(Conflict, match="nothing to go back to"):
        actions.rollback(running, SYSTEM, reason="again")


def test_things_go_over_at_once_and_the_old_version_ends(tmp_path: Path) -> None:
    from pagus.apps.territory import actions as territory
    from pagus.kit_language.model import Text

    words = Text("Quai", "Quay", "Kai")
    territory.add_thing(
        "thing:station-1", words, kind="air_station", place="commune:67482", represents="commune:67482", simulated=True
    )
    number = actions.install("air-today", EUROMETROPOLE, {}, from_ms=NOW - DAY)
    newer = kit_version(tmp_path, "2.0.1", slug="air-today", edits={"README.md": ("\n", "\nReworded.\n")})
    upgraded = actions.upgrade(number, newer, SYSTEM, reason="words")
    (followed,) = queries.enrolments(upgraded)
    assert (followed.subject, followed.from_ms, followed.observed_from_ms) == ("thing:station-1", NOW, NOW - DAY)
    assert queries.get_installation(number).removed_ms == NOW
    assert Enrolment.objects.filter(to_ms__isnull=True).count() == 1


def test_things_of_other_kinds_are_let_go_as_the_plan_says(tmp_path: Path) -> None:
    """Whoever upgrades a kit that followed every thing to one that names its kinds."""
    from pagus.apps.territory import actions as territory
    from pagus.kit_language.model import Text

    for code, kind in (("thing:station-2", "air_station"), ("thing:kitchen-2", "school_kitchen")):
        territory.add_thing(code, Text(code, code, code), kind=kind, place="commune:67482", simulated=True)
    every = {"kit.yaml": ("kinds: [air_station, sensorthings]\n", "")}
    number = actions.install(kit_version(tmp_path, "1.0.0", slug="air-today", edits=every), EUROMETROPOLE, {})
    assert len(queries.followed_now(number)) == 2
    plan = queries.plan_upgrade_here(number, find_kit("air-today"), {})
    assert "things of other kinds, which are not followed any more: thing:kitchen-2" in plan.remarks
    newer = actions.upgrade(number, "air-today", SYSTEM, reason="stations only")
    assert queries.followed_now(newer) == ("thing:station-2",)
    assert queries.get_installation(number).removed_ms == NOW


def test_ending_closes_what_waits_with_the_reason_and_keeps_the_records(running: int, tmp_path: Path) -> None:
    fire(running, "time_in_range_low", "person:P-AAAA", NOW - HOUR)
    number = upgraded(running, tmp_path)
    actions.open_task(number, "revoked", verb="install_kit", due_ms=NOW + DAY, facts={})
    plan = queries.plan_uninstall(number)
    assert (plan.versions, plan.followers.people, plan.followers.open_alerts) == (("3.0.0", "3.1.0"), 2, 1)
    assert (plan.open_tasks, plan.kept_alerts) == (1, 1)
    actions.uninstall(number, SYSTEM, reason="the pilot is over")
    assert queries.active_installations() == []
    assert not Enrolment.objects.filter(to_ms__isnull=True).exists()
    alert = Alert.objects.get()
    assert (alert.status, alert.outcome, alert.events.last().reason) == ("closed", "other", "the pilot is over")  # type: ignore[union-attr]
    assert Installation.objects.get(pk=number).tasks.get().reason == "the pilot is over"
    assert queries.get_installation(running).kit.rule("time_in_range_low").when
