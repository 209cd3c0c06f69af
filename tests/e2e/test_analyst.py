"""The analyst: the map, the places, the indicators; never a person."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

COLOURS = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const data = brush.getImageData(0, 0, image.width, image.height).data;
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const colour = `${data[i]},${data[i + 1]},${data[i + 2]}`;
    counts.set(colour, (counts.get(colour) || 0) + 1);
  }
  return [...counts.values()].filter((count) => count > 200).length;
}"""


def colours(browser: Browser, picture: bytes) -> int:
    """How many colours cover a visible part of this picture?"""
    page = browser.new_page()
    found = page.evaluate(COLOURS, f"data:image/png;base64,{base64.b64encode(picture).decode()}")
    page.close()
    return int(found)


def drawn_map(page: Page, browser: Browser) -> int:
    """Wait for the map; how many colours has it?"""
    page.wait_for_selector("[data-map-state=ready]")
    canvas = page.locator(".maplibregl-canvas")
    expect(canvas).to_be_visible()
    page.wait_for_timeout(400)
    return colours(browser, canvas.screenshot())


def number(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))


def test_the_territory_is_drawn_and_told(someone: Callable[..., Person], browser: Browser) -> None:
    page = someone("analyst").go("/console/map/")
    assert drawn_map(page, browser) >= 4
    rows = page.locator(".map-table tbody tr")
    assert rows.count() == 4
    expect(rows.filter(has_text="Eurométropole de Strasbourg")).to_contain_text("522,596")
    told = sum(number(text) for text in rows.locator("td:last-child").all_inner_texts())
    expect(page.locator("main")).to_contain_text(f"n = {told:,}")
    expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("Licence Ouverte")


def test_one_goes_down_to_a_commune(someone: Callable[..., Person], browser: Browser) -> None:
    analyst = someone("analyst")
    page = analyst.go("/console/map/?place=country:FR")
    page.locator(".map-table").get_by_role("link", name="Grand Est").click()
    page.locator(".map-table").get_by_role("link", name="Bas-Rhin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bas-Rhin")
    page.locator(".map-table").get_by_role("link", name="Eurométropole de Strasbourg").click()
    assert page.locator(".map-table tbody tr").count() == 33
    assert drawn_map(page, browser) >= 4
    page.locator(".map-table").get_by_role("link", name="Schiltigheim").click()
    page.wait_for_url("**/console/places/commune:67447/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Schiltigheim")
    facts = page.locator("section", has=page.get_by_role("heading", name="Facts"))
    expect(facts).to_contain_text("Eurométropole de Strasbourg")
    expect(facts).to_contain_text("Bas-Rhin")
    expect(facts).to_contain_text("67300")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hoenheim", "Hœnheim"),
        ("LA WANTZENAU", "La Wantzenau"),
        ("saint etienne du gres", "Saint-Étienne-du-Grès"),
        ("67230", "Bitche"),
    ],
)
def test_a_search_forgives(someone: Callable[..., Person], typed: str, found: str) -> None:
    page = someone("analyst").go("/console/places/")
    # The answer to the whole text, not to its beginning: who follows a link while one is on its way cuts it off.
    with page.expect_response(lambda answer: parse_qs(urlsplit(answer.url).query).get("q") == [typed]):
        page.locator("#place-search").press_sequentially(typed, delay=15)
    if typed == "67230":
        expect(page.locator("#places-found tbody tr").first).to_contain_text("Bas-Rhin")
    else:
        page.locator("#places-found").get_by_role("link", name=found, exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(found)


def test_an_indicator_is_map_chart_table_and_file_and_all_say_the_same(
    someone: Callable[..., Person], browser: Browser, tmp_path: Path
) -> None:
    analyst = someone("analyst")
    page = analyst.go("/console/indicators/")
    page.get_by_role("link", name=re.compile("days", re.IGNORECASE)).first.click()
    page.wait_for_url(re.compile(r"/console/indicators/\d+/"))
    assert drawn_map(page, browser) >= 3
    expect(page.locator("figure.chart svg").first).to_be_visible()
    with page.expect_download() as started:
        page.locator("a[href$='.csv']").first.click()
    target = tmp_path / "indicator.csv"
    started.value.save_as(target)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert {"place", "period_start", "period_end", "value", "n", "status"} <= set(rows[0])
    newest = max(row["period_end"] for row in rows)
    of_period = [row for row in rows if row["period_end"] == newest]
    told = {row[0]: row[1:] for row in table_of(page)}
    assert set(told) == {row["place_name"] for row in of_period}
    for place, cells in told.items():
        mine = {row["class"]: row for row in of_period if row["place_name"] == place}
        if all(row["status"] == "ok" for row in mine.values()):
            bad = sum(float(row["value"]) for level, row in mine.items() if int(level) >= 3)
            assert re.match(rf"{bad:.0f}\b", cells[0]), (place, cells, bad)


def table_of(page: Page) -> list[list[str]]:
    return page.locator(".map-table tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.children].map(cell => cell.innerText.trim()))"
    )


def test_an_analyst_sees_no_person(someone: Callable[..., Person]) -> None:
    analyst = someone("analyst")
    page = analyst.go("/console/alerts/")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="People")).to_have_count(0)
    assert page.locator("a[href*='person:']").count() == 0
    analyst.forgive("403")
    analyst.go("/console/people/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("People")
