"""The words by which SQLite and PostgreSQL compute the same in a query of SensorThings.

What SQLite lacks, or does in another way (letters beyond ASCII, calendar, whole numbers of a fraction), is a function
of Python that the connection is given; it computes as ``to_frame`` does for observations.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import connection

__all__ = ["Dialect", "Postgres", "Sqlite", "dialect"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PARTS: dict[str, Callable[[datetime], float]] = {
    "year": lambda moment: moment.year,
    "month": lambda moment: moment.month,
    "day": lambda moment: moment.day,
    "hour": lambda moment: moment.hour,
    "minute": lambda moment: moment.minute,
    "second": lambda moment: moment.second,
}


class Dialect(ABC):
    """What both have in common, and what each says in its own way."""

    lower = "lower"
    upper = "upper"

    @abstractmethod
    def prepare(self) -> None:
        """Make the connection able to do all this."""

    @abstractmethod
    def position(self, part: str, whole: str) -> str:
        """Where does a text begin in another one: 1 for its first letter, 0 when it is not in it."""

    @abstractmethod
    def modulo(self, left: str, right: str) -> str:
        """What remains of a division, with the sign of the dividend."""

    def floor(self, value: str) -> str:
        """The nearest whole number below."""
        return f"floor({value})"

    def ceiling(self, value: str) -> str:
        """The nearest whole number above."""
        return f"ceiling({value})"

    @abstractmethod
    def round(self, value: str) -> str:
        """The nearest whole number, of two the one farther from zero."""

    @abstractmethod
    def part(self, name: str, instant: str) -> str:
        """A part of an instant (ms) in UTC."""

    @abstractmethod
    def json(self, column: str, kind: str) -> str:
        """A member of a JSON text as text, number or boolean; its path is a parameter, as often as ``json_paths``."""

    @abstractmethod
    def json_absent(self, column: str) -> str:
        """Is there no such member, or null?"""

    @abstractmethod
    def json_path(self, steps: tuple[str, ...]) -> object:
        """The path of a member as a parameter."""

    @abstractmethod
    def among(self, column: str) -> str:
        """Is it one of the numbers in the parameter that ``numbers`` makes?"""

    @abstractmethod
    def numbers(self, values: list[int]) -> object:
        """A list of numbers as one parameter."""


class Sqlite(Dialect):
    """SQLite, with functions of Python."""

    lower, upper = "house_lower", "house_upper"

    def prepare(self) -> None:
        """Give the connection its functions; once more changes nothing."""
        connection.ensure_connection()
        give = connection.connection.create_function
        give("house_lower", 1, lambda text: None if text is None else str(text).lower(), deterministic=True)
        give("house_upper", 1, lambda text: None if text is None else str(text).upper(), deterministic=True)
        give("house_floor", 1, lambda value: _whole(math.floor, value), deterministic=True)
        give("house_ceiling", 1, lambda value: _whole(math.ceil, value), deterministic=True)
        give("house_round", 1, lambda value: _whole(_nearest, value), deterministic=True)
        give("house_modulo", 2, _modulo, deterministic=True)
        give("house_part", 2, _part, deterministic=True)

    def position(self, part: str, whole: str) -> str:
        """See ``Dialect.position``."""
        return f"instr({whole}, {part})"

    def modulo(self, left: str, right: str) -> str:
        """See ``Dialect.modulo``."""
        return f"house_modulo({left}, {right})"

    def floor(self, value: str) -> str:
        """See ``Dialect.floor``."""
        return f"house_floor({value})"

    def ceiling(self, value: str) -> str:
        """See ``Dialect.ceiling``."""
        return f"house_ceiling({value})"

    def round(self, value: str) -> str:
        """See ``Dialect.round``."""
        return f"house_round({value})"

    def part(self, name: str, instant: str) -> str:
        """See ``Dialect.part``."""
        return f"house_part('{name}', {instant})"

    def json(self, column: str, kind: str) -> str:
        """See ``Dialect.json``."""
        if kind == "text":
            return f"CASE WHEN json_type({column}, %s) = 'text' THEN json_extract({column}, %s) END"
        if kind == "number":
            return (
                f"CASE WHEN json_type({column}, %s) IN ('integer', 'real') "
                f"THEN CAST(json_extract({column}, %s) AS REAL) END"
            )
        return f"CASE WHEN json_type({column}, %s) IN ('true', 'false') THEN json_extract({column}, %s) END"

    def json_absent(self, column: str) -> str:
        """See ``Dialect.json_absent``."""
        return f"(coalesce(json_type({column}, %s), 'null') = 'null')"

    def json_path(self, steps: tuple[str, ...]) -> object:
        """See ``Dialect.json_path``."""
        return "$" + "".join(f'."{step}"' for step in steps)

    def among(self, column: str) -> str:
        """See ``Dialect.among``."""
        return f"{column} IN (SELECT value FROM json_each(%s))"

    def numbers(self, values: list[int]) -> object:
        """See ``Dialect.numbers``."""
        return f"[{','.join(map(str, values))}]"


class Postgres(Dialect):
    """PostgreSQL, which can all of it."""

    def prepare(self) -> None:
        """Nothing: it has all that is asked of it."""

    def position(self, part: str, whole: str) -> str:
        """See ``Dialect.position``."""
        return f"strpos({whole}, {part})"

    def modulo(self, left: str, right: str) -> str:
        """See ``Dialect.modulo``."""
        return f"CAST(mod(CAST({left} AS NUMERIC), NULLIF(CAST({right} AS NUMERIC), 0)) AS DOUBLE PRECISION)"

    def round(self, value: str) -> str:
        """See ``Dialect.round``."""
        return f"CAST(round(CAST({value} AS NUMERIC)) AS DOUBLE PRECISION)"

    def part(self, name: str, instant: str) -> str:
        """See ``Dialect.part``."""
        moment = f"to_timestamp(({instant}) / 1000.0) AT TIME ZONE 'UTC'"
        found = f"extract({name} FROM {moment})"
        return f"CAST(floor({found}) AS DOUBLE PRECISION)"

    def json(self, column: str, kind: str) -> str:
        """See ``Dialect.json``."""
        wanted, cast = {
            "text": ("string", "TEXT"),
            "number": ("number", "DOUBLE PRECISION"),
            "boolean": ("boolean", "BOOLEAN"),
        }[kind]
        member = f"CAST({column} AS JSONB)"
        return (
            f"CASE WHEN jsonb_typeof({member} #> CAST(%s AS TEXT[])) = '{wanted}' "
            f"THEN CAST({member} #>> CAST(%s AS TEXT[]) AS {cast}) END"
        )

    def json_absent(self, column: str) -> str:
        """See ``Dialect.json_absent``."""
        return f"(coalesce(jsonb_typeof(CAST({column} AS JSONB) #> CAST(%s AS TEXT[])), 'null') = 'null')"

    def json_path(self, steps: tuple[str, ...]) -> object:
        """See ``Dialect.json_path``."""
        return list(steps)

    def among(self, column: str) -> str:
        """See ``Dialect.among``."""
        return f"{column} = ANY(CAST(%s AS BIGINT[]))"

    def numbers(self, values: list[int]) -> object:
        """See ``Dialect.numbers``."""
        return values


def dialect() -> Dialect:
    """That of Django's connection, made able."""
    found = Postgres() if connection.vendor == "postgresql" else Sqlite()
    found.prepare()
    return found


def _whole(rounding: Callable[[float], int], value: float | None) -> float | None:
    return value if value is None or not math.isfinite(value) else float(rounding(value))


def _nearest(value: float) -> int:
    return math.floor(value + 0.5) if value >= 0 else -math.floor(0.5 - value)


def _modulo(left: float | None, right: float | None) -> float | None:
    return None if left is None or not right or not math.isfinite(left) else math.fmod(left, right)


def _part(name: str, instant: float | None) -> float | None:
    if instant is None:
        return None
    try:
        return float(_PARTS[name](_EPOCH + timedelta(milliseconds=instant)))
    except OverflowError:
        return None
