"""What a kit asks only if prescribed, and what an upgrade keeps of it; bounds that shrink; targets that change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.home.asked import measures
from pagus.apps.installations import actions, queries
from pagus.apps.installations.kit_library import find_kit
from pagus.apps.journal.queries import entries
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.worklist import duty
from pagus.errors import NotAllowed, NotFound
from pagus.kernel.time import DAY, HOUR
from tests.apps.cast import account, person, team
from tests.apps.installations.versions import kit_version, older_copd, older_diabetes
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

EUROMETROPOLE = "epci:246700488"


def asked_of(code: str) -> dict[str, int]:
    """How often a day is each thing asked of this person on their page?"""
    return {each.signal.code: each.wanted_today for each in measures(code) if each.is_asked}


def send(code: str, signal: str, at: int, value: float) -> None:
    assert submit(Batch("hand", [Observation(code, signal, at, value)])).accepted == 1


@pytest.mark.parametrize("version", ["2.0.0", "2.1.0"])
def test_nobody_stops_being_asked_by_an_upgrade(tmp_path: Path, version: str) -> None:
    """All were asked for pricks; of doses, whoever sent one within 28 days is asked from now on."""
    tag = version.replace(".", "")
    sends, sent, never = (person(f"person:P-KEEP{tag}{each}") for each in "ABC")
    number = actions.install(older_diabetes(tmp_path, version), EUROMETROPOLE, {})
    for code in (sends, sent, never):
        actions.enrol(number, code, SYSTEM, from_ms=NOW - 60 * DAY)
        assert asked_of(code) == {"capillary_glucose": 4}
    send(sends, "insulin_dose", NOW - 27 * DAY, 10.0)
    send(sent, "insulin_dose", NOW - 29 * DAY, 10.0)
    said = [str(each) for each in queries.plan_upgrade_here(number, find_kit("diabetes-home"), {}).remarks]
    newer = actions.upgrade(number, "diabetes-home", SYSTEM, reason="new")
    move = [str(each) for each in queries.plan_move_here(newer).remarks]
    for told in (said, move):
        found = [(each.partition(":")[0], re.findall(r"\d+", each)) for each in told if "yes for" in each]
        assert found == [("capillary_prescribed", ["3", "28", "0"]), ("insulin_prescribed", ["1", "28", "2"])]
    assert actions.move_people(newer, SYSTEM, reason="everybody was told") == 3
    # As often as is prescribed from now on: two pricks a day unless somebody says otherwise.
    assert asked_of(sends) == {"capillary_glucose": 2, "insulin_dose": 1}
    assert asked_of(sent) == asked_of(never) == {"capillary_glucose": 2}
    assert json.loads(entries(object_code=sends)[0].detail)["asked"] == ["capillary_prescribed", "insulin_prescribed"]
    fresh = person(f"person:P-KEEP{tag}D")
    actions.enrol(newer, fresh, SYSTEM)
    assert asked_of(fresh) == {}, "who wears a sensor is asked for no prick"
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    actions.set_parameter(newer, "capillary_prescribed", 0, layer="person", holder=never, reason="a sensor", by=nurse)
    later = actions.upgrade(newer, kit_version(tmp_path, "3.1.0", moves_from=("3.0.0",)), SYSTEM, reason="x", move=True)
    assert (asked_of(never), asked_of(sent)) == ({}, {"capillary_glucose": 2}), "taken back stays taken back"
    assert later != newer


def test_who_was_never_asked_is_not_asked_by_an_upgrade(tmp_path: Path) -> None:
    """1.0.0 knew no pricks; pricks that somebody sends all the same, for another kit, are theirs."""
    code, sends = person("person:P-KEEP1A"), person("person:P-KEEP1B")
    number = actions.install(older_diabetes(tmp_path, "1.0.0"), EUROMETROPOLE, {})
    for each in (code, sends):
        actions.enrol(number, each, SYSTEM, from_ms=NOW - 60 * DAY)
    actions.upgrade(number, "diabetes-home", SYSTEM, reason="new", move=True)
    assert asked_of(code) == asked_of(sends) == {}
    ((installed, enrolled),) = [it for it in queries.enrolments_of(code) if it[1].to_ms is None]
    assert (installed.kit.version, enrolled.observed_from_ms) == ("3.0.0", NOW - 60 * DAY)


def test_a_device_that_sends_stays_prescribed_and_is_asked_of_nobody_by_hand(tmp_path: Path) -> None:
    """One parameter stands for all that a device sends; whose device is silent for four weeks was not missed before."""
    ventilated, oxygen, neither = (person(f"person:P-KEEP5{each}") for each in "ABC")
    number = actions.install(older_copd(tmp_path), EUROMETROPOLE, {})
    for code in (ventilated, oxygen, neither):
        actions.enrol(number, code, SYSTEM, from_ms=NOW - 60 * DAY)
    send(ventilated, "niv_leak", NOW - 5 * DAY, 12.0)
    send(oxygen, "oxygen_flow", NOW - 27 * DAY, 2.0)
    send(neither, "oxygen_hours", NOW - 30 * DAY, 16.0)
    newer = actions.upgrade(number, "copd-home", SYSTEM, reason="new", move=True)
    held = {it.subject: it.parameters for it in queries.enrolments(newer)}
    told = {code: [bool(held[code][f"{each}_prescribed"]) for each in ("ventilation", "oxygen")] for code in held}
    assert told == {ventilated: [True, False], oxygen: [False, True], neither: [False, False]}
    assert asked_of(ventilated) == asked_of(neither) == {"oxygen_saturation": 1}
    may = {code: {it.signal.code for it in measures(code) if it.signal.by_device} for code in held}
    assert may[neither] == set(), "whoever has no device sees nothing of it"
    assert may[ventilated] == {"niv_hours", "niv_leak", "niv_breaths"}


def test_only_who_may_enrol_prescribes_and_only_what_a_signal_waits_for() -> None:
    code = person("person:P-KEEP2A")
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    coordinator = account("coordinator", EUROMETROPOLE)
    with pytest.raises(NotFound, match="not enrolled"):
        actions.prescribe(number, code, ["insulin_prescribed"], reason="Dr Exemple", by=coordinator)
    actions.enrol(number, code, SYSTEM)
    with pytest.raises(NotAllowed):
        actions.prescribe(number, code, [], reason="x", by=account("clinician", EUROMETROPOLE))
    with pytest.raises(NotFound, match="only if pregnancy_targets"):
        actions.prescribe(number, code, ["pregnancy_targets"], reason="x", by=coordinator)
    actions.prescribe(number, code, ["insulin_prescribed"], reason="Dr Exemple", by=coordinator)
    assert asked_of(code) == {"insulin_dose": 1}
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    actions.set_parameter(number, "insulin_a_day", 4, layer="person", holder=code, reason="basal, bolus", by=nurse)
    assert asked_of(code) == {"insulin_dose": 4}
    before = len(entries(object_code=code))
    actions.prescribe(number, code, ["insulin_prescribed"], reason="Dr Exemple", by=coordinator)
    assert len(entries(object_code=code)) == before, "what holds already is not written again"


def test_a_bound_that_an_upgrade_lowers_below_what_a_team_and_a_clock_have_set(tmp_path: Path) -> None:
    code = person("person:P-KEEP3A", team_code=team("team-low"))
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    actions.enrol(number, code, SYSTEM)
    actions.set_parameter(number, "time_low_limit", 0.09, layer="team", holder="team-low", reason="frail", by=SYSTEM)
    duty.set_clock(number, {"high": 1_440}, SYSTEM, reason="few nurses")
    newer = kit_version(tmp_path, "4.0.0", moves_from=("3.0.0",), edits={
        "parameters.yaml": ("maximum: 0.10", "maximum: 0.05"), "clocks.yaml": ("at_most: 24h", "at_most: 8h"),
    })  # fmt: skip
    plan = queries.plan_upgrade_here(number, find_kit(newer), {})
    assert [str(it) for it in plan.dropped] == [
        "time_low_limit = 0.09 of the layer team is not accepted there: the kit's own value holds"
    ]
    new = actions.upgrade(number, newer, SYSTEM, reason="narrower", move=True)
    ((_, enrolled),) = [it for it in queries.enrolments_of(code) if it[1].to_ms is None]
    assert enrolled.parameters["time_low_limit"] == 0.04
    assert [it.layer for it in queries.explain_parameter(new, "time_low_limit", code)] == ["kit"]
    high = next(it for it in duty.waits_of(queries.get_installation(new)) if it.severity == "high")
    assert (high.minutes, high.at_most) == (480, 480), "the longest that the newer version allows"


def test_another_set_of_targets_in_mid_course_is_on_record(clock_at: Callable[[int], None]) -> None:
    """Which targets held on which day, on whose word: values, set and journal."""
    code = person("person:P-KEEP4A")
    clock_at(NOW - 10 * DAY)
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    actions.enrol(number, code, SYSTEM)
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    actions.choose_target_set(number, code, "adult", reason="at enrolment", by=nurse)
    clock_at(NOW - 4 * DAY)
    actions.choose_target_set(number, code, "pregnancy_type_1", reason="week 7", by=nurse)
    clock_at(NOW)

    def held(at_ms: int) -> tuple[float, str]:
        found = queries.in_force("pagus/diabetes-home", EUROMETROPOLE, at_ms, code)
        assert found is not None
        last = found.values["pregnancy_targets"][-1]
        return last.value, last.reason

    assert held(NOW - 5 * DAY) == (0.0, "")
    assert held(NOW - 3 * DAY) == (1.0, "week 7")
    installed = queries.get_installation(number)
    assert queries.sets_at(installed, NOW - 11 * DAY) == {}
    assert queries.sets_at(installed, NOW - 5 * DAY)[code]["time_in_range_wanted"] == 0.70
    assert queries.sets_at(installed, NOW - 4 * DAY - HOUR).keys() == {code}
    now = queries.sets_at(installed, NOW)[code]
    assert (now["pregnancy_targets"], "time_in_range_wanted" in now) == (1.0, False)
    told = [json.loads(it.detail) for it in entries(object_code=code) if it.verb == "choose_target_set"]
    assert [(it["set"], it["was"]) for it in told] == [("pregnancy_type_1", ["adult"]), ("adult", [])]
