"""A nurse refers somebody: the options with their reasons, the sheet, the patient's choice, the end."""

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
PATIENT = PEOPLE.filter(PEOPLE["team"] == TEAM)["code"][3]


def test_a_nurse_refers_and_follows_up(someone: Callable[..., Person], axe: Callable[[Page], list[str]]) -> None:
    nurse = someone("nurse")
    page = nurse.go(f"/console/subjects/{PATIENT}/")
    page.get_by_role("link", name="Refer", exact=True).click()
    expect(page.locator("main")).to_contain_text("call 15 or 112")
    page.get_by_label("What care?").select_option("dental")
    page.get_by_label("How soon?").select_option("soon")
    page.get_by_label("Language spoken").select_option("de")
    page.get_by_label("Within").select_option("45")
    page.get_by_role("button", name="Show the options").click()
    options = page.locator(".options-list > li")
    expect(options.first).to_contain_text("the soonest free slot in reach")
    expect(options.first).to_contain_text("speaks Deutsch")
    expect(options.last).to_contain_text("Tele-expertise")
    page.get_by_label("The question to whoever sees the patient").fill("Simulated: please look at the gums.")
    page.get_by_role("button", name="Make the referral").click()
    page.wait_for_url(re.compile(r"/console/referrals/\d+/$"))
    address = page.url
    page.get_by_role("link", name="Sheet for the patient").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Möglichkeiten")
    assert page.locator(".sheet-options li").count() == 10
    page.goto(address)
    page.get_by_role("button", name=re.compile("The patient chooses this")).first.click()
    expect(page.locator(".option-chosen")).to_contain_text("Booking code:")
    assert axe(page) == []
    page.get_by_label("Completed").check()
    page.get_by_label("What came of it, or why").fill("Seen, nothing to do.")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".timeline")).to_contain_text("Seen, nothing to do.")
    expect(page.get_by_role("heading", name="How far is it?")).to_have_count(0)
    nurse.go("/console/referrals/?status=completed")
    expect(page.locator("main tbody")).to_contain_text(PATIENT.partition(":")[2])
    nurse.go(f"/console/subjects/{PATIENT}/")
    expect(page.get_by_role("heading", name="Referrals")).to_be_visible()
