"""Invariants of the data types."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

__all__ = ["ext_1", "per_1", "qty_3"]


def ext_1(extension: Any) -> bool:
    """Either extensions or a value, not both and not neither."""
    there = sum(getattr(extension, name) is not UNSET for _, names, _ in extension.CHOICES for name in names)
    return (extension.extension is UNSET) == (there > 0)


def qty_3(quantity: Any) -> bool:
    """If a code for the unit is present, the system shall be too."""
    return quantity.code is UNSET or quantity.system is not UNSET


def per_1(period: Any) -> bool:
    """If present, start shall have a value not after the end."""
    return True
