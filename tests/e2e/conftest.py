"""A running demo and a real browser; a page that complains, or asks for something elsewhere, fails its test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pagus.apps.workspace import open_workspace
from pagus.check.server import RunningDemo, serving
from tests.e2e.relay import Relay, running_relay
from tests.making import MadeDemo

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
BLOCKED = """document.addEventListener('securitypolicyviolation', (event) =>
  console.error(`blocked: ${event.violatedDirective} ${event.blockedURI}`))"""


@dataclass
class Person:
    """Somebody at a browser."""

    page: Page
    demo: RunningDemo
    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

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

    def forgive(self, complaint: str) -> None:
        """The test provokes this complaint: a browser logs the status of a page that refuses."""
        self.forgiven.append(complaint)

    def unforgiven(self) -> list[str]:
        return [each for each in self.complaints if not any(words in each for words in self.forgiven)]


@pytest.fixture(scope="session")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay | None]:
    """The relay for video calls that the demo uses; None where coturn is not installed."""
    with running_relay(tmp_path_factory.mktemp("relay")) as running:
        yield running


@pytest.fixture(scope="session")
def demo(made_demo: MadeDemo, tmp_path_factory: pytest.TempPathFactory, relay: Relay | None) -> Iterator[RunningDemo]:
    folder = made_demo.copy(tmp_path_factory.mktemp("demo") / "workspace")
    if relay is not None:
        relay.configure(folder)
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def cookies(browser: Browser, demo: RunningDemo) -> Callable[[str], list[Any]]:
    """The cookies of one login for each role: a login takes long, and one test does it as people do."""

    @cache
    def of_role(role: str) -> list[Any]:
        context = browser.new_context()
        Person(context.new_page(), demo).log_in(role)
        kept = [cookie for cookie in context.cookies() if cookie["name"] == "pagus_session"]
        context.close()
        return kept

    return of_role


Opener = Callable[..., Person]


@pytest.fixture(scope="session")
def opener(browser: Browser, demo: RunningDemo, cookies: Callable[[str], list[Any]]) -> Opener:
    """Opens a browser window of its own for somebody, which whoever asked for it closes."""

    def open_browser(
        role: str = "",
        language: str = "en",
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        scripts: bool = True,
    ) -> Person:
        context = browser.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
            java_script_enabled=scripts,
        )
        if role:
            context.add_cookies(cookies(role))
        context.set_default_timeout(20_000)
        context.add_init_script(BLOCKED)
        person = Person(context.new_page(), demo)
        host = f"{demo.host}:{demo.port}"
        person.page.on("console", lambda m: person.complaints.append(m.text) if m.type == "error" else None)
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        person.page.on(
            "request",
            lambda r: person.complaints.append(f"asks {r.url}") if urlsplit(r.url).netloc not in {host, ""} else None,
        )
        return person

    return open_browser


@pytest.fixture
def someone(opener: Opener) -> Iterator[Opener]:
    opened: list[Person] = []

    def open_browser(*arguments: Any, **named: Any) -> Person:
        opened.append(opener(*arguments, **named))
        return opened[-1]

    yield open_browser
    complaints = [complaint for person in opened for complaint in person.unforgiven()]
    for person in opened:
        person.page.context.close()
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


@pytest.fixture(scope="session")
def now_ms(demo: RunningDemo) -> Callable[[], int]:
    """What the demo's own clock says."""
    return open_workspace(demo.workspace).clock.now_ms


@pytest.fixture(scope="session")
def ask(demo: RunningDemo) -> Callable[[str], Any]:
    """Run a few lines in a process of the demo's workspace; what they leave in ``answer`` comes back."""

    def run(lines: str) -> Any:
        environment = {
            **os.environ,
            "PAGUS_WORKSPACE": str(demo.workspace),
            "DJANGO_SETTINGS_MODULE": "pagus.web.settings",
        }
        program = f"import json, django\ndjango.setup()\n{lines}\nprint(json.dumps(answer))"
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
