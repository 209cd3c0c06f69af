"""The rules of the house for courses and their tasks."""

from __future__ import annotations

from pagus.kernel.time import DAY
from pagus.kit_language.model import Text

__all__ = [
    "CALENDAR",
    "COUNTED_TO",
    "ENDED",
    "LOOK_TITLE",
    "PAGE",
    "REMINDED_AT_ONCE",
    "REMINDED_BEFORE_MS",
    "WOKEN_AT_ONCE",
]

PAGE = 50
"""Tasks on a page of a worklist."""
CALENDAR = 200
"""Tasks on a page of a calendar: more in a week is no calendar any more, and the worklist has them all."""
COUNTED_TO = 1_000
"""A worklist counts no further: nobody works through more, and a count of a million tasks keeps everybody waiting."""
REMINDED_BEFORE_MS = 2 * DAY
"""How long before the end of its time somebody is reminded of what they are asked; a local habit."""
REMINDED_AT_ONCE = 500
WOKEN_AT_ONCE = 2_000
"""Timers worked through in one go of the duty; the others come at its next time."""
ENDED = "ended"
"""The outcome of a course that ended because its installation or enrolment did, and not by its pathway."""
LOOK_TITLE = Text(
    fr="Regarder : une décision ne peut pas être prise",
    en="Look: a decision cannot be taken",
    de="Ansehen: Eine Entscheidung ist nicht möglich",
)
"""The task that the engine opens when a guard cannot be evaluated."""
