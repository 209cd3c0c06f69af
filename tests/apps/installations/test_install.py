"""Plan is what install does; parameters in layers; enrolments; kits.lock."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, queries
from pagus.apps.installations.kit_library import installed_kit
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue
from pagus.apps.installations.plan import Surroundings, plan_install
from pagus.apps.journal.queries import entries
from pagus.apps.streams.queries import registered_signals
from pagus.errors import ConfigError, Conflict, InputError, KitError, NotAllowed, NotFound
from pagus.kit_language import shipped_kit
from tests.apps.cast import account, person, team
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
KIT = "diabetes-home"


@pytest.fixture
def installation() -> int:
    return actions.install(KIT, EUROMETROPOLE, {"time_in_range_wanted": 0.65})


@pytest.mark.django_db(transaction=True)
def test_install_does_exactly_the_plan() -> None:
    # Registered signals are read on the store's own connection, which sees only what is committed.
    known = set(registered_signals())
    coordinator = account("coordinator", EUROMETROPOLE)
    plan = queries.plan_here(KIT, EUROMETROPOLE, {"time_in_range_wanted": 0.65})
    assert plan.refusals == ()
    fresh = {signal.code for signal in plan.signals if signal.is_new}
    assert fresh == {"glucose", "capillary_glucose", "insulin_dose", "pregnancy_weeks"} - known
    assert plan.local_values == {"time_in_range_wanted": 0.65}
    assert plan.subjects == ()
    assert plan.roles_missing == ("nurse",)
    assert not Installation.objects.exists()

    number = actions.install(KIT, EUROMETROPOLE, {"time_in_range_wanted": 0.65}, by=coordinator)

    installed = queries.get_installation(number)
    assert (installed.kit.id, installed.kit.version, installed.kit.digest) == (plan.kit_id, plan.version, plan.digest)
    assert (installed.territory, installed.mode) == (plan.territory, "simulation")
    assert installed.parameters == {parameter.name: parameter.value for parameter in plan.parameters}
    assert {signal.code for signal in plan.signals} <= set(registered_signals())
    assert Enrolment.objects.count() == len(plan.subjects)
    assert ParameterValue.objects.count() == len(plan.local_values)
    assert [found.id for found in queries.active_installations()] == [number]
    assert entries(object_code="kit:pagus/diabetes-home")[0].actor == coordinator.username


def test_what_is_measured_in_the_second_of_the_enrolment_counts(
    installation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A sender that writes whole seconds would else be too early by what the clock had gone on.
    person("person:P-AAAA")
    monkeypatch.setattr(actions.enrolling, "now", lambda: NOW + 384)
    actions.enrol(installation, "person:P-AAAA", SYSTEM)
    row = Enrolment.objects.get(subject="person:P-AAAA")
    assert NOW % 1000 == 0
    assert (row.from_ms, row.observed_from_ms) == (NOW, NOW)


def test_the_plan_is_pure_and_says_what_stands_against_it() -> None:
    kit = shipped_kit(KIT)
    around = Surroundings(territory=EUROMETROPOLE, mode="certified", installed_version="1.9.0")
    plan = plan_install(kit, {}, around)
    runs, certificate, acceptance, *roles = plan.refusals
    assert "1.9.0 runs in epci:246700488 already" in runs
    assert "names no certificate" in certificate
    assert "waits for its clinical acceptance" in acceptance
    assert [remark.facts["role"] for remark in roles] == ["coordinator", "nurse"]
    assert plan_install(kit, {}, replace(around, mode="simulation", installed_version=None)).refusals == ()


def test_a_mode_without_certificate_is_refused() -> None:
    with pytest.raises(Conflict, match="not certified"):
        actions.install(KIT, EUROMETROPOLE, {}, "certified")
    assert not Installation.objects.exists()


def test_a_kit_runs_once_in_a_territory(installation: int) -> None:
    with pytest.raises(Conflict, match="already"):
        actions.install(KIT, EUROMETROPOLE, {})
    assert Installation.objects.count() == 1
    assert actions.install(KIT, "epci:200068112", {}) != installation


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"nothing": 1.0}, "has no parameter nothing"),
        ({"time_in_range_wanted": 0.95}, "it goes from 0.5 to 0.9"),
        ({"time_in_range_wanted": float("nan")}, "give a number"),
        ({"time_in_range_wanted": float("inf")}, "give a number"),
        ({"nothing": 1.0, "silence_limit": 1.0}, "2 of these values"),
    ],
)
def test_values_that_the_kit_does_not_accept_are_all_named(values: dict[str, float], message: str) -> None:
    with pytest.raises(KitError, match=message):
        actions.install(KIT, EUROMETROPOLE, values)
    assert not Installation.objects.exists()


def test_only_those_who_may_install_here() -> None:
    for user in (account("nurse", EUROMETROPOLE, "team-a"), account("coordinator", "commune:75056")):
        with pytest.raises(NotAllowed):
            actions.install(KIT, EUROMETROPOLE, {}, by=user)


def test_unknown_kit_and_unknown_place() -> None:
    with pytest.raises(NotFound, match="diabetes-home"):
        actions.install("no-such-kit", EUROMETROPOLE, {})
    with pytest.raises(NotFound):
        actions.install(KIT, "epci:000000000", {})


def register_revision() -> int:
    """Grows when the store learns a signal or a subject."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM store_meta WHERE name = 'register'")
        return int(cursor.fetchone()[0])


def test_an_install_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("disk")

    before = register_revision()
    monkeypatch.setattr("pagus.apps.installations.actions.installing.ParameterValue.objects.bulk_create", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.install(KIT, EUROMETROPOLE, {"time_in_range_wanted": 0.65})
    assert not Installation.objects.exists()
    assert register_revision() == before
    assert entries(object_code="kit:pagus/diabetes-home") == ()


def test_the_lock_names_what_runs(installation: int) -> None:
    lock = tomllib.loads((settings.WORKSPACE.folder / "kits.lock").read_text(encoding="utf-8"))
    digest = queries.get_installation(installation).kit.digest
    assert lock["kit"] == [
        {
            "id": "pagus/diabetes-home",
            "version": "3.0.0",
            "digest": f"sha256:{digest}",
            "territory": EUROMETROPOLE,
            "mode": "simulation",
        }
    ]
    actions.uninstall(installation, SYSTEM, reason="the trial is over")
    assert "kit" not in tomllib.loads((settings.WORKSPACE.folder / "kits.lock").read_text(encoding="utf-8"))


def test_an_installed_kit_that_was_edited_is_refused(installation: int) -> None:
    digest = queries.get_installation(installation).kit.digest
    changelog: Path = settings.WORKSPACE.kits / digest / "CHANGELOG.md"
    before = changelog.read_text(encoding="utf-8")
    installed_kit.cache_clear()
    changelog.write_text(before + "edited\n", encoding="utf-8")
    try:
        with pytest.raises(ConfigError, match="altered"):
            queries.get_installation(installation)
    finally:
        changelog.write_text(before, encoding="utf-8")
        installed_kit.cache_clear()


def test_layers_from_kit_to_person(installation: int) -> None:
    code = person("person:P-AAA", team_code="team-a")
    other = person("person:P-BBB", team_code="team-b")
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    coordinator = account("coordinator", EUROMETROPOLE)
    for subject in (code, other):
        actions.enrol(installation, subject, coordinator)
    before = queries.revision()
    name = "time_in_range_wanted"
    actions.set_parameter(installation, name, 0.75, layer="team", holder="team-a", reason="younger", by=coordinator)
    actions.set_parameter(installation, name, 0.55, layer="person", holder=code, reason="frail", by=nurse)
    assert queries.revision() > before

    effective = {each.subject: each.parameters[name] for each in queries.enrolments(installation)}
    assert effective == {code: 0.55, other: 0.65}
    layers = queries.explain_parameter(installation, name, code)
    assert [(each.layer, each.holder, each.value, each.holds) for each in layers] == [
        ("kit", "", 0.7, False),
        ("territory", "", 0.65, False),
        ("team", "team-a", 0.75, False),
        ("person", code, 0.55, True),
    ]
    assert (layers[3].by, layers[3].reason, layers[3].at_ms) == (nurse.username, "frail", NOW)
    assert [each.layer for each in queries.explain_parameter(installation, name)] == ["kit", "territory"]

    actions.set_parameter(installation, name, None, layer="person", holder=code, reason="recovered", by=nurse)
    assert queries.enrolments_of(code)[0][1].parameters[name] == 0.75
    assert queries.explain_parameter(installation, name, code)[-1].layer == "team"


def test_who_may_set_which_layer(installation: int) -> None:
    code = person("person:P-AAA", team_code="team-a")
    hidden = person("person:P-BBB", team_code="team-b")
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    coordinator = account("coordinator", EUROMETROPOLE)
    name = "time_in_range_wanted"
    with pytest.raises(NotAllowed):
        actions.set_parameter(installation, name, 0.6, reason="x", by=nurse)
    with pytest.raises(NotFound):
        actions.set_parameter(installation, name, 0.6, layer="person", holder=hidden, reason="x", by=nurse)
    with pytest.raises(NotAllowed):
        actions.set_parameter(installation, name, 0.6, layer="person", holder=code, reason="x", by=coordinator)
    with pytest.raises(InputError, match="reason"):
        actions.set_parameter(installation, name, 0.6, reason=" ", by=coordinator)
    with pytest.raises(InputError, match="it goes from"):
        actions.set_parameter(installation, name, 0.99, reason="x", by=coordinator)
    with pytest.raises(InputError, match="cannot be set for a person"):
        actions.set_parameter(installation, "silence_limit", 24.0, layer="person", holder=code, reason="x", by=nurse)
    with pytest.raises(NotFound):
        actions.set_parameter(installation, "nothing", 1.0, reason="x", by=coordinator)
    with pytest.raises(NotFound):
        actions.set_parameter(installation, name, 0.6, layer="team", holder="team-z", reason="x", by=coordinator)
    assert ParameterValue.objects.count() == 1


def test_enrolment_begins_and_ends(installation: int) -> None:
    code = person("person:P-AAA")
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    actions.enrol(installation, code, nurse, from_ms=NOW - 1000)
    with pytest.raises(Conflict, match="already"):
        actions.enrol(installation, code, nurse)
    with pytest.raises(InputError, match="reason"):
        actions.end_enrolment(installation, code, nurse, reason="")
    actions.end_enrolment(installation, code, nurse, reason="moved away")
    found = queries.enrolments(installation)
    assert [(each.subject, each.from_ms, each.to_ms) for each in found] == [(code, NOW - 1000, NOW)]
    actions.enrol(installation, code, nurse)
    assert len(queries.enrolments(installation)) == 2


def test_a_kit_about_people_enrols_no_thing(installation: int) -> None:
    team("team-a")
    with pytest.raises(InputError, match="about a person"):
        actions.enrol(installation, "commune:67482", SYSTEM)


def test_ending_keeps_the_history_and_stops_the_rest(installation: int) -> None:
    code = person("person:P-AAA")
    actions.enrol(installation, code, SYSTEM)
    before = queries.revision()
    actions.uninstall(installation, SYSTEM, reason="the trial is over")
    assert queries.revision() > before
    assert queries.active_installations() == []
    assert queries.get_installation(installation).removed_ms == NOW
    assert [each.to_ms for each in queries.enrolments(installation)] == [NOW]
    with pytest.raises(NotFound):
        actions.enrol(installation, code, SYSTEM)
    assert actions.install(KIT, EUROMETROPOLE, {}) != installation
