"""A planner in the access lab: close, drag, undo, save, compare, share, keep; by keys alone; the page is the server."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

LAB = "/console/access/"
READY = "#access-lab[data-state=ready]"


def lab(person: Person, address: str = LAB) -> Page:
    page = person.go(address)
    page.wait_for_selector(READY)
    return page


def figure(page: Page, name: str) -> str:
    return page.locator(f"[data-after='{name}']").inner_text()


def site_on_map(page: Page) -> tuple[float, float]:
    """Where a practice is drawn: the readout tells it."""
    canvas = page.locator(".maplibregl-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    for row in range(20, 80, 3):
        for column in range(30, 70):
            x, y = box["x"] + box["width"] * column / 100, box["y"] + box["height"] * row / 100
            page.mouse.move(x, y)
            if "full-time" in page.locator(".map-readout").inner_text():
                return x, y
    raise AssertionError("no practice was found on the map")


def test_a_planner_closes_retires_drags_and_takes_back(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]]
) -> None:
    page = lab(someone("analyst"))
    page.wait_for_selector("[data-map-state=ready]")
    today = figure(page, "mean")

    page.locator("#lab-do").select_option("close")
    page.locator("#lab-site").select_option(index=3)
    page.get_by_role("button", name="Add this change").click()
    expect(page.locator("[data-edits-list] li")).to_have_count(1)
    expect(page.locator("[data-edits-list]")).to_contain_text("closes")

    page.locator("#lab-do").select_option("retire")
    page.get_by_role("button", name="Add this change").click()
    fewer = figure(page, "mean")
    assert float(fewer) < float(today)
    expect(page.locator("[data-before='mean']")).to_contain_text("worse")
    assert page.locator("[data-ranking=losers] li strong").count() == 8

    x, y = site_on_map(page)
    page.mouse.down()
    for step in range(1, 15):
        page.mouse.move(x + 5 * step, y + 4 * step)
    page.wait_for_selector("#access-lab[data-last-ms]")
    page.mouse.up()
    expect(page.locator("[data-edits-list] li")).to_have_count(3)
    expect(page.locator("[data-edits-list]")).to_contain_text("sets up in another place")
    spent = float(page.evaluate("document.getElementById('access-lab').dataset.lastMs"))
    assert spent < 50, f"one step of a drag took {spent} ms"
    moved = figure(page, "gini")

    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-edits-list] li")).to_have_count(2)
    page.get_by_role("button", name="Redo").click()
    expect(page.locator("[data-edits-list] li")).to_have_count(3)
    assert figure(page, "gini") == moved
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("[data-legend=change]")).to_be_visible()
    assert axe(page) == []


def test_scenarios_are_kept_compared_and_shared(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    page = lab(someone("analyst"), f"{LAB}?edits={quote(json.dumps([{'do': 'retire'}, {'do': 'grow', 'value': 1.1}]))}")
    expect(page.locator("[data-edits-list] li")).to_have_count(2)
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    target = tmp_path / "lab.csv"
    started.value.save_as(target)
    assert len(target.read_text(encoding="utf-8").splitlines()) == 222

    fewer = figure(page, "mean")
    page.locator("#lab-name").fill("All retire, more people")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"scenario=\d+"))
    page.wait_for_selector(READY)
    expect(page.locator("[data-edits-list] li")).to_have_count(2)
    assert figure(page, "mean") == fewer

    page.locator("[data-take='1']").click()
    page.locator("#lab-name").fill("All retire")
    page.get_by_role("button", name="Save as a new one").click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="My scenarios").click()
    expect(page.locator(".lab-scenarios > li")).to_have_count(2)
    assert axe(page) == []
    for box in page.locator("input[name=s]").all():
        box.check()
    page.get_by_role("button", name="Compare the chosen ones").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Scenarios compared")
    expect(page.locator("main")).to_contain_text("All retire, more people")
    assert axe(page) == []

    page.go_back()
    card = page.locator(".lab-scenarios > li", has_text="All retire, more people")
    card.locator("summary").click()
    card.get_by_role("button", name="Share by a link").click()
    link = page.locator("input[readonly]").input_value()
    colleague = someone("coordinator")
    opened = lab(colleague, re.sub(r"^https?://[^/]+", "", link))
    expect(opened.locator("[data-edits-list] li")).to_have_count(2)
    expect(opened.get_by_role("button", name="Save the changes")).to_have_count(0)


def test_everything_works_with_the_form_alone(someone: Callable[..., Person]) -> None:
    page = someone("analyst", scripts=False).go(LAB)
    expect(page.locator("svg.place-map")).to_be_visible()
    before = page.locator("[data-after=mean]").inner_text()
    page.locator("#lab-do").select_option("open:gp_settles")
    page.locator("#lab-at").select_option(label="Bitche")
    page.locator("#lab-value").fill("1.0")
    page.get_by_role("button", name="Add this change").click()
    expect(page.locator("[data-edits-list] li")).to_have_count(1)
    expect(page.locator("[data-edits-list]")).to_contain_text("Bitche")
    expect(page.locator("[data-ranking=winners] strong")).to_have_count(8)
    assert page.locator("[data-after=mean]").inner_text() >= before
    page.get_by_role("link", name="Take back").click()
    expect(page.locator("[data-edits-list] li")).to_have_count(0)


def test_a_practice_is_moved_with_keys(someone: Callable[..., Person]) -> None:
    page = lab(someone("analyst"))
    page.locator("#lab-do").focus()
    page.keyboard.type("a practice sets up")
    expect(page.locator("#lab-do")).to_have_value("move")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Bitche")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-edits-list] li")).to_contain_text("sets up in another place: Bitche")
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(page.locator("[data-edits-list] li")).to_have_count(0)


COMPUTE = """async ({ data, edits }) => {
  const { Lab } = await import("/static/js/access_lab_model.js");
  const lab = new Lab(await (await fetch(data)).json());
  const answers = [];
  for (const list of edits) {
    lab.setEdits(list);
    answers.push({ places: Array.from(lab.placeAccess()), ...lab.figures() });
  }
  lab.setEdits([]);
  return { answers, undone: Array.from(lab.placeAccess()), before: Array.from(lab.before) };
}"""


def some_edits(facts: dict[str, Any], count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Changes of every kind, as a planner might make them."""
    inside = facts["places"]["code"][: facts["places"]["inside"]]
    sites = [
        code for code, place in zip(facts["sites"]["code"], facts["sites"]["place"], strict=True) if place in inside
    ]
    chance.shuffle(sites)
    edits: list[dict[str, Any]] = []
    for _ in range(count):
        place = chance.choice(inside)
        point = {"lon": round(chance.uniform(7.2, 7.7), 5), "lat": round(chance.uniform(48.5, 48.9), 5)}
        edits.append(
            chance.choice(
                [
                    lambda: {"do": "close", "site": sites.pop()},
                    lambda place=place, point=point: {"do": "move", "site": sites.pop(), "place": place, **point},
                    lambda: {"do": "hours", "site": sites.pop(), "value": round(chance.uniform(0, 3), 1)},
                    lambda place=place, point=point: {
                        "do": "open",
                        "arrival": chance.choice(["gp_settles", "msp", "practice"]),
                        "value": 1.2,
                        "place": place,
                        **point,
                    },
                    lambda place=place: {"do": "retire", "place": chance.choice(["", place])} if place else {},
                    lambda place=place: {"do": "grow", "place": place, "value": round(chance.uniform(0.8, 1.3), 2)},
                    lambda: {"do": "age", "value": 1.05},
                    lambda place=place: {"do": "team", "arrival": "esp", "place": place, "value": 1.1},
                ]
            )()
        )
    return [{key: value for key, value in edit.items() if value != ""} for edit in edits]


@pytest.mark.parametrize("method", ["apl-2015", "3sfca"])
def test_the_page_and_the_server_agree(someone: Callable[..., Person], method: str) -> None:
    page = someone("analyst").go("/console/")
    query = f"place=programme:strasbourg&profession=general_practice&method={method}"
    facts = page.evaluate("async (url) => (await fetch(url)).json()", f"/console/access/data.json?{query}")
    chance = random.Random(4)
    scenarios = [some_edits(facts, count, chance) for count in (3, 12, 25)]
    found = page.evaluate(COMPUTE, {"data": f"/console/access/data.json?{query}", "edits": scenarios})
    assert found["undone"] == found["before"]
    for edits, answer in zip(scenarios, found["answers"], strict=True):
        url = f"/console/access/result.json?{query}&edits={quote(json.dumps(edits))}"
        told = page.evaluate("async (url) => (await fetch(url)).json()", url)
        expected = [value[1] for value in told["places"].values()]
        assert answer["places"] == pytest.approx(expected, rel=1e-9, abs=1e-12)
        for name in ("mean", "gini", "p90_p10", "share_under", "remote_share"):
            assert answer[name] == pytest.approx(told["after"][name], rel=1e-9, abs=1e-9), name
