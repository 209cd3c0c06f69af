"""A nurse hands somebody over, the physician answers, the nurse sees it; a colleague outside has a link."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pagus.library.demo import demo_people
from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

TEAM = "diabetology-strasbourg"
PEOPLE = demo_people()
PATIENT = PEOPLE.filter(PEOPLE["team"] == TEAM)["code"][5]
QUESTION = "Simulated: lows around three at night. Lower the evening dose?"


def test_nurse_asks_specialist_answers_nurse_sees_it(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]]
) -> None:
    nurse, physician = someone("nurse"), someone("physician", width=360, height=780)
    page = nurse.go(f"/console/subjects/{PATIENT}/")
    page.get_by_role("link", name="Hand over", exact=True).click()
    expect(page.locator("main")).to_contain_text("call 15 or 112")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("How soon is the answer needed?").select_option("today")
    page.get_by_role("button", name="Make the sheet and ask").click()
    page.wait_for_url(re.compile(r"/console/handovers/\d+/$"))
    address = page.url
    expect(page.locator(".handover-sheet")).to_contain_text("Simulated: this person does not exist")
    assert axe(page) == []
    paper = page.request.get(f"{address}sheet.pdf")
    assert paper.body().startswith(b"%PDF-")
    answering = physician.go("/console/tasks/")
    answering.get_by_role("link", name=QUESTION).first.click()
    answering.get_by_label("Your advice").fill("Two units less in the evening.")
    answering.get_by_label("See the person in consultation").check()
    answering.get_by_label("Within how many days?").fill("5")
    assert axe(answering) == []
    assert answering.evaluate("document.documentElement.scrollWidth") <= 360
    answering.get_by_role("button", name="Send the answer").click()
    expect(answering.locator("main")).to_contain_text("within 5 days")
    nurse.go("/console/tasks/")
    page.get_by_role("link", name=QUESTION).first.click()
    expect(page.locator("main")).to_contain_text("Two units less in the evening.")
    page.get_by_role("button", name="Read; it leaves my list").click()
    nurse.go(f"/console/subjects/{PATIENT}/")
    expect(page.locator("main")).to_contain_text("answered")


def test_a_colleague_outside_answers_through_the_link(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]]
) -> None:
    nurse, outside = someone("nurse"), someone()
    page = nurse.go(f"/console/subjects/{PATIENT}/hand-over/")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("Who is asked?").select_option("outside")
    page.get_by_label("Name of the colleague outside").fill("Dr Essai")
    page.get_by_role("button", name="Make the sheet and ask").click()
    link = page.get_by_label("Address of the sheet").input_value()
    shown = outside.page
    shown.goto(link)
    expect(shown.locator(".handover-sheet")).to_contain_text(QUESTION)
    assert axe(shown) == []
    shown.get_by_label("Your advice").fill("Nothing to change.")
    shown.get_by_label("Nothing to change").check()
    shown.get_by_role("button", name="Send the answer").click()
    expect(shown.get_by_role("heading", level=1)).to_have_text("Thank you")
    outside.forgive("404")
    shown.goto(link)
    expect(shown.locator("main")).to_contain_text("this link opens nothing")
