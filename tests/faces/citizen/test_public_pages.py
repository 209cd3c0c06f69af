"""What everybody may know: their territory, their commune, the air; no account, no small number, no trace."""

from __future__ import annotations

import json

import pytest

from tests.apps.workspace import NOW

# isort: split
from django.contrib.sessions.models import Session
from django.test import Client

from pagus.apps.installations import actions as installations
from pagus.apps.journal.queries import entries
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory.actions import add_definition, add_thing
from pagus.apps.territory.queries import get_place
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.model import Text
from tests.apps.cast import person
from tests.apps.reports.kept import nothing_kept

__all__ = ["nothing_kept"]

pytestmark = pytest.mark.django_db(transaction=True)

SAVERNE, ALSACE_BOSSUE = "epci:200068112", "epci:200067841"


@pytest.fixture(autouse=True)
def territory() -> None:
    add_definition("strasbourg_programme")


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def station() -> None:
    installations.install("air-today", "programme:strasbourg", {}, from_ms=NOW - 30 * DAY)
    code = "thing:public-station"
    name = Text(code, code, code)
    add_thing(code, name, kind="air_station", place="commune:67437", represents=SAVERNE, simulated=True)
    hours = range(NOW // DAY * DAY - 3 * DAY, NOW, HOUR)
    values = {"no2": 20.0, "o3": 60.0, "pm10": 45.0}
    submit(Batch("test", [Observation(code, signal, t, value) for t in hours for signal, value in values.items()]))


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_first_page_shows_the_air_of_each_zone(reader: Client, station: None) -> None:
    text = page(reader, "/")
    assert text.count("<h1") == 1
    assert "Degraded" in text
    assert "no station speaks for this zone" in text
    told = json.loads(page(reader, "/map/programme:strasbourg/air.json"))
    assert told[SAVERNE] == ["atmo-3", "Degraded"]
    assert told[ALSACE_BOSSUE] == ["no-data", "no station speaks for this zone"]


def test_search_leads_to_public_pages_and_is_kept_nowhere(reader: Client) -> None:
    before = len(entries())
    assert "/places/commune:67437/" in page(reader, "/?q=saverne")
    assert Session.objects.count() == 0
    assert len(entries()) == before
    assert reader.cookies.get("pagus_session") is None


def test_as_one_types_only_the_answers_are_sent(reader: Client) -> None:
    answer = reader.get("/?q=saverne", headers={"hx-request": "true"})
    assert b"commune:67437" in answer.content
    assert b"<html" not in answer.content
    assert "HX-Request" in answer["Vary"]


def test_page_of_a_commune(reader: Client, station: None) -> None:
    text = page(reader, "/places/commune:67437/")
    assert "<h1>Saverne</h1>" in text
    assert f"{get_place('commune:67437').population:,}" in text
    assert "take shorter outings with less effort" in text, "advice for a degraded index"
    assert "not the official index" in text
    assert "PETR du Pays de Saverne Plaine et Plateau" in text


def test_zone_without_station_has_no_class(reader: Client, station: None) -> None:
    text = page(reader, f"/places/{ALSACE_BOSSUE}/")
    assert "none is borrowed from a neighbour" in text
    assert "Degraded" not in text


def test_public_pages_hide_what_is_under_eleven(reader: Client) -> None:
    started = NOW - 15 * DAY
    number = installations.install("diabetes-home", "programme:strasbourg", {}, from_ms=started)
    for index in range(8):
        code = person(f"person:P-C{index:03d}", "commune:67482")
        installations.enrol(number, code, "system", from_ms=started)
        readings = range(started, NOW, 5 * MINUTE)
        submit(Batch("test", [Observation(code, "glucose", t, 120.0) for t in readings]))
    text = page(reader, "/places/commune:67482/")
    said = text.partition("it would speak of too few people.")[2]
    assert "Mean time in range" in said, "it is measured, and has no number to show"
    assert "100 %" not in text
    assert "P-C0" not in text


def test_former_commune_leads_to_that_of_today(reader: Client) -> None:
    answer = reader.get("/places/commune:67007/")
    assert (answer.status_code, answer["Location"]) == (302, "/places/commune:67544/")
    assert reader.get("/places/commune:99999/").status_code == 404


def test_about_names_data_limits_and_privacy(reader: Client) -> None:
    text = page(reader, "/about/")
    assert "Licence Ouverte 2.0" in text
    assert "call 15 or 112" in text
    assert "Arrêté du 10 juillet 2020" in text


def test_geometry_may_be_kept_by_everybody(reader: Client) -> None:
    answer = reader.get("/map/programme:strasbourg/geometry.json")
    assert answer["Cache-Control"] == "public, max-age=3600"
    names = [feature["properties"]["name"] for feature in json.loads(answer.content)["features"]]
    assert len(names) == 6
    assert (
        reader.get("/map/programme:strasbourg/geometry.json", headers={"if-none-match": answer["ETag"]}).status_code
        == 304
    )
    assert reader.post("/map/programme:strasbourg/geometry.json").status_code == 405
