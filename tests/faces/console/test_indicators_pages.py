"""The pages of indicators: value, map, chart, table and CSV say the same, and nothing points at a person."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client

from pagus.apps.installations import actions as installations
from pagus.apps.journal.queries import entries
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory.actions import add_thing
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.model import Text
from tests.apps.cast import account, person
from tests.apps.reports.kept import nothing_kept
from tests.apps.workspace import NOW
from tests.faces.console.conftest import Scene

__all__ = ["nothing_kept"]

Browse = Callable[..., Client]
TERRITORY, SAVERNE = "departement:67", "epci:200068112"
NUMBERS = count(1)


@pytest.fixture
def number(transactional_db: None) -> int:
    """Twelve people in Strasbourg, half of them in target, and one in Saverne."""
    started = NOW - 15 * DAY
    installation = installations.install("diabetes-home", TERRITORY, {}, from_ms=started)
    for residence, value in (
        [("commune:67482", 120.0)] * 6 + [("commune:67482", 300.0)] * 6 + [("commune:67437", 300.0)]
    ):
        code = person(f"person:P-I{next(NUMBERS):03d}", residence)
        installations.enrol(installation, code, "system", from_ms=started)
        readings = range(started, NOW, 5 * MINUTE)
        submit(Batch("test", [Observation(code, "glucose", t, value) for t in readings]))
    return installation


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content[:400]
    return answer.content.decode()


def test_share_is_shown_with_its_n_and_what_is_hidden_is_said(number: int, browse: Browse) -> None:
    client = browse(account("analyst", TERRITORY))
    path = f"/console/indicators/{number}/patients_in_target/"
    text = page(client, path)
    assert "46 %" in text
    assert "https://doi.org/10.2337/dci19-0028" in text, "a source with a DOI has an address"
    assert "6 of 13 who can be judged" in text
    assert "suppressed, too few cases" in text
    assert "fewer than six people is not shown" in text
    told = json.loads(page(client, f"{path}values.json"))
    assert told[SAVERNE] == ["suppressed", "suppressed, too few cases"]
    assert TERRITORY not in told, "the map is of zones"
    assert told["epci:246700488"][0] == "suppressed"


def test_who_may_open_every_record_sees_every_cell_and_it_is_journalled(number: int, browse: Browse) -> None:
    client = browse(account("coordinator", TERRITORY))
    path = f"/console/indicators/{number}/patients_in_target/"
    told = json.loads(page(client, f"{path}values.json"))
    assert told[SAVERNE][0] != "suppressed"
    assert "suppressed" not in page(client, path)
    read = {entry.object_code for entry in entries(limit=500) if entry.purpose == "indicator patients_in_target"}
    assert len(read) == 13


def test_csv_holds_the_same_numbers_and_none_that_is_hidden(number: int, browse: Browse) -> None:
    answer = browse(account("analyst", TERRITORY)).get(f"/console/indicators/{number}/patients_in_target.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = {row["place"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}
    whole = rows[TERRITORY]
    assert (float(whole["numerator"]), float(whole["denominator"]), whole["status"]) == (6, 13, "ok")
    assert whole["period_end"] == "2026-03-15T00:00:00Z"
    hidden = rows[SAVERNE]
    assert (hidden["value"], hidden["numerator"], hidden["n"], hidden["status"]) == ("", "", "", "suppressed")


def test_place_and_period_stand_in_the_address(number: int, browse: Browse) -> None:
    client = browse(account("analyst", TERRITORY))
    path = f"/console/indicators/{number}/mean_time_in_range/"
    assert f'<option value="{SAVERNE}" selected>' in page(client, f"{path}?place={SAVERNE}")
    assert client.get(f"{path}?period=yesterday").status_code == 422


def test_list_names_every_indicator_with_its_newest_value(number: int, browse: Browse) -> None:
    text = page(browse(account("analyst", TERRITORY)), "/console/indicators/")
    assert "Patients in target" in text
    assert "46 %" in text


def test_before_the_first_period_the_page_says_when(scene: Scene, browse: Browse) -> None:
    text = page(browse(scene.analyst), f"/console/indicators/{scene.installation}/patients_in_target/")
    assert "The first period is not over yet" in text
    assert "28 Mar 2026" in text


def test_air_indicators_show_classes(transactional_db: None, browse: Browse) -> None:
    number = installations.install("air-today", SAVERNE, {}, from_ms=NOW - 30 * DAY)
    code = "thing:indicator-station"
    name = Text(code, code, code)
    add_thing(code, name, kind="air_station", place="commune:67437", represents=SAVERNE, simulated=True)
    values = {"no2": 20.0, "o3": 60.0, "pm10": 45.0}
    hours = range(NOW // DAY * DAY - 3 * DAY, NOW, HOUR)
    submit(Batch("test", [Observation(code, signal, t, value) for t in hours for signal, value in values.items()]))
    client = browse(account("analyst", SAVERNE))
    days = page(client, f"/console/indicators/{number}/air_days_by_class/")
    assert "3 days" in days, "three whole days were degraded"
    assert "25 days" in days, "the others have no index"
    french = page(browse(account("analyst", SAVERNE), "fr"), f"/console/indicators/{number}/air_days_by_class/")
    assert "0 jour · 0" in french
    people = page(client, f"/console/indicators/{number}/air_population_by_class/")
    assert "Degraded" in people
    assert "inhabitants in a degraded or worse index" in people
    told = json.loads(page(client, f"/console/indicators/{number}/air_population_by_class/values.json"))
    assert told == {SAVERNE: ["atmo-3", "Degraded"]}


def test_who_may_not_see_indicators_is_refused(number: int, browse: Browse) -> None:
    operator, far = account("operator", TERRITORY), account("analyst", "departement:68")
    path = f"/console/indicators/{number}/patients_in_target/"
    assert browse(operator).get(path).status_code == 403
    assert browse(far).get(path).status_code == 403
    assert browse(far).get(f"{path[:-1]}.csv").status_code == 403


def test_unknown_indicator_is_not_found(number: int, browse: Browse) -> None:
    assert browse(account("analyst", TERRITORY)).get(f"/console/indicators/{number}/happiness/").status_code == 404
