"""With the keyboard alone: the first key leads to the content, the menu and the lists follow, the focus is seen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: (element.innerText || element.value || element.getAttribute('aria-label') || '').trim(),
    link: element.getAttribute('href') || '',
    seen: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none',
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def press(page: Page, key: str) -> dict[str, object]:
    page.keyboard.press(key)
    found: dict[str, object] = page.evaluate(FOCUS)
    return found


def press_until(page: Page, wanted: Callable[[dict[str, object]], bool], most: int = 40) -> dict[str, object]:
    """Tab to the element that is wanted; every one on the way is seen."""
    for _ in range(most):
        focus = press(page, "Tab")
        assert focus["seen"], focus
        assert focus["inside"], focus
        if wanted(focus):
            return focus
    raise AssertionError(f"not reached with {most} tabs")


def test_the_worklist_is_reached_and_an_alert_acknowledged_with_keys(someone: Callable[..., Person]) -> None:
    page = someone("nurse").go("/console/")
    assert press(page, "Tab")["link"] == "#content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    press_until(page, lambda focus: re.match(r"/console/alerts/\d+/", str(focus["link"])) is not None)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/console/alerts/\d+/"))
    button = page.locator("form[action$=acknowledge] button")
    if button.count():
        wanted = button.inner_text()
        press_until(page, lambda focus: focus["name"] == wanted, most=60)
        page.keyboard.press("Enter")
        expect(page.locator(".page-messages, .page-head").first).to_be_visible()
        expect(button).to_have_count(0)


def test_the_navigation_follows_the_skip_link(someone: Callable[..., Person]) -> None:
    page = someone("coordinator").go("/console/")
    press(page, "Tab")
    links = [press(page, "Tab")["link"] for _ in range(15)]
    for address in ("/console/alerts/", "/console/people/", "/console/map/", "/console/kits/", "/console/journal/"):
        assert address in links


def test_the_menu_of_a_phone_opens_and_closes_with_keys(someone: Callable[..., Person]) -> None:
    page = someone("nurse", width=360, height=740).go("/console/")
    menu = page.locator("#site-menu")
    expect(menu).to_be_hidden()
    press_until(page, lambda focus: focus["name"] == "Menu")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    press_until(page, lambda focus: focus["link"] == "/console/alerts/")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_the_map_is_walked_with_the_arrows(someone: Callable[..., Person]) -> None:
    page = someone("analyst").go("/console/map/")
    page.wait_for_selector("[data-map-state=ready]")
    page.locator(".maplibregl-canvas").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    page.wait_for_selector(".map-crosshair")


def test_a_chart_is_read_with_the_arrows(someone: Callable[..., Person]) -> None:
    nurse = someone("nurse")
    page = nurse.go("/console/people/")
    page.locator("main tbody th a").first.click()
    plot = page.locator("[data-readout]").first
    plot.focus()
    page.keyboard.press("End")
    expect(page.locator(".chart-readout").first).not_to_be_empty()


def test_parts_of_a_kit_are_folded_on_a_phone_and_a_link_into_one_opens_it(someone: Callable[..., Person]) -> None:
    person = someone("coordinator", width=360, height=740)
    page = person.go("/console/kits/diabetes-home/")
    rules, sources = (
        page.locator("details.fold", has=page.locator(f"#{name}-heading")) for name in ("rules", "sources")
    )
    expect(rules).not_to_have_attribute("open", "")
    assert page.evaluate("document.documentElement.scrollHeight") < 5_000
    rules.locator("summary").first.focus()
    page.keyboard.press("Enter")
    link = rules.locator("a[href^='#source-']").first
    link.focus()
    page.keyboard.press("Enter")
    expect(sources).to_have_attribute("open", "")
    expect(page.locator(":target")).to_be_in_viewport()
    page.goto("about:blank")  # else only the fragment changes, and nothing is loaded
    page = person.go("/console/kits/diabetes-home/#parameters-heading")
    expect(page.locator("details.fold", has=page.locator("#parameters-heading"))).to_have_attribute("open", "")
    expect(page.locator("#parameters-heading")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("details.fold:not([open])")).to_have_count(0)
