"""A running demo and a real browser; a page that complains, or asks for something elsewhere, fails its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pagus.check.server import RunningDemo, running_demo

ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCALES = {"fr": "fr-FR", "en": "en-GB", "de": "de-DE"}


@dataclass
class Person:
    """Somebody at a browser."""

    page: Page
    demo: RunningDemo
    complaints: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://{self.demo.host}:{self.demo.port}{path}"

    def go(self, path: str) -> Page:
        self.page.goto(self.url(path))
        return self.page

    def log_in(self, role: str) -> Page:
        self.go("/login")
        self.page.locator("input[name=username]").fill(role)
        self.page.locator("input[name=password]").fill(self.demo.logins[role])
        self.page.locator("main button[type=submit]").click()
        self.page.wait_for_url(lambda url: "/login" not in url)
        return self.go("/console/")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with running_demo(tmp_path_factory.mktemp("demo") / "workspace") as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def someone(browser: Browser, demo: RunningDemo) -> Iterator[Callable[..., Person]]:
    opened: list[tuple[BrowserContext, Person]] = []

    def open_browser(language: str = "en", width: int = 1280, height: int = 900, dark: bool = False) -> Person:
        context = browser.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        person = Person(context.new_page(), demo)
        host = f"{demo.host}:{demo.port}"
        person.page.on("console", lambda m: person.complaints.append(m.text) if m.type == "error" else None)
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        person.page.on(
            "request",
            lambda r: person.complaints.append(f"asks {r.url}") if urlsplit(r.url).netloc not in {host, ""} else None,
        )
        opened.append((context, person))
        return person

    yield open_browser
    complaints = [complaint for _, person in opened for complaint in person.complaints]
    for context, _ in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """The accessibility faults of a page, as axe finds them: rule, and the first element."""
    import axe_playwright_python

    source = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    def find(page: Page) -> list[str]:
        page.evaluate(source)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
        return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]

    return find
