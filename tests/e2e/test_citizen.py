"""A citizen: my commune, in my language, without an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser


def test_a_citizen_finds_her_commune_without_an_account(someone: Callable[..., Person]) -> None:
    citizen = someone()
    page = citizen.go("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My territory today")
    assert page.locator(".map-table tbody tr").count() == 6
    page.locator("input[type=search]").press_sequentially("hoenh", delay=15)
    page.locator("#places-found").get_by_role("link", name="Hœnheim").click()
    page.wait_for_url("**/places/commune:67204/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hœnheim")
    expect(page.locator("main")).to_contain_text("Eurométropole de Strasbourg")
    expect(page.locator("figure.chart svg").first).to_be_visible()
    assert page.locator("a[href*='person:'], a[href^='/console/alerts']").count() == 0
    sessions = [cookie["name"] for cookie in page.context.cookies() if "session" in cookie["name"]]
    assert sessions == []


def test_the_languages_keep_the_page(someone: Callable[..., Person]) -> None:
    page = someone(language="fr").go("/places/commune:67447/")
    spoken = {}
    for language in ("fr", "de", "en"):
        page.locator(f"button[name=language][value={language}]").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.url.endswith("/places/commune:67447/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Schiltigheim")
        spoken[language] = page.locator("main h2").all_inner_texts()
    assert len({tuple(headings) for headings in spoken.values()}) == 3


def test_the_theme_is_chosen_and_kept_from_page_to_page(someone: Callable[..., Person]) -> None:
    citizen = someone()
    page = citizen.go("/")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("[data-set-theme=dark]").click()
    dark = page.evaluate(ground)
    assert dark != light
    citizen.go("/about/")
    assert page.evaluate(ground) == dark
    page.locator("[data-set-theme='']").click()
    assert page.evaluate(ground) == light


def test_a_zone_without_a_station_has_no_data_and_borrows_none(someone: Callable[..., Person]) -> None:
    page = someone().go("/places/epci:200067841/")
    expect(page.locator("main")).to_contain_text("No station speaks for CC de l'Alsace Bossue")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_on_the_map_or_in_its_table_hides_another(someone: Callable[..., Person], width: int) -> None:
    page = someone(language="de", width=width).go("/")
    page.wait_for_selector("[data-map-state=ready]")
    credit, scale = (page.locator(f".maplibregl-ctrl-{part}").bounding_box() for part in ("attrib", "scale"))
    assert credit is not None
    assert scale is not None
    assert scale["y"] + scale["height"] <= credit["y"]
    legend = page.locator(".map-legend").bounding_box()
    assert legend is not None
    assert legend["x"] + legend["width"] <= credit["x"] or credit["y"] + credit["height"] <= legend["y"] + 1
    clipped = "frame => frame.scrollWidth > frame.clientWidth"
    assert not page.locator(".map-table").evaluate(clipped), "the last column is read without scrolling"
