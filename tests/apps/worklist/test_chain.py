"""The self-test of the chain: it proves what works, and rings when the ingest is broken."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from pagus.apps.alerts.models import Alert
from pagus.apps.installations.queries import get_installation, open_tasks
from pagus.apps.streams import actions as streams
from pagus.apps.streams.ingest.rules_runner import RulesRunner
from pagus.apps.streams.submission import open_store
from pagus.apps.territory.actions import add_definition
from pagus.apps.worklist import chain
from pagus.cli.health import findings
from pagus.errors import Conflict, NotAllowed, StoreError
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.shipped import SELF_TEST, shipped_folder, shipped_slugs
from tests.apps.cast import account
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

MORNING = time.time_ns() // 1_000_000 // DAY * DAY + 12 * HOUR
"""Noon of this day: the doctor looks at the clock of the world."""


@pytest.fixture
def installation() -> int:
    add_definition("strasbourg_programme")
    return chain.begin()


def run_rules() -> None:
    """What the ingest process does with what was stored."""
    store = open_store(settings.WORKSPACE)
    try:
        runner = RulesRunner(store, settings.WORKSPACE.clock.now_ms)
        while runner.step():
            pass
        runner.tick()
    finally:
        store.close()


def said(name: str = "chain") -> tuple[bool, str]:
    (found,) = (each for each in findings(settings.WORKSPACE) if each.name == name)
    return found.holds, found.finding


def test_the_kit_of_the_self_test_is_offered_to_nobody(installation: int) -> None:
    assert SELF_TEST not in shipped_slugs()
    assert (shipped_folder(SELF_TEST) / "kit.yaml").is_file()
    assert not get_installation(installation).kit.indicators
    with pytest.raises(Conflict, match="tests itself already"):
        chain.begin()
    with pytest.raises(NotAllowed):
        chain.begin(account("nurse", "programme:strasbourg", "team-a"))


def test_a_chain_that_works_is_proven_and_the_machine_closes_its_own_alert(installation: int) -> None:
    assert chain.prove(MORNING).state == "waiting"
    run_rules()
    found = chain.prove(MORNING + 2_000)
    assert (found.state, found.seconds) == ("proven", 2.0)
    alert = Alert.objects.get(installation_id=installation)
    assert (alert.status, alert.outcome, alert.subject) == ("closed", "other", "thing:self-test")
    assert said() == (True, "the chain was proven today, in 2 seconds")
    assert chain.prove(MORNING + HOUR).state == "proven"
    assert Alert.objects.count() == 1


def test_the_next_day_it_is_tested_anew(installation: int, clock_at: Callable[[int], None]) -> None:
    chain.prove(MORNING)
    run_rules()
    chain.prove(MORNING + MINUTE)
    clock_at(NOW + DAY)
    assert chain.prove(MORNING + DAY).state == "proven"  # yesterday's, until today's has had its time
    run_rules()
    tomorrow = chain.prove(MORNING + DAY + MINUTE)
    assert (tomorrow.state, tomorrow.ended_ms) == ("proven", MORNING + DAY + MINUTE)
    assert Alert.objects.filter(status="closed").count() == 2
    assert chain.chain_state(MORNING + 3 * DAY).reason.startswith("no test for more than a day")


def test_a_new_try_after_a_failure_is_not_covered_by_the_proof_of_yesterday(
    installation: int, clock_at: Callable[[int], None]
) -> None:
    chain.prove(MORNING)
    run_rules()
    assert chain.prove(MORNING + 4 * MINUTE).state == "proven"
    clock_at(NOW + 10 * DAY)  # no other test has sent a reading then: the store outlives a test
    chain.prove(MORNING + 14 * HOUR)
    failed = chain.prove(MORNING + 14 * HOUR + chain.LIMIT_MS + 1)
    again = chain.prove(MORNING + 14 * HOUR + chain.LIMIT_MS + MINUTE, anew=True)
    assert (failed.state, again.state, again.reason) == ("failed", "failed", failed.reason)


def test_a_broken_ingest_rings_and_the_doctor_says_so(
    installation: int, monkeypatch: pytest.MonkeyPatch, clock_at: Callable[[int], None]
) -> None:
    operator = account("operator", "programme:strasbourg")
    chain.prove(MORNING)  # taken by the store, but no rules follow it: the ingest process does not run
    assert open_tasks(operator) == ()
    found = chain.prove(MORNING + chain.LIMIT_MS + 1)
    assert (found.state, found.reason) == ("failed", "the reading was taken, but no alert came")
    (task,) = open_tasks(operator)
    assert (task.kind, task.facts["reason"]) == ("chain", "the reading was taken, but no alert came")
    fulfilled, finding = said()
    assert not fulfilled
    assert "the chain is not proven today" in finding

    def refuse(batch: object) -> None:
        raise StoreError("the ingest process does not answer: try again", retryable=True)

    clock_at(NOW + HOUR)
    with monkeypatch.context() as broken:
        broken.setattr(chain, "submit", refuse)
        assert "the door did not take the reading" in chain.prove(MORNING + 2 * HOUR).reason
    assert streams.submit is chain.submit
    clock_at(NOW + 4 * HOUR)
    # A new try proves nothing yet: what failed is said until it has come out.
    assert chain.prove(MORNING + 4 * HOUR).state == "failed"
    run_rules()
    assert chain.prove(MORNING + 4 * HOUR + MINUTE).state == "proven"
    assert open_tasks(operator) == ()


def test_a_workspace_that_does_not_test_itself_says_how_to_begin() -> None:
    add_definition("strasbourg_programme")
    assert chain.prove(MORNING).state == "absent"
    fulfilled, finding = said()
    assert fulfilled
    assert "pagus chain begin" in finding
    assert not list(Path(settings.WORKSPACE.folder).glob("self-test*"))
