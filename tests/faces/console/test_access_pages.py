"""The access lab without scripts: the server draws, changes, saves, compares, shares, and hands out files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import h3
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from pagus.apps.access.council import council_of
from pagus.doors.files import import_population
from pagus.faces.console.access.access_council import council_facts
from pagus.web.charts.language import number
from tests.apps.access.scene import EUROMETROPOLE, HOENHEIM, STRASBOURG, add_practices
from tests.apps.cast import account

LAB = "/console/access/"
CLOSED = [{"do": "close", "site": "facility:gare"}]


@pytest.fixture
def planner(db: None) -> User:
    add_practices(simulated=True)
    return account("analyst", EUROMETROPOLE)


def address(path: str = LAB, edits: object = None, **more: str) -> str:
    facts = {"place": EUROMETROPOLE, **more}
    if edits is not None:
        facts["edits"] = json.dumps(edits)
    return f"{path}?{urlencode(facts)}"


def test_the_page_shows_figures_map_table_and_what_it_rests_on(planner: User, browse: Callable[..., Client]) -> None:
    text = browse(planner).get(address()).content.decode()
    assert text.count("<tr data-code=") == 33
    assert "simulated supply" in text
    assert "straight line × 1.3 at 50 km/h" in text
    assert "the result is not the official APL" in text
    assert 'class="place-map"' in text
    assert "Everybody counts the same" in text
    assert "<script>" not in text
    assert " style=" not in text.partition("<noscript>")[0]


def test_a_change_is_made_by_the_form_and_taken_back(planner: User, browse: Callable[..., Client]) -> None:
    client = browse(planner)
    answer = client.get(address(do="open:gp_settles", at=HOENHEIM, value="1,5"))
    assert answer.status_code == 302
    text = client.get(answer["Location"]).content.decode()
    assert "a young professional settles, 1.5 full-time equivalents" in text
    assert "lab-better" in text
    without = re.search(r'href="([^"]+)" data-take="0"', text)
    assert without is not None
    again = client.get(without[1].replace("&amp;", "&")).content.decode()
    assert "Nothing is changed: this is today." in again.partition("data-no-edits")[2][:60]


def test_a_change_that_cannot_be_made_says_why_and_changes_nothing(
    planner: User, browse: Callable[..., Client]
) -> None:
    answer = browse(planner).get(address(do="hours", site="facility:gare", value="a lot"))
    assert answer.status_code == 200
    assert "is no number" in answer.content.decode()
    wrong = browse(planner).get(address(edits=[{"do": "close", "site": "facility:nowhere"}]))
    assert wrong.status_code == 422
    assert browse(planner).get(address() + "&edits=%7B").status_code == 422


def test_the_page_and_the_table_agree_with_the_result(planner: User, browse: Callable[..., Client]) -> None:
    client = browse(planner)
    told = json.loads(client.get(address("/console/access/result.json", CLOSED)).content)
    before, after = told["places"][STRASBOURG]
    assert after < before
    text = client.get(address(edits=CLOSED)).content.decode()
    row = re.search(rf'<tr data-code="{STRASBOURG}">.*?</tr>', text)
    assert row is not None
    cells = re.findall(r'<td class="numeric">([^<]*)</td>', row[0])
    assert cells[1:3] == [f"{before:.2f}", f"{after:.2f}"]


def test_data_for_the_page_hold_the_territory(planner: User, browse: Callable[..., Client]) -> None:
    told = json.loads(browse(planner).get(address("/console/access/data.json")).content)
    assert told["places"]["inside"] == 33
    assert len(told["sites"]["code"]) == 6
    assert told["straight"] == {"speed_kmh": 50.0, "detour": 1.3}
    column = browse(planner).get(address("/console/access/column.json", lon="7.7", lat="48.6"))
    assert set(json.loads(column.content)) == {"demand", "minutes"}


def test_files_say_what_they_are_made_of(planner: User, browse: Callable[..., Client]) -> None:
    client = browse(planner)
    text = client.get(address("/console/access/export.csv", CLOSED)).content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 33
    row = next(row for row in rows if row["place"] == STRASBOURG)
    assert float(row["change"]) == pytest.approx(float(row["access_scenario"]) - float(row["access_today"]))
    assert (row["method"], row["method_certainty"], row["simulated"]) == ("apl-2015", "local", "true")
    assert "Licence Ouverte" in row["licence"]
    assert "Test register 2026-03-01" in row["sources"]
    drawn = json.loads(client.get(address("/console/access/export.geojson", CLOSED)).content)
    assert len(drawn["features"]) == 33
    assert drawn["metadata"]["edits"] == CLOSED
    assert drawn["metadata"]["travel"] == "straight line x 1.3 at 50 km/h"
    made = client.get(address("/console/access/export.pdf", CLOSED))
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")


def test_cells_are_drawn_coloured_and_exported(planner: User, browse: Callable[..., Client], tmp_path: Path) -> None:
    hexagon = h3.latlng_to_cell(48.60, 7.75, 8)
    grid = tmp_path / "grid.csv"
    lines = ("id,lon,lat,people", "square,7.74,48.58,900", f"{hexagon},,,300", "commune:67204,,,11000")
    grid.write_text("\n".join(lines), encoding="utf-8")
    import_population(grid, source="Test office", year=2021)
    client = browse(planner)
    assert 'data-by="cell"' in client.get(address()).content.decode()
    drawn = json.loads(client.get(address("/console/access/cells.json")).content)["features"]
    assert len(drawn) == 3
    assert {len(feature["geometry"]["coordinates"][0]) for feature in drawn} == {5, 7}
    told = json.loads(client.get(address("/console/access/export.geojson", CLOSED, by="cell")).content)
    facts = {feature["properties"]["cell"]: feature["properties"] for feature in told["features"]}
    assert set(facts) == {"square", hexagon, "commune:67204"}
    assert facts["square"]["access_scenario"] < facts["square"]["access_today"]
    assert facts["square"]["place"] == STRASBOURG
    assert "people: Test office 2021-01-01" in told["metadata"]["sources"]
    rows = csv.DictReader(io.StringIO(client.get(address("/console/access/export.csv")).content.decode()))
    empty = [row for row in rows if row["access_today"] == ""]
    assert len(empty) == 33 - 3


def test_a_scenario_is_saved_opened_shared_and_compared(planner: User, browse: Callable[..., Client]) -> None:
    client = browse(planner)
    numbers = []
    for name, edits in (("Gare closes", CLOSED), ("All retire", [{"do": "retire"}])):
        sent = {"place": EUROMETROPOLE, "profession": "general_practice", "method": "apl-2015"}
        answer = client.post("/console/access/scenarios/save", {**sent, "edits": json.dumps(edits), "name": name})
        assert answer.status_code == 302
        numbers.append(answer["Location"].rpartition("=")[2])
    text = client.get(f"{LAB}?scenario={numbers[0]}").content.decode()
    assert "Cabinet de la Gare closes" in text
    client.post(f"/console/access/scenarios/{numbers[0]}/share")
    listed = client.get("/console/access/scenarios/").content.decode()
    link = re.search(r'value="http://testserver(/console/access/shared/[\w-]+/)"', listed)
    assert link is not None
    colleague = browse(account("coordinator", EUROMETROPOLE))
    opened = colleague.get(link[1], follow=True)
    assert "Cabinet de la Gare closes" in opened.content.decode()
    assert browse(account("analyst", "departement:74")).get(link[1]).status_code == 404
    compared = client.get(f"/console/access/scenarios/compare/?s={numbers[0]}&s={numbers[1]}").content.decode()
    assert "Gare closes" in compared
    assert "All retire" in compared
    assert client.get(f"/console/access/scenarios/compare/?s={numbers[0]}").status_code == 422
    client.post(f"/console/access/scenarios/{numbers[0]}/delete")
    assert "Gare closes" not in client.get("/console/access/scenarios/").content.decode()


def test_who_may_not_see_or_save_is_refused(planner: User, browse: Callable[..., Client]) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    page = browse(nurse).get(address())
    assert page.status_code == 200
    assert "access/scenarios/save" not in page.content.decode()
    sent = {"place": EUROMETROPOLE, "edits": "[]", "name": "x"}
    assert browse(nurse).post("/console/access/scenarios/save", sent).status_code == 403
    assert browse(account("analyst", "departement:74")).get(address()).status_code == 403
    assert browse(None).get(address()).status_code == 302


def test_without_any_care_the_page_says_what_to_do(db: None, browse: Callable[..., Client]) -> None:
    text = browse(account("analyst", EUROMETROPOLE)).get(address()).content.decode()
    assert "pagus import facilities" in text


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_the_note_for_the_council_has_two_pages(planner: User, browse: Callable[..., Client], language: str) -> None:
    for commune in (STRASBOURG, HOENHEIM, "commune:67119"):
        made = browse(planner, language).get(f"/console/access/council/{commune}.pdf")
        assert made.status_code == 200
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", made.content)) == 2, commune


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_the_note_says_the_figures_with_unit_date_number_and_source(planner: User, language: str) -> None:
    found = council_of(EUROMETROPOLE, STRASBOURG, "general_practice")
    with translation.override(language):
        facts, pictures = council_facts(found, language)
    told = json.dumps(facts, ensure_ascii=False)
    assert found.here.before is not None
    assert found.after_loss.after is not None
    for value in (found.here.before, found.after_loss.after, found.loss.before.mean):
        assert number(value, language, 2) in told
    assert facts["figures"][1]["value"] == f"{found.rank} / {found.of}"
    assert "n = 2" in facts["figures"][2]["note"]
    assert facts["simulated"]
    assert "2026" in facts["day"]
    assert "Test register 2026-03-01" in told
    assert len(facts["helps"]["bars"]) == 5
    assert f"{number(100 * found.relative, language, 0)}" in facts["sure"]["texts"][0]
    assert pictures["map"].startswith("<svg")
    english = {"fr": False, "en": True, "de": False}[language]
    assert ("What would help most" in told) == english
