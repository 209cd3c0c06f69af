"""Two pathways walked by everybody who has a part in them: a year of sport on prescription, and from weight to plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from pagus.check.server import RunningDemo
from pagus.kernel.time import DAY
from tests.e2e.conftest import BLOCKED, LOCALES, Person
from tests.e2e.years import BEGIN_MS, PERSON, StandingYears

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RICCI = {
    "sitting": "from_4_to_5_h", "regular": "yes", "frequency": "once_a_week", "session": "from_31_to_45",
    "effort": "middling", "work_intensity": "light", "chores": "from_3_to_4_h", "walking": "from_16_to_30",
    "floors": "from_3_to_5",
}  # fmt: skip
WALK = {"distance": "410", "sex": "female", "age": "62", "height": "164", "weight": "78,5"}
HAS = {
    "age": "78", "height": "160", "weight": "55", "weight_1_month": "60", "intake_halved": "no",
    "intake_reduced": "yes", "malabsorption": "no", "aggression": "no",
}  # fmt: skip


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> StandingYears:
    return StandingYears.made(tmp_path_factory.mktemp("years") / "workspace")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Person]]:
    """Open a browser as somebody; at the end nobody has complained, and no page was wider than its screen."""
    opened: list[Person] = []
    sessions: dict[str, list[Any]] = {}  # a login takes long, and lasts longer than the server

    def of(demo: RunningDemo, role: str, language: str, width: int = 1280) -> Person:
        context = browser.new_context(locale=LOCALES[language], viewport={"width": width, "height": 800})
        context.set_default_timeout(30_000)
        context.add_init_script(BLOCKED)
        person = Person(context.new_page(), demo)
        person.page.on("console", lambda m: person.complaints.append(m.text) if m.type == "error" else None)
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        opened.append(person)
        person.forgive("422")  # a form that opens more questions says so
        if role in sessions:
            context.add_cookies(sessions[role])
        elif role:
            person.log_in(role)
            sessions[role] = [each for each in context.cookies() if each["name"] == "pagus_session"]
        return person

    yield of
    complaints = [words for person in opened for words in person.unforgiven()]
    for person in opened:
        person.page.context.close()
    assert complaints == []


@contextmanager
def fits(page: Page) -> Iterator[None]:
    """The page that is open at the end of the block is no wider than the screen."""
    yield
    assert page.evaluate(OVERFLOW) <= 0, page.url


def answer(page: Page, answers: Mapping[str, str]) -> None:
    """Answer what is asked, send, and answer what that has opened, until the form is finished."""
    finish = page.locator('button[value="finish"]')
    for _ in range(4):
        finish.wait_for()  # else what is counted may be counted on the page before
        for name, value in answers.items():
            choice = page.locator(f'[name="{name}"][value="{value}"]')
            if choice.count():
                choice.first.check(force=True)
            elif page.locator(f'input[name="{name}"]').count():
                page.locator(f'input[name="{name}"]').fill(value)
        with page.expect_navigation():
            finish.click()
        if not page.locator(".error-summary").count():
            return
    raise AssertionError(page.locator(".error-summary").inner_text())


def open_task(person: Person, title: str) -> Page:
    """Open a task of this title from the worklist."""
    page = person.go("/console/tasks/")
    page.locator(".table-cards th a", has_text=title).first.click()
    page.wait_for_url(re.compile(r"/console/tasks/\d+/"))
    return page


def begin(person: Person, pathway: str) -> Page:
    """Let the person begin a pathway, from their page."""
    page = person.go(f"/console/subjects/{PERSON}/")
    page.locator("details", has=page.locator("select[name=pathway]")).locator("summary").first.click()
    value = page.locator(f'select[name=pathway] option[value$="/{pathway}"]').get_attribute("value")
    page.locator("select[name=pathway]").select_option(value)
    page.locator("form[action$=begin] button").click()
    page.wait_for_url(re.compile(r"/console/courses/\d+/"))
    return page


def answer_mine(visit: Callable[..., Person], demo: RunningDemo, address: str, language: str, answers: object) -> Page:
    """Answer, on a phone, what the person is asked on their own page."""
    page = visit(demo, "", language, 360).go(address)
    expect(page.locator("main")).to_contain_text("112")
    page.locator(".task-list a").first.click()
    answer(page, answers)  # type: ignore[arg-type]
    with fits(page):
        expect(page.locator(".notice-good")).to_be_visible()
    return page


def new_address(person: Person) -> str:
    """Make a key of the person's own page, and read its address, which is shown this once."""
    page = person.go(f"/console/subjects/{PERSON}/")
    page.locator("form[action$=key] button").click()
    return re.sub(r"^https?://[^/]+", "", page.locator("#address").input_value())


def opens_nothing(person: Person, address: str) -> bool:
    """Has the key expired?"""
    person.forgive("404")
    return person.go(address).locator("h1").inner_text() == "This address opens nothing"


def who_5(points: str) -> dict[str, str]:
    return dict.fromkeys(("cheerful", "calm", "active", "rested", "interested"), points)


def test_sport_on_prescription_from_the_prescription_to_the_year(
    years: StandingYears, visit: Callable[..., Person]
) -> None:
    with years.at(BEGIN_MS) as demo:  # in French
        physician = visit(demo, "physician", "fr")
        begin(physician, "activity")
        page = open_task(physician, "Prescrire")
        answer(page, {"reasons": "hypertension", "limitation": "mild", "weeks": "13"})
        expect(page.locator("main")).to_contain_text("Feuille à imprimer")
        mine = new_address(physician)
        answer_mine(visit, demo, mine, "fr", who_5("more_than_half"))
        educator = visit(demo, "educator", "fr", 360)
        answer(open_task(educator, "Premier entretien"), RICCI)
        page = open_task(educator, "Marche de six minutes")
        with fits(page):
            answer(page, WALK)
        course = educator.page.locator("a", has_text="La suite").first.get_attribute("href")
        assert course is not None
    years.attend(*(BEGIN_MS + day * DAY for day in (7, 20, 33, 46, 59, 72, 84)))
    with years.at(BEGIN_MS + 86 * DAY) as demo:  # in German
        answer_mine(visit, demo, mine, "de", who_5("some_of_the_time"))
        educator = visit(demo, "educator", "de")
        answer(open_task(educator, "Bilanz nach drei Monaten"), RICCI)
        physician = visit(demo, "physician", "de")
        page = open_task(physician, "Über geringes Wohlbefinden")
        page.get_by_role("button", name="Ist erledigt").click()
        page.wait_for_url(f"**{course}")
        expect(page.locator("#standing-heading + dl")).to_contain_text("Rest")
    years.attend(*(BEGIN_MS + day * DAY for day in range(97, 352, 12)))
    with years.at(BEGIN_MS + 354 * DAY) as demo:  # in English
        educator = visit(demo, "educator", "en")
        page = educator.go(course)
        expect(page.locator("#standing-heading + dl")).to_contain_text("review")
        assert opens_nothing(visit(demo, "", "en"), mine)
        answer_mine(visit, demo, new_address(visit(demo, "physician", "en")), "en", who_5("most_of_the_time"))
        answer(open_task(educator, "One-year review"), {**RICCI, "frequency": "three_times_a_week"})
        page = open_task(educator, "Choose")
        page.locator("input[name=fact-goes_on]").fill("0")
        page.get_by_role("button", name="It is done").click()
        page.wait_for_url(f"**{course}")
        expect(page.locator(".page-head")).to_contain_text("completed")
        expect(page.locator("#moves-heading + ol")).to_contain_text("Prescri")
        assert page.locator("#moves-heading + ol > li").count() >= 7
        coordinator = visit(demo, "coordinator", "en")
        board = coordinator.go("/console/installations/1/pathways/activity/")
        expect(board.locator("main")).to_contain_text("kept back")


def test_malnutrition_from_a_weight_to_the_plan_on_a_phone_in_german(
    years: StandingYears, visit: Callable[..., Person]
) -> None:
    with years.at(BEGIN_MS + 360 * DAY) as demo:
        nurse = visit(demo, "nurse", "de", 360)
        page = begin(nurse, "nutrition")
        course = page.url
        page.locator("input[name=fact-age]").fill("78")
        page.locator("form[action$=facts] button").click()
        expect(page.locator(".notice-good")).to_be_visible()
        carer = visit(demo, "carer", "de", 360)
        with fits(open_task(carer, "Wiegen")):
            form = carer.page.locator("form[action$=measure]")
            form.locator("input[name=measured-weight]").fill("55")
            form.locator("input[name=measured-height]").fill("1,6")
            form.locator("button").click()
            expect(carer.page.locator(".notice-good")).to_be_visible()
        page.goto(course)
        for _ in range(60):  # the rules read what was stored, then the course hears of it
            if page.locator("#moves-heading + ol").count():
                break
            page.wait_for_timeout(500)
            page.reload()
        expect(page.locator("#moves-heading + ol")).to_contain_text("Zu beurteilen")
        answer(open_task(nurse, "HAS"), HAS)
        expect(page.locator("#results-heading ~ *").first).to_be_visible()
        with fits(open_task(nurse, "Den Plan")):
            page.get_by_role("button", name="Ist erledigt").click()
            page.wait_for_url(course)
        expect(page.locator("#next-heading + ul")).to_contain_text("Diese Woche wiegen")
