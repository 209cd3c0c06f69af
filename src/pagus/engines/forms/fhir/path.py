"""FHIRPath expressions of scores, evaluated over plain JSON.

What is there: paths, ``where select repeat descendants children exists empty not all any count sum min max avg first
last tail skip take distinct aggregate iif ordinal weight extension ofType round abs power sqrt ceiling floor truncate
toInteger toDecimal toString hasValue is union combine trace``, indexes, and the operators of arithmetic, comparison,
logic and membership. Dates, regular expressions, terminology and the clock are not: they are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from pagus.engines.forms.fhir.path_syntax import (
    Call,
    Constant,
    Empty,
    Index,
    Member,
    Operation,
    PathNode,
    Variable,
    read_path,
)
from pagus.engines.forms.fhir.path_values import (
    Collection,
    Node,
    arithmetic,
    compared,
    equal,
    everything,
    members,
    number,
    rounded,
    same,
    truth,
)
from pagus.errors import InputError

__all__ = ["Scope", "evaluate_nodes", "evaluate_path"]

MOST_STEPS = 200_000
ORDINAL = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)
Weights = Callable[[str, Mapping[str, Any]], Decimal | None]
"""The weight of this coding as an answer to the item of this linkId; None when it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where an expression stands: its focus, what ``%name`` gives, and what answers weigh."""

    focus: Collection
    variables: Callable[[str], Collection]
    weights: Weights
    total: Collection = field(default_factory=list)
    steps: list[int] = field(default_factory=lambda: [0])


def evaluate_path(text: str, scope: Scope) -> list[Any]:
    """What does this expression give?

    Takes: FHIRPath, and where it stands. Gives: the JSON values of the collection; numbers as Decimal.
    Refuses: InputError for what this part of the language has not, or an operation that has no meaning.
    """
    return [node.value for node in evaluate_nodes(text, scope)]


def evaluate_nodes(text: str, scope: Scope) -> Collection:
    """As ``evaluate_path``, each value with the item around it.

    Takes, refuses: as ``evaluate_path``. Gives: the collection.
    """
    return _value(_tree(text), scope)


_tree = lru_cache(maxsize=512)(read_path)


def _value(node: PathNode, scope: Scope) -> Collection:
    scope.steps[0] += 1
    if scope.steps[0] > MOST_STEPS:
        raise InputError("the expression takes more than {most} steps", most=MOST_STEPS)
    match node:
        case Constant(value=value):
            return [Node(value)]
        case Empty():
            return []
        case Variable(name="$this"):
            return scope.focus
        case Variable(name="$total"):
            return scope.total
        case Variable(name=name):
            return scope.variables(name.removeprefix("%"))
        case Member(of=of, name=name):
            around = scope.focus if of is None else _value(of, scope)
            if of is None and any(_is_named(one, name) for one in around):
                return around
            return [one for each in around for one in members(each, name)]
        case Index(of=of, at=at):
            found, place = _value(of, scope), _one_number(_value(at, scope))
            return [found[int(place)]] if place is not None and 0 <= place < len(found) else []
        case Operation():
            return _operation(node, scope)
        case Call():
            return _call(node, scope)
    raise InputError("this part of the expression is not known")


def _is_named(node: Node, name: str) -> bool:
    """``QuestionnaireResponse.item``: the first name may be that of the resource itself."""
    return isinstance(node.value, Mapping) and node.value.get("resourceType") == name


def _truth(value: bool | None) -> Collection:
    return [] if value is None else [Node(value)]


def _operation(node: Operation, scope: Scope) -> Collection:
    if node.left is None:
        found = _value(node.right, scope)
        return arithmetic("-", [Node(Decimal(0))], found) if node.sign == "-" else found
    left, sign = _value(node.left, scope), node.sign
    if sign in {"and", "or", "xor", "implies"}:
        return _truth(_logic(sign, truth(left), truth(_value(node.right, scope))))
    right = _value(node.right, scope)
    if sign in {"=", "~"}:
        return _truth(equal(left, right))
    if sign in {"!=", "!~"}:
        verdict = equal(left, right)
        return _truth(None if verdict is None else not verdict)
    if sign in {"<", ">", "<=", ">="}:
        return _truth(compared(sign, left, right))
    if sign == "|":
        return _distinct([*left, *right])
    if sign in {"in", "contains"}:
        item, among = (left, right) if sign == "in" else (right, left)
        return _truth(None if not item else any(same(item[0].value, one.value) for one in among))
    return arithmetic(sign, left, right)


def _logic(sign: str, left: bool | None, right: bool | None) -> bool | None:
    if sign == "implies":
        left, sign = None if left is None else not left, "or"
    if sign == "xor":
        return None if left is None or right is None else left is not right
    absorbing = sign == "or"
    if absorbing in (left, right):
        return absorbing
    return None if left is None or right is None else not absorbing


def _distinct(found: Collection) -> Collection:
    kept: Collection = []
    for node in found:
        if not any(same(node.value, one.value) for one in kept):
            kept.append(node)
    return kept


def _call(node: Call, scope: Scope) -> Collection:
    of = scope.focus if node.of is None else _value(node.of, scope)
    if node.function in _BY_ELEMENT:
        return _BY_ELEMENT[node.function](of, node, scope)
    function = _PLAIN.get(node.function)
    if function is None:
        raise InputError("{name}() is not a function known here", name=node.function)
    arguments = [_value(argument, replace(scope, focus=scope.focus)) for argument in node.arguments]
    try:
        return function(of, arguments, scope)
    except (IndexError, InvalidOperation) as error:
        raise InputError("{name}() cannot be computed from what it is given", name=node.function) from error


def _argument(node: Call, place: int = 0) -> PathNode:
    if len(node.arguments) <= place:
        raise InputError("{name}() needs an expression in its brackets", name=node.function)
    return node.arguments[place]


def _each(of: Collection, inner: PathNode, scope: Scope) -> list[tuple[Node, Collection]]:
    return [(one, _value(inner, replace(scope, focus=[one]))) for one in of]


def _where(of: Collection, node: Call, scope: Scope) -> Collection:
    return [one for one, verdict in _each(of, _argument(node), scope) if truth(verdict) is True]


def _select(of: Collection, node: Call, scope: Scope) -> Collection:
    return [found for _, each in _each(of, _argument(node), scope) for found in each]


def _repeat(of: Collection, node: Call, scope: Scope) -> Collection:
    found: Collection = []
    pending = list(of)
    while pending:
        inner = _select(pending, node, scope)
        found += inner
        pending = inner
    return found


def _exists(of: Collection, node: Call, scope: Scope) -> Collection:
    return [Node(bool(_where(of, node, scope) if node.arguments else of))]


def _all(of: Collection, node: Call, scope: Scope) -> Collection:
    return [Node(all(truth(verdict) is True for _, verdict in _each(of, _argument(node), scope)))]


def _aggregate(of: Collection, node: Call, scope: Scope) -> Collection:
    total = _value(node.arguments[1], scope) if len(node.arguments) > 1 else []
    for one in of:
        total = _value(_argument(node), replace(scope, focus=[one], total=total))
    return total


def _iif(of: Collection, node: Call, scope: Scope) -> Collection:
    inside = replace(scope, focus=of) if node.of is not None else scope
    if truth(_value(_argument(node), inside)) is True:
        return _value(_argument(node, 1), inside)
    return _value(node.arguments[2], inside) if len(node.arguments) > 2 else []


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "Coding": lambda value: isinstance(value, Mapping) and "value" not in value,
    "Quantity": lambda value: isinstance(value, Mapping) and "value" in value,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "decimal": lambda value: isinstance(value, (int, float, Decimal)) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
}


def _of_type(of: Collection, node: Call, scope: Scope) -> Collection:
    wanted = _argument(node)
    fits = _TYPES.get(wanted.name) if isinstance(wanted, Member) else None
    if fits is None:
        raise InputError("{name}() knows only {types}", name=node.function, types=", ".join(_TYPES))
    return [one for one in of if fits(one.value)]


def _is(of: Collection, node: Call, scope: Scope) -> Collection:
    raise InputError("{name}() speaks of types, which are not known here", name=node.function)


_BY_ELEMENT: Mapping[str, Callable[[Collection, Call, Scope], Collection]] = {
    "where": _where,
    "select": _select,
    "repeat": _repeat,
    "exists": _exists,
    "all": _all,
    "aggregate": _aggregate,
    "iif": _iif,
    "ofType": _of_type,
    "as": _of_type,
    "is": _is,
}


def _one_number(found: Collection) -> Decimal | None:
    if not found:
        return None
    value = number(found[0])
    if len(found) > 1 or value is None:
        raise InputError("one number is expected")
    return value


def _numbers(of: Collection) -> list[Decimal]:
    values = [number(one) for one in of]
    if any(value is None for value in values):
        raise InputError("only numbers are added up")
    return [value for value in values if value is not None]


def _sum(of: Collection, arguments: list[Collection], scope: Scope) -> Collection:
    return [Node(sum(_numbers(of), Decimal(0)))]


def _weighed(of: Collection, arguments: list[Collection], scope: Scope) -> Collection:
    found: Collection = []
    for node in of:
        weight = number(node) if not isinstance(node.value, Mapping) else own_weight(node.value)
        if weight is None and isinstance(node.value, Mapping):
            weight = scope.weights(node.item, node.value)
        if weight is not None:
            found.append(Node(weight, node.item))
    return found


def own_weight(value: Mapping[str, Any]) -> Decimal | None:
    """Which weight does this coding (or option) carry itself?

    Takes: JSON with extensions. Gives: the value of ordinalValue or itemWeight; None without one.
    """
    for extension in value.get("extension", ()):
        if extension.get("url") in ORDINAL and isinstance(extension.get("valueDecimal"), (int, float, Decimal)):
            return Decimal(str(extension["valueDecimal"]))
    return None


def _math(compute: Callable[[Decimal, list[Decimal]], Decimal]) -> Callable[..., Collection]:
    def applied(of: Collection, arguments: list[Collection], scope: Scope) -> Collection:
        value = _one_number(of)
        given = [_one_number(argument) for argument in arguments]
        if value is None or any(one is None for one in given):
            return []
        return [Node(compute(value, [one for one in given if one is not None]))]

    return applied


def _to_number(of: Collection, arguments: list[Collection], scope: Scope) -> Collection:
    if not of:
        return []
    value = of[0].value
    if isinstance(value, bool):
        return [Node(Decimal(int(value)))]
    found = number(of[0])
    if found is None and isinstance(value, str):
        try:
            found = Decimal(value)
        except InvalidOperation:
            return []
    return [] if found is None else [Node(found)]


def _children(node: Node) -> Collection:
    names = node.value if isinstance(node.value, Mapping) else ()
    return [one for name in names for one in members(node, name)]


def _extension(of: Collection, arguments: list[Collection], scope: Scope) -> Collection:
    url = arguments[0][0].value
    return [one for each in of for one in members(each, "extension") if one.value.get("url") == url]


_PLAIN: Mapping[str, Callable[[Collection, list[Collection], Scope], Collection]] = {
    "descendants": lambda of, a, s: [one for each in of for one in everything(each)],
    "children": lambda of, a, s: [one for each in of for one in _children(each)],
    "empty": lambda of, a, s: [Node(not of)],
    "not": lambda of, a, s: _truth(None if truth(of) is None else not truth(of)),
    "count": lambda of, a, s: [Node(Decimal(len(of)))],
    "sum": _sum,
    "min": lambda of, a, s: [Node(min(_numbers(of)))] if of else [],
    "max": lambda of, a, s: [Node(max(_numbers(of)))] if of else [],
    "avg": lambda of, a, s: [Node(sum(_numbers(of), Decimal(0)) / len(of))] if of else [],
    "first": lambda of, a, s: of[:1],
    "last": lambda of, a, s: of[-1:],
    "tail": lambda of, a, s: of[1:],
    "skip": lambda of, a, s: of[int(a[0][0].value) :],
    "take": lambda of, a, s: of[: int(a[0][0].value)],
    "single": lambda of, a, s: of[:1],
    "distinct": lambda of, a, s: _distinct(of),
    "union": lambda of, a, s: _distinct([*of, *a[0]]),
    "combine": lambda of, a, s: [*of, *a[0]],
    "ordinal": _weighed,
    "weight": _weighed,
    "extension": _extension,
    "hasValue": lambda of, a, s: [Node(len(of) == 1 and not isinstance(of[0].value, (Mapping, list)))],
    "trace": lambda of, a, s: of,
    "anyTrue": lambda of, a, s: [Node(any(one.value is True for one in of))],
    "allTrue": lambda of, a, s: [Node(all(one.value is True for one in of))],
    "toInteger": _to_number,
    "toDecimal": _to_number,
    "toString": lambda of, a, s: [Node(str(of[0].value))] if of else [],
    "round": _math(lambda value, given: rounded(value, int(given[0]) if given else 0)),
    "abs": _math(lambda value, given: abs(value)),
    "power": _math(lambda value, given: value ** given[0]),
    "sqrt": _math(lambda value, given: value.sqrt()),
    "ceiling": _math(lambda value, given: value.to_integral_value(rounding="ROUND_CEILING")),
    "floor": _math(lambda value, given: value.to_integral_value(rounding="ROUND_FLOOR")),
    "truncate": _math(lambda value, given: value.to_integral_value(rounding="ROUND_DOWN")),
}
