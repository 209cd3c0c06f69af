"""Which alerts does one person handle together: those of one subject and one group, while its case is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pagus.engines.signals.model import Firing

__all__ = ["Assignment", "assign_cases"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """The case of one firing. ``case`` is an open one, or None: the case that ``opened_by`` (this firing, or an earlier
    one of the same call) opens."""

    firing: Firing
    group: str
    case: int | None
    opened_by: Firing | None


def assign_cases(
    firings: Iterable[Firing], groups: Mapping[str, str], open_cases: Mapping[tuple[str, str], int]
) -> list[Assignment]:
    """To which case does each firing belong?

    Takes: firings in any order; the group of each rule id (``Rule.group``; a rule without one is a group of its own);
    the open cases by (subject, group). Gives: one assignment a firing, in order of event time. A late firing joins the
    case that is open now: cases are how people work, not when things happened.
    """
    opened: dict[tuple[str, str], Firing] = {}
    assignments: list[Assignment] = []
    for firing in sorted(firings, key=lambda it: (it.t, it.subject, it.rule)):
        group = groups.get(firing.rule) or firing.rule
        place = (firing.subject, group)
        case = open_cases.get(place)
        opener = opened.setdefault(place, firing) if case is None else None
        assignments.append(Assignment(firing, group, case, opener))
    return assignments
