"""``pagus audit`` and the provenance of ``pagus explain``: which rule held, with which values, on whose word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pagus.apps.alerts.actions import raise_alerts
from pagus.apps.alerts.models import Alert
from pagus.apps.installations import actions as installations
from pagus.apps.installations.models import ParameterValue, Tenure
from pagus.apps.journal.queries import entries
from pagus.kernel.time import DAY, HOUR, format_instant
from tests.apps.alerts.test_life import firing
from tests.apps.cast import account, person, team
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
EUROMETROPOLE = "epci:246700488"
WHERE = ("--territory", EUROMETROPOLE)


def installed() -> tuple[int, str]:
    """The kit runs since ten days; a person has a value of their own since two."""
    number = installations.install("diabetes-home", EUROMETROPOLE, {})
    Tenure.objects.update(from_ms=NOW - 10 * DAY)
    subject = person("person:P-AAA")
    installations.enrol(number, subject, "system", from_ms=NOW - 9 * DAY)
    nurse = account("nurse", EUROMETROPOLE, team("team-a"))
    installations.set_parameter(
        number, "time_in_range_wanted", 0.6, layer="person", holder=subject, reason="agreed", by=nurse
    )
    ParameterValue.objects.update(at_ms=NOW - 2 * DAY)
    return number, subject


def test_what_held_at_a_date_for_whom(document: Document, pagus: Speak, here: tuple[str, str]) -> None:
    number, subject = installed()
    at = format_instant(NOW - DAY)
    code, told = document("audit", "diabetes-home", "--at", at, *WHERE, *here)
    assert code == 0
    assert (told["installation"], told["version"], told["origin"]) == (number, "3.0.0", "library")
    assert told["held"]["time_in_range_wanted"] == 0.7
    _, his = document("audit", "pagus/diabetes-home", "--at", at, "--subject", subject, *WHERE, *here)
    assert his["held"]["time_in_range_wanted"] == 0.6
    assert his["layers"]["time_in_range_wanted"][-1]["reason"] == "agreed"
    assert entries(object_code=subject)[0].purpose == "audit"
    earlier = format_instant(NOW - 5 * DAY)
    _, before = document("audit", "diabetes-home", "--at", earlier, "--subject", subject, *WHERE, *here)
    assert before["held"]["time_in_range_wanted"] == 0.7
    _, text, _ = pagus("audit", "diabetes-home", "--at", at, *WHERE, *here)
    assert told["digest"] in text.replace("\n", "")
    assert "An alert is raised when" in text


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("diabetes-home", "--at", "2026-03-01"), 5, "no version of pagus/diabetes-home was in force"),
        (("no-such-kit", "--at", "2026-03-16T09:00:00Z"), 5, "no version of pagus/no-such-kit was in force"),
        (("diabetes-home", "--at", "yesterday"), 2, "yesterday"),
        (("diabetes-home", "--at", "2026-03-16", "--subject", "person:P-NOBODY"), 5, "no person here has the code"),
    ],
)
def test_what_cannot_be_told(
    pagus: Speak, here: tuple[str, str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    installed()
    ended, _, said = pagus("audit", *arguments, *WHERE, *here)
    assert (ended, words in said) == (code, True), said


def test_an_alert_is_explained_on_whose_word(document: Document, pagus: Speak, here: tuple[str, str]) -> None:
    number, subject = installed()
    raise_alerts(number, [firing("time_in_range_low", subject, NOW - HOUR)], NOW)
    alert = Alert.objects.get()
    _, told = document("explain", str(alert.pk), *here)
    provenance = told["provenance"]
    assert (provenance["installation"], provenance["at"]) == (number, format_instant(alert.recorded_ms))
    wanted = provenance["held"]["time_in_range_wanted"]
    assert wanted == 0.6
    assert told["as_stored"] is (alert.parameters["time_in_range_wanted"] == wanted)
    alert.parameters = dict.fromkeys(alert.parameters, 0.123)
    alert.save()
    assert document("explain", str(alert.pk), *here)[1]["as_stored"] is False
    assert "are NOT those that the alert holds" in pagus("explain", str(alert.pk), *here)[1]
