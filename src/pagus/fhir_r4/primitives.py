"""The primitive types of FHIR R4: what msgspec checks in C, and the tests for the rest.

A test answers for one value that is there, or for UNSET. ``URIS`` and ``CODES`` remember short values that passed: the
same few hundred systems and codes come again and again, and a look into a set costs a tenth of a regular expression.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType

__all__ = [
    "CODES",
    "KINDS",
    "URIS",
    "Base64Binary",
    "Boolean",
    "Canonical",
    "Code",
    "Date",
    "DateTime",
    "Decimal",
    "Id",
    "Instant",
    "Integer",
    "Markdown",
    "Oid",
    "PositiveInt",
    "String",
    "Time",
    "UnsignedInt",
    "Uri",
    "Url",
    "Uuid",
    "Xhtml",
]

_LARGEST = 2**31 - 1
_LONGEST = 1024 * 1024


def _text(kind: str) -> Meta:
    return Meta(min_length=1, max_length=_LONGEST, extra={"fhir": kind})


Boolean = Annotated[bool, Meta(extra={"fhir": "boolean"})]
Integer = Annotated[int, Meta(ge=-(2**31), le=_LARGEST, extra={"fhir": "integer"})]
PositiveInt = Annotated[int, Meta(ge=1, le=_LARGEST, extra={"fhir": "positiveInt"})]
UnsignedInt = Annotated[int, Meta(ge=0, le=_LARGEST, extra={"fhir": "unsignedInt"})]
String = Annotated[str, _text("string")]
Markdown = Annotated[str, _text("markdown")]
Code = Annotated[str, _text("code")]
Uri = Annotated[str, _text("uri")]
Url = Annotated[str, _text("url")]
Canonical = Annotated[str, _text("canonical")]
Oid = Annotated[str, _text("oid")]
Uuid = Annotated[str, _text("uuid")]
Id = Annotated[str, _text("id")]
Date = Annotated[str, _text("date")]
DateTime = Annotated[str, _text("dateTime")]
Instant = Annotated[str, _text("instant")]
Time = Annotated[str, _text("time")]
Base64Binary = Annotated[str, Meta(min_length=1, extra={"fhir": "base64Binary"})]
Xhtml = Annotated[str, Meta(min_length=1, extra={"fhir": "xhtml"})]
if TYPE_CHECKING:
    Decimal = decimal.Decimal | int
else:
    Decimal = Annotated[Any, Meta(extra={"fhir": "decimal"})]
"""A number as it was written: a whole one stays int, another becomes Decimal from its text (by ``float_hook``)."""

_YEAR = r"(?!0000)\d{4}"
_LEAP = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    rf"(?:{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    rf"|(?!0000){_LEAP}-02-29)"
)
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?"
_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"


def _test(pattern: str) -> Callable[[Any], bool]:
    match = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: value is UNSET or match(value) is not None


is_id: Final = _test(r"[A-Za-z0-9\-.]{1,64}")
is_date: Final = _test(rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|{_DAY}")
is_date_time: Final = _test(rf"{_DAY}(?:T{_CLOCK}{_ZONE})?|{_YEAR}(?:-(?:0[1-9]|1[0-2]))?")
is_instant: Final = _test(rf"{_DAY}T{_CLOCK}{_ZONE}")
is_time: Final = _test(_CLOCK)
is_oid: Final = _test(r"urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+")
is_uuid: Final = _test(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
is_base64: Final = _test(r"\s*(?:(?:[0-9a-zA-Z+/]\s*){4})*(?:(?:[0-9a-zA-Z+/]\s*){2}(?:[0-9a-zA-Z+/]\s*=|=\s*=)\s*)?")
is_mime_type: Final = _test(r"[\w.+\-!#$&^*]+(?:/[\w.+\-!#$&^*]+)?(?:\s*;\s*[\w.+\-]+=(?:\"[^\"]*\"|[^\s;\"]+))*")

URIS: Final[set[str | UnsetType]] = {UNSET}
CODES: Final[set[str | UnsetType]] = {UNSET}
_MOST_REMEMBERED = 4096
_LONGEST_REMEMBERED = 128
_CODE = re.compile(r"\S+(?:\s\S+)*").fullmatch
_GAP = re.compile(r"\s").search


def _remember(values: set[str | UnsetType], value: str) -> None:
    if len(values) < _MOST_REMEMBERED and len(value) <= _LONGEST_REMEMBERED:
        values.add(value)


def is_uri(value: str | UnsetType) -> bool:
    """Is it free of white space? (The grammar of R4 asks no more of a uri, url or canonical.)"""
    if value is UNSET or value in URIS:
        return True
    if _GAP(value) is not None:
        return False
    if not value.startswith("urn:uuid:"):
        _remember(URIS, value)
    return True


def is_code(value: str | UnsetType) -> bool:
    """Is it without white space at its ends, and with single white space inside?"""
    if value is UNSET or value in CODES:
        return True
    if _CODE(value) is None:
        return False
    _remember(CODES, value)
    return True


def is_number(value: object) -> bool:
    """Did JSON hold a number here?"""
    kind = type(value)
    return kind is int or kind is decimal.Decimal or value is UNSET


def _always(_value: object) -> bool:
    return True


KINDS: Final[dict[str, tuple[type | tuple[type, ...], Callable[[Any], bool]]]] = {
    "boolean": (bool, _always),
    "integer": (int, lambda value: -(2**31) <= value <= _LARGEST),
    "positiveInt": (int, lambda value: 1 <= value <= _LARGEST),
    "unsignedInt": (int, lambda value: 0 <= value <= _LARGEST),
    "decimal": ((int, decimal.Decimal), _always),
    "string": (str, _always),
    "markdown": (str, _always),
    "code": (str, is_code),
    "uri": (str, is_uri),
    "url": (str, is_uri),
    "canonical": (str, is_uri),
    "oid": (str, is_oid),
    "uuid": (str, is_uuid),
    "id": (str, is_id),
    "date": (str, is_date),
    "dateTime": (str, is_date_time),
    "instant": (str, is_instant),
    "time": (str, is_time),
    "base64Binary": (str, is_base64),
    "xhtml": (str, _always),
}
"""For each primitive: the Python type that JSON gives, and the test of its value."""
