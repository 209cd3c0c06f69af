"""The nodes of a filter or an ordering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Any", "Binary", "Call", "Constant", "Kind", "Member", "Node", "Not", "Order", "Path"]

Kind = Literal["text", "number", "boolean", "time", "interval", "date", "clock", "duration", "geometry", "json", "null"]
"""What a value is: instants, dates, clock times and durations are milliseconds; an interval is two instants."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal: its kind, and its value as Python has it (geometry: well-known text)."""

    kind: Kind
    value: str | float | bool | tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Path:
    """A property, perhaps of a neighbour: ``Datastream/Thing/name``, ``properties/floor``."""

    steps: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join(self.steps)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of values."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two values and what stands between them: or, and, eq … ge, add … mod."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a condition."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Member:
    """Is the value one of these?"""

    operand: Node
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Is there a neighbour for which the condition holds? ``Datastreams/any(d: d/name eq 'x')``."""

    path: Path
    variable: str
    condition: Node


Node = Constant | Path | Call | Binary | Not | Member | Any


@dataclass(frozen=True, slots=True)
class Order:
    """One key of an ordering."""

    key: Node
    descending: bool
