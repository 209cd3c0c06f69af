"""A programme team asks where new sites help most, opens the answer in the lab, and plans tomorrow's round."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser
SAVERNE = "petr:saverne-plaine-et-plateau"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_sites_are_placed_and_opened_in_the_lab(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]]
) -> None:
    person = someone("coordinator", language="en")
    page = person.go(f"/console/access/sites/?place={SAVERNE}")
    expect(page.get_by_text("Nothing was asked yet")).to_be_visible()
    page.get_by_label("What opens").select_option("booth")
    page.get_by_label("How many", exact=True).fill("2")
    page.get_by_role("button", name="Find the places").click()
    expect(page.get_by_role("heading", name="The answer", exact=True)).to_be_visible()
    expect(page.locator(".placing-proof")).to_contain_text("roven")
    expect(page.locator("svg.place-map")).to_be_visible()
    expect(page.get_by_text("simulated supply")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Open in the access lab").click()
    expect(page.locator(".lab-edits li")).to_have_count(2)
    expect(page.locator(".lab-edits li").first).to_contain_text("a teleconsultation booth opens")


def test_a_round_is_planned_on_a_phone(someone: Callable[..., Person], axe: Callable[[Page], list[str]]) -> None:
    person = someone("coordinator", language="fr", width=360)
    page = person.go("/console/rounds/")
    page.locator("#field-nurses").fill("4")
    page.locator("button[value=example]").click()
    expect(page.locator(".round-card").first).to_be_visible()
    expect(page.locator(".placing-answer .tag-simulated")).to_contain_text("patients virtuels")
    assert page.evaluate(OVERFLOW) <= 0
    assert axe(page) == []
    page.locator("summary", has_text="Col fermé").click()
    page.get_by_label("Saverne", exact=True).check()
    page.locator("button[value=example]").click()
    expect(page.locator(".unserved")).to_contain_text("aucun trajet n’y mène")
    page.get_by_role("link", name="Semaine d’une unité mobile").click()
    page.locator("button[value=week]").click()
    expect(page.get_by_role("heading", name="Ce qu’ajoute la semaine")).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0
    assert axe(page) == []
