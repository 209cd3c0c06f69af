"""The coordinator: read a kit, try it, set it, bring observations in, and read who read what."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pagus.kernel.time import HOUR, MINUTE, format_instant
from pagus.kit_language import shipped_slugs
from pagus.library.demo import demo_people, demo_things
from pagus.library.scenes import SCENES
from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

PERSON = demo_people()["code"][0]
STATION = demo_things()["code"][0]
RUNNING = """
from pagus.apps.installations.queries import active_installations
answer = [each.kit.slug for each in active_installations()]
"""


def number(text: str) -> int:
    return int(re.sub(r"[^\d]", "", text))


def in_all(page: Page) -> int:
    """How many alerts the rehearsal shows."""
    return number(page.locator(".key-figure", has_text="Alerts in all").locator(".big-number").inner_text())


def test_a_kit_is_read_as_sentences(someone: Callable[..., Person]) -> None:
    page = someone("coordinator").go("/console/kits/")
    page.get_by_role("link", name="Diabetes at home").click()
    expect(page.locator(".notice-warning").first).to_contain_text("alarm")
    rules = page.locator(".rule-card")
    assert rules.count() == 16
    episode = rules.filter(has_text="Episode of very low glucose")
    expect(episode).to_contain_text("54 mg/dL")
    expect(episode).to_contain_text("consensus")
    assert episode.get_by_role("link").count() > 0
    expect(page.get_by_text(re.compile(r"\d+ scenarios run just now, 0 failed"))).to_be_visible()
    expect(page.get_by_role("heading", name="Who it is for, and who is left out")).to_be_visible()


def test_a_parameter_is_tried_on_the_history_and_the_numbers_move(someone: Callable[..., Person]) -> None:
    coordinator = someone("coordinator")
    page = coordinator.go("/console/kits/diabetes-home/install/")
    before = in_all(page)
    field = page.locator("#field-very_high_glucose")
    assert field.input_value() == "250"
    field.fill("200")
    page.locator("#values button[type=submit]").click()
    page.wait_for_url(re.compile("very_high_glucose=200"))
    assert page.locator("#field-very_high_glucose").input_value() == "200"
    after = in_all(page)
    assert after > before
    rules = page.get_by_role("table", name="What each rule would have raised").locator("tbody tr")
    assert sum(number(text) for text in rules.locator("td:nth-child(3)").all_inner_texts()) == after
    coordinator.forgive("422")
    page.locator("#field-very_high_glucose").fill("20")
    page.locator("#values button[type=submit]").click()
    expect(page.locator(".field-error")).to_contain_text("200")


def test_what_runs_already_is_not_installed_again(someone: Callable[..., Person], ask: Callable[[str], Any]) -> None:
    coordinator = someone("coordinator")
    page = coordinator.go("/console/kits/air-today/install/")
    plan = page.locator("section", has=page.get_by_role("heading", name="The plan"))
    expect(plan).to_contain_text("The air today 2.0.0 runs in Territoires de santé de demain already")
    assert plan.locator("form").count() == 0
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    sent = page.request.post(
        page.url, form={"csrfmiddlewaretoken": token, "mode": "simulation"}, headers={"Referer": page.url}
    )
    assert sent.status in {200, 409, 422}
    coordinator.go("/console/kits/")
    assert page.locator("article.card").count() == len(shipped_slugs())
    running = set(ask(RUNNING))
    assert running >= set(SCENES["strasbourg"].kits)
    installed = page.locator("article.card").filter(has_text="Installed").count()
    assert installed == len(running & set(shipped_slugs()))  # other journeys in this demo may have installed more


def test_the_territory_sets_its_own_value_and_the_kit_says_it(someone: Callable[..., Person]) -> None:
    coordinator = someone("coordinator")
    page = coordinator.go("/console/kits/air-today/")
    page.locator("a[href^='/console/installations/']").first.click()
    setting = page.locator("details", has_text="A station is silent after")
    setting.locator("summary").click()
    setting.locator("input[name=value]").fill("8")
    setting.locator("input[name=reason]").fill("our network is checked at noon")
    setting.locator("button[type=submit]").click()
    expect(page.locator(".notice-good")).to_be_visible()
    setting.locator("summary").click()
    expect(setting.locator(".layer-holds")).to_contain_text("Territory")
    expect(setting.locator(".layer-holds")).to_contain_text("our network is checked at noon")
    silent = page.locator(".rule-card", has_text="The station sends nothing")
    expect(silent).to_contain_text("8 hours")


def observations_file(folder: Path, now: int) -> Path:
    """Two good lines, one that a person must confirm, and three that are wrong."""
    at = [format_instant(now - age) for age in (3 * HOUR, 2 * HOUR + MINUTE, 90 * MINUTE)]
    lines = [
        "subject,signal,time,value,unit",
        f"{STATION},no2,{at[0]},31.5,ug/m3",
        f"{STATION},no2,{at[1]},20,[ppb]",
        f"{STATION},no2,{at[2]},4000,ug/m3",
        f"{STATION},no2,{at[0]},31.5,kg",
        f"{STATION},no2,2026-02-30T08:00:00Z,31.5,ug/m3",
        f"thing:nobody-knows,no2,{at[0]},31.5,ug/m3",
    ]
    path = folder / "station.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_file_is_brought_in_and_its_held_value_is_judged(
    someone: Callable[..., Person], now_ms: Callable[[], int], tmp_path: Path
) -> None:
    coordinator = someone("coordinator")
    page = coordinator.go("/console/observations/")
    page.locator("input[type=file]").set_input_files(observations_file(tmp_path, now_ms()))
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/console/observations/imports/\d+/"))
    figures = [number(text) for text in page.locator(".key-figure .big-number").all_inner_texts()]
    assert figures == [2, 0, 1, 3]
    table = page.locator("main table")
    expect(table.locator("tbody tr").first).to_contain_text(re.compile("4,?000"))
    expect(table).to_contain_text("thing:nobody-knows")
    expect(table).to_contain_text("2026-02-30")
    assert table.locator("tbody tr").count() == 4
    assert [number(text) for text in table.locator("tbody th").all_inner_texts()] == [4, 5, 6, 7]

    coordinator.go("/console/observations/")
    held = page.locator("tr", has_text="console").filter(has=page.locator("button[value=refuse]"))
    expect(held).to_have_count(1)
    held.locator("button[value=refuse]").click()
    expect(page.locator(".notice-good")).to_be_visible()
    expect(page.locator("button[value=refuse]")).to_have_count(0)


def test_a_file_of_another_kind_is_refused_in_words(someone: Callable[..., Person], tmp_path: Path) -> None:
    page = someone("coordinator").go("/console/observations/")
    before = page.locator("main").inner_text()
    wrong = tmp_path / "sheet.csv"
    wrong.write_bytes(b"PK\x03\x04 a spreadsheet in disguise")
    page.locator("input[type=file]").set_input_files(wrong)
    page.locator("form[enctype] button[type=submit]").click()
    expect(page.locator(".notice-high")).to_contain_text("save it as CSV")
    counted = re.compile(r"Observations\n([\d,. ]+)")
    assert number(counted.findall(page.locator("main").inner_text())[-1]) >= number(counted.findall(before)[-1])


def test_the_journal_shows_the_reading_and_its_chain_is_whole(someone: Callable[..., Person]) -> None:
    coordinator = someone("coordinator")
    coordinator.go(f"/console/subjects/{PERSON}/")
    page = coordinator.go(f"/console/journal/?object={PERSON}")
    newest = page.locator("main tbody tr").first
    expect(newest).to_contain_text("coordinator")
    expect(newest).to_contain_text("read")
    expect(newest).to_contain_text(PERSON)
    coordinator.go("/console/journal/")
    page.get_by_role("link", name="Check the whole chain").click()
    expect(page.locator(".notice-good")).to_contain_text("The chain is whole")
