"""The board of a pathway: how many in each state, how long, what is late, who drops out where; no person in sight."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from pagus.apps.installations import queries as installations
from pagus.apps.pathways.queries import Board, DropOut, board
from pagus.faces.console.courses.course import drawing
from pagus.faces.console.courses.course_words import OUTCOMES
from pagus.faces.console.frame import asks, language, page

__all__ = ["show"]


@require_GET
@asks("see_indicators")
def show(request: HttpRequest, number: int, pathway: str) -> HttpResponse:
    """Draw the board."""
    seen, here = board(request.user, number, pathway), language()
    facts = {
        "board": seen,
        "title": seen.title.say(here),
        "kit": installations.get_installation(number).kit.title.say(here),
        "states": [
            {"title": each.title.say(here), "count": each.count, "days": each.median_days, "overdue": each.overdue}
            for each in seen.states
        ],
        "ended": [{"label": OUTCOMES.get(name, name), "count": count} for name, count in seen.ended.items()],
        "by_place": [_drop_out(each) for each in seen.by_place],
        "by_deprivation": [_drop_out(each) for each in seen.by_deprivation],
        "chart": drawing(number, pathway, _counts(seen)),
    }
    return page(request, "courses/pathway_board", "work", facts)


def _counts(seen: Board) -> dict[str, int] | None:
    """The numbers beside the boxes: only when none of them is kept back, since a box has no words for that."""
    counts = {each.state: each.count for each in seen.states if each.count is not None}
    return counts if len(counts) == len(seen.states) else None


def _drop_out(row: DropOut) -> dict[str, Any]:
    return {"name": row.name, "began": row.began, "percent": None if row.share is None else 100 * row.share}
