"""The kinds of devices: which characteristics they speak through, and whether they store records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pagus.gateway import measurements
from pagus.gateway.model import Frame

__all__ = ["CURRENT_TIME", "KINDS", "RECORD_ACCESS", "SESSION_START", "DeviceKind", "uuid_of"]


def uuid_of(number: int) -> str:
    """The full UUID of a 16-bit number assigned by the Bluetooth SIG."""
    return f"0000{number:04x}-0000-1000-8000-00805f9b34fb"


CURRENT_TIME = uuid_of(0x2A2B)
RECORD_ACCESS = uuid_of(0x2A52)
SESSION_START = uuid_of(0x2AAA)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKind:
    """``stores``: it keeps records and gives them on request. ``read`` is None where a session's start is needed."""

    name: str
    service: str
    measurement: str
    read: Callable[[bytes], Frame] | None
    stores: bool = False


KINDS: Mapping[str, DeviceKind] = {
    kind.name: kind
    for kind in (
        DeviceKind(name="scale", service=uuid_of(0x181D), measurement=uuid_of(0x2A9D), read=measurements.weight),
        DeviceKind(name="cuff", service=uuid_of(0x1810), measurement=uuid_of(0x2A35), read=measurements.blood_pressure),
        DeviceKind(name="oximeter", service=uuid_of(0x1822), measurement=uuid_of(0x2A5E), read=measurements.oximeter),
        DeviceKind(
            name="thermometer", service=uuid_of(0x1809), measurement=uuid_of(0x2A1C), read=measurements.temperature
        ),
        DeviceKind(
            name="glucose-meter",
            service=uuid_of(0x1808),
            measurement=uuid_of(0x2A18),
            read=measurements.glucose,
            stores=True,
        ),
        DeviceKind(name="glucose-sensor", service=uuid_of(0x181F), measurement=uuid_of(0x2AA7), read=None, stores=True),
    )
}
