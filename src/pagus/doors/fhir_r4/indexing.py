"""The index rows of a resource: what its search values are in the tables of the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pagus.apps.resources.folding import LONGEST, fold
from pagus.apps.resources.shapes import IndexRows, parameter_number, system_number
from pagus.doors.fhir_r4.aliases import kept_by_itself
from pagus.fhir_r4.search import search_values

__all__ = ["FAR", "identifier_parameter", "quantity_unit", "relative", "rows_of"]

FAR = 2**53
"""An open end of a period, in ms."""
_HUGE = 1e300


def rows_of(type_: str, document: Mapping[str, Any], slots: Mapping[str, int], base: str = "") -> IndexRows:
    """Under which rows will this resource be found?

    Takes: its type and content; the slots of references that the store resolves; the address of this server, which is
    left out of references to itself.
    """
    tokens: dict[tuple[int, str | int, int], None] = {}
    dates: dict[tuple[int, int, int], None] = {}
    quantities: dict[tuple[int, str, float, float], None] = {}
    texts: dict[tuple[int, str, str], None] = {}
    kept = kept_by_itself(type_)
    for entry in search_values(type_, document):
        name, kind = entry.parameter, entry.kind
        if name not in kept:
            continue
        number = parameter_number(type_, name)
        if kind == "token":
            # A concept that is only text has no code to be found by, and is there: :missing must know.
            tokens[number, _kept(entry.code or ""), system_number(entry.system or "")] = None
        elif kind == "reference":
            if entry.target is not None:
                tokens[number, _slot(slots, entry.target, base), 0] = None
            if entry.code is not None:
                other = parameter_number(type_, identifier_parameter(name))
                tokens[other, _kept(entry.code), system_number(entry.system or "")] = None
        elif kind == "date":
            low, high = entry.low, entry.high
            dates[number, -FAR if low is None else int(low), FAR if high is None else int(high) - 1] = None
        elif kind == "uri":
            tokens[number, _kept(entry.text or ""), 0] = None
        elif kind in ("quantity", "number"):
            low = -_HUGE if entry.low is None else entry.low
            high = _HUGE if entry.high is None else entry.high
            quantities[number, quantity_unit(entry.unit, entry.system, entry.code), low, high] = None
        elif kind == "string" and entry.text is not None:
            texts[number, _kept(fold(entry.text)), _kept(entry.text)] = None
    return IndexRows(list(tokens), list(dates), list(quantities), list(texts))


def identifier_parameter(name: str) -> str:
    """Under which name are the identifiers kept that stand in references?"""
    return f"{name}:identifier"


def quantity_unit(unit: str | None, system: str | None, code: str | None) -> str:
    """By what is a quantity told from one of another unit: base units where they are known, else as it was coded."""
    return unit if unit is not None else f"{system or ''}|{code or ''}"


def relative(reference: str, base: str) -> str:
    """A reference without the address of this server and without a version."""
    if base and reference.startswith(base):
        reference = reference[len(base) :]
    return reference.partition("/_history/")[0]


def _slot(slots: Mapping[str, int], target: str, base: str) -> str | int:
    found = slots.get(target)
    return found if found is not None else _kept(relative(target, base))


def _kept(text: str) -> str:
    """What the index keeps of a text: PostgreSQL takes no NUL, and keys have an end."""
    return text[:LONGEST].replace("\0", "\ufffd")
