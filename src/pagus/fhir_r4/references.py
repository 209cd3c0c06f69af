"""Where does a resource lead to?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["references"]


def references(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Which references does this document hold, and where?

    Takes: a resource, or a bundle, as plain JSON. Gives: (path, reference) for each Reference with a literal one:
    ("Observation.subject", "Patient/1"), ("Bundle.entry[0].resource.subject", "urn:uuid:..."). Identifiers alone are
    none.
    """
    kind = document.get("resourceType")
    yield from _within(document, kind if isinstance(kind, str) else "")


def _within(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        target = value.get("reference")
        if isinstance(target, str) and "resourceType" not in value:
            yield path, target
        for name, inner in value.items():
            if isinstance(inner, dict | list):
                yield from _within(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, dict | list):
                yield from _within(inner, f"{path}[{index}]")
