"""The nurse: what needs me, why, and what I do with it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

FIRST_HIGH = "/console/alerts/?severity=high&kit=diabetes-home&status=open"


def open_alert(nurse: Person, rule: str = "", number: int = 0) -> Page:
    """Open an alert of the inbox by its place in it."""
    page = nurse.go(FIRST_HIGH)
    titles = page.locator(".worklist-title", has_text=rule) if rule else page.locator(".worklist-title")
    titles.nth(number).click()
    page.wait_for_url(re.compile(r"/console/alerts/\d+/"))
    return page


def count_of(filters: Locator, name: str) -> int:
    """The number that stands beside a filter."""
    return int(re.findall(r"\d+", filters.get_by_role("link", name=name).inner_text())[0])


def test_a_nurse_logs_in_reads_what_needs_her_and_logs_out(someone: Callable[..., Person]) -> None:
    nurse = someone()
    page = nurse.go("/console/")
    assert "/login" in page.url
    page.get_by_label("Name", exact=True).fill("nurse")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".notice, .error-summary").first).to_be_visible()
    nurse.log_in("nurse")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    expect(page.locator(".strip-demo, .strip").first).to_contain_text("Simulated data")
    waiting = int(page.locator(".key-figure", has_text="Open alerts").locator(".big-number").inner_text())
    assert waiting > 0
    assert page.locator("#waiting .worklist tbody tr").count() >= min(waiting, 8)
    expect(page.get_by_role("link", name="Journal")).to_have_count(0)
    nurse.go("/console/alerts/")
    statuses = page.get_by_role("navigation", name="Status")
    assert count_of(statuses, "Open") == int(page.locator(".site-navigation .count").inner_text())
    # The clock of the demo runs: an alert may come between two pages, and none goes by itself here.
    assert waiting <= count_of(statuses, "Open") <= count_of(statuses, "Needs someone")
    page.get_by_role("button", name="Log out").click()
    nurse.go("/console/")
    assert "/login" in page.url


def test_the_inbox_is_filtered_by_what_stands_in_the_address(someone: Callable[..., Person]) -> None:
    page = someone("nurse").go("/console/alerts/")
    severities = page.get_by_role("navigation", name="Severity")
    wanted = count_of(severities, "High")
    severities.get_by_role("link", name="High").click()
    # The address changes before the page has come.
    expect(page.locator(".worklist .severity").first).to_be_visible()
    assert "severity=high" in page.url
    assert set(page.locator(".worklist .severity").all_inner_texts()) == {"High"}
    assert page.locator(".worklist tbody tr").count() == min(wanted, 25)
    page.get_by_role("navigation", name="Kit").get_by_role("link", name="The air today").click()
    page.wait_for_url("**kit=air-today**")  # going back before the page has come would break off both ways
    assert "severity=high" in page.url
    page.go_back()
    severities.get_by_role("link", name="Critical").click()
    expect(page.get_by_text("Nothing matches these filters")).to_be_visible()
    page.get_by_role("link", name="Show all that needs someone").click()
    assert page.url.endswith("/console/alerts/")


def test_the_sheet_of_an_alert_says_why(someone: Callable[..., Person]) -> None:
    page = open_alert(someone("nurse"), "Glucose very high for hours")
    evidence = page.locator("section", has=page.get_by_role("heading", name="The evidence"))
    expect(evidence.locator(".rule-card-sentence")).to_contain_text("250")
    drawing = evidence.locator("figure.chart svg").first
    expect(drawing).to_be_visible()
    expect(drawing).to_contain_text("Very high glucose")
    expect(drawing).to_contain_text("alert raised")
    evidence.get_by_text("The same as a table").first.click()
    assert evidence.locator("figure.chart table tbody tr").count() > 5
    compared = evidence.get_by_role("table", name="What the rule compared")
    expect(compared).to_contain_text("true")
    limits = page.locator("section", has=page.get_by_role("heading", name="Who set the limit, and on whose word"))
    expect(limits.locator(".layers li").first).to_contain_text("Kit")
    expect(limits.locator(".layer-holds").first).to_contain_text("holds")
    assert limits.get_by_role("link").count() > 0
    expect(page.locator(".timeline")).to_contain_text("raised")
    expect(page.locator("main")).to_contain_text("simulated")


def test_an_alert_is_acknowledged_put_off_with_a_reason_and_closed(someone: Callable[..., Person]) -> None:
    nurse = someone("nurse")
    page = open_alert(nurse, number=1)
    page.get_by_role("button", name="I take care of it").click()
    expect(page.locator(".page-head")).to_contain_text("Acknowledged")
    expect(page.get_by_role("button", name="I take care of it")).to_have_count(0)

    page.get_by_text("Put it off").click()
    nurse.forgive("422")
    page.get_by_label("Why?").fill("   ")
    page.locator("form[action$=snooze] button[type=submit]").click()
    expect(page.locator(".notice-high")).to_be_visible()
    expect(page.locator(".page-head")).to_contain_text("Acknowledged")
    page.get_by_label("Why?").fill("waiting for the patient's call")
    page.locator("form[action$=snooze] button[type=submit]").click()
    expect(page.locator(".page-head")).to_contain_text("Snoozed")
    expect(page.locator(".timeline")).to_contain_text("waiting for the patient's call")

    page.get_by_text("Close it").click()
    page.locator("input[name=outcome]").first.check(force=True)
    page.locator("form[action$=close] button[type=submit]").click()
    expect(page.locator(".page-head")).to_contain_text("Closed")
    expect(page.get_by_role("heading", name="What do you do with it?")).to_have_count(0)


def test_a_person_gets_her_own_threshold_and_the_layers_say_so(someone: Callable[..., Person]) -> None:
    nurse = someone("nurse")
    page = open_alert(nurse, "Glucose very high for hours")
    sheet = page.url
    page.locator(".summary-list a").first.click()
    page.wait_for_url("**/console/subjects/**")
    expect(page.get_by_role("img", name="Glucose by time of day")).to_be_visible()
    expect(page.get_by_role("img", name="Time in ranges")).to_be_visible()
    field = page.locator("details", has_text="Very high glucose").last
    diabetes = page.locator("section", has=page.get_by_role("heading", name="Diabetes at home"))
    shared = diabetes.get_by_text("Values of the kit, the territory or the team")
    shared.click()
    field.locator("summary").click()
    field.locator("input[name=value]").fill("900")
    field.locator("input[name=reason]").fill("trial")
    field.get_by_role("button", name="Set").click()
    value = field.locator("input[name=value]")
    expect(field.locator(".field-error")).to_contain_text("400")
    expect(value).to_be_focused()
    expect(value).to_have_value("900")
    nurse.forgive("422")
    value.fill("270")
    field.locator("input[name=reason]").fill("agreed with the diabetologist")
    field.get_by_role("button", name="Set").click()
    expect(page.locator(".notice-good")).to_be_visible()
    expect(page.get_by_role("heading", name="Values of this person’s own")).to_be_visible()
    field.locator("summary").click()
    expect(field.locator(".layer-holds")).to_contain_text("Person")
    expect(field.locator(".layer-holds")).to_contain_text("270")
    expect(field.locator(".layer-holds")).to_contain_text("agreed with the diabetologist")
    page.goto(sheet)
    expect(page.get_by_text("This limit has been changed since the alert was raised.")).to_be_visible()
    expect(page.locator(".rule-card-sentence").first).to_contain_text("250")
