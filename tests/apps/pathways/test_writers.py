"""Several writers at once, in threads with connections of their own: each event is kept, none counts twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from pagus.apps.forms.actions import answer
from pagus.apps.forms.models import Response, Saving
from pagus.apps.pathways import actions
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.waking import wake_due
from pagus.errors import Conflict
from pagus.kernel.time import DAY
from tests.apps.pathways.activity import ANNA, installed, nurse_of, open_task, people
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of these gives, or the Conflict that it raises, when all begin together."""
    gate = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        gate.wait()
        try:
            return act()
        except Conflict as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(one, act) for act in acts]]


def test_nothing_is_lost_or_counted_twice_between_writers(tmp_path: Path, clock_at: Callable[[int], None]) -> None:
    people()
    kit = installed(tmp_path)
    nurses = [nurse_of("team-a") for _ in range(3)]
    results = at_once(*(lambda who=who: actions.enrol(who, kit, "activity", ANNA) for who in nurses))
    assert sum(isinstance(it, int) for it in results) == 1
    run = Run.objects.get()
    assert PathwayTask.objects.count() == 1

    # A timer is due while three people complete the task, each with another value, and two tell a fact.
    clock_at(NOW + 15 * DAY)
    task = open_task("interview")
    at_once(
        wake_due,
        *(lambda who=who, n=n: actions.complete_task(who, task, {"limitation": n}) for n, who in enumerate(nurses)),
        *(lambda n=n: actions.record_facts(nurses[0], run.pk, {"who5": n}, measured_ms=NOW + n) for n in (1, 2)),
        wake_due,
    )
    run = Run.objects.get()
    kinds = sorted(RunEvent.objects.values_list("kind", flat=True))
    assert kinds.count("done") == 3
    assert kinds.count("data") == 2
    assert kinds.count("clock") <= 1
    assert run.state["counts"]["interview"] == 1
    assert run.state["facts"]["who5"] == [2.0, NOW + 2]
    assert RunEvent.objects.filter(kind="done", conflict=True).count() == 2
    assert run.standing == "oriented"
    assert run.messages.filter(notice="invitation").count() == 2

    # One sending that is repeated by a tablet, and another person who finishes the same form.
    walk = open_task("walk")
    values = {"stairs": "none", "walking": "none"}
    results = at_once(
        *(lambda: answer(nurses[0], task=walk, values=values, final=True, key="tablet-1") for _ in range(2)),
        lambda: answer(nurses[1], task=walk, values={"stairs": "some"}, key="tablet-2"),
    )
    assert Saving.objects.filter(key="tablet-1").count() == 1
    assert Response.objects.get().status == "completed"
    assert RunEvent.objects.filter(kind="answered").count() == 1
    assert all(isinstance(it, Conflict) or it.response for it in results)  # type: ignore[attr-defined]
