"""The only readers of courses: worklists, sheets of one course, boards of a pathway."""

from pagus.apps.pathways.queries.boards import board
from pagus.apps.pathways.queries.listing import (
    CourseEvent,
    course_events_after,
    courses_listed,
    newest_course_event,
    tasks_listed,
)
from pagus.apps.pathways.queries.sheets import run_sheet, runs_of
from pagus.apps.pathways.queries.worklists import due_between, task_row, worklist
from pagus.apps.pathways.shapes import (
    Board,
    BoardState,
    DropOut,
    KnownFact,
    Move,
    RunRow,
    RunSheet,
    StateNow,
    TaskRow,
    TaskState,
    ToldRow,
    WayConsidered,
    Worklist,
)
from pagus.apps.pathways.waking import due_now

__all__ = [
    "Board",
    "BoardState",
    "CourseEvent",
    "DropOut",
    "KnownFact",
    "Move",
    "RunRow",
    "RunSheet",
    "StateNow",
    "TaskRow",
    "TaskState",
    "ToldRow",
    "WayConsidered",
    "Worklist",
    "board",
    "course_events_after",
    "courses_listed",
    "due_between",
    "due_now",
    "newest_course_event",
    "run_sheet",
    "runs_of",
    "task_row",
    "tasks_listed",
    "worklist",
]
