"""What pages are given of pathways: frozen, in words where there are words, without any model.

``queries`` fills them:

- ``worklist(user, *, role=None, team=None, state="open", place=None, page=1) -> Worklist``
- ``run_sheet(user, run_id) -> RunSheet`` and ``runs_of(user, person) -> tuple[RunRow, ...]``
- ``board(user, installation_id, pathway) -> Board``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pagus.engines.pathways import Drawing
from pagus.kernel.remark import Remark
from pagus.kit_language.model import Text

__all__ = [
    "Board",
    "BoardState",
    "DropOut",
    "KnownFact",
    "MayDo",
    "Move",
    "RunRow",
    "RunSheet",
    "StateNow",
    "TaskRow",
    "TaskState",
    "ToldRow",
    "WayConsidered",
    "Worklist",
]

TaskState = Literal["open", "mine", "overdue", "done"]
MayDo = Literal["yes", "on_behalf", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task. ``late``: it is open after its due time. ``form``: what it is done by answering; empty for none.

    ``may_do``: is it for the reader (``yes``), may they do it for another role once they said so (``on_behalf``), or is
    it not theirs (``no``)? ``is_unheld``: it is open, and nobody who could do it holds its role for this person.
    """

    id: int
    run: int
    installation: int
    key: str
    task: str
    title: Text
    advice: Text | None
    person: str
    pathway: str
    pathway_title: Text
    state: str
    state_title: Text
    role: str
    place: str
    team: str
    opened_ms: int
    due_ms: int
    late: bool
    escalated: bool
    claimed_by: str
    form: str
    facts: Mapping[str, Text]
    """What whoever does the task is asked for, by name, with what it is called; given with ``complete_task``."""
    kit: str
    simulated: bool
    closed_ms: int | None
    closed_by: str
    how: str
    reason: str
    may_do: MayDo = "yes"
    is_unheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """A page of tasks, those due first at the top. ``counts``: by state, under the same filters but for the state.

    A count stops at ``COUNTED_TO``: then there are more than it says (``is_capped``).
    """

    rows: tuple[TaskRow, ...]
    counts: Mapping[TaskState, int]
    is_capped: Mapping[TaskState, bool]
    page: int
    has_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StateNow:
    """Where somebody stands: several while branches are open."""

    pathway: str
    state: str
    title: Text
    since_ms: int
    waits_for: tuple[str, ...]
    """What is not known yet and holds a decision up; a task or form each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayConsidered:
    """One way that stood open: to where, the sentence of the kit, what it said then (None: unknown), what it read."""

    to: Text
    words: Text
    verdict: bool | None
    read: Mapping[str, float | None]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move that was made, newest first on a sheet, with every way that was considered."""

    number: int
    at_ms: int
    source: Text
    to: Text
    kind: str
    name: str
    by: str
    considered: tuple[WayConsidered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A number that decisions of the pathway read. ``value``: None while it is not known.

    ``is_recorded``: no form and no task gives it: whoever knows it from the record writes it down.
    """

    name: str
    label: Text
    unit: str
    low: float
    high: float
    value: float | None
    is_recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """One message. ``to``: ``person`` or a role."""

    id: int
    person: str
    to: str
    text: Text
    at_ms: int
    read_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One course of somebody: which pathway, where they stand, how it ended (``running`` while it goes on)."""

    id: int
    person: str
    installation: int
    kit: str
    pathway: str
    title: Text
    version: str
    standing: tuple[Text, ...]
    since_ms: int
    began_ms: int
    ended_ms: int | None
    outcome: str
    ended_reason: str
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """Everything about one course. ``doubts``: moves that late data would have decided otherwise; somebody looks."""

    row: RunRow
    place: str
    team: str
    standing: tuple[StateNow, ...]
    tasks: tuple[TaskRow, ...]
    moves: tuple[Move, ...]
    facts: tuple[KnownFact, ...]
    doubts: tuple[Remark, ...]
    conflicts: tuple[Remark, ...]
    responses: tuple[object, ...]
    """``pagus.apps.forms.responses.ResponseRow`` each, newest first."""
    messages: tuple[ToldRow, ...]
    next_ms: int | None
    drawing: Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """One state: how many stand there (None: so few that the number is kept back), how long, how many overdue."""

    state: str
    title: Text
    count: int | None
    median_days: float | None
    overdue: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOut:
    """Of those who began in one place or class, which share was lost, withdrew or stopped. None: too few to say."""

    name: str
    began: int | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A pathway seen from above: nobody can be recognised in it. ``not_reached``: enrolled here, on no course of it."""

    installation: int
    pathway: str
    title: Text
    simulated: bool
    running: int | None
    states: tuple[BoardState, ...]
    ended: Mapping[str, int | None]
    by_place: tuple[DropOut, ...]
    by_deprivation: tuple[DropOut, ...]
    not_reached: int | None
    smallest: int
    """Numbers under it are kept back."""
