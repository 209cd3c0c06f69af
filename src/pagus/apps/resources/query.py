"""A search as it is understood: typed criteria, the order, and where the page begins.

Whoever answers searches gets a ``Query`` and nothing of the address it was read from. Chains, includes and the like are
gone by then: the door resolves them by asking again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["MOST_ON_A_PAGE", "Comparison", "Criterion", "Kind", "Query", "SortKey", "Value"]

MOST_ON_A_PAGE = 1_000
Kind = Literal["token", "reference", "date", "quantity", "number", "string", "uri", "composite"]
Comparison = Literal["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]
Modifier = Literal["", "missing", "not", "exact", "contains", "identifier", "below"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One alternative of a criterion. Which fields are filled follows from the kind of the criterion.

    token: ``system`` (None: any; "": none) and ``code`` (None: any). reference: ``target`` as ``Patient/p1`` or an
    absolute address; a bare identifier, of any type, as ``/p1``. date: ``low`` and ``high`` in ms since 1970 UTC, both
    within. quantity and number: ``low`` and ``high`` around the value as written, in ``unit`` (canonical UCUM; None:
    any) or with ``system`` and ``code`` as written where no canonical unit is known. string: ``text``. uri: ``text``.
    missing: ``code`` is "true" or "false"; ``text`` is how a reference begins that
    counts, as ``Patient/``.
    """

    comparison: Comparison = "eq"
    system: str | None = None
    code: str | None = None
    text: str | None = None
    low: float | int | None = None
    high: float | int | None = None
    unit: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """What one parameter asks: any of ``values`` must hold. ``_id`` and ``_lastUpdated`` are criteria like others."""

    parameter: str
    kind: Kind
    values: tuple[Value, ...]
    modifier: Modifier = ""
    also: tuple[str, ...] = ()
    """Further parameters of the same kind in which a value may be found, as ``component-code`` beside ``code``."""
    either: tuple[tuple[Criterion, ...], ...] = ()
    """Of a composite: groups, of which one must hold whole."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of the order: a parameter (``_id`` and ``_lastUpdated`` too), its kind, and the direction."""

    parameter: str
    kind: Kind
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search in one type: every criterion must hold.

    ``after`` is the ``Hit.place`` after which the page begins; None for the first page. ``until`` is the mark that the
    first page gave (``Page.until``): what was stored after it does not take part. ``count`` 0 asks for the total only.
    """

    type: str
    criteria: tuple[Criterion, ...] = ()
    sort: tuple[SortKey, ...] = ()
    count: int = 50
    total: bool = False
    after: str | None = None
    until: str | None = None
