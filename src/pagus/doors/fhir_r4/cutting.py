"""Does a scope allow this very resource? Scopes may be cut, as in ``system/Observation.rs?category=vital-signs``.

A parameter that cannot be compared here lets nothing through: a scope never allows more than it says.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from pagus.apps.resources.folding import fold
from pagus.doors.fhir_r4.access import Access, Scope
from pagus.fhir_r4.search import search_values
from pagus.fhir_r4.search_entries import Entry

__all__ = ["within_scopes"]


def within_scopes(access: Access, letters: Collection[str], type_: str, body: bytes | None) -> bool:
    """May this resource be touched, by a scope with any of these letters?

    Takes: who asks; letters of ``cruds``; the type; the resource as JSON, None for one that was deleted.
    """
    able = [scope for scope in access.scopes_of(type_) if not scope.letters.isdisjoint(letters)]
    if any(not scope.narrowed for scope in able):
        return True
    if not able or body is None:
        return False
    document = json.loads(body)
    return any(_holds(scope, type_, document) for scope in able)


def _holds(scope: Scope, type_: str, document: Mapping[str, Any]) -> bool:
    entries = list(search_values(type_, document))
    return all(
        any(_matches(entry, text) for entry in entries if entry.parameter == name for text in texts.split(","))
        for name, texts in scope.narrowed
    )


def _matches(entry: Entry, text: str) -> bool:
    if entry.kind == "token":
        system, bar, code = text.rpartition("|")
        return (not bar or (entry.system or "") == system) and (not code or entry.code == code)
    if entry.kind == "reference":
        target = entry.target or ""
        return target == text or ("/" not in text and target.endswith(f"/{text}"))
    if entry.kind == "string":
        return fold(entry.text or "").startswith(fold(text))
    return entry.kind == "uri" and entry.text == text
