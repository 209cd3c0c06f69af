"""Bodies that are kept short: the number of a stencil and what lies in its gaps, instead of a thousand bytes of JSON.

A short body begins with a byte with which no JSON begins. Whoever reads bodies has them made whole here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pagus.apps.resources.shapes import drawn

if TYPE_CHECKING:
    from pagus.apps.streams.store.database import Database

__all__ = ["Stencils", "short_body"]

_SHORT = b"\1"
_PATTERN = "SELECT pattern FROM store_stencil WHERE number = ?"


def short_body(number: int, texts: str) -> bytes:
    """What is kept of a body that is drawn with the stencil of this number."""
    return b"%b%b%b" % (_SHORT, number.to_bytes(4), texts.encode())


class Stencils:
    """The stencils of one store, over one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._patterns: dict[int, str] = {}

    def whole(self, kept: Any, updated_ms: int) -> bytes:
        """The bytes of a resource. Takes: what the database keeps of them; when this version was kept."""
        body = bytes(kept)
        if body[:1] != _SHORT:
            return body
        number = int.from_bytes(body[1:5])
        pattern = self._patterns.get(number)
        if pattern is None:
            (content,) = self._database.execute(_PATTERN, [number]).fetchone()
            pattern = self._patterns[number] = bytes(content).decode()
        return drawn(pattern, body[5:].decode(), updated_ms)

    def forget(self) -> None:
        """Remember nothing: what was read may have been undone."""
        self._patterns.clear()
