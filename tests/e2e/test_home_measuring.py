"""A patient with a telephone: a weight written down without a network leaves once, and the nurse sees the alert."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pagus.library.demo import demo_people
from tests.e2e.conftest import Person
from tests.e2e.test_offline_form import until

pytestmark = pytest.mark.browser

PEOPLE = demo_people()
PATIENT = PEOPLE.filter(PEOPLE["team"] == "diabetology-strasbourg")["code"][9]
FOLLOWED = f"""
from pagus.apps.installations import actions, queries
from pagus.apps.people.keys import make_personal_key
from pagus.apps.streams.actions import register_signals, submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.kit_language import shipped_kit
from pagus.kernel.time import DAY, HOUR
from django.conf import settings
kit = shipped_kit("heart-failure-home")
register_signals(kit.signals.values())
now = settings.WORKSPACE.clock.now_ms()
days = range(24, 0, -1)
weighed = [Observation({PATIENT!r}, "weight", now - day * DAY - 2 * HOUR, 78.0 + 0.1 * (day % 3)) for day in days]
submit(Batch("scale-of-the-test", weighed))
running = [it for it in queries.active_installations() if it.kit.slug == "heart-failure-home"]
number = running[0].id if running else actions.install("heart-failure-home", "epci:246700488", {{}})
actions.enrol(number, {PATIENT!r}, "system", from_ms=now - 25 * DAY)
answer = [make_personal_key("system", {PATIENT!r}), make_personal_key("system", {PATIENT!r})]
"""
WEIGHTS = f"""
from pagus.apps.streams.queries import series
answer = [row["value"] for row in series({PATIENT!r}, "weight").iter_rows(named=True) if row["source"] == "own-page"]
"""
ALERTS = f"""
from pagus.apps.alerts.models import Alert
answer = list(Alert.objects.filter(subject={PATIENT!r}, rule="weight_gain").values_list("pk", flat=True))
"""
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "404", "ERR_ABORTED")
KEPT = "async () => (await (await caches.open('pagus-mine-pages-1')).keys()).some((one) => one.url === location.href)"
KEEPS_ON = """(part) => navigator.serviceWorker.ready.then(({active}) => active.postMessage(
    {keep: [location.href], parts: Array.from({length: 300}, (_, n) => `${part}?${n}`)}))"""
SHOTS = os.environ.get("PAGUS_SHOTS", "")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


@pytest.fixture(scope="module")
def keys(ask: Callable[[str], Any]) -> list[str]:
    return list(ask(FOLLOWED))


def write(page: Page, text: str) -> None:
    form = page.locator("form[data-signal=weight]")
    form.locator("[name=value]").fill(text)
    form.locator(".entry-keep").click()


def lose_the_first_answer(page: Page) -> list[str]:
    """The server takes a sending; its answer is lost on the way. Gives: the answers that were lost."""
    taken: list[str] = []

    def take_and_cut(route: Any) -> None:
        if route.request.method == "POST" and not taken:
            taken.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    page.route("**/entries", take_and_cut)
    return taken


def test_a_weight_written_offline_leaves_once_and_the_nurse_sees_the_alert(
    someone: Callable[..., Person], ask: Callable[[str], Any], axe: Callable[[Page], list[str]], keys: list[str]
) -> None:
    patient = someone(language="fr", width=360, height=740)
    for words in OFFLINE:
        patient.forgive(words)
    page = patient.go(f"/mine/{keys[0]}/")
    until(page, "() => navigator.serviceWorker.controller !== null")
    until(page, KEPT)
    shot(page, "today-fr-360")
    assert axe(page) == []
    page.context.set_offline(True)
    page.reload()
    line = page.locator("[data-outbox]")
    expect(line).to_contain_text("Pas de réseau")
    write(page, "8")  # a slip of the finger is asked again
    doubt = page.locator("[data-doubt]:visible")
    expect(doubt).to_contain_text("Est-ce bien 8 kg")
    shot(page, "doubt-fr-360")
    doubt.get_by_role("button", name="Non, je corrige").click()
    write(page, "178,6")  # pounds
    expect(doubt).to_contain_text("lb")
    doubt.get_by_role("button", name="C’était 178,6 lb").click()
    expect(line).to_contain_text("En attente sur cet appareil, pas encore envoyé : 1".replace(" :", "\u00a0:"))
    shot(page, "waiting-fr-360")
    assert axe(page) == []
    page.reload()
    expect(line).to_contain_text("178,6 lb")
    assert ask(WEIGHTS) == []

    taken = lose_the_first_answer(page)
    page.context.set_offline(False)
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(line).to_contain_text("Arrivé")
    page.unroute_all()
    assert len(taken) == 1
    assert ask(WEIGHTS) == [pytest.approx(81.01, abs=0.01)], "once"
    expect(page.locator(".measure-done[data-measure=weight]")).to_contain_text("81")
    shot(page, "done-fr-360")
    for _ in range(60):
        if ask(ALERTS):
            break
        page.wait_for_timeout(500)
    nurse = someone("nurse")
    seen = nurse.go("/console/alerts/?kit=heart-failure-home")
    expect(seen.locator("main")).to_contain_text(PATIENT.partition(":")[2])
    if SHOTS:
        shot(nurse.go(f"/console/subjects/{PATIENT}/contact/"), "contact-en-1280")
    page.goto(patient.url(f"/mine/{keys[0]}/trends/"))
    expect(page.locator("main")).to_contain_text("Votre équipe le voit aussi")
    expect(page.locator("main")).to_contain_text("de plus qu’il y a une semaine")
    shot(page, "trends-fr-360")
    assert axe(page) == []


def test_a_key_that_was_revoked_loses_nothing_in_silence(
    someone: Callable[..., Person], ask: Callable[[str], Any], axe: Callable[[Page], list[str]], keys: list[str]
) -> None:
    patient = someone(language="de", width=360, height=740)
    for words in OFFLINE:
        patient.forgive(words)
    page = patient.go(f"/mine/{keys[1]}/")
    until(page, KEPT)
    for name, path in (("messages", "messages"), ("data", "data"), ("trends", "trends")):
        page.goto(patient.url(f"/mine/{keys[1]}/{path}/"))
        assert axe(page) == []
        shot(page, f"{name}-de-360")
    page.goto(patient.url(f"/mine/{keys[1]}/"))
    page.context.set_offline(True)
    page.locator("details.entry-when, .measure-done summary").first.wait_for()
    for summary in page.locator(".measure-done > details > summary").all():
        summary.click()
    page.locator("[data-signal=weight] [name=value]").fill("77,9")
    page.locator("[data-signal=weight] .entry-keep").click()
    line = page.locator("[data-outbox]")
    expect(line).to_contain_text("77,9 kg")
    before = ask(WEIGHTS)
    ask(f"""
from pagus.apps.people.keys import keys_of, revoke_personal_key
revoke_personal_key("system", keys_of("system", {PATIENT!r})[0].id)
answer = None""")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("h1")).to_have_text("Diese Adresse öffnet nichts")
    expect(page.locator("[data-outbox]")).to_contain_text("77,9 kg")
    shot(page, "closed-de-360")
    assert axe(page) == []
    assert ask(WEIGHTS) == before
    page.goto(patient.url(f"/mine/{keys[0]}/"))  # another address of the same person, on this device
    expect(page.locator("[data-outbox]")).to_contain_text("Angekommen")
    assert len(ask(WEIGHTS)) == len(before) + 1
    page.goto(patient.url(f"/mine/{keys[0]}/data/"))
    until(page, KEPT)
    page.evaluate(f"({KEEPS_ON})([{patient.url('/static/css/components.css')!r}])")  # and then, at once:
    page.get_by_role("button", name="Dieses Gerät vergessen").click()
    page.wait_for_url("**/mine/?forgotten")
    page.wait_for_timeout(1_000)
    assert page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('pagus-mine'))") == []
    shot(page, "start-de-360")
