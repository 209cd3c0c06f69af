"""From a tree to a program, whatever runs it: the kinds of all values are checked here, once.

A back end makes values of its own (SQL texts, columns of a frame) and is told only what fits together. Like SQL, it
knows true, false and unknown: a comparison with something that is not there is unknown.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, Protocol, TypeVar

from pagus.apps.sensing.language.functions import FUNCTIONS
from pagus.apps.sensing.language.syntax import Any, Binary, Call, Constant, Kind, Member, Node, Not, Path
from pagus.errors import InputError

__all__ = ["Backend", "Compiler", "Value"]

V = TypeVar("V")
COMPARISONS = {"eq", "ne", "gt", "ge", "lt", "le"}
_MIRRORED = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge", "eq": "eq", "ne": "ne"}
_INSTANTS = {"time", "date"}
_PLAIN: tuple[Kind, Kind] = ("number", "text")
_SUMS: dict[tuple[str, Kind, Kind], Kind] = {
    ("add", "time", "duration"): "time",
    ("add", "duration", "time"): "time",
    ("sub", "time", "duration"): "time",
    ("sub", "time", "time"): "duration",
    ("add", "duration", "duration"): "duration",
    ("sub", "duration", "duration"): "duration",
    ("mul", "duration", "number"): "duration",
    ("mul", "number", "duration"): "duration",
    ("div", "duration", "number"): "duration",
}


class Value(NamedTuple, Generic[V]):
    """A value of a kind; an interval has an end too."""

    kind: Kind
    it: V
    end: V | None = None


class Backend(Protocol[V]):
    """What makes values."""

    def constant(self, kind: Kind, value: str | float | bool | None) -> V:
        """A literal."""

    def path(self, path: Path) -> Value[V]:
        """A property."""

    def as_kind(self, value: V, kind: Kind) -> V:
        """A member of a JSON document as text, number or boolean; nothing when it is another."""

    def compare(self, operator: str, left: V, right: V, kind: Kind) -> V:
        """eq, ne, gt, ge, lt, le of two values of the same kind."""

    def is_nothing(self, value: V) -> V:
        """Is it absent?"""

    def both(self, left: V, right: V) -> V:
        """The one and the other."""

    def either(self, left: V, right: V) -> V:
        """The one or the other."""

    def contrary(self, operand: V) -> V:
        """Not."""

    def arithmetic(self, operator: str, left: V, right: V) -> V:
        """add, sub, mul, div, mod of two numbers; nothing when divided by zero."""

    def function(self, name: str, arguments: list[V]) -> V:
        """A function of plain values."""

    def spatial(self, call: Call, operator: str, bound: float | None) -> V:
        """A question about a shape; for a distance or length with what it is compared with."""

    def leaf(self, node: Node) -> V | None:
        """The condition ``node`` when the back end answers it whole by itself (neighbours); else None."""

    def any(self, node: Any) -> V:
        """Is there a neighbour for which the condition holds?"""


class Compiler(Generic[V]):
    """Compiles trees with one back end."""

    def __init__(self, backend: Backend[V], now_ms: int) -> None:
        self._backend = backend
        self._now = now_ms

    def condition(self, node: Node) -> V:
        """A tree that is true, false or unknown. Refuses: InputError for any other."""
        value = self._condition(node)
        if value.kind == "json":
            return self._backend.as_kind(value.it, "boolean")
        if value.kind != "boolean":
            raise InputError("a filter is true or false, and this is a {kind}", kind=value.kind)
        return value.it

    def key(self, node: Node) -> Value[V]:
        """A tree by which can be sorted."""
        value = self.value(node)
        if value.kind == "geometry":
            raise InputError("shapes have no order")
        return Value("text", self._backend.as_kind(value.it, "text")) if value.kind == "json" else value

    def _condition(self, node: Node) -> Value[V]:
        backend = self._backend
        if isinstance(node, Binary) and node.operator in {"and", "or"}:
            join = backend.both if node.operator == "and" else backend.either
            return Value("boolean", join(self.condition(node.left), self.condition(node.right)))
        if isinstance(node, Not):
            return Value("boolean", backend.contrary(self.condition(node.operand)))
        whole = backend.leaf(node)
        if whole is not None:
            return Value("boolean", whole)
        return self.value(node)

    def value(self, node: Node) -> Value[V]:
        """A tree of any kind."""
        backend = self._backend
        if isinstance(node, Constant):
            return self._constant(node)
        if isinstance(node, Path):
            return backend.path(node)
        if isinstance(node, Any):
            return Value("boolean", backend.any(node))
        if isinstance(node, Member):
            return self._member(node)
        if isinstance(node, Call):
            return self._call(node)
        if isinstance(node, Not) or node.operator in {"and", "or"}:
            return self._condition(node)
        return self._compared(node) if node.operator in COMPARISONS else self._computed(node)

    def _constant(self, node: Constant) -> Value[V]:
        if isinstance(node.value, tuple):
            start, end = (self._backend.constant("time", float(each)) for each in node.value)
            return Value("interval", start, end)
        return Value(node.kind, self._backend.constant(node.kind, node.value))

    def _member(self, node: Member) -> Value[V]:
        found: V | None = None
        for each in node.values:
            one = self._compared(Binary("eq", node.operand, each)).it
            found = one if found is None else self._backend.either(found, one)
        assert found is not None
        return Value("boolean", found)

    def _compared(self, node: Binary) -> Value[V]:
        for call, other, operator in (
            (node.left, node.right, node.operator),
            (node.right, node.left, _MIRRORED[node.operator]),
        ):
            if isinstance(call, Call) and call.name in {"geo.distance", "geo.length"}:
                if not isinstance(other, Constant) or not isinstance(other.value, float):
                    raise InputError("{name} is compared with a number only", name=call.name)
                return Value("boolean", self._backend.spatial(call, operator, other.value))
        return Value("boolean", self._compare(node.operator, self.value(node.left), self.value(node.right)))

    def _compare(self, operator: str, left: Value[V], right: Value[V]) -> V:
        backend = self._backend
        if "null" in {left.kind, right.kind}:
            value = right if left.kind == "null" else left
            absent = backend.is_nothing(value.it)
            if operator not in {"eq", "ne"}:
                raise InputError("null is compared with eq and ne only")
            return absent if operator == "eq" else backend.contrary(absent)
        if left.kind == right.kind == "json":  # as numbers where both are numbers, as texts where both are texts
            alike = (self._compare(operator, self._as(left, kind), self._as(right, kind)) for kind in _PLAIN)
            return backend.either(*alike)
        left, right = self._alike(left, right)
        if "interval" in {left.kind, right.kind}:
            return self._compare_intervals(operator, left, right)
        if left.kind != right.kind or left.kind in {"geometry", "json"}:
            raise InputError(
                "a {left} and a {right} cannot be compared with {operator}",
                left=left.kind,
                right=right.kind,
                operator=operator,
            )
        return backend.compare(operator, left.it, right.it, left.kind)

    def _alike(self, left: Value[V], right: Value[V]) -> tuple[Value[V], Value[V]]:
        """The two with members of JSON documents taken as what they are compared with, and dates as instants."""
        left, right = self._as(left, right.kind), self._as(right, left.kind)
        if {left.kind, right.kind} == _INSTANTS or {left.kind, right.kind} == {"date", "interval"}:
            left, right = (Value("time", each.it) if each.kind == "date" else each for each in (left, right))
        return left, right

    def _as(self, value: Value[V], kind: Kind) -> Value[V]:
        if value.kind == "json" and kind in {"text", "number", "boolean"}:
            return Value(kind, self._backend.as_kind(value.it, kind))
        return value

    def _compare_intervals(self, operator: str, left: Value[V], right: Value[V]) -> V:
        """An interval is less than what begins after its end; equal when both ends are."""
        backend = self._backend
        (left_start, left_end), (right_start, right_end) = self._bounds(left), self._bounds(right)
        if operator in {"eq", "ne"}:
            same = backend.both(
                backend.compare("eq", left_start, right_start, "time"),
                backend.compare("eq", left_end, right_end, "time"),
            )
            return same if operator == "eq" else backend.contrary(same)
        if operator == "lt":
            return backend.compare("lt", left_end, right_start, "time")
        if operator == "le":
            return backend.compare("le", left_end, right_end, "time")
        if operator == "gt":
            return backend.compare("gt", left_start, right_end, "time")
        return backend.compare("ge", left_start, right_start, "time")

    @staticmethod
    def _bounds(value: Value[V]) -> tuple[V, V]:
        if value.kind not in {"time", "interval"}:
            raise InputError("a {kind} is no time", kind=value.kind)
        return value.it, value.it if value.end is None else value.end

    def _computed(self, node: Binary) -> Value[V]:
        left, right = self.value(node.left), self.value(node.right)
        left, right = (self._as(each, "number") for each in (left, right))
        if left.kind == right.kind == "number":
            kind: Kind = "number"
        else:
            left, right = (Value("time", each.it) if each.kind == "interval" else each for each in (left, right))
            found = _SUMS.get((node.operator, left.kind, right.kind))
            if found is None:
                raise InputError(
                    "{operator} does not take a {left} and a {right}",
                    operator=node.operator,
                    left=left.kind,
                    right=right.kind,
                )
            kind = found
        return Value(kind, self._backend.arithmetic(node.operator, left.it, right.it))

    def _call(self, node: Call) -> Value[V]:
        function = FUNCTIONS[node.name]
        if "geometry" in function.shapes[0]:
            if function.gives != "boolean":
                raise InputError("{name} is compared with a number only", name=node.name)
            return Value("boolean", self._backend.spatial(node, "", None))
        if node.name in {"now", "mindatetime", "maxdatetime"}:
            # Years 1 and 9999, the widest that a calendar of this house holds.
            instant = {"now": float(self._now), "mindatetime": -62135596800000.0, "maxdatetime": 253402300799999.0}
            return Value("time", self._backend.constant("time", instant[node.name]))
        values = [self.value(each) for each in node.arguments]
        if "interval" in function.shapes[-1]:
            return Value("boolean", self._related(node.name, *values))
        shape = next(shape for shape in function.shapes if len(shape) == len(values))
        given: list[V] = []
        for value, kind in zip(values, shape, strict=True):
            fitting = self._as(value, kind)
            if kind == "time" and fitting.kind in {"interval", "date"}:
                fitting = Value("time", fitting.it)
            if fitting.kind != kind:
                raise InputError("{name} takes a {wanted}, not a {kind}", name=node.name, wanted=kind, kind=value.kind)
            given.append(fitting.it)
        return Value(function.gives, self._backend.function(node.name, given))

    def _related(self, name: str, left: Value[V], right: Value[V]) -> V:
        """How two times lie to each other, as FROST has it; an instant begins and ends at once."""
        left, right = (Value("time", each.it) if each.kind == "date" else each for each in (left, right))
        (start, end), (other_start, other_end) = self._bounds(left), self._bounds(right)
        both, compare = self._backend.both, self._backend.compare
        if name == "before":
            return compare("lt", end, other_start, "time")
        if name == "after":
            return compare("gt", start, other_end, "time")
        if name == "meets":
            meeting = compare("eq", end, other_start, "time"), compare("eq", start, other_end, "time")
            return self._backend.either(*meeting)
        if name == "during":
            return both(compare("ge", start, other_start, "time"), compare("le", end, other_end, "time"))
        if name == "overlaps":
            return both(compare("le", start, other_end, "time"), compare("ge", end, other_start, "time"))
        if name == "starts":
            return compare("eq", start, other_start, "time")
        return compare("eq", end, other_end, "time")
