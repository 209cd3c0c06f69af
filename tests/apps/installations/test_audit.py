"""Who approved what held at a date: version, signatures, acceptance, values by layer; and what waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, queries
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import DAY, HOUR
from tests.apps.cast import account, person, team
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
KIT = "pagus/diabetes-home"


def test_for_any_date_the_version_and_the_values_that_held(tmp_path: Path, clock_at: Callable[[int], None]) -> None:
    clock_at(NOW - 10 * DAY)
    first = actions.install("diabetes-home", EUROMETROPOLE, {})
    code = person("person:P-AAAA")
    actions.enrol(first, code, SYSTEM)
    nurse = account("nurse", EUROMETROPOLE, team("team-a"))
    clock_at(NOW - 8 * DAY)
    actions.set_parameter(first, "time_low_limit", 0.06, layer="person", holder=code, reason="agreed", by=nurse)
    clock_at(NOW - 5 * DAY)
    widened = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}
    newer = kit_version(tmp_path, "3.1.0", edits=widened, moves_from=("3.0.0",))
    second = actions.upgrade(first, newer, SYSTEM, reason="wider", move=True)
    clock_at(NOW - 2 * DAY)
    actions.rollback(second, SYSTEM, reason="too many")
    clock_at(NOW)

    def held(at_ms: int, subject: str | None = None) -> tuple[str, float, str] | None:
        found = queries.in_force(KIT, EUROMETROPOLE, at_ms, subject)
        if found is None:
            return None
        decided = found.values["time_low_limit"][-1]
        return found.installed.kit.version, decided.value, decided.layer

    assert held(NOW - 11 * DAY) is None
    assert held(NOW - 9 * DAY, code) == ("3.0.0", 0.04, "kit")
    assert held(NOW - 7 * DAY, code) == ("3.0.0", 0.06, "person")
    assert held(NOW - 4 * DAY, code) == ("3.1.0", 0.06, "person")
    assert held(NOW - 4 * DAY) == ("3.1.0", 0.04, "kit")
    assert held(NOW - DAY, code) == ("3.0.0", 0.06, "person")
    assert held(NOW - DAY) == ("3.0.0", 0.04, "kit")
    assert held(NOW, "person:P-NOBODY") is None
    assert [(each.id, each.territory) for each in queries.known_kits()] == [(KIT, EUROMETROPOLE)]
    assert [each.kit.version for each in queries.versions_of(first)] == ["3.1.0", "3.0.0"]


def test_a_kit_of_the_library_says_that_it_came_with_pagus() -> None:
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    standing = queries.standing_of(number, NOW)
    assert (standing.origin, standing.signatures, standing.acceptance) == ("library", (), None)
    (newest,) = queries.newer_versions()
    assert (newest.running, newest.newest) == ("3.0.0", None)


def test_a_task_waits_for_those_who_may_and_is_done_with_words() -> None:
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    assert actions.open_task(number, "revoked", verb="install_kit", due_ms=NOW - HOUR, facts={"reason": "error"})
    assert not actions.open_task(number, "revoked", verb="install_kit", due_ms=NOW, facts={})
    coordinator = account("coordinator", EUROMETROPOLE)
    assert queries.open_tasks(account("nurse", EUROMETROPOLE, "team-a")) == ()
    (task,) = queries.open_tasks(coordinator)
    assert (task.kind, task.facts, task.overdue) == ("revoked", {"reason": "error"}, True)
    with pytest.raises(NotFound):
        actions.finish_task(task.id, account("analyst", EUROMETROPOLE), reason="seen")
    with pytest.raises(InputError, match="say what was done"):
        actions.finish_task(task.id, coordinator, reason="")
    actions.finish_task(task.id, coordinator, reason="went back to 0.9")
    assert queries.open_tasks(coordinator) == ()
    with pytest.raises(Conflict, match="done already"):
        actions.finish_task(task.id, coordinator, reason="again")
