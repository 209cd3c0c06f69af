"""Two coordinators at once, and a machine that stops half way: one version is current, or nothing changed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connections

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, queries
from pagus.apps.installations.lock import lock_text
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue, Tenure
from pagus.errors import PagusError
from tests.apps.cast import person
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW

EUROMETROPOLE = "epci:246700488"
WIDER = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}


def at_once(*actions_: object) -> list[object]:
    """What each of these gives or raises, begun together in threads of their own."""
    gate, found = threading.Barrier(len(actions_)), list[object]()

    def run(act: object) -> None:
        gate.wait()
        try:
            found.append(act())  # type: ignore[operator]
        except PagusError as error:
            found.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in actions_]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_two_installations_at_once_give_one() -> None:
    install = lambda: actions.install("diabetes-home", EUROMETROPOLE, {})  # noqa: E731
    found = at_once(install, install)
    assert sorted(type(each).__name__ for each in found) == ["Conflict", "int"]
    assert len(queries.active_installations()) == 1
    (refused,) = [str(each) for each in found if isinstance(each, PagusError)]
    assert "already" in refused or "just now" in refused


@pytest.mark.django_db(transaction=True)
def test_two_upgrades_at_once_give_one(tmp_path: Path) -> None:
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    newer = kit_version(tmp_path, "3.1.0", edits=WIDER)
    upgrade = lambda: actions.upgrade(number, newer, SYSTEM, reason="wider")  # noqa: E731
    found = at_once(upgrade, upgrade)
    assert sum(isinstance(each, int) for each in found) == 1
    assert sum(isinstance(each, PagusError) for each in found) == 1
    current = [each for each in queries.active_installations() if each.superseded_ms is None]
    assert [each.kit.version for each in current] == ["3.1.0"]


def everything() -> list[list[dict[str, object]]]:
    """All that is kept of installations."""
    kept = (Installation, Enrolment, ParameterValue, Tenure)
    return [list(model.objects.order_by("pk").values()) for model in kept]


class Stopped(BaseException):
    """The machine stops here."""


STEPS = (
    "pagus.apps.installations.actions.upgrading.new_installation",
    "pagus.apps.installations.actions.upgrading._carry_values",
    "pagus.apps.installations.actions.upgrading._follow_on",
    "pagus.apps.installations.actions.upgrading.move_people",
    "pagus.apps.installations.actions.upgrading._rest",
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", STEPS)
def test_an_upgrade_that_is_cut_short_changes_nothing(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = actions.install("diabetes-home", EUROMETROPOLE, {"time_in_range_wanted": 0.65})
    actions.enrol(number, person("person:P-AAAA"), SYSTEM, from_ms=NOW)
    before = [
        list(model.objects.order_by("pk").values()) for model in (Installation, Enrolment, ParameterValue, Tenure)
    ]
    lock = lock_text()

    def stop(*_: object, **__: object) -> None:
        raise Stopped

    newer = kit_version(tmp_path, "3.1.0", edits=WIDER, moves_from=("3.0.0",))
    with monkeypatch.context() as patched:
        patched.setattr(step, stop)
        with pytest.raises(Stopped):
            actions.upgrade(number, newer, SYSTEM, reason="wider", move=True)
    assert everything() == before
    assert lock_text() == lock
    assert actions.upgrade(number, newer, SYSTEM, reason="wider", move=True) != number
