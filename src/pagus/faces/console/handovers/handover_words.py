"""Hand-overs in words for the pages of the console: states, rows, answers, steps."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pagus.apps.accounts.roles import ROLES
from pagus.apps.handovers.policy import HANDOVER_STATES, URGENCIES
from pagus.apps.handovers.queries import HandoverRow, Step, handovers_of, may_hand_over
from pagus.apps.people.queries import is_person

__all__ = ["handed_over", "handover_row", "state_words", "step_words", "whom"]

MARKS = {
    "requested": "todo",
    "in-progress": "doing",
    "completed": "done",
    "rejected": "withdrawn",
    "cancelled": "withdrawn",
}
ICONS = {"requested": "note", "in-progress": "person", "completed": "tick", "linked": "arrow", "applied": "tick"}


def handover_row(row: HandoverRow, here: str) -> dict[str, Any]:
    """One hand-over in a list."""
    return {
        "id": row.id,
        "url": reverse("console:handover", args=[row.id]),
        "person": row.person.partition(":")[2],
        "person_url": reverse("console:subject", args=[row.person]),
        "simulated": row.simulated,
        "question": row.question,
        "asked_by": row.asked_by,
        "asked_ms": row.asked_ms,
        "urgency": URGENCIES[row.urgency].name.say(here),
        "urgency_source": URGENCIES[row.urgency].source.say(here),
        "urgency_certainty": URGENCIES[row.urgency].certainty,
        "due_ms": row.due_ms,
        "overdue": row.overdue,
        "state": state_words(row.status, here),
        "mark": "overdue" if row.overdue else MARKS[row.status],
        "whom": whom(row, here),
        "unread": row.status in ("completed", "rejected") and row.noted_ms is None,
    }


def handed_over(user: Any, code: str, here: str) -> dict[str, Any]:
    """What the page of a subject shows of hand-overs: those there are, and where to make one."""
    if not is_person(code):
        return {"handovers": [], "hand_over_url": ""}
    may = may_hand_over(user, code)
    return {
        "handovers": [handover_row(each, here) for each in handovers_of(user, code)],
        "hand_over_url": reverse("console:hand_over", args=[code]) if may else "",
    }


def whom(row: HandoverRow, here: str) -> str:
    """Who is asked."""
    if row.to_name:
        return _("{name}, outside").format(name=row.to_name)
    role = ROLES[row.to_part].name.say(here)
    return f"{row.to_login} ({role})" if row.to_login else role


def state_words(status: str, here: str) -> str:
    """How far it is."""
    return HANDOVER_STATES[status].say(here)  # type: ignore[index]


def step_words(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """The log, newest on top."""
    verbs = {
        "requested": _("handed over; the sheet was made"),
        "in-progress": _("opened by whoever was asked"),
        "completed": _("answered"),
        "rejected": _("declined"),
        "cancelled": _("withdrawn"),
        "linked": _("a new link was made; the one before opens nothing any more"),
        "delivered": _("made ready for another system; Pagus sent nothing"),
        "noted": _("the answer was read"),
        "applied": _("the proposed limit was set"),
        "left": _("the proposed limit was not set"),
    }
    return [
        {
            "at": each.at_ms,
            "what": verbs.get(each.verb, each.verb),
            "who": each.by,
            "note": each.note,
            "icon": ICONS.get(each.verb, "arrow"),
        }
        for each in reversed(steps)
    ]
