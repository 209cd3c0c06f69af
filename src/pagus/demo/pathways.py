"""Virtual people on the pathways of the kits that a demo runs: the same in every demo, and simulated in every word.

Some have only begun, some have done a first task, some have answered a first form; one has withdrawn. The answers are
drawn from the pseudonym and mean nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from pagus.apps.pathways.queries import TaskRow
    from pagus.kit_language.form_model import Item
    from pagus.kit_language.model import Kit
    from pagus.kit_language.pathway_model import Pathway

__all__ = ["add_demo_runs", "do_task", "known_before"]

LIKE_PEOPLE = {"age": (50.0, 76.0), "height": (152.0, 186.0), "weight": (52.0, 98.0), "distance": (300.0, 580.0)}
"""Measures that would look like nobody's if they were drawn from all that is possible (a, cm, kg, m). Invented."""
MOST_ROUNDS = 40
"""A form whose questions depend on answers is answered in rounds; more than this many no demo waits for."""


def add_demo_runs(installation_id: int, people: Sequence[str]) -> int:
    """Let these virtual people follow the pathways of an installation, each as far as its number in the list says.

    Takes: an installation that runs as a simulation; pseudonyms of virtual people. Gives: how many courses were begun.
    A pathway that another one calls is begun by that one only.
    """
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.installations.queries import get_installation
    from pagus.apps.pathways.actions import enrol, withdraw

    kit = get_installation(installation_id).kit
    called = {name for pathway in kit.pathways.values() for name in pathway.calls()}
    count = 0
    for pathway in kit.pathways.values():
        if pathway.name in called:
            continue
        for number, person in enumerate(people):
            course = enrol(SYSTEM, installation_id, pathway.name, person)
            count += 1
            if number % 7 == 6:
                withdraw(SYSTEM, course, reason="simulated: does not want to go on")
                continue
            for _ in range(number % 4):
                _do_next(course, kit)
    return count


def _do_next(course: int, kit: Kit) -> None:
    """Do the task of a course that is due first."""
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.pathways.queries import run_sheet

    waiting = sorted((it for it in run_sheet(SYSTEM, course).tasks if it.closed_ms is None), key=lambda it: it.due_ms)
    if waiting:
        do_task(waiting[0], kit)


def known_before(pathway: Pathway, person: str) -> dict[str, float]:
    """What the record says of a virtual person before a pathway begins: the facts that no task and no form gives."""
    return {
        it.name: _fact(pathway, it.name, person)
        for it in pathway.facts.values()
        if not (it.form or it.task or it.counts)
    }


def do_task(task: TaskRow, kit: Kit) -> None:
    """Do a task with drawn answers; what somebody has to look at is left to people."""
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.pathways.actions import complete_task

    if task.task == "look":
        return
    if task.form:
        _answer(task.id, kit.forms[task.form].items, task.person, known_before(kit.pathways[task.pathway], task.person))
        return
    complete_task(SYSTEM, task.id, {name: _fact(kit.pathways[task.pathway], name, task.person) for name in task.facts})


def _answer(task: int, items: Any, person: str, known: Mapping[str, float]) -> None:
    """Answer what is asked until nothing is missing; what the record says already, the same way."""
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.forms.actions import answer

    answered = answer(SYSTEM, task=task, values={})
    for _ in range(MOST_ROUNDS):
        if answered.is_complete:
            return
        values = {name: known[name] if name in known else _drawn(items[name], person) for name in answered.missing}
        answered = answer(SYSTEM, task=task, values=values, final=True)


def _drawn(item: Item, person: str) -> object:
    """An answer that this item takes."""
    from pagus.apps.pathways.stepping import now

    number = crc32(f"{person} {item.name}".encode())
    if item.kind in {"choice", "choices"}:
        option = item.options[number % len(item.options)].name
        return option if item.kind == "choice" else [option]
    if item.kind == "yes_no":
        return number % 2 == 0
    if item.kind in {"integer", "decimal"} and item.name in LIKE_PEOPLE:
        return float(round(_between(person, item.name, *LIKE_PEOPLE[item.name])))
    if item.kind in {"integer", "decimal"}:
        low = 0.0 if item.low is None else item.low
        high = low + 100 if item.high is None else item.high
        return float(round(_between(person, item.name, low, high)))
    if item.kind == "date":
        return datetime.fromtimestamp(now() / 1000, UTC).date().isoformat()
    return "simulated"


def _fact(pathway: Pathway, name: str, person: str) -> float:
    """A value of a fact, drawn from what the pathway assumes for its simulation, else from what is plausible."""
    assumed = pathway.assumptions.facts.get(name)
    if assumed is not None and assumed.values:
        return assumed.values[crc32(f"{person} {name}".encode()) % len(assumed.values)]
    low, high = pathway.facts[name].plausible if assumed is None else (assumed.low, assumed.high)
    return float(round(_between(person, name, low, high)))


def _between(person: str, name: str, low: float, high: float) -> float:
    """A number of the middle half of a range, the same each time."""
    share = 0.25 + crc32(f"{person} {name}".encode()) % 1000 / 2000
    return low + (high - low) * share
