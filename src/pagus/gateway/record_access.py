"""Asking a device for the records it has stored: the Record Access Control Point, 0x2A52."""

from __future__ import annotations

from dataclasses import dataclass

from pagus.errors import DoorError

__all__ = ["Answer", "read_answer", "report_all", "report_from"]

_REPORT, _RESPONSE = 0x01, 0x06
_ALL, _FROM = 0x01, 0x03
_BY_NUMBER = 0x01
_DONE, _NO_RECORDS = 0x01, 0x06


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a report: ``none`` says that no record fitted; ``refused`` holds the device's code, 0 when it did."""

    none: bool = False
    refused: int = 0


def report_all() -> bytes:
    """The bytes that ask for every stored record."""
    return bytes([_REPORT, _ALL])


def report_from(number: int) -> bytes:
    """The bytes that ask for the records from this number on: a sequence number, or minutes of a sensor's session."""
    return bytes([_REPORT, _FROM, _BY_NUMBER]) + number.to_bytes(2, "little")


def read_answer(raw: bytes) -> Answer:
    """What did the device answer to a report? Refuses: DoorError for anything but an answer to a report."""
    if len(raw) < 4 or raw[0] != _RESPONSE or raw[2] != _REPORT:
        raise DoorError(
            "the device answered {bytes}, which is no answer to a request for records",
            bytes=raw.hex(),
            protocol="Bluetooth GATT",
        )
    if raw[3] == _DONE:
        return Answer()
    return Answer(none=True) if raw[3] == _NO_RECORDS else Answer(refused=raw[3])
