"""The functions of the language: those of the standard, and those that FROST documents beside them."""

from __future__ import annotations

from typing import NamedTuple

from pagus.apps.sensing.language.syntax import Kind

__all__ = ["FUNCTIONS", "Function"]


class Function(NamedTuple):
    """What a function takes, in each of its shapes, and what it gives."""

    gives: Kind
    shapes: tuple[tuple[Kind, ...], ...]


def _of(gives: Kind, *shapes: tuple[Kind, ...]) -> Function:
    return Function(gives, shapes)


_BOUNDS: tuple[tuple[Kind, ...], ...] = (
    ("time", "time"),
    ("time", "interval"),
    ("interval", "time"),
    ("interval", "interval"),
)
_SHAPES: tuple[Kind, ...] = ("geometry", "geometry")

FUNCTIONS: dict[str, Function] = {
    "substringof": _of("boolean", ("text", "text")),
    "endswith": _of("boolean", ("text", "text")),
    "startswith": _of("boolean", ("text", "text")),
    "contains": _of("boolean", ("text", "text")),
    "substring": _of("text", ("text", "number"), ("text", "number", "number")),
    "indexof": _of("number", ("text", "text")),
    "length": _of("number", ("text",)),
    "tolower": _of("text", ("text",)),
    "toupper": _of("text", ("text",)),
    "trim": _of("text", ("text",)),
    "concat": _of("text", ("text", "text")),
    "round": _of("number", ("number",)),
    "floor": _of("number", ("number",)),
    "ceiling": _of("number", ("number",)),
    "year": _of("number", ("time",)),
    "month": _of("number", ("time",)),
    "day": _of("number", ("time",)),
    "hour": _of("number", ("time",)),
    "minute": _of("number", ("time",)),
    "second": _of("number", ("time",)),
    "fractionalseconds": _of("number", ("time",)),
    "totaloffsetminutes": _of("number", ("time",)),
    "date": _of("date", ("time",)),
    "time": _of("clock", ("time",)),
    "now": _of("time", ()),
    "mindatetime": _of("time", ()),
    "maxdatetime": _of("time", ()),
    "before": _of("boolean", *_BOUNDS),
    "after": _of("boolean", *_BOUNDS),
    "meets": _of("boolean", *_BOUNDS),
    "during": _of("boolean", *_BOUNDS),
    "overlaps": _of("boolean", *_BOUNDS),
    "starts": _of("boolean", *_BOUNDS),
    "finishes": _of("boolean", *_BOUNDS),
    "geo.distance": _of("number", _SHAPES),
    "geo.length": _of("number", ("geometry",)),
    "geo.intersects": _of("boolean", _SHAPES),
    "st_equals": _of("boolean", _SHAPES),
    "st_disjoint": _of("boolean", _SHAPES),
    "st_touches": _of("boolean", _SHAPES),
    "st_within": _of("boolean", _SHAPES),
    "st_overlaps": _of("boolean", _SHAPES),
    "st_crosses": _of("boolean", _SHAPES),
    "st_intersects": _of("boolean", _SHAPES),
    "st_contains": _of("boolean", _SHAPES),
    "st_relate": _of("boolean", ("geometry", "geometry", "text")),
}
