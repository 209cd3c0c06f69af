"""The sources of a kit as pages list them: each with the address where it can be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pagus.kit_language.model import Source

__all__ = ["linked_sources"]


def linked_sources(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """Each source with its address: its own, else that of its DOI, else none."""
    return [{"source": source, "url": source.url or _doi(source.doi)} for source in sources]


def _doi(doi: str | None) -> str:
    return f"https://doi.org/{doi}" if doi else ""
