"""A coordinator enrols somebody: the list of what is due, the form with its errors, the papers, the stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser


def picture(page: Page, name: str) -> None:
    """A picture to look at, where somebody asked for it."""
    folder = os.environ.get("PAGUS_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_enrolment_is_whole_and_a_stop_says_what_stays(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]], now_ms: Callable[[], int]
) -> None:
    person = someone("coordinator")
    person.forgive("422")
    page = person.go("/console/monitoring/")
    expect(page.locator("h1")).to_contain_text("Monitoring: what is due")
    assert axe(page) == []
    picture(page, "due")
    page.locator("tbody a").last.click()
    page.get_by_role("link", name="Complete the papers").first.click()
    page.get_by_role("button", name="Enrol").click()
    expect(page.locator(".error-summary")).to_contain_text("an RPPS number has 11 digits")
    assert axe(page) == []
    picture(page, "enrol")
    page.get_by_label("Who prescribes").fill("Dr Exemple")
    page.get_by_label("RPPS number").fill("10001234567")
    page.get_by_label("For how many months").fill("12")
    today = datetime.fromtimestamp(now_ms() / 1000, UTC).date().isoformat()
    for name in ("issued_on", "consent_on"):
        page.locator(f"#field-{name}").fill(today)
    page.get_by_label("Insulin doses to be written down").check()
    for question in page.locator("fieldset[id^=field-answer_]").all():
        question.get_by_label("Yes").check()
    page.get_by_label("by word of mouth").check()
    page.get_by_label("The person was told").check()
    page.get_by_role("button", name="Enrol").click()
    expect(page.locator("main")).to_contain_text("Dr Exemple, RPPS 10001234567")
    assert axe(page) == []
    picture(page, "papers")
    page.get_by_role("link", name="The person stops").first.click()
    picture(page, "stop")
    page.get_by_label("In their words").fill("It is too much for me")
    page.get_by_role("button", name="Stop the monitoring").click()
    expect(page.locator("main")).to_contain_text("what a device sends now is refused")
    picture(page, "stopped")


def test_the_form_and_the_month_fit_a_phone(someone: Callable[..., Person]) -> None:
    person = someone("coordinator", language="fr", width=360)
    page = person.go("/console/monitoring/")
    picture(page, "due-360")
    for link in ("tbody a", "main section ul a"):
        page = person.go("/console/monitoring/")
        page.locator(link).first.click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        picture(page, f"phone-{'papers' if 'tbody' in link else 'month'}")
    page.go_back()
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Compléter les papiers").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, "phone-enrol")
    page = person.go("/console/kits/heart-failure-home/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#minimum-heading").scroll_into_view_if_needed()
    picture(page, "phone-kit")
