"""A kit tried on the history: counts only, small numbers withheld, nothing stored."""

from __future__ import annotations

import polars as pl
import pytest

from pagus.apps.alerts.models import Alert
from pagus.apps.installations.kit_library import kit_folder, library_kit
from pagus.apps.installations.models import Installation
from pagus.apps.installations.rehearsal import rehearse
from pagus.apps.journal.actions import SYSTEM
from pagus.errors import DataGapError, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY, MINUTE
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
LOW = [300.0, 300.0, 120.0, 120.0, 120.0]
"""Three readings of five in range: 60 %."""
GOOD = [120.0]


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight people with 20 days of glucose, seven of them with too little time in range."""
    codes = [person(f"person:P-R{number}00") for number in range(8)]
    person("person:P-FAR", "commune:75056")
    instants = list(range(NOW - 20 * DAY, NOW, 5 * MINUTE))
    frames = []
    for number, code in enumerate([*codes, "person:P-FAR"]):
        values = GOOD if number == 0 else LOW
        series = [values[index % len(values)] for index in range(len(instants))]
        frames.append(pl.DataFrame({"subject": code, "signal": "glucose", "t": instants, "value": series}))
    everything = pl.concat(frames)

    def history(subjects: list[str], signals: list[str], start: int | None, end: int | None) -> pl.DataFrame:
        return everything.filter(pl.col("subject").is_in(subjects), pl.col("signal").is_in(signals), pl.col("t") <= end)

    monkeypatch.setattr("pagus.apps.installations.rehearsal.history", history)


@pytest.mark.usefixtures("people")
def test_it_counts_alerts_of_the_territory_and_stores_nothing() -> None:
    tried = rehearse(account("coordinator", EUROMETROPOLE), "diabetes-home", EUROMETROPOLE, {})
    low = next(rule for rule in tried.per_rule if rule.rule == "time_in_range_low")
    assert (tried.subjects, low.alerts, low.subjects) == (8, 7, 7)
    assert tried.end_ms - tried.start_ms == 14 * DAY
    assert sum(count.alerts for count in tried.daily) == tried.alerts == sum(rule.alerts for rule in tried.per_rule)
    assert tried.alerts_per_day == tried.alerts / 14
    assert all(count.day_ms % DAY == 0 for count in tried.daily)
    assert not Alert.objects.exists()
    assert not Installation.objects.exists()


@pytest.mark.usefixtures("people")
def test_another_threshold_gives_another_count() -> None:
    usual = rehearse(SYSTEM, "diabetes-home", EUROMETROPOLE, {})
    loose = rehearse(SYSTEM, "diabetes-home", EUROMETROPOLE, {"time_in_range_wanted": 0.5})
    assert loose.parameters["time_in_range_wanted"] == 0.5
    assert loose.alerts == usual.alerts - 7


@pytest.mark.usefixtures("people")
def test_small_numbers_of_people_are_withheld_from_those_who_see_no_person() -> None:
    analyst = account("analyst", EUROMETROPOLE)
    tried = rehearse(analyst, "diabetes-home", EUROMETROPOLE, {})
    subjects = {rule.rule: rule.subjects for rule in tried.per_rule}
    assert subjects["time_in_range_low"] == 7
    assert subjects["no_glucose"] is None, "zero is a small number too"
    alerts = {rule.rule: rule.alerts for rule in tried.per_rule}
    assert alerts["no_glucose"] is None, "alerts of few people are few people"
    assert tried.alerts == sum(count for count in alerts.values() if count is not None), "a sum gives nothing back"
    assert {count.rule for count in tried.daily} <= {rule for rule, count in alerts.items() if count is not None}


def test_what_cannot_be_tried() -> None:
    coordinator = account("coordinator", EUROMETROPOLE)
    with pytest.raises(
        DataGapError, match="no observation of capillary_glucose, glucose, insulin_dose, pregnancy_weeks"
    ):
        rehearse(coordinator, "diabetes-home", EUROMETROPOLE, {})
    with pytest.raises(NotAllowed):
        rehearse(account("nurse", EUROMETROPOLE, "team-a"), "diabetes-home", EUROMETROPOLE, {})
    with pytest.raises(NotAllowed):
        rehearse(coordinator, "diabetes-home", "commune:75056", {})
    with pytest.raises(InputError, match="it goes from"):
        rehearse(coordinator, "diabetes-home", EUROMETROPOLE, {"time_in_range_wanted": 2.0})
    with pytest.raises(InputError, match="not before its end"):
        rehearse(coordinator, "diabetes-home", EUROMETROPOLE, {}, start_ms=NOW, end_ms=NOW + DAY)


def test_a_kit_is_found_by_slug_by_name_and_by_folder() -> None:
    folder = kit_folder("diabetes-home")
    digests = {library_kit(name).digest for name in ("diabetes-home", "pagus/diabetes-home", str(folder))}
    assert len(digests) == 1
    with pytest.raises(NotFound, match="the library holds"):
        library_kit("other/diabetes-home")
