"""Data that come late: which decisions would have gone otherwise, had they been there in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pagus.engines.pathways.explaining import ways_of_move
from pagus.engines.pathways.model import Doubt, MoveState, RunState
from pagus.engines.pathways.program import Program

__all__ = ["doubts_of"]


def doubts_of(
    program: Program, state: RunState, values: Sequence[float], name: str, value: float | None, measured: int
) -> tuple[Doubt, ...]:
    """Which decisions of this run does a late fact put in doubt?

    Takes: the program, the run state, the parameter values, the fact with its value and when it was measured.
    Gives: each move taken since then that read the fact with another value and, read again with this one, would have
    led elsewhere or nowhere. Nothing is undone: people have acted on it. A person decides.
    """
    return tuple(_doubts(program, state, values, name, value, measured))


def _doubts(
    program: Program, state: RunState, values: Sequence[float], name: str, value: float | None, measured: int
) -> Iterator[Doubt]:
    known = state["facts"].get(name)
    for number, move in enumerate(state["moves"]):
        if move["at"] < measured or name not in move["read"] or move["read"][name] == value:
            continue
        if known is not None and measured < known[1] <= move["at"]:
            continue  # a newer value was known by then
        would_be = _again(program, move, {**move["read"], name: value}, values)
        if would_be != move["to"]:
            yield Doubt(
                name, value, state["moves"][number]["n"], move["at"], move["pathway"], move["source"], move["to"],
                would_be,
            )  # fmt: skip


def _again(program: Program, move: MoveState, read: dict[str, float | None], values: Sequence[float]) -> str:
    """Where this decision leads when these values are read; empty: nowhere, or it cannot be evaluated."""
    row: list[float | None] = [None] * len(program.slots)
    for name, value in read.items():
        row[program.slots[name]] = value
    ways = ways_of_move(program, move)
    for way in ways:
        verdict = way.guard(row, values) if way.guard is not None else True
        if verdict:
            return way.to
        if verdict is None and move["kind"] != "change":
            return ""
    return ""
