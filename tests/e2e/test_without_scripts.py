"""Without scripts every page still has its tables and its forms."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser


def test_a_map_is_its_table(someone: Callable[..., Person]) -> None:
    citizen = someone(scripts=False)
    page = citizen.go("/")
    assert page.locator(".map-table tbody tr").count() == 6
    expect(page.locator("noscript .map-message")).to_be_visible()
    page.locator("input[type=search]").fill("wasselonne")
    page.locator("form[role=search] button[type=submit]").click()
    page.locator("#places-found").get_by_role("link", name="Wasselonne").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wasselonne")


def test_forms_and_charts_work(someone: Callable[..., Person]) -> None:
    nurse = someone("nurse", scripts=False)
    page = nurse.go("/console/alerts/")
    page.locator(".worklist-title", has_text=re.compile("glyc|gluc|range")).last.click()
    expect(page.locator("figure.chart svg").first).to_be_visible()
    page.locator("figure.chart summary").first.click()
    assert page.locator("figure.chart table tbody tr").count() > 3
    page.locator("details", has=page.locator("form[action$=snooze]")).locator("summary").click()
    page.locator("form[action$=snooze] [name=note]").fill("seen without scripts")
    page.locator("form[action$=snooze] button[type=submit]").click()
    expect(page.locator(".timeline")).to_contain_text("seen without scripts")


def test_a_selector_bar_has_its_button(someone: Callable[..., Person]) -> None:
    page = someone("analyst", scripts=False).go("/console/map/")
    page.locator("select[name=layer]").select_option("alerts")
    page.locator(".selector-bar button[type=submit]").click()
    page.wait_for_url(re.compile("layer=alerts"))
    assert page.locator(".map-table tbody tr").count() == 4
