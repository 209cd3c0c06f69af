"""The clinical lead: what would another threshold have found, and what would it have cost?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser


def figures(page: Page, label: str) -> list[float]:
    """The numbers of this row, without the ends of their intervals."""
    cells = page.locator("#answer tr", has=page.get_by_role("rowheader", name=label)).first.locator("td")
    return [float(re.match(r"\s*([\d.]+)", text)[1]) for text in cells.all_inner_texts()]  # type: ignore[index]


def test_a_lead_moves_a_threshold_and_sees_what_it_would_cost(someone: Callable[..., Person]) -> None:
    lead = someone("clinician")
    page = lead.go("/console/kits/")
    page.get_by_role("link", name="Try thresholds on people whose events are known").click()
    page.get_by_role("link", name="Heart failure at home").click()
    answer = page.locator("#answer")
    expect(answer.get_by_text("simulated people: no figure speaks of a person")).to_be_visible(timeout=30_000)
    (before,) = figures(page, "Alerts without an event, for one person in a year")
    # By keyboard alone: into the field, another value, and on; the answer follows by itself.
    page.get_by_label("Above the own weight by so many times its spread").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.2")
    page.keyboard.press("Tab")
    expect(answer.get_by_role("columnheader", name="With your values")).to_be_visible(timeout=30_000)
    own, asked = figures(page, "Alerts without an event, for one person in a year")
    found_own, found_asked = figures(page, "Events that an alert preceded")
    assert own == before
    assert asked > own
    assert found_asked >= found_own
    expect(answer.locator("svg.chart-trade")).to_be_visible()
    expect(answer.get_by_role("heading", name="What this proves, and what not")).to_be_visible()


def test_a_value_out_of_bounds_is_said_beside_the_answer(someone: Callable[..., Person]) -> None:
    page = someone("clinician").go("/console/backtests/heart-failure-home/?value-gain_kg=9")
    expect(page.locator("#answer .notice")).to_contain_text("This cannot be tried", timeout=30_000)


def test_the_limits_stand_at_the_foot_of_every_page(someone: Callable[..., Person]) -> None:
    page = someone("clinician").go("/console/")
    page.get_by_role("contentinfo").get_by_role("link", name="What Pagus does not do").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What Pagus does not do")
    expect(page.get_by_text("It is no emergency service.")).to_be_visible()
