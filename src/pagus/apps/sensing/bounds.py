"""What of a condition on observations can be said to the store: from when to when it has to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pagus.apps.sensing.language.syntax import Binary, Call, Constant, Node, Path

__all__ = ["Bounds", "bounds_of", "own_conditions"]

EVER = 2**62
_TIME = Path(("phenomenonTime",))
_MIRRORED = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge", "eq": "eq"}


@dataclass(slots=True)
class Bounds:
    """No observation outside of [start, end] fulfils the condition."""

    start: int = -EVER
    end: int = EVER


def own_conditions(node: Node | None, neighbour_of: Callable[[Node], str | None]) -> tuple[list[Node], list[Node]]:
    """The conditions that all must hold: those on the observation itself, those on a neighbour.

    Takes: a condition; what tells through which neighbour a condition leads. Gives: two lists.
    """
    own: list[Node] = []
    others: list[Node] = []
    waiting = [] if node is None else [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Binary) and each.operator == "and":
            waiting += [each.left, each.right]
        elif (isinstance(each, Binary) and each.operator != "or" and neighbour_of(each) is None) or (
            isinstance(each, Call) and neighbour_of(each) is None
        ):
            own.append(each)
        elif not _mixed(each) and neighbour_of(each) is not None:
            others.append(each)
    return own, others


def _mixed(node: Node) -> bool:
    """Is it made of several conditions? Then each of them is judged by itself, later."""
    return not isinstance(node, Call) and not (isinstance(node, Binary) and node.operator not in {"and", "or"})


def bounds_of(conditions: list[Node], now_ms: int) -> Bounds:
    """Within which instants lie the observations for which all these conditions hold?

    An observation begins at its instant, and ends then or later: what ends before an instant began before it.
    """
    bounds = Bounds()
    for each in conditions:
        if isinstance(each, Call) and each.name in {"during", "before", "after"}:
            _narrow_by_call(bounds, each, now_ms)
        elif isinstance(each, Binary):
            for path, constant, operator in (
                (each.left, each.right, each.operator),
                (each.right, each.left, _MIRRORED.get(each.operator, "")),
            ):
                span = _span(constant, now_ms)
                if path == _TIME and span is not None:
                    _narrow(bounds, operator, span)
    return bounds


def _narrow(bounds: Bounds, operator: str, span: tuple[int, int]) -> None:
    if operator in {"gt", "ge", "eq"}:
        bounds.start = max(bounds.start, span[0])
    if operator in {"lt", "le", "eq"}:
        bounds.end = min(bounds.end, span[1])


def _narrow_by_call(bounds: Bounds, call: Call, now_ms: int) -> None:
    span = _span(call.arguments[1], now_ms)
    if call.arguments[0] != _TIME or span is None:
        return
    if call.name in {"during", "after"}:
        bounds.start = max(bounds.start, span[0])
    if call.name in {"during", "before"}:
        bounds.end = min(bounds.end, span[1])


def _span(node: Node, now_ms: int) -> tuple[int, int] | None:
    """The first and last instant of a time that is written out; None for anything else."""
    if isinstance(node, Constant):
        if isinstance(node.value, tuple):
            return node.value
        if node.kind in {"time", "date"} and isinstance(node.value, float):
            return int(node.value), int(node.value)
    if isinstance(node, Call) and node.name == "now":
        return now_ms, now_ms
    if isinstance(node, Binary) and node.operator in {"add", "sub"} and isinstance(node.right, Constant):
        base = _span(node.left, now_ms)
        if base is not None and node.right.kind == "duration" and isinstance(node.right.value, float):
            shift = int(node.right.value) * (1 if node.operator == "add" else -1)
            return base[0] + shift, base[1] + shift
    return None
