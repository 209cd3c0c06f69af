"""Courses on pathways and their tasks, as the pages say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pagus.apps.accounts import queries as accounts
from pagus.apps.pathways.shapes import RunRow, TaskRow
from pagus.kit_language.model import Language
from pagus.kit_language.pathway_words import role_words

__all__ = ["OUTCOMES", "course_facts", "role_name", "task_words"]

OUTCOMES: Mapping[str, Any] = {
    "running": _("under way"),
    "completed": _("completed"),
    "stopped": _("stopped"),
    "lost": _("lost from sight"),
    "handed_over": _("handed over"),
    "withdrawn": _("the person withdrew"),
    "died": _("the person died"),
    "moved": _("the person moved away"),
    "ended": _("ended with its kit or enrolment"),
}
HOW: Mapping[str, Any] = {
    "done": _("done"),
    "cancelled": _("given up"),
    "answered": _("done"),
    "left": _("no longer needed"),
    "joined": _("no longer needed"),
    "migrated": _("no longer needed"),
    "withdrawn": OUTCOMES["withdrawn"],
    "died": OUTCOMES["died"],
    "moved": OUTCOMES["moved"],
    "ended": OUTCOMES["ended"],
}


def role_name(role: str, here: Language) -> str:
    """The role as a heading or a choice says it."""
    text = role_words(role, here)
    return text[:1].upper() + text[1:]


def task_words(row: TaskRow, here: Language, user: Any) -> dict[str, Any]:
    """One task as lists show it to this user: what, for whom, why, until when, who does it, and whether they may."""
    is_open, is_mine = row.closed_ms is None, row.claimed_by == accounts.actor_of(user)[0]
    state = "done" if not is_open else "overdue" if row.late else "doing" if row.claimed_by else "todo"
    return {
        "id": row.id,
        "run": row.run,
        "url": reverse("console:task", args=[row.id]),
        "title": row.title.say(here),
        "advice": row.advice.say(here) if row.advice is not None else "",
        "person": row.person.partition(":")[2],
        "person_url": _person_url(row.person, user),
        "course_url": reverse("console:course", args=[row.run]),
        "pathway": row.pathway_title.say(here),
        "where": row.state_title.say(here),
        "role": role_name(row.role, here),
        "escalated": row.escalated,
        "due_ms": row.due_ms,
        "state": state,
        "is_open": is_open,
        "mine": is_mine,
        "may_do": row.may_do == "yes" or is_mine,
        "on_behalf": row.may_do == "on_behalf" and is_open and not row.claimed_by,
        "unheld": row.is_unheld,
        "claimed_by": row.claimed_by,
        "closed_ms": row.closed_ms,
        "closed_by": row.closed_by,
        "how": HOW.get(row.how, row.how),
        "reason": row.reason,
        "simulated": row.simulated,
    }


def course_facts(row: RunRow, here: Language, user: Any) -> dict[str, Any]:
    """One course as lists show it to this user."""
    return {
        "id": row.id,
        "url": reverse("console:course", args=[row.id]),
        "title": row.title.say(here),
        "person": row.person.partition(":")[2],
        "person_url": _person_url(row.person, user),
        "version": row.version,
        "standing": [text.say(here) for text in row.standing],
        "since_ms": row.since_ms,
        "began_ms": row.began_ms,
        "ended_ms": row.ended_ms,
        "outcome": OUTCOMES.get(row.outcome, row.outcome),
        "state": "doing" if row.ended_ms is None else "done" if row.outcome == "completed" else "closed",
        "reason": row.ended_reason,
        "simulated": row.simulated,
    }


def _person_url(code: str, user: Any) -> str:
    """The page of the person; empty for somebody whose role sees courses and no more."""
    return reverse("console:subject", args=[code]) if accounts.may(user, "see_person") else ""
