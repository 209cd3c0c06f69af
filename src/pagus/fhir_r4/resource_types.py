"""Which types of resource there are, and in which module each one lies."""

from __future__ import annotations

from typing import Final

from pagus.fhir_r4.generated.names import MODULES

__all__ = ["MODULES", "RESOURCE_TYPES"]

RESOURCE_TYPES: Final[frozenset[str]] = frozenset(MODULES)
"""The 146 types of FHIR R4 4.0.1."""
