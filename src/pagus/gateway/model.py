"""What a device says: quantities with their unit, when, for which of its users, and what it doubts itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pagus.gateway.codes import Measure

__all__ = ["Frame", "Quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value as the device wrote it: its decimals are kept, its unit is a UCUM code and is never converted."""

    measure: Measure
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One measurement read from one notification.

    ``stamp`` is the device's own clock, without a zone; None where it told none. ``user`` is the number of the
    device's user; None where it knows none. ``sequence`` numbers stored records. ``unusable`` names why no value of
    it may be taken for a measurement of the person; "" where it may. ``remarks`` are what else the device reported.
    """

    quantities: tuple[Quantity, ...]
    stamp: datetime | None = None
    user: int | None = None
    sequence: int | None = None
    unusable: str = ""
    remarks: tuple[str, ...] = ()
