"""The nurse's morning by keyboard alone, in French; and two people at the same list."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

LIST = "/console/worklist/"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('[data-case]')?.id ?? ''"))


def test_a_morning_by_keyboard_alone(someone: Callable[..., Person], axe: Callable[[Page], list[str]]) -> None:
    page = someone("nurse", "fr").go(LIST)
    keys = page.keyboard
    expect(page.get_by_role("heading", level=1)).to_have_text("Liste de travail")
    assert axe(page) == []
    rows = page.locator("[data-case]").evaluate_all("rows => rows.map(row => row.id)")
    keys.press("j")
    assert focused(page) == rows[0]
    keys.press("j")
    assert focused(page) == rows[1]
    keys.press("k")
    assert focused(page) == rows[0]
    keys.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("à la personne suivante")
    keys.press("Escape")

    keys.press("c")
    expect(page.locator(".page-messages")).to_contain_text("Vous vous occupez de")
    mine = page.locator(f"#{rows[0]}")
    expect(mine.locator(".case-clock")).to_contain_text("Vous vous en occupez")
    # The page came anew, and who pressed the key stands where they stood.
    assert focused(page) == rows[0]

    keys.press("p")
    page.wait_for_url(re.compile(r"#call$"))
    first = page.locator("input[name=call_outcome]").first
    expect(first).to_be_focused()
    assert axe(page) == []
    for _ in range(3):
        keys.press("ArrowDown")
    assert page.locator("input[name=call_outcome]:checked").get_attribute("value") == "voicemail"
    keys.press("Tab")
    keys.type("rappellera à midi")
    keys.press("Enter")
    expect(page.locator(".page-messages")).to_contain_text("L’appel est noté")
    expect(page.locator(".timeline")).to_contain_text("message laissé sur le répondeur")

    keys.press("x")
    expect(page.locator("input[name=outcome]").first).to_be_focused()
    keys.press("Space")
    keys.press("Tab")
    keys.type("vu ensemble au téléphone")
    keys.press("Enter")
    expect(page.locator(".page-messages")).to_contain_text("Closes")
    assert LIST in page.url
    assert page.locator(f"#{rows[0]}").count() == 0


def test_single_keys_can_be_turned_off(someone: Callable[..., Person]) -> None:
    page = someone("nurse", "en").go(LIST)
    page.get_by_role("button", name="Keyboard").click()
    page.get_by_label("Do without single keys").check()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert focused(page) == ""
    page.reload()
    expect(page.locator("kbd").nth(1)).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator(".page-messages")).to_have_count(0)


def test_the_list_follows_what_another_does_and_the_second_is_told_who_has_it(someone: Callable[..., Person]) -> None:
    nurse, physician = someone("nurse", "en"), someone("physician", "en")
    page, other = nurse.go(LIST), physician.go(LIST)
    row = page.locator("[data-case]").last
    name = row.get_attribute("id")
    stale = page.locator(f"#{name} [data-case-claim] button")
    expect(stale).to_be_visible()
    other.locator(f"#{name} [data-case-claim] button").click()
    expect(other.locator(f"#{name} .case-clock")).to_contain_text("In your care")
    # Nothing is loaded again: within a few seconds the list says so by itself.
    expect(page.locator(f"#{name} .case-clock")).to_contain_text("physician takes care", timeout=15_000)
    expect(stale).to_have_count(0)
    nurse.forgive("409")
    subject = f"person:{(name or '').removeprefix('case-')}"
    page.goto(nurse.url(f"{LIST}{subject}/"))
    page.evaluate(
        """subject => { const form = document.querySelector('form[action$=close]'); form.action =
        `/console/worklist/${subject}/claim`; form.noValidate = true; form.submit(); }""",
        subject,
    )
    expect(page.get_by_role("alert")).to_contain_text("physician has taken care of")
    other.locator(f"#{name} [data-case-claim] button").click()
    expect(other.locator(".page-messages")).to_contain_text("waits for everybody again")


def test_the_worklist_fits_a_phone(someone: Callable[..., Person]) -> None:
    person = someone("nurse", "de", width=360, height=780)
    for path in (LIST, f"{LIST}practice/", f"{LIST}rota/"):
        page = person.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page = person.go(f"{LIST}practice/")
    page.get_by_role("button", name="Einen Übungstag beginnen").click()
    expect(page.locator("main")).to_contain_text("SIMULIERT")
    page.locator("[data-case]").first.get_by_role("button", name="Gerätefehler").click()
    expect(page.locator(".practice-truth")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
