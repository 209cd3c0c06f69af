"""The console, seen without a browser: a territory with two people, a kit that follows one of them, real firings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.contrib.auth.models import User
from django.test import Client

from pagus.apps.alerts.actions import raise_alerts
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import get_installation
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory.actions import add_definition
from pagus.engines.signals import Live, compile_program
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

EUROMETROPOLE = "epci:246700488"
ANNA, BERT = "person:P-AAA", "person:P-BBB"


@dataclass(frozen=True)
class Scene:
    """One kit that runs, one low episode of Anna, Bert of another team."""

    installation: int
    coordinator: User
    nurse: User
    analyst: User
    alert: int


def lows() -> list[tuple[int, float]]:
    """A day at 120 mg/dL every five minutes, with half an hour at 48 five hours before now."""
    start = NOW - DAY
    low = range(NOW - 5 * HOUR, NOW - 5 * HOUR + 30 * MINUTE)
    return [(t, 48.0 if t in low else 120.0) for t in range(start, NOW, 5 * MINUTE)]


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    from pagus.apps.alerts.models import Alert

    add_definition("strasbourg_programme")
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67447", "team-b")
    number = installations.install("diabetes-home", EUROMETROPOLE, {}, from_ms=NOW - 2 * DAY)
    installations.enrol(number, ANNA, "system", from_ms=NOW - 2 * DAY)
    submit(Batch("test", [Observation(ANNA, "glucose", t, value) for t, value in lows()]))
    live = Live(compile_program(get_installation(number).kit))
    live.enrol(ANNA, NOW - 2 * DAY)
    derived = live.feed([(ANNA, "glucose", t, value) for t, value in lows()])
    assert raise_alerts(number, derived.firings, NOW) == 1
    return Scene(
        number,
        account("coordinator", EUROMETROPOLE),
        account("nurse", EUROMETROPOLE, "team-a"),
        account("analyst", EUROMETROPOLE),
        Alert.objects.get().pk,
    )


@pytest.fixture
def browse() -> Callable[..., Client]:
    """A client logged in as somebody, reading a language."""

    def log_in(user: User | None, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        if user is not None:
            client.force_login(user)
        return client

    return log_in
