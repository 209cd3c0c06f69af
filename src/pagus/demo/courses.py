"""Virtual people on the pathways of a kit, more than a year lived week by week: begun, worked through, late, left.

Everything is simulated and the same in every demo but for its dates. Each act goes through the public actions, at an
instant at which the clock of the workspace is made to stand: what is late there is late by its own timers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from django.conf import settings

from pagus.apps.workspace import Clock
from pagus.kernel.time import DAY, HOUR

if TYPE_CHECKING:
    from pagus.apps.pathways.queries import TaskRow

__all__ = ["COURSE_MS", "follow_courses", "standing_at"]

WEEKS = 72
MORNING_MS = 9 * HOUR
COURSE_MS = WEEKS * 7 * DAY
"""How long before the start of the demo's clock the first courses begin."""
DONE_IN_TEN = 7
"""Of ten tasks that wait in a week, so many are done in it: some come late, as among people. An invented number."""
CALLED_IN_TEN = 9
SEEN_WEEKS = 14
"""How long those come who then stay away and do not answer: one person in nine. Invented as well."""


def follow_courses(installation_id: int, people: Sequence[str]) -> int:
    """Let these virtual people begin the pathways of an installation one after the other, and live on until now.

    Takes: an installation that runs as a simulation since ``COURSE_MS``; pseudonyms. Gives: how many courses began.
    A pathway that another one calls is begun by that one only. One person in eight leaves.
    """
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.installations.queries import get_installation
    from pagus.apps.messages.calling import mark_told, to_call
    from pagus.apps.pathways.actions import enrol, withdraw
    from pagus.apps.pathways.waking import wake_due
    from pagus.demo.pathways import do_task, known_before

    kit = get_installation(installation_id).kit
    called = {name for pathway in kit.pathways.values() for name in pathway.calls()}
    begun: dict[int, int] = {}
    count = 0
    silent = set(people[4::9])
    end = settings.WORKSPACE.clock.now_ms()
    for week in range(WEEKS):
        with standing_at((end // DAY - (WEEKS - week) * 7) * DAY + MORNING_MS):
            wake_due()
            for number, person in enumerate(people):
                if week == _first_week(number, len(people)):
                    for name in kit.pathways.keys() - called:
                        course = enrol(
                            SYSTEM, installation_id, name, person, facts=known_before(kit.pathways[name], person)
                        )
                        begun[course] = week
                        count += 1
            for task in _waiting(begun):
                if task.person in silent and week > begun[task.run] + SEEN_WEEKS:
                    continue
                if _share(f"{task.person} {task.key} {week}") < DONE_IN_TEN / 10:
                    do_task(task, kit)
            for message in to_call(SYSTEM):
                if _share(f"{message.person} {message.id}") < CALLED_IN_TEN / 10:
                    mark_told(SYSTEM, message.id)
            for course, since in begun.items():
                if course % 8 == 5 and week == since + 12:
                    withdraw(SYSTEM, course, reason="simulated: does not want to go on")
    wake_due()
    return count


@contextmanager
def standing_at(instant_ms: int) -> Iterator[None]:
    """Let the clock of this process stand at an instant; the workspace's folder keeps its own."""
    workspace = settings.WORKSPACE
    settings.WORKSPACE = replace(workspace, clock=Clock("demo", instant_ms, 0, 0.0, instant_ms))
    try:
        yield
    finally:
        settings.WORKSPACE = workspace


def _first_week(number: int, people: int) -> int:
    """The weeks of beginning are spread over the time, so that somebody stands everywhere."""
    return number * (WEEKS - 1) // max(people, 1)


def _waiting(courses: dict[int, int]) -> list[TaskRow]:
    """The open tasks of these courses, those due first on top."""
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.pathways.queries import worklist

    found: list[TaskRow] = []
    number = 1
    while (page := worklist(SYSTEM, page=number)).rows:
        found += [row for row in page.rows if row.run in courses]
        number += 1
    return found


def _share(text: str) -> float:
    return crc32(text.encode()) % 1_000 / 1_000
