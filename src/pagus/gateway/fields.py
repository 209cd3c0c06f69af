"""Reading a notification field by field; a short one says which field is missing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pagus.errors import DoorError
from pagus.gateway.ieee11073 import float32, sfloat

__all__ = ["Fields"]


class Fields:
    """The bytes of one notification, taken from the front. Refuses: DoorError when a field is not there whole."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def take(self, size: int, field: str) -> bytes:
        """The next bytes."""
        piece = self._raw[self._at : self._at + size]
        if len(piece) < size:
            raise DoorError(
                "the notification ends within {field}: {length} bytes came, {needed} are needed",
                field=field,
                length=len(self._raw),
                needed=self._at + size,
                protocol="Bluetooth GATT",
            )
        self._at += size
        return piece

    def unsigned(self, size: int, field: str) -> int:
        """A whole number without sign."""
        return int.from_bytes(self.take(size, field), "little")

    def signed(self, size: int, field: str) -> int:
        """A whole number with sign."""
        return int.from_bytes(self.take(size, field), "little", signed=True)

    def sfloat(self, field: str) -> Decimal:
        """A 16-bit number of IEEE 11073. Refuses: NotANumber."""
        return sfloat(self.take(2, field))

    def float32(self, field: str) -> Decimal:
        """A 32-bit number of IEEE 11073. Refuses: NotANumber."""
        return float32(self.take(4, field))

    def stamp(self, field: str) -> datetime | None:
        """A date and time of the device's clock; None where year, month or day is 0, which means "not known"."""
        raw = self.take(7, field)
        year = int.from_bytes(raw[:2], "little")
        if not (year and raw[2] and raw[3]):
            return None
        try:
            return datetime(year, *raw[2:])  # noqa: DTZ001 - the clock of a device has no zone
        except ValueError as error:
            raise DoorError(
                "the device tells the time {time}, which does not exist", time=raw.hex(), protocol="Bluetooth GATT"
            ) from error
