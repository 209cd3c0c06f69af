"""A canteen officer brings a bad menu to a good one: scored, mended, printed, recorded; on a phone too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pagus.apps.menus.files import example_menu
from tests.e2e.conftest import Person
from tests.e2e.test_every_page import DOUBLED, OVERFLOW, SMALL_TARGETS, untranslated

pytestmark = pytest.mark.browser

KITCHEN = """
from pagus.apps.installations.actions import install
from pagus.apps.territory.actions import add_thing
from pagus.kit_language.model import Text
name = Text("Cantine simulée nord", "Simulated north canteen", "Simulierte Mensa Nord")
add_thing("thing:kitchen-north", name, kind="school_kitchen", place="commune:67482", simulated=True)
answer = install("school-meals", "epci:246700488", {})
"""


@pytest.fixture
def menu(tmp_path: Path) -> Path:
    file = tmp_path / "menu.csv"
    file.write_text(example_menu(), encoding="utf-8")
    return file


def test_a_menu_from_bad_to_good(
    someone: Callable[..., Person],
    axe: Callable[[Page], list[str]],
    ask: Callable[[str], Any],
    menu: Path,
    tmp_path: Path,
) -> None:
    assert ask(KITCHEN) > 0
    officer = someone("coordinator")
    page = officer.go("/console/kits/")
    page.get_by_role("link", name="Score the menus of a school kitchen").click()
    page.get_by_label("Table of dishes").set_input_files(menu)
    page.get_by_role("button", name="Score this menu").click()
    expect(page.get_by_role("heading", name="0 of 15 rules are kept")).to_be_visible()
    fried = page.get_by_role("row", name="Fried or pre-fried")
    expect(fried).to_contain_text("9 too many")
    expect(fried).to_contain_text("Frites")
    assert axe(page) == []
    record(page)
    page.get_by_role("button", name="Propose a better one").click()
    expect(page.get_by_role("heading", name="15 of 15 rules are kept by the better menu, 0 today")).to_be_visible()
    expect(page.locator(".placing-proof")).to_contain_text("Proven")
    expect(page.get_by_role("row", name="Cost of a meal")).to_contain_text("2.52 €")
    assert axe(page) == []
    with page.expect_download() as printed:
        page.get_by_role("button", name="Print it (PDF)").click()
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download the better menu").click()
    better = tmp_path / "better.csv"
    kept.value.save_as(better)

    # The bad menu raised alerts with what to do; the better one is scored the same way and keeps everything.
    page.get_by_role("link", name="Another menu").click()
    page.get_by_label("Table of dishes").set_input_files(better)
    page.get_by_role("button", name="Score this menu").click()
    expect(page.get_by_role("heading", name="15 of 15 rules are kept")).to_be_visible()
    record(page)
    officer.go("/console/subjects/thing:kitchen-north/")
    for _ in range(20):
        if page.get_by_text("Too little fish").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("Too little fish").first).to_be_visible()
    expect(page.get_by_text("Simulated north canteen").first).to_be_visible()


def record(page: Page) -> None:
    page.get_by_label("For which kitchen").select_option("thing:kitchen-north")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator(".notice-good")).to_contain_text("22 figures are recorded")


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_on_a_phone_in_three_languages(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]], language: str
) -> None:
    officer = someone("coordinator", language=language, width=360)
    page = officer.go("/console/menus/")
    for button in ("example", "improve"):
        page.locator(f"button[value={button}]").click()
        expect(page.locator("#score")).to_be_visible()
        assert page.evaluate(OVERFLOW) <= 0
        assert axe(page) == []
        assert untranslated(page, language) == []
        assert page.evaluate(DOUBLED) == []
        assert page.evaluate(SMALL_TARGETS) == []
    expect(page.locator(".placing-proof.placing-proven")).to_be_visible()
    expect(page.locator(".menu-days tbody tr")).to_have_count(20)


def test_without_scripts(someone: Callable[..., Person], menu: Path) -> None:
    page = someone("coordinator", scripts=False).go("/console/menus/")
    page.get_by_label("Table of dishes").set_input_files(menu)
    page.get_by_role("button", name="Score this menu").click()
    page.get_by_role("button", name="Propose a better one").click()
    expect(page.locator(".placing-proof")).to_contain_text("Proven")
