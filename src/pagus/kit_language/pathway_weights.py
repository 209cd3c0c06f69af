"""How much each change of a pathway weighs, beside ``weights``: the tables behind ``difference``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pagus.kit_language.pathway_model import Fact, Notice, Pathway, State, Task, Transition
from pagus.kit_language.weights import Weight, same_formula

__all__ = ["PATHWAY_ADDED", "PATHWAY_PARTS", "PATHWAY_REMOVED", "PATHWAY_WEIGHTS", "same_ways"]

_PATCH, _MAJOR = Weight("patch"), Weight("major")
_CLINICAL = Weight("major", clinical=True)
_NEW = Weight("minor", clinical=True)


PATHWAY_WEIGHTS: Mapping[type, Mapping[str, Weight]] = {
    Pathway: {
        "title": _PATCH,
        "evidence": _PATCH,
        "assumptions": _PATCH,
        "migrations": _PATCH,
        "start": _CLINICAL,
        "owner": _CLINICAL,
        "moved": _CLINICAL,
    },
    State: {
        "title": _PATCH,
        "tasks": _CLINICAL,
        "tells": _CLINICAL,
        "timers": _CLINICAL,
        "transitions": _CLINICAL,
        "end": _CLINICAL,
        "branches": _CLINICAL,
        "need": _CLINICAL,
        "joined": _CLINICAL,
        "calls": _CLINICAL,
    },
    Task: {
        "title": _PATCH,
        "advice": Weight("patch", clinical=True),
        "role": _CLINICAL,
        "due_ms": _CLINICAL,
        "escalation": _CLINICAL,
        "form": _CLINICAL,
        "repeats": _CLINICAL,
    },
    Fact: {
        "label": _PATCH,
        "unit": _CLINICAL,
        "plausible": _CLINICAL,
        "form": _CLINICAL,
        "task": _CLINICAL,
        "counts": _CLINICAL,
    },
    Notice: {"text": Weight("patch", clinical=True), "to": _CLINICAL},
}
"""By the class of a part, what a change of each of its fields weighs."""

PATHWAY_PARTS: Mapping[str, type] = {"states": State, "tasks": Task, "facts": Fact, "notices": Notice}
"""The fields of a pathway that hold parts with a name."""

PATHWAY_ADDED: Mapping[type, Weight] = {State: _NEW, Task: _NEW, Fact: Weight("minor"), Notice: _NEW}
PATHWAY_REMOVED: Mapping[type, Weight] = {State: _CLINICAL, Task: _CLINICAL, Fact: _MAJOR, Notice: _CLINICAL}


def same_ways(old: tuple[Transition, ...], new: tuple[Transition, ...]) -> bool:
    """Do these transitions lead the same people the same way?

    Takes: the transitions of a state before and after. Gives: whether they are equal but for their sources and the
    blanks and parentheses of their guards.
    """
    if len(old) != len(new):
        return False
    return all(
        replace(one, guard="", evidence=None) == replace(other, guard="", evidence=None)
        and same_formula(one.guard, other.guard)
        for one, other in zip(old, new, strict=True)
    )
