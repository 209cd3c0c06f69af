"""A page of entities, and where the next one begins: after the last row, whatever is added meanwhile."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from pagus.errors import InputError

__all__ = ["Page", "Row", "read_token", "write_token"]

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, the mark of the next page ("" when this is the last), how many there are in all if asked."""

    rows: Sequence[Row]
    token: str = ""
    count: int | None = None


def write_token(keys: Sequence[object]) -> str:
    """The mark of the page that begins after a row with these sort keys."""
    return base64.urlsafe_b64encode(msgspec.json.encode(list(keys))).decode().rstrip("=")


def read_token(token: str, kinds: Sequence[str]) -> list[object]:
    """The sort keys in a mark.

    Takes: the mark; the kind of each key. Refuses: InputError for what this server did not write for this order.
    """
    try:
        keys = msgspec.json.decode(base64.urlsafe_b64decode(token[:2_000] + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise InputError("$skiptoken is not one that this server gave") from error
    if not isinstance(keys, list) or len(keys) != len(kinds) or not all(map(_fits, keys, kinds)) or keys[-1] is None:
        raise InputError("$skiptoken is not one that this server gave")
    return list(keys)


def _fits(key: object, kind: str) -> bool:
    """Could a row have this sort key?"""
    return key is None or (isinstance(key, str) if kind == "text" else isinstance(key, int | float))
