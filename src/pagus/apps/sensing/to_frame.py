"""Conditions on observations as expressions over a frame. Computes as ``dialects`` and ``to_sql`` do."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
import polars as pl

from pagus.apps.sensing.entities import ENTITIES
from pagus.apps.sensing.language.compiling import Value
from pagus.apps.sensing.language.syntax import Any, Binary, Call, Kind, Member, Node, Not, Path
from pagus.apps.sensing.queries.reading import judged
from pagus.apps.sensing.to_sql import paths_in
from pagus.errors import InputError

__all__ = ["FrameBackend", "neighbour_of", "stripped"]

_COMPARE = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
_NEIGHBOURS = {"Datastream": ("Datastream", "ds"), "FeatureOfInterest": ("FeatureOfInterest", "feature")}
_Numbers = npt.NDArray[np.float64]
_OBSERVATION = ENTITIES["Observation"]


class FrameBackend:
    """Makes expressions of the values of a compiler. See ``language.compiling.Backend``."""

    def __init__(self) -> None:
        self._json: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._kept: list[pl.Expr] = []

    def constant(self, kind: Kind, value: str | float | bool | None) -> pl.Expr:
        """A literal."""
        return pl.lit(value)

    def path(self, path: Path) -> Value[pl.Expr]:
        """The column of a property."""
        found = _OBSERVATION.property(path.steps[0])
        if found.name == "id":
            return Value("text", pl.concat_str([pl.col("ds"), pl.lit("-"), pl.col("t")]))
        if found.kind == "json":
            made = pl.col(found.column)
            self._json[id(made)] = found.column, path.steps[1:]
            self._kept.append(made)
            return Value("json", made)
        if len(path.steps) > 1:
            raise InputError("{path} is no property", path=str(path)[:80])
        if found.kind == "interval":
            start = pl.col(found.column)
            return Value("interval", start, pl.coalesce(pl.col(found.end), start))
        return Value(found.kind, pl.col(found.column))

    def as_kind(self, value: pl.Expr, kind: Kind) -> pl.Expr:
        """A member of a JSON text."""
        column, steps = self._json[id(value)]
        types: dict[str, tuple[type | tuple[type, ...], pl.DataType]] = {
            "text": (str, pl.String()),
            "number": ((int, float), pl.Float64()),
            "boolean": (bool, pl.Boolean()),
        }
        wanted, gives = types[kind]

        def member(text: str) -> object:
            found = _member(text, steps)
            right = isinstance(found, wanted) and (kind == "boolean" or not isinstance(found, bool))
            return (float(found) if kind == "number" else found) if right else None  # type: ignore[arg-type]

        return pl.col(column).map_elements(member, return_dtype=gives, skip_nulls=True)

    def compare(self, operator: str, left: pl.Expr, right: pl.Expr, kind: Kind) -> pl.Expr:
        """Two values of the same kind."""
        found: pl.Expr = _COMPARE[operator](left, right)
        return found

    def is_nothing(self, value: pl.Expr) -> pl.Expr:
        """Is it absent?"""
        if id(value) in self._json:
            column, steps = self._json[id(value)]
            found = pl.col(column).map_elements(
                lambda text: _member(text, steps) is None, return_dtype=pl.Boolean, skip_nulls=True
            )
            return found.fill_null(True)
        return value.is_null()

    def both(self, left: pl.Expr, right: pl.Expr) -> pl.Expr:
        """And."""
        return left & right

    def either(self, left: pl.Expr, right: pl.Expr) -> pl.Expr:
        """Or."""
        return left | right

    def contrary(self, operand: pl.Expr) -> pl.Expr:
        """Not."""
        return ~operand

    def arithmetic(self, operator: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
        """Of two numbers, as fractions."""
        left, right = left.cast(pl.Float64), right.cast(pl.Float64)
        if operator == "add":
            return left + right
        if operator == "sub":
            return left - right
        if operator == "mul":
            return left * right
        # Each value is named once: what names it twice doubles with every bracket that a client writes.
        return pl.map_batches([left, right], _DIVIDED[operator], return_dtype=pl.Float64)

    def function(self, name: str, arguments: list[pl.Expr]) -> pl.Expr:
        """A function of plain values."""
        return _FUNCTION[name](*arguments)

    def spatial(self, call: Call, operator: str, bound: float | None) -> pl.Expr:
        """Observations have no shapes of their own."""
        raise InputError("an observation has no shape: ask for FeatureOfInterest/feature or Datastream/observedArea")

    def leaf(self, node: Node) -> pl.Expr | None:
        """A condition on the datastream, or on the feature of interest, is asked of the database once for all."""
        name = neighbour_of(node)
        if name is None:
            return None
        entity, column = _NEIGHBOURS[name]
        true, false = judged(ENTITIES[entity], stripped(node))
        number = pl.col(column)
        return (
            pl.when(number.is_in(pl.lit(pl.Series(true, dtype=pl.Int64)).implode()))
            .then(pl.lit(True))
            .when(number.is_in(pl.lit(pl.Series(false, dtype=pl.Int64)).implode()))
            .then(pl.lit(False))
            .otherwise(pl.lit(None, dtype=pl.Boolean))
        )

    def any(self, node: Any) -> pl.Expr:
        """Neighbours of the datastream or of the feature."""
        found = self.leaf(node)
        if found is None:
            raise InputError("{path} are no neighbours", path=str(node.path)[:80])
        return found


def neighbour_of(node: Node) -> str | None:
    """Through which neighbour do all properties of this condition lead? None when they are the observation's own.

    Refuses: InputError when one condition compares an observation with its neighbours.
    """
    paths = [node.path] if isinstance(node, Any) else list(paths_in(node))
    names = {path.steps[0] if path.steps[0] in _NEIGHBOURS else "" for path in paths}
    if names <= {""}:
        return None
    if len(names) > 1:
        raise InputError("one comparison takes properties of the observation, or of one neighbour")
    return names.pop()


def stripped(node: Node) -> Node:
    """The condition as the neighbour sees it: without the first step of each path."""
    if isinstance(node, Path):
        return Path(node.steps[1:])
    if isinstance(node, Binary):
        return Binary(node.operator, stripped(node.left), stripped(node.right))
    if isinstance(node, Not):
        return Not(stripped(node.operand))
    if isinstance(node, Member):
        return Member(stripped(node.operand), node.values)
    if isinstance(node, Call):
        return Call(node.name, tuple(stripped(each) for each in node.arguments))
    if isinstance(node, Any):
        return Any(Path(node.path.steps[1:]), node.variable, node.condition)
    return node


def _member(text: str, steps: tuple[str, ...]) -> object:
    found = msgspec.json.decode(text)
    for step in steps:
        found = found.get(step) if isinstance(found, dict) else None
    return found


def _divided(dividing: Callable[[_Numbers, _Numbers], _Numbers]) -> Callable[[Sequence[pl.Series]], pl.Series]:
    """A division of two columns; nothing where the divisor is zero, or where one of the two is nothing."""

    def divide(columns: Sequence[pl.Series]) -> pl.Series:
        size = max(len(column) for column in columns)
        left, right = (column.cast(pl.Float64).to_numpy() for column in columns)
        left, right = np.broadcast_to(left, size), np.broadcast_to(right, size)
        with np.errstate(all="ignore"):
            found = dividing(left, right)
        return pl.Series(columns[0].name, np.where(right == 0, np.nan, found)).fill_nan(None)

    return divide


_DIVIDED = {"div": _divided(np.divide), "mod": _divided(np.fmod)}


def _instant(value: pl.Expr) -> pl.Expr:
    return value.cast(pl.Int64).cast(pl.Datetime("ms"))


def _substring(text: pl.Expr, start: pl.Expr, length: pl.Expr | None = None) -> pl.Expr:
    first = pl.max_horizontal(start, pl.lit(0.0)).floor().cast(pl.Int64)
    if length is None:
        return text.str.slice(first)
    return text.str.slice(first, pl.max_horizontal(length, pl.lit(0.0)).floor().cast(pl.UInt64))


def _index(whole: pl.Expr, part: pl.Expr) -> pl.Expr:
    """By letters, as people count; -1 when it is not there."""
    return pl.struct(whole.alias("w"), part.alias("p")).map_elements(
        lambda each: None if each["w"] is None or each["p"] is None else float(each["w"].find(each["p"])),
        return_dtype=pl.Float64,
    )


_DAY = 86_400_000.0
_FUNCTION: dict[str, Callable[..., pl.Expr]] = {
    "substringof": lambda part, whole: whole.str.contains(part, literal=True),
    "contains": lambda whole, part: whole.str.contains(part, literal=True),
    "startswith": lambda whole, part: whole.str.starts_with(part),
    "endswith": lambda whole, part: whole.str.ends_with(part),
    "substring": _substring,
    "indexof": _index,
    "length": lambda text: text.str.len_chars().cast(pl.Float64),
    "tolower": lambda text: text.str.to_lowercase(),
    "toupper": lambda text: text.str.to_uppercase(),
    "trim": lambda text: text.str.strip_chars(" "),
    "concat": lambda left, right: pl.concat_str([left, right]),
    "round": lambda value: value.cast(pl.Float64).round(0, mode="half_away_from_zero"),
    "floor": lambda value: value.floor(),
    "ceiling": lambda value: value.ceil(),
    "year": lambda time: _instant(time).dt.year().cast(pl.Float64),
    "month": lambda time: _instant(time).dt.month().cast(pl.Float64),
    "day": lambda time: _instant(time).dt.day().cast(pl.Float64),
    "hour": lambda time: _instant(time).dt.hour().cast(pl.Float64),
    "minute": lambda time: _instant(time).dt.minute().cast(pl.Float64),
    "second": lambda time: _instant(time).dt.second().cast(pl.Float64),
    "fractionalseconds": lambda time: (time.cast(pl.Float64) - (time.cast(pl.Float64) / 1e3).floor() * 1e3) / 1e3,
    "totaloffsetminutes": lambda time: time.cast(pl.Float64) * 0.0,
    "date": lambda time: (time.cast(pl.Float64) / _DAY).floor() * _DAY,
    "time": lambda time: time.cast(pl.Float64) - (time.cast(pl.Float64) / _DAY).floor() * _DAY,
}
