"""Text that somebody else wrote -> data of a known shape, or every fault at once; bounded in size and depth."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from pagus.errors import ConfigError, InputError, ShapeError
from pagus.kernel.time import parse_instant

__all__ = ["Shape", "canonical_json", "faults_of", "fit", "read_json", "read_toml"]

MOST_FAULTS = 20


class Shape(BaseModel):
    """One table or object of a trust document: nothing is guessed, nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def read_instant(written: object) -> object:
    """Which instant (ms) does an entry of a TOML file mean: a day (its midnight UTC), or a moment with its offset?"""
    if isinstance(written, datetime):
        return parse_instant(written.isoformat())
    if isinstance(written, date):
        return int(datetime(written.year, written.month, written.day, tzinfo=UTC).timestamp()) * 1000
    raise InputError("write a date, as 2026-03-01, or a moment with its offset, as 2026-03-01T08:00:00Z")


def _plain(text: object) -> object:
    if isinstance(text, str) and not all(character.isprintable() or character == "\n" for character in text):
        raise InputError("a character here cannot be printed")
    return text


Instant = Annotated[int, BeforeValidator(read_instant)]
Milliseconds = Annotated[int, Field(ge=0, le=253_402_300_799_999)]
"""Since 1970-01-01 00:00 UTC, until the end of the year 9999."""
Format = Annotated[int, Field(ge=1, le=1)]
"""The number of the format of a document: 1 is the only one so far."""
Words = Annotated[str, BeforeValidator(_plain), StringConstraints(min_length=1, max_length=1_000)]
KitId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,47}/[a-z][a-z0-9-]{0,47}\z")]
KitVersion = Annotated[
    str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\z")
]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\z")]

Model = TypeVar("Model", bound=Shape)


def fit(shape: type[Model], data: object, what: str) -> Model:
    """Does this data have this shape?

    Takes: the shape; plain data; what it is, for the reader. Gives: the checked object.
    Refuses: ShapeError with every fault, each with its place.
    """
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        raise ShapeError("{what} cannot be used: {faults}", what=what, faults="; ".join(faults_of(error))) from error


def faults_of(error: ValidationError) -> list[str]:
    """What is wrong, fault by fault, each with its place? At most 20 are told, and how many more there are.

    Takes: what pydantic refused. Gives: the faults in words.
    """
    found = [_fault(details) for details in error.errors(include_url=False, include_input=False)]
    more = [f"and {len(found) - MOST_FAULTS} more"] if len(found) > MOST_FAULTS else []
    return [*found[:MOST_FAULTS], *more]


def _fault(details: Mapping[str, Any]) -> str:
    place = ".".join(str(step)[:60] for step in details["loc"])
    message = str(details["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def read_json(text: str, what: str, largest: int) -> dict[str, Any]:
    """Which object does this JSON text hold?

    Takes: the text; what it is; how many characters it may have. Gives: the object.
    Refuses: ShapeError when it is too large or too deep, no JSON, no object, or holds a key twice or a number
    that JSON does not know (NaN).
    """
    if len(text) > largest:
        raise ShapeError("{what} is larger than {largest} characters", what=what, largest=largest)
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ShapeError("{what} is not readable as JSON", what=what) from error
    if not isinstance(data, dict):
        raise ShapeError("{what} is not a JSON object", what=what)
    return data


def canonical_json(data: Mapping[str, Any]) -> str:
    """The one way in which this object is written: keys sorted, two spaces, no letter escaped, a line feed at the end.

    Takes: plain data without NaN. Gives: the text; the same object gives the same bytes everywhere.
    """
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True) + "\n"


def read_toml(text: str, what: str, largest: int) -> dict[str, Any]:
    """Which tables does this TOML text hold?

    Takes: the text; the name of the file; how many characters it may have. Gives: the tables.
    Refuses: ConfigError when it is too large, too deep or no TOML.
    """
    if len(text) > largest:
        raise ConfigError("{what} is larger than {largest} characters", what=what, largest=largest)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
        raise ConfigError("{what} cannot be read: {reason}", what=what, reason=reason) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a key stands twice")
    return data


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
