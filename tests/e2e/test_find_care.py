"""A citizen on a phone finds care that is open, books a slot and gives it back; nobody asks who she is."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ANY_TIME = "/care/?care=general_practice&place=commune:67482&when=any&by=foot&within=30"


def asked(page: Page) -> dict[str, str]:
    """The question that stands in the address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_find_open_book_and_cancel_on_a_phone(someone: Callable[..., Person], axe: Callable[[Page], list[str]]) -> None:
    citizen = someone(width=360, height=740)
    page = citizen.go("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Find care").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find care")
    assert page.get_by_role("link", name="15", exact=True).get_attribute("href") == "tel:15"
    page.get_by_label("What do you need?").select_option("general_practice")
    page.get_by_label("From where?").fill("Strasbourg")
    page.get_by_label("When?").select_option("any")
    page.get_by_label("On foot").check()
    page.get_by_label("Within").select_option("30")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("General practice: .* within 30 min on foot"))).to_be_visible()
    assert asked(page)["q"] == "Strasbourg", "the answer has an address of its own"
    assert page.evaluate(OVERFLOW) == 0
    page.locator("details.disclosure").first.locator("summary").click()
    page.locator(".care-row .button", has_text="Book").first.click()
    expect(page.locator("main")).to_contain_text("Getting there")
    assert page.locator("a[href^='geo:']").count() == 1
    name = page.get_by_role("heading", level=1).inner_text()
    page.locator(".slot-list a:visible").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Book a slot")
    assert axe(page) == []
    assert page.locator("main input:not([type=hidden])").count() == 0, "nobody asks who she is"
    page.get_by_role("button", name="Book this slot").click()
    code = page.locator(".booking-code").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", code)
    expect(page.locator("main")).to_contain_text(name)
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) == 0
    citizen.go("/care/appointments/")
    page.get_by_label("Booking code").fill(code.lower())
    page.get_by_role("button", name="Show").click()
    page.get_by_text("I cannot come").click()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.locator("main")).to_contain_text("This appointment is cancelled")
    assert [cookie["name"] for cookie in page.context.cookies() if "session" in cookie["name"]] == []


def test_her_own_position_is_rounded_before_it_leaves_the_page(someone: Callable[..., Person]) -> None:
    citizen = someone()
    page = citizen.page
    page.context.grant_permissions(["geolocation"], origin=citizen.url("").rstrip("/"))
    page.context.set_geolocation({"latitude": 48.5832178, "longitude": 7.7459812})
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    citizen.go("/care/")
    page.get_by_role("button", name="Use my position").click()
    expect(page.locator("#found-heading")).to_contain_text("a point in Strasbourg")
    assert asked(page)["at"] == "48.583,7.746"
    assert not any("48.5832" in url or "7.7459" in url for url in sent)


def test_a_point_on_the_map_is_a_start_by_mouse_and_by_keyboard(someone: Callable[..., Person]) -> None:
    citizen = someone()
    page = citizen.go(ANY_TIME)
    page.wait_for_selector("[data-map-state=ready]")
    canvas = page.locator(".map canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.32, box["y"] + box["height"] * 0.3)
    page.wait_for_url(re.compile("at="))
    first = asked(page)["at"]
    assert re.fullmatch(r"\d{2}\.\d{1,3},\d\.\d{1,3}", first)
    page.wait_for_selector("#map[data-map-state=ready]")
    page.locator(".map canvas").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".map-crosshair")).to_be_visible()
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "at=" in url and first not in url)


def test_it_works_without_scripts(someone: Callable[..., Person]) -> None:
    page = someone(scripts=False).go("/care/")
    page.get_by_label("From where?").fill("Strasbourg")
    page.get_by_label("When?").select_option("any")
    page.get_by_role("button", name="Find", exact=True).click()
    assert page.locator(".care-row").count() > 5
    page.locator(".care-name a").first.click()
    expect(page.locator("main")).to_contain_text("Getting there")


def test_the_map_shows_what_the_list_shows(someone: Callable[..., Person]) -> None:
    citizen = someone(dark=True)
    told: list[str] = []
    citizen.page.on("response", lambda answer: told.append(answer.text()) if "points.json" in answer.url else None)
    page = citizen.go(ANY_TIME)
    page.wait_for_selector("[data-map-state=ready]")
    (points,) = told
    assert points.count('"Point"') == page.locator(".care-row").count() + 1
