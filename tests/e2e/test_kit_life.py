"""A kit of another territory, from its registry to its end here: coordinator, clinical lead, auditor, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

KIT = "/console/registries/alsace/pagus/weight-home/"
PUBLISH = """
from pathlib import Path
from django.conf import settings
from pagus.apps.installations.offers import ask_registries
from pagus.apps.wall_clock import wall_ms
from pagus.apps.registry.actions import publish
from pagus.apps.registry.settings_files import add_registry
from tests.apps.registry.making import KIT, signed_version, trust_in
from tests.trust.making import key, store_entry

base, version = Path({base!r}), {version!r}
signers = (("publisher", "publish"), ("owner", "accept"), ("registry", "index"))
if version == "1.0.0":
    keys = [store_entry(name, [may], kits="*", until="2099-01-01") for name, may in signers]
    trust_in(settings.WORKSPACE.trust, "".join(keys))
    changes = {{}}
else:
    changes = {{"rules__weight": KIT["rules/weight.yaml"].replace("refractory: 3d", "refractory: 2d")}}
publish(signed_version(base / version, version, **changes), base / "registry", key("registry"), wall_ms())
if version == "1.0.0":
    add_registry(settings.WORKSPACE.folder, "alsace", str(base / "registry"))
answer = [len(each.entries) for each in ask_registries()]
"""


@pytest.fixture(scope="module")
def publish(ask: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Publish a version of the kit into the registry that the demo knows."""
    base = tmp_path_factory.mktemp("alsace")
    return lambda version: ask(PUBLISH.format(base=str(base), version=version))


def test_from_the_registry_to_the_end(
    someone: Callable[..., Person], publish: Callable[[str], Any], axe: Callable[[Page], list[str]]
) -> None:
    assert publish("1.0.0") == [1]
    coordinator, lead = someone("coordinator"), someone("clinician")

    page = coordinator.go("/console/kits/")
    page.get_by_role("link", name="Kits of other territories, in the registries").click()
    expect(page.locator("article", has_text="Weight at home 1.0.0")).to_contain_text("trusted here")
    assert axe(page) == []
    page.get_by_role("link", name="Weight at home 1.0.0").click()
    expect(page.locator("section", has=page.locator("#signed-heading"))).to_contain_text("Clinical acceptance")
    page.get_by_role("link", name="Try it on our history, then install").click()
    page.get_by_role("button", name="Install with these values").click()
    expect(page.locator(".notice-good")).to_contain_text("The kit runs from now on.")
    expect(page.locator("section", has=page.locator("#standing-heading"))).to_contain_text("the registry alsace")
    installed = page.url

    assert publish("2.0.0") == [2]
    page.reload()
    page.get_by_role("link", name="See what it would change here").click()
    expect(page.locator("h1")).to_contain_text("From version 1.0.0 to 2.0.0")
    change = page.get_by_role("table", name="What changes, the gravest first").locator("tbody tr").first
    expect(change).to_contain_text("Rest after an alert")
    expect(change).to_contain_text("3 d")
    expect(change).to_contain_text("2 d")
    expect(change).to_contain_text("Major")
    assert axe(page) == []
    page.get_by_label("Why?").fill("published by our neighbours")
    page.get_by_role("button", name="Change the version").click()
    expect(page.locator(".notice-good")).to_contain_text("Version 2.0.0 runs from now on.")
    newer = page.url
    assert newer != installed

    accepting = lead.go(f"{KIT}2.0.0/acceptance/")
    accepting.get_by_label("I have read the rules").check()
    accepting.get_by_label("What have you read and checked?").fill("the rest after an alert, with our nurses")
    accepting.get_by_role("button", name="Accept this version").click()
    expect(accepting.locator(".notice-good").first).to_contain_text("You have accepted this version.")

    page.get_by_role("link", name="Go back to the version before").click()
    assert axe(page) == []
    page.get_by_label("Why?").fill("more alerts than our nurses can read")
    page.get_by_role("button", name="Go back").click()
    expect(page.locator(".notice-good")).to_contain_text("Version 1.0.0 runs again")
    assert page.url == installed

    page.get_by_role("link", name="Which rules and values held, at any date").click()
    expect(page.locator("h2", has_text="Weight at home 1.0.0")).to_be_visible()
    expect(page.get_by_role("table", name="Values").locator("tbody tr").first).to_contain_text("holds")

    page.goto(installed)
    page.get_by_role("link", name="End this kit here").click()
    expect(page.locator("main")).to_contain_text("1.0.0")
    assert axe(page) == []
    page.get_by_label("Why?").fill("the trial of the pages is over")
    page.get_by_role("button", name="End it").click()
    expect(page.locator("main")).to_contain_text("the trial of the pages is over")


def test_an_alert_says_on_whose_word_in_one_click(
    someone: Callable[..., Person], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    nurse = someone("nurse")
    page = nurse.go("/console/alerts/?kit=diabetes-home")
    page.locator("a.worklist-title").first.click()
    page.get_by_role("link", name="Which rule, in which version, approved by whom").click()
    expect(page.locator(".notice-good")).to_contain_text("are those that the alert holds")
    expect(page.locator("code.digest")).to_have_text(re.compile("[0-9a-f]{64}"))
    assert axe(page) == []
    page.pdf(path=tmp_path / "sheet.pdf", format="A4")
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "sheet.pdf").read_bytes()))
    assert pages == 1, "an auditor takes one sheet away"


def test_the_audit_is_asked_and_answered_from_the_keyboard(someone: Callable[..., Person], tmp_path: Path) -> None:
    page = someone("clinician").go("/console/audit/")
    page.locator("#field-kit").focus()
    for _ in range(12):
        if page.evaluate("document.activeElement.matches('main button[type=submit]')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]kit="))
    expect(page.get_by_role("table", name="Rules").locator("tbody tr").first).to_be_visible()
    page.pdf(path=tmp_path / "sheet.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "sheet.pdf").read_bytes())) == 1


def test_who_may_not_is_not_shown_the_way(someone: Callable[..., Person]) -> None:
    analyst = someone("analyst")
    page = analyst.go("/console/installations/2/")
    expect(page.get_by_role("link", name="End this kit here")).to_have_count(0)
    expect(page.get_by_role("link", name="Which rules and values held, at any date")).to_have_count(0)
    analyst.forgive("403")
    for path in ("/console/audit/", "/console/installations/2/end/", "/console/kits/diabetes-home/acceptance/"):
        assert page.goto(analyst.url(path)).status == 403  # type: ignore[union-attr]
