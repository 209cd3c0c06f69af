"""A number on a page is the engine's number."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from pagus.library.demo import demo_people
from pagus.library.territories import france
from tests.e2e.conftest import Person

pytestmark = pytest.mark.browser

PERSON = demo_people()["code"][0]
METRICS = f"""
from django.conf import settings
from pagus.apps.streams.queries import history
from pagus.engines.signals.glucose import glucose_metrics
from pagus.kernel.time import DAY
end = settings.WORKSPACE.clock.now_ms()
readings = history([{PERSON!r}], ["glucose"], end - 14 * DAY, end).select("subject", "t", "value")
found = glucose_metrics(readings, over=14 * DAY, end=end).row(0, named=True)
answer = [100 * found["in_range"], found["mean"], found["gmi"], 100 * found["cv"]]
"""
LAST_DIGITS = (1, 1, 0.1, 1)
OPEN_ALERTS = """
from pagus.apps.alerts.models import Alert
from pagus.apps.alerts.policy import OPEN
answer = Alert.objects.filter(status=OPEN, withdrawn_ms__isnull=True).count()
"""


def figures(page: Page) -> dict[str, str]:
    """The key figures of a page by their label."""
    return dict(
        page.locator(".key-figure").evaluate_all(
            "all => all.map(e => [e.querySelector('dt').innerText, e.querySelector('.big-number').innerText])"
        )
    )


def first_number(text: str) -> float:
    return float(re.findall(r"[\d.]+", text.replace(",", ""))[0])


def test_the_glucose_report_is_that_of_the_engine(someone: Callable[..., Person], ask: Callable[[str], Any]) -> None:
    before = ask(METRICS)
    page = someone("coordinator").go(f"/console/subjects/{PERSON}/")
    shown = {label: first_number(text) for label, text in figures(page).items()}
    after = ask(METRICS)
    told = [next(value for label, value in shown.items() if words in label) for words in ("70", "Mean", "GMI", "CV")]
    for number, earlier, later, digit in zip(told, before, after, LAST_DIGITS, strict=True):
        # Readings come meanwhile: a mean of 124.5 may be a hair above when it is shown, and below before and after.
        assert abs(number - earlier) <= digit / 2 + abs(later - earlier) + digit / 20


def test_the_alerts_counted_are_those_of_the_inbox_and_of_the_store(
    someone: Callable[..., Person], ask: Callable[[str], Any]
) -> None:
    coordinator = someone("coordinator")
    before = ask(OPEN_ALERTS)
    page = coordinator.go("/console/")
    today = first_number(figures(page)["Open alerts"])
    after = ask(OPEN_ALERTS)
    assert min(before, after) <= today <= max(before, after)


def test_the_population_of_a_territory_is_the_sum_of_its_communes(someone: Callable[..., Person]) -> None:
    page = someone("analyst").go("/console/places/epci:246700488/")
    communes = [france().get(code) for code in france().communes_within("epci:246700488")]
    assert first_number(figures(page)["Inhabitants"]) == sum(place.population or 0 for place in communes)
