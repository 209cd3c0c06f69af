"""Parts of a resource: ``_elements`` and ``_summary``. What is cut is marked as SUBSETTED."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from pagus.doors.fhir_r4.outcome import encode

__all__ = ["cut"]

_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ALWAYS = frozenset({"resourceType", "id", "meta"})
_TAG = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}


def cut(type_: str, body: bytes, elements: Iterable[str], summary: str) -> bytes:
    """This resource with these elements only, and what must be there.

    Takes: names of elements at its top, none for all; ``_summary``: true, text, data, or false for all of it.
    """
    elements = frozenset(elements)
    if not elements and summary == "false":
        return body
    document: dict[str, Any] = _DECODER.decode(body)
    kept = {name: value for name, value in document.items() if _kept(type_, name.lstrip("_"), elements, summary)}
    if len(kept) < len(document):
        meta = dict(kept.get("meta", {}))
        meta["tag"] = [*meta.get("tag", []), _TAG]
        kept["meta"] = meta
    return encode(kept)


def _kept(type_: str, name: str, elements: frozenset[str], summary: str) -> bool:
    if name in _ALWAYS:
        return True
    if elements:
        return name in elements or any(name.startswith(f"{each}") and _is_choice(name, each) for each in elements)
    if summary == "data":
        return name != "text"
    if summary == "text":
        return name == "text" or name in needed_elements(type_)
    return name in summary_elements(type_)


def _is_choice(name: str, element: str) -> bool:
    """Is this a choice of that element, as ``valueQuantity`` of ``value``?"""
    rest = name[len(element) :]
    return (
        element in ("value", "effective", "onset", "abatement", "performed", "occurrence", "deceased")
        and rest[:1].isupper()
    )


@cache
def needed_elements(type_: str) -> frozenset[str]:
    """The elements at the top of a type that must be there."""
    from pagus.doors.fhir_r4.generated_summaries import NEEDED

    return frozenset(NEEDED.get(type_, ()))


@cache
def summary_elements(type_: str) -> frozenset[str]:
    """The elements at the top of a type that its summary has."""
    from pagus.doors.fhir_r4.generated_summaries import SUMMARY

    return frozenset(SUMMARY.get(type_, ()))
