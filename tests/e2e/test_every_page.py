"""Every kind of page, in three languages: accessible in light and dark, and no wider than a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from pagus.library.demo import demo_people, demo_things
from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

PERSON, STATION = demo_people()["code"][0], demo_things()["code"][0]
SAVERNE = "petr:saverne-plaine-et-plateau"
PAGES = {
    "home": ("", "/"),
    "commune": ("", "/places/commune:67447/"),
    "about": ("", "/about/"),
    "find care": ("", "/care/"),
    "found care": ("", "/care/?care=general_practice&place=commune:67482&by=foot&within=20"),
    "which place": ("", "/care/?q=stein"),
    "facility": ("", "/care/facilities/facility:sim-67447-centre-1/?care=general_practice&at=48.58,7.74"),
    "appointment code": ("", "/care/appointments/"),
    "login": ("", "/login"),
    "today": ("coordinator", "/console/"),
    "inbox": ("coordinator", "/console/alerts/"),
    "alert": ("coordinator", "/console/alerts/1/"),
    "people": ("coordinator", "/console/people/"),
    "person": ("coordinator", f"/console/subjects/{PERSON}/"),
    "refer": ("coordinator", f"/console/subjects/{PERSON}/refer/?service=dental&urgency=urgent&language=de&within=30"),
    "tasks": ("nurse", "/console/tasks/"),
    "tasks of an educator": ("educator", "/console/tasks/"),
    "today of a carer": ("carer", "/console/"),
    "calendar": ("nurse", "/console/tasks/calendar/"),
    "calls": ("nurse", "/console/tasks/calls/"),
    "asked by people": ("nurse", "/console/tasks/asked/"),
    "course": ("nurse", "/console/courses/1/"),
    "form of a course": ("nurse", "/console/courses/1/forms/who_5/"),
    "addresses": ("nurse", f"/console/subjects/{PERSON}/keys/"),
    "how to reach": ("nurse", f"/console/subjects/{PERSON}/contact/"),
    "start of the own page": ("", "/mine/"),
    "board": ("coordinator", "/console/installations/3/pathways/activity/"),
    "kit with pathways": ("coordinator", "/console/kits/malnutrition-elderly/"),
    "questionnaires": ("nurse", "/console/forms/"),
    "questionnaire": ("nurse", "/console/forms/apa-prescription/"),
    "referrals": ("coordinator", "/console/referrals/"),
    "referral": ("coordinator", "/console/referrals/1/"),
    "referral sheet": ("coordinator", "/console/referrals/1/sheet/"),
    "station": ("coordinator", f"/console/subjects/{STATION}/"),
    "map": ("coordinator", "/console/map/"),
    "search": ("coordinator", "/console/places/?q=saint"),
    "place": ("coordinator", "/console/places/epci:246700488/"),
    "kits": ("coordinator", "/console/kits/"),
    "kit": ("coordinator", "/console/kits/diabetes-home/"),
    "install": ("coordinator", "/console/kits/air-today/install/"),
    "installation": ("coordinator", "/console/installations/2/"),
    "registries": ("coordinator", "/console/registries/"),
    "acceptance": ("clinician", "/console/kits/diabetes-home/acceptance/"),
    "end": ("coordinator", "/console/installations/2/end/"),
    "nothing to go back to": ("coordinator", "/console/installations/2/rollback/"),
    "audit": ("clinician", "/console/audit/?kit=pagus/diabetes-home"),
    "provenance": ("coordinator", "/console/alerts/1/provenance/"),
    "access lab": ("coordinator", "/console/access/"),
    "scenarios": ("coordinator", "/console/access/scenarios/"),
    "indicators": ("coordinator", "/console/indicators/"),
    "indicator": ("coordinator", "/console/indicators/1/air_days_by_class/"),
    "observations": ("coordinator", "/console/observations/"),
    "devices": ("coordinator", "/console/observations/devices/"),
    "import": ("coordinator", "/console/observations/imports/1/"),
    "new sites": ("coordinator", f"/console/access/sites/?place={SAVERNE}&aim=minutes&arrival=booth"),
    "week of a unit": ("coordinator", f"/console/rounds/unit/?place={SAVERNE}&plan=week"),
    "menus": ("coordinator", "/console/menus/"),
    "journal": ("coordinator", "/console/journal/"),
    "programs": ("operator", "/console/programs/"),
    "identities": ("coordinator", "/console/programs/identities/"),
    "worklist": ("nurse", "/console/worklist/"),
    "case": ("nurse", "/console/worklist/", "[data-case-link]"),
    "rota": ("coordinator", "/console/worklist/rota/"),
    "practice": ("nurse", "/console/worklist/practice/"),
    "what is due": ("coordinator", "/console/monitoring/"),
    "month": ("coordinator", "/console/monitoring/", "main section ul a"),
    "papers": ("coordinator", f"/console/subjects/{PERSON}/monitoring/"),
    "enrol": ("coordinator", f"/console/subjects/{PERSON}/monitoring/", "a[href$='/enrol/']"),
    "stop": ("coordinator", f"/console/subjects/{PERSON}/monitoring/", "a[href$='/stop/']"),
    "departure": ("coordinator", f"/console/subjects/{PERSON}/departure/"),
    "merge": ("coordinator", f"/console/subjects/{PERSON}/merge/"),
    "identity": ("nurse", f"/console/subjects/{PERSON}/identity/"),
    "consultations": ("nurse", "/console/consultations/"),
    "with whom": ("nurse", "/console/consultations/new/"),
    "plan a consultation": ("nurse", f"/console/consultations/new/?person={PERSON}"),
    "consultation": ("nurse", "/console/consultations/", "main a[href*='/console/consultations/']:not([href*='new'])"),
    "hand over": ("nurse", f"/console/subjects/{PERSON}/hand-over/"),
    "asked of a specialist": ("physician", "/console/handovers/1/"),
    "answered by a specialist": ("nurse", "/console/handovers/2/"),
    "hand-over sheet": ("nurse", "/console/handovers/1/sheet/"),
    "backtests": ("clinician", "/console/backtests/"),
    "backtest": ("clinician", "/console/backtests/heart-failure-home/"),
    "limits": ("nurse", "/console/limits/"),
    "refused": ("coordinator", "/console/alerts/999999/"),
}
"""Who looks, and at which address; where that depends on the demo, which link on it leads on."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary, textarea')]
  .filter((e) => e.checkVisibility() && !e.closest('.visually-hidden, p, li, td, th, dd, .maplibregl-ctrl-attrib'))
  .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 23.9))
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
DOUBLED = """() => {
  const seen = [...document.querySelectorAll('[id]')].map((element) => element.id);
  return [...new Set(seen.filter((id, index) => seen.indexOf(id) !== index))];
}"""
NO_DRAWING = "HTMLCanvasElement.prototype.getContext = () => null;"
ENGLISH = re.compile(r"\b(the|with|and|which|until|nobody|from|of|since)\b")
TEXTS = """() => [...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility())
  .filter((e) => !e.closest('code, [lang=en], svg, script, style, noscript'))
  .filter((e) => !e.closest('.rule-card-facts, li:has(a[rel=noreferrer])'))
  .flatMap((e) => [...e.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()))
  .filter((text) => text)"""


def untranslated(page: Page, language: str) -> list[str]:
    """Texts in English on a page of another language. Publications keep their own titles."""
    texts = [] if language == "en" else page.evaluate(TEXTS)
    return [text for text in texts if ENGLISH.search(text)]


@pytest.fixture(scope="module")
def reader(opener: Callable[..., Person]) -> Iterator[Callable[[str, str], Person]]:
    """Somebody of a role who reads a language, in one window for all pages: what they share is loaded once."""
    windows: dict[tuple[str, str], Person] = {}

    def sit_down(role: str, language: str) -> Person:
        found = windows.get((role, language))
        if found is None:
            found = windows[role, language] = opener(role, language=language)
            if language != "en":
                # Drawing a map costs most of the time; its frame, table and words are there without.
                found.page.add_init_script(NO_DRAWING)
        found.page.emulate_media(color_scheme="light")
        found.page.set_viewport_size({"width": 1280, "height": 900})
        found.complaints.clear()
        found.forgiven.clear()
        return found

    yield sit_down
    for each in windows.values():
        each.page.context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_page_is_for_everybody(
    reader: Callable[[str, str], Person], axe: Callable[[Page], list[str]], kind: str
) -> None:
    role, path, *link = PAGES[kind]
    faults: dict[str, object] = {}
    for language in ("fr", "en", "de"):
        person = reader(role, language)
        if kind == "refused":
            person.forgive("404")
        page = person.go(path)
        for leading in link:
            person.go(page.locator(leading).first.get_attribute("href") or "")
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        faults[f"{language} light"] = axe(page) if language == "fr" else []
        faults[f"{language} untranslated"] = untranslated(page, language)
        faults[f"{language} ids"] = page.evaluate(DOUBLED)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 360, "height": 740})
        # What axe looks at is the same in every language: once with the longest words, once small and dark.
        faults[f"{language} dark, 360 px"] = axe(page) if language == "de" else []
        faults[f"{language} too wide by"] = page.evaluate(OVERFLOW) or []
        faults[f"{language} too small"] = page.evaluate(SMALL_TARGETS)
        page.goto("about:blank")  # what the page still does, it does before it is asked what it complained of
        faults[f"{language} complaints"] = person.unforgiven()
    assert {where: found for where, found in faults.items() if found} == {}
