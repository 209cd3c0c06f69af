"""A form on a tablet whose network goes: it opens, its answers wait in the outbox, and leave once, when they can."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pagus.library.demo import demo_people
from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

PEOPLE = demo_people()
PATIENT = PEOPLE.filter(PEOPLE["team"] == "diabetology-strasbourg")["code"][5]
COURSE = f"""
import tempfile
from pathlib import Path
from pagus.apps.pathways.models import PathwayTask
from pagus.apps.pathways import actions
from tests.faces.console.activity_kit import installed_activity
number = installed_activity(Path(tempfile.mkdtemp()))
actions.enrol("system", number, "activity", {PATIENT!r})
def waiting(name):
    return PathwayTask.objects.get(person={PATIENT!r}, task=name, closed_ms__isnull=True).pk
actions.complete_task("system", waiting("interview"), {{"limitation": 2.0}})
answer = [waiting("walk"), number]
"""
SAVINGS = "from pagus.apps.forms.models import Saving\nanswer = [s.status for s in Saving.objects.order_by('pk')]"
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "422")

KEPT = (
    """async () => (await (await caches.open('pagus-form-pages-1')).keys()).some((one) => one.url === location.href)"""
)


def until(page: Page, expression: str) -> None:
    """Wait until this holds. The policy of the pages forbids the evaluation that ``wait_for_function`` repeats."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"never held: {expression}")


@pytest.fixture(scope="module")
def course(ask: Callable[[str], Any]) -> list[int]:
    return list(ask(COURSE))


def test_answers_wait_without_a_network_and_leave_once(
    someone: Callable[..., Person], ask: Callable[[str], Any], axe: Callable[[Page], list[str]], course: list[int]
) -> None:
    nurse = someone("nurse", width=360, height=740)
    for words in OFFLINE:
        nurse.forgive(words)
    address = f"/console/tasks/{course[0]}/"
    page = nurse.go(address)
    until(page, "() => navigator.serviceWorker.controller !== null")
    until(page, KEPT)
    assert axe(page) == []
    before = ask(SAVINGS)
    page.context.set_offline(True)
    page.reload()  # the page opens from the device
    page.get_by_label("Some").first.check()
    page.get_by_role("button", name="Keep for later").click()
    line = page.locator("[data-outbox-line]")
    expect(line).to_contain_text("1 waiting on this device since")
    assert axe(page) == []
    page.reload()
    expect(line).to_contain_text("1 waiting on this device since")
    expect(page.get_by_label("Some").first).to_be_checked()
    assert ask(SAVINGS) == before
    page.context.set_offline(False)
    expect(line).to_contain_text("Sent (1) at")
    assert ask(SAVINGS) == [*before, "in-progress"]
    page.reload()
    expect(page.get_by_label("Some").first).to_be_checked()
    expect(line).to_be_hidden()


def test_a_sending_without_an_answer_is_not_doubled(
    someone: Callable[..., Person], ask: Callable[[str], Any], course: list[int]
) -> None:
    nurse = someone("nurse")
    for words in OFFLINE:
        nurse.forgive(words)
    page = nurse.go(f"/console/tasks/{course[0]}/")
    before = len(ask(SAVINGS))

    def take_and_cut(route: Any) -> None:
        """The server takes the sending; its answer is lost on the way."""
        route.fetch()
        route.abort()

    page.get_by_label("Some").first.check()
    page.route(
        re.compile(r"/console/tasks/\d+/$"), lambda r: take_and_cut(r) if r.request.method == "POST" else r.continue_()
    )
    page.get_by_role("button", name="Keep for later").click()
    line = page.locator("[data-outbox-line]")
    expect(line).to_contain_text("waiting on this device")
    page.unroute_all()
    page.get_by_role("button", name="Send now").click()
    expect(line).to_contain_text("Sent (1) at")
    assert len(ask(SAVINGS)) == before + 1


def test_what_is_wrong_is_said_at_once_and_finishing_shows_the_results(
    someone: Callable[..., Person], course: list[int]
) -> None:
    nurse = someone("nurse", language="fr")
    nurse.forgive("422")
    page = nurse.go(f"/console/tasks/{course[0]}/")
    page.locator("[name=stairs][value=some]").check()  # opens the question on walking, after the next sending
    page.locator("[name=weight]").fill("7")
    page.locator("button[value=finish]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#field-weight-error")).to_contain_text("7 est impossible")
    page.locator("[name=weight]").fill("70,5")
    page.locator("[name=walking][value=none]").check()
    page.locator("button[value=finish]").click()
    expect(page.locator("main")).to_contain_text("Feuille à imprimer")
