"""Why did somebody go there? The answer, derived again from what the run state keeps of each move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pagus.engines.pathways.model import Considered, MoveState, RunState
from pagus.engines.pathways.program import Program, Way
from pagus.errors import NotFound
from pagus.kit_language.pathway_model import ANY_END
from pagus.rules import trace, why_unknown

__all__ = ["consider", "explain", "ways_of_move"]


def explain(program: Program, state: RunState, number: int) -> tuple[Considered, ...]:
    """Which ways stood open at this move, what did each say, and which was taken?

    Takes: the program of the version under which the move was made, the run state, the number of the move (``n``).
    Gives: the ways on what happened, in their order, each with its guard, its verdict and what it read; the one taken
    is the first whose verdict is True (those behind it say what would have followed otherwise). Nothing for a move that
    no line of ``next`` describes: branches that joined, a person who moved.
    Refuses: NotFound for a move that the state does not keep.
    """
    move = next((one for one in state["moves"] if one["n"] == number), None)
    if move is None:
        raise NotFound("no move {number} is kept", number=number)
    values = [state["parameters"].get(name, program.defaults[name]) for name in program.parameters]
    return tuple(consider(program, way, move["read"], values) for way in ways_of_move(program, move))


def ways_of_move(program: Program, move: MoveState) -> tuple[Way, ...]:
    """Which ways stood open at this move? Takes: the program, a move. Gives: them in their order."""
    plan = program.plans[move["pathway"]].states[move["source"]]
    if move["kind"] == "change":
        return plan.changes
    ways = plan.ways.get((move["kind"], move["name"]), ())
    if move["kind"] == "returned" and move["name"] != ANY_END:
        return (*ways, *plan.ways.get(("returned", ANY_END), ()))
    return ways


def consider(program: Program, way: Way, known: Mapping[str, float | None], values: Sequence[float]) -> Considered:
    """What does this way say when these facts are known?

    Takes: the program, the way, the value of each fact and feature (absent: unknown), the parameter values in their
    order. Gives: its guard, its verdict, what it read, and what it lacked.
    """
    read = {name: known.get(name) for name, _ in way.reads}
    if way.expression is None:
        return Considered(way.to, way.transition.guard, True, read)
    traced = trace(way.expression, read, dict(zip(program.parameters, values, strict=True)))
    verdict = traced.value
    assert verdict is None or isinstance(verdict, bool)  # a guard is a condition
    return Considered(way.to, way.transition.guard, verdict, read, tuple(gap.text for gap in why_unknown(traced)))
