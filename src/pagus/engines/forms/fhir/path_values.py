"""Values of FHIRPath over plain JSON: a collection is a list of nodes, each knowing in which item it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pagus.errors import InputError

__all__ = ["Collection", "Node", "arithmetic", "compared", "equal", "members", "number", "rounded", "same", "truth"]


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON value, and the linkId of the nearest item around it."""

    value: Any
    item: str = ""


Collection = list[Node]


def members(node: Node, name: str) -> Collection:
    """What stands under this name?

    Takes: a node and the name of a member; ``value`` finds ``valueCoding`` and all its like. Gives: its elements.
    """
    if not isinstance(node.value, Mapping):
        return []
    found = node.value.get(name)
    if found is None and name == "value":
        found = next((node.value[key] for key in node.value if key.startswith("value") and len(key) > 5), None)
    if found is None:
        return []
    return [_inside(node, one) for one in (found if isinstance(found, list) else [found])]


def _inside(node: Node, value: Any) -> Node:
    link = value.get("linkId") if isinstance(value, Mapping) else None
    return Node(value, link if isinstance(link, str) else node.item)


def everything(node: Node) -> Iterator[Node]:
    """All that stands under a node, at any depth, the nearest first.

    Takes: a node. Gives: its descendants.
    """
    pending = [node]
    while pending:
        current = pending.pop(0)
        if isinstance(current.value, Mapping):
            inner = [one for name in current.value for one in members(current, name)]
            yield from inner
            pending += inner


def number(node: Node) -> Decimal | None:
    """Which number is this? Of a quantity, its value; None for anything else."""
    value = node.value
    if isinstance(value, Mapping):
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    return value if isinstance(value, Decimal) else Decimal(str(value))


def truth(found: Collection) -> bool | None:
    """Is this collection true? None when it is empty; one element that is no boolean is true."""
    if not found:
        return None
    if len(found) > 1:
        raise InputError("true or false is expected, and there are {count} values", count=len(found))
    value = found[0].value
    return value if isinstance(value, bool) else True


def same(one: Any, other: Any) -> bool:
    """Are two values equal?

    Takes: two JSON values. Gives: whether they are, numbers by value and all else as JSON.
    """
    first, second = number(Node(one)), number(Node(other))
    if first is not None and second is not None and not isinstance(one, Mapping) and not isinstance(other, Mapping):
        return first == second
    return bool(one == other)


def equal(left: Collection, right: Collection) -> bool | None:
    """Are two collections equal, element by element?

    Takes: both. Gives: the verdict, None when one is empty.
    """
    if not left or not right:
        return None
    return len(left) == len(right) and all(same(a.value, b.value) for a, b in zip(left, right, strict=True))


_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def compared(sign: str, left: Collection, right: Collection) -> bool | None:
    """Does this comparison hold?

    Takes: the sign and both sides. Gives: the verdict, None when one side is empty. Refuses: InputError for what has no
    order.
    """
    if not left or not right:
        return None
    if len(left) > 1 or len(right) > 1:
        raise InputError("{sign} compares one value with one", sign=sign)
    first, second = number(left[0]), number(right[0])
    if first is not None and second is not None:
        return _ORDER[sign](first, second)
    one, other = left[0].value, right[0].value
    if isinstance(one, str) and isinstance(other, str):
        return _ORDER[sign](one, other)
    raise InputError("{sign} has no order for these values", sign=sign)


def arithmetic(sign: str, left: Collection, right: Collection) -> Collection:
    """What is this operation?

    Takes: the sign and both sides. Gives: one value, or nothing when a side is empty or for a division by zero.
    Refuses: InputError for what is no number.
    """
    if sign == "&":
        return [Node("".join(str(node.value) for node in (*left[:1], *right[:1])))]
    if not left or not right:
        return []
    if len(left) > 1 or len(right) > 1:
        raise InputError("{sign} takes one value and one", sign=sign)
    first, second = number(left[0]), number(right[0])
    if first is None or second is None:
        one, other = left[0].value, right[0].value
        if sign == "+" and isinstance(one, str) and isinstance(other, str):
            return [Node(one + other)]
        raise InputError("{sign} takes numbers", sign=sign)
    if sign in {"/", "div", "mod"} and second == 0:
        return []
    results: Mapping[str, Callable[[], Decimal]] = {
        "+": lambda: first + second,
        "-": lambda: first - second,
        "*": lambda: first * second,
        "/": lambda: first / second,
        "div": lambda: first // second,
        "mod": lambda: first % second,
    }
    return [Node(results[sign]())]


def rounded(value: Decimal, places: int) -> Decimal:
    """What is this number rounded, halves up?

    Takes: a number, how many places. Gives: the number.
    """
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
