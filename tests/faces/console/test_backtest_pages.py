"""The clinical lead's page: thresholds moved, figures read; on simulated people and against recorded stays."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.cast import account, person
from tests.apps.workspace import NOW

HERE = "/console/backtests/heart-failure-home/"
EUROMETROPOLE = "epci:246700488"
DAY = 86_400_000


@pytest.fixture
def lead(transactional_db: None) -> User:
    return account("coordinator", EUROMETROPOLE)


def shown(client: Client, query: str) -> str:
    answer = client.get(f"{HERE}answer/?{query}", headers={"hx-request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def figures(page: str, label: str) -> list[float]:
    """The numbers of the row with this label, without the ends of their intervals."""
    row = page[page.index(label) :].partition("</tr>")[0]
    cells = re.findall(r'<td class="numeric"[^>]*>(?:<strong>)?\s*([\d.]+)', row)
    return [float(cell) for cell in cells]


def test_a_lower_threshold_finds_no_less_and_costs_more(lead: User, browse: Callable[..., Client]) -> None:
    page = shown(browse(lead, "en"), "people=150&days=200&value-usual_spread=1.25&moved=usual_spread")
    found = figures(page, "Events that an alert preceded")
    false = figures(page, "Alerts without an event, for one person in a year")
    assert found[1] >= found[0]
    assert false[1] > false[0]
    assert "simulated people" in page
    assert "chart-line" in page


def test_every_clinical_rule_has_its_row_and_says_how_it_judges(lead: User, browse: Callable[..., Client]) -> None:
    page = shown(browse(lead, "en"), "people=60&days=120")
    rules = page[page.index("rules-heading") :]
    assert "Weight gained in three days" in rules
    for words in ("one limit", "against the person’s own usual", "several signs together"):
        assert words in rules
    assert "seen nothing" not in rules


def test_a_value_out_of_bounds_is_refused_with_its_bounds(lead: User, browse: Callable[..., Client]) -> None:
    page = shown(browse(lead, "en"), "value-gain_kg=9")
    assert "This cannot be tried" in page
    assert "4" in page


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_the_page_is_there_before_its_answer(lead: User, browse: Callable[..., Client], language: str) -> None:
    page = browse(lead, language).get(HERE)
    assert page.status_code == 200
    assert b'hx-trigger="load"' in page.content
    assert browse(lead, language).get("/console/backtests/").status_code == 200


def test_only_who_may_try_kits_opens_it(lead: User, browse: Callable[..., Client]) -> None:
    carer = account("carer", EUROMETROPOLE, "team-a")
    assert browse(carer, "en").get(HERE).status_code == 403
    assert browse(lead, "en").get("/console/backtests/air-today/").status_code == 404


@pytest.fixture
def weighers(lead: User) -> list[str]:
    """Twenty-two people who weighed themselves for fifty days; the first ten gained three kilos in two days, once."""
    from pagus.apps.installations.kit_library import library_kit
    from pagus.apps.streams.actions import register_signals, submit
    from pagus.apps.streams.observation import Batch, Observation

    register_signals(library_kit("heart-failure-home").signals.values())
    people = [person(f"person:P-{number:03d}", "commune:67482", "team-a") for number in range(22)]
    rows = []
    for number, code in enumerate(people):
        for day in range(50):
            gained = 3.0 if number < 10 and day >= 45 else 0.0
            rows.append(Observation(code, "weight", NOW - (50 - day) * DAY, 80.0 + gained))
    submit(Batch("test", rows))
    return people


def sent(client: Client, text: str) -> tuple[int, str]:
    answer = client.post(HERE, {"stays": SimpleUploadedFile("stays.csv", text.encode())})
    return answer.status_code, answer.content.decode()


def test_recorded_stays_are_counted_and_forgotten(
    lead: User, browse: Callable[..., Client], weighers: list[str]
) -> None:
    from pagus.apps.journal.models import JournalEntry
    from pagus.kernel.time import format_instant

    stay = format_instant(NOW - 2 * DAY)
    text = "person,admitted,discharged\n" + "".join(f"{code},{stay},\n" for code in weighers[:10])
    status, page = sent(browse(lead, "en"), text)
    assert status == 200, page
    assert "simulated people" not in page
    assert figures(page, "Events that an alert preceded") == [100.0]
    assert "10 events" in page
    assert JournalEntry.objects.filter(verb="read", purpose="backtest").count() == len(weighers)


def test_a_stay_of_a_stranger_refuses_the_whole_file(
    lead: User, browse: Callable[..., Client], weighers: list[str]
) -> None:
    status, page = sent(browse(lead, "en"), "person,admitted,discharged\nP-XXX,2026-03-01,\n")
    assert status == 422
    assert "person:P-XXX sends nothing that this kit reads" in page


def test_whoever_may_not_open_the_records_may_not_hold_them_against_stays(
    lead: User, browse: Callable[..., Client], weighers: list[str]
) -> None:
    analyst = account("analyst", EUROMETROPOLE)
    status, page = sent(browse(analyst, "en"), "person,admitted,discharged\nP-000,2026-03-01,\n")
    assert status == 422
    assert "only whoever may open every record" in page
    assert "Events that an alert preceded" not in page
