"""The primitive types of FHIR R4: what msgspec checks in C, and the tests for the rest.

``URIS`` and ``CODES`` remember short values that passed: the
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
    "INSTANT_GRAMMAR",
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


def _match(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern, re.ASCII).fullmatch


ID: Final = _match(r"[A-Za-z0-9\-.]{1,64}")
DATE: Final = _match(rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|{_DAY}")
DATE_TIME: Final = _match(rf"{_DAY}(?:T{_CLOCK}{_ZONE})?|{_YEAR}(?:-(?:0[1-9]|1[0-2]))?")
INSTANT_GRAMMAR: Final = rf"{_DAY}T{_CLOCK}{_ZONE}"
INSTANT: Final = _match(INSTANT_GRAMMAR)
TIME: Final = _match(_CLOCK)
OID: Final = _match(r"urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+")
UUID: Final = _match(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
BASE64: Final = _match(r"\s*(?:(?:[0-9a-zA-Z+/]\s*){4})*(?:(?:[0-9a-zA-Z+/]\s*){2}(?:[0-9a-zA-Z+/]\s*=|=\s*=)\s*)?")
_TOKEN = r"[\w.+\-!#$&^*]+"
_MIME = _match(rf"xml|json|ttl|{_TOKEN}/{_TOKEN}(?:\s*;\s*[\w.+\-]+=(?:\"[^\"]*\"|[^\s;\"]+))*")

NUMBERS: Final = frozenset({int, decimal.Decimal, UnsetType})
"""The Python types of a decimal, there or not."""

URIS: Final[set[str | UnsetType | None]] = {UNSET, None}
CODES: Final[set[str | UnsetType | None]] = {UNSET, None}
_MOST_REMEMBERED = 4096
_LONGEST_REMEMBERED = 128
_CODE = re.compile(r"\S+(?:\s\S+)*").fullmatch
_GAP = re.compile(r"\s").search


def _remember(values: set[str | UnsetType | None], value: str) -> None:
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


def is_mime_type(value: str) -> bool:
    """Is it the name of a type of media, with or without parameters, or one of the short words of FHIR for its own?"""
    return _MIME(value) is not None


def is_number(value: object) -> bool:
    """Did JSON hold a number here?"""
    kind = type(value)
    return kind is int or kind is decimal.Decimal or value is UNSET


def _always(_value: object) -> bool:
    return True


KINDS: Final[dict[str, tuple[type | tuple[type, ...], Callable[[Any], object]]]] = {
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
    "oid": (str, OID),
    "uuid": (str, UUID),
    "id": (str, ID),
    "date": (str, DATE),
    "dateTime": (str, DATE_TIME),
    "instant": (str, INSTANT),
    "time": (str, TIME),
    "base64Binary": (str, BASE64),
    "xhtml": (str, _always),
}
"""For each primitive: the Python type that JSON gives, and the test of its value (anything true passes)."""
