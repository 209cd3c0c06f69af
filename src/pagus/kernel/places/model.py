"""What a place and a membership are, and the columns of the tables that hold many of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from pagus.errors import CodeError

__all__ = [
    "FORMER_COLUMNS",
    "MEMBERSHIP_COLUMNS",
    "PLACE_COLUMNS",
    "Detail",
    "Found",
    "How",
    "Membership",
    "Place",
    "RollUp",
    "kind_of",
    "membership_name",
]

Detail = Literal["full", "overview"]
How = Literal["sum", "mean"]

PLACE_COLUMNS: dict[str, pl.DataType] = {
    "code": pl.String(),
    "kind": pl.String(),
    "name": pl.String(),
    "population": pl.Int64(),
    "lon": pl.Float64(),
    "lat": pl.Float64(),
    "area_km2": pl.Float64(),
    "zone": pl.String(),
    "postcodes": pl.String(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
    "local": pl.Boolean(),
}
"""The table of places. ``postcodes`` are joined by one space; every column but code, kind and name may be null."""

MEMBERSHIP_COLUMNS: dict[str, pl.DataType] = {
    "member": pl.String(),
    "group": pl.String(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
}
"""The table of memberships: codes of the smaller and of the larger place, and from when to when."""

FORMER_COLUMNS: dict[str, pl.DataType] = {
    "code": pl.String(),
    "name": pl.String(),
    "now_in": pl.String(),
}
"""The table of former communes: their own code, their name where known, the code of the commune they are in now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A node with an official code. Degrees WGS84, km2, inhabitants; None where the sources say nothing.

    It holds on the days from ``valid_from`` up to but not on ``valid_to``; None is an open end.
    """

    code: str
    kind: str
    name: str
    population: int | None = None
    lon: float | None = None
    lat: float | None = None
    area_km2: float | None = None
    zone: str = ""
    """metro, drom (overseas départements) or com (overseas collectivities) in France."""
    postcodes: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    local: bool = False
    """Added by this workspace; not one of the official places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A typed, dated link from a place to a larger one that contains the whole of it."""

    member: str
    group: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def name(self) -> str:
        """The type of the link, as ``commune->epci``."""
        return membership_name(self.member, self.group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer of a search. ``matched`` is the name that matched: that of a former commune where it differs."""

    place: Place
    matched: str
    quality: int
    """0 the whole name, 1 its beginning, 2 whole words or codes of it, 3 beginnings of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """A commune table rolled up along one membership.

    ``table``: place, value, communes (how many gave a value), missing (how many gave none).
    ``outside``: communes with a value that have no such group; ``unknown``: codes that nobody knows.
    """

    along: str
    how: How
    table: pl.DataFrame
    outside: tuple[str, ...]
    unknown: tuple[str, ...]


def kind_of(code: str) -> str:
    """Which kind of place does this code name?

    Takes: a place code as ``commune:67482``. Gives: its kind, ``commune``.
    Refuses: CodeError when it is not written as kind:identifier.
    """
    kind, colon, identifier = code.partition(":")
    if not (kind and colon and identifier):
        raise CodeError("{code!r} is no place code: write kind:identifier, as commune:67482", code=code)
    return kind


def membership_name(member: str, group: str) -> str:
    """Which type of membership links these two places?

    Takes: two place codes. Gives: the name that a roll-up follows, as ``commune->epci``.
    """
    return f"{kind_of(member)}->{kind_of(group)}"
