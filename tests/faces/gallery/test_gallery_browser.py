"""The gallery in a real browser: no script error, nothing blocked by the policy, nothing asked of another host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pagus.faces.gallery.views import GROUPS, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARGUMENTS = (
    *("--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"),
)
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary, textarea')]
  .filter((e) => e.checkVisibility() && !e.closest('.visually-hidden, p, li, td, th, .maplibregl-ctrl-attrib'))
  .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 23.9))
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as tool:
        # Playwright keeps an event loop in this thread; the database is still used by one thread at a time.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = tool.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def look(browser: Browser, live_server: Any) -> Iterator[Any]:
    """Open a page of the gallery at a width; whatever it complains of fails the test at its end."""
    complaints: list[str] = []
    opened: list[Page] = []

    def open_page(address: str, width: int = 1280, query: str = "language=fr", script: str = "") -> Page:
        page = browser.new_page(viewport={"width": width, "height": 800})
        opened.append(page)
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: _stay(r.url, live_server.url, complaints))
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) => console.error(`blocked: ${e.violatedDirective}"
            " ${e.blockedURI} ${e.sourceFile}`));" + script
        )
        page.goto(f"{live_server.url}/_components/{address}?{query}")
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for page in opened:
        page.close()
    assert complaints == []


def _stay(address: str, home: str, complaints: list[str]) -> None:
    if not address.startswith((home, "data:", f"blob:{home}")):
        complaints.append(f"asked for {address}")


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_no_page_is_wider_than_a_phone_and_every_target_is_large_enough(look: Any) -> None:
    wide, small = {}, {}
    for address in ["", *GROUPS, *(f"page/{name}" for name in PAGES)]:
        page = look(address, width=360, query="language=de")
        wide[address] = overflow(page)
        small[address] = page.evaluate(SMALL_TARGETS)
        page.close()
    assert {address: pixels for address, pixels in wide.items() if pixels > 0} == {}
    assert {address: found for address, found in small.items() if found} == {}


def test_the_map_is_drawn_told_and_opened_by_keyboard(look: Any) -> None:
    page = look("maps")
    page.wait_for_selector("[data-map-state=ready]", timeout=60_000)
    canvas = page.locator(".maplibregl-canvas")
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".map-crosshair")
    page.wait_for_function("document.querySelector('.map-readout strong')?.textContent.length > 2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/_components/page/**")


def test_without_webgl_the_page_says_so_and_keeps_its_table(look: Any) -> None:
    page = look("maps", script="HTMLCanvasElement.prototype.getContext = () => null;")
    page.wait_for_selector("[data-map-state=failed]")
    assert page.locator(".map-message:visible").count() == 1
    assert page.locator(".map-table tbody tr").count() == 60


def test_a_chart_is_read_by_keyboard_and_by_pointer(look: Any) -> None:
    page = look("charts")
    plot = page.locator("[data-readout]").first
    output = page.locator(".chart-readout").first
    plot.focus()
    page.keyboard.press("End")
    assert output.inner_text() == "14 janv., 07:46 · 81,5 kg"
    page.keyboard.press("ArrowLeft")
    assert output.inner_text().startswith("13 janv.")
    page.keyboard.press("Escape")
    assert output.inner_text() == ""
    box = plot.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 60)
    assert output.inner_text() == "14 janv., 07:46 · 81,5 kg"


def test_the_theme_is_chosen_kept_and_undone(look: Any) -> None:
    page = look("marks")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("[data-set-theme=dark]")
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    assert page.get_attribute("[data-set-theme=dark]", "aria-pressed") == "true"
    page.click("[data-set-theme='']")
    assert page.evaluate(ground) == light


def test_a_dialog_opens_takes_the_focus_and_closes(look: Any) -> None:
    page = look("page/alert")
    page.click("[data-open-dialog=snooze]")
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "snooze"
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('dialog').open") is False


def test_the_menu_opens_without_a_script(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{live_server.url}/_components/page/today?language=fr")
    assert page.locator("#site-menu").is_hidden()
    page.click(".site-menu-button")
    assert page.locator("#site-menu").is_visible()
    context.close()


def test_the_first_tab_leads_to_the_content_with_a_visible_ring(look: Any) -> None:
    page = look("page/today")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert ring == "3px"
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")


def test_a_print_shows_the_tables_and_hides_the_controls(look: Any) -> None:
    page = look("page/alert")
    page.emulate_media(media="print")
    assert page.locator(".site-menu").is_hidden()
    assert page.locator(".chart table").first.is_visible()
