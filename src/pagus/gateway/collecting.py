"""One visit to one device: listen, ask for stored records where it keeps any, and put everything on the disk."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from pagus.errors import DoorError
from pagus.gateway.device_time import skew_of, taken
from pagus.gateway.devices import CURRENT_TIME, RECORD_ACCESS, SESSION_START
from pagus.gateway.fields import Fields
from pagus.gateway.measurements import glucose_sensor, session_start
from pagus.gateway.model import Frame
from pagus.gateway.outbox import Outbox, Reading, Value
from pagus.gateway.radio import Link
from pagus.gateway.record_access import Answer, read_answer, report_all, report_from
from pagus.gateway.settings import Device

__all__ = ["Visit", "visit"]

_QUIET_S = 5.0
"""A device that says nothing for so long has said everything. Local default."""
_LONGEST_S = 180.0


@dataclass
class Visit:
    """What one visit brought: new readings, repeats, readings kept and not sent, and what could not be read."""

    fresh: int = 0
    repeats: int = 0
    kept: int = 0
    unreadable: list[str] = field(default_factory=list)


@dataclass
class _Listener:
    """Turns notifications of one device into rows of the outbox."""

    device: Device
    outbox: Outbox
    zone: ZoneInfo
    now_ms: Callable[[], int]
    skew_ms: int | None = None
    start: datetime | None = None
    found: Visit = field(default_factory=Visit)
    last: tuple[int, str] | None = None
    """The highest record number of this visit, with its event."""
    overwritten: bool = False
    """The record that we know under the last number is another one now: the device was reset."""
    events: dict[bytes, str] = field(default_factory=dict)
    stir: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self, raw: bytes) -> None:
        self.stir.set()
        try:
            frame = self._frame(raw)
        except DoorError as error:
            self.found.unreadable.append(f"{error} [{raw.hex()}]")
            return
        at = taken(frame.stamp, self.now_ms(), self.zone, self.skew_ms, self.device.kind.stores)
        event = self._event(raw, arrival=at is not None and at.basis == "arrival")
        subject = self.device.subject_of(frame.user)
        why = frame.unusable or ("nobody has this user number" if subject is None else "")
        why = why or ("time not known" if at is None else "")
        reading = Reading(
            event=event,
            device=f"{self.device.kind.name}-{_short(self.device.address)}",
            kind=self.device.kind.name,
            subject=subject or "",
            at_ms=None if at is None else at.at_ms,
            basis="" if at is None else at.basis,
            values=tuple(Value(each.measure.name, format(each.value, "f"), each.unit) for each in frame.quantities),
            remarks=frame.remarks,
        )
        self._count(self.outbox.keep(reading, self.now_ms(), why), bool(why))
        self._mark(frame, event)

    def _frame(self, raw: bytes) -> Frame:
        read = self.device.kind.read
        return glucose_sensor(raw, self.start) if read is None else read(raw)

    def _event(self, raw: bytes, *, arrival: bool) -> str:
        """One name for one measurement. Without a clock, the same bytes at another visit are another measurement."""
        if raw not in self.events:
            self.events[raw] = self._name(raw, arrival=arrival)
        return self.events[raw]

    def _name(self, raw: bytes, *, arrival: bool) -> str:
        parts = [self.device.address, self.device.kind.name, raw.hex()]
        parts += [self.start.isoformat()] if self.start is not None else []
        parts += [str(self.now_ms())] if arrival else []
        return hashlib.blake2s("|".join(parts).encode(), digest_size=16).hexdigest()

    def _count(self, fresh: bool, kept: bool) -> None:
        if not fresh:
            self.found.repeats += 1
        elif kept:
            self.found.kept += 1
        else:
            self.found.fresh += 1

    def _mark(self, frame: Frame, event: str) -> None:
        if frame.sequence is None:
            return
        if self.last is None or frame.sequence >= self.last[0]:
            self.last = (frame.sequence, event)
        known = self.outbox.progress(self.device.address)
        if known is not None and known.session == self.session and known.number == frame.sequence:
            self.overwritten = self.overwritten or known.event != event

    @property
    def session(self) -> str:
        return "" if self.start is None else self.start.isoformat()


def _short(address: str) -> str:
    """A name for the device that does not tell its address."""
    return hashlib.blake2s(address.encode(), digest_size=4).hexdigest()


async def visit(
    device: Device, link: Link, outbox: Outbox, zone: ZoneInfo, now_ms: Callable[[], int], quiet_s: float = _QUIET_S
) -> Visit:
    """What does this device have to say? Everything it said is on the disk when this returns.

    Takes: the device, an open line, the outbox, the household's zone, a clock. Gives: a Visit.
    Refuses: OSError when the line breaks before the device could be asked.
    Method: records are asked from the last one known on, that one included: is it another one now, the device was reset
    and all of them are asked for.
    """
    listener = _Listener(device, outbox, zone, now_ms)
    listener.skew_ms = await _skew(link, now_ms, zone)
    if device.kind.read is None:
        raw = await link.read(SESSION_START)
        listener.start = None if raw is None else session_start(raw)
    await link.listen(device.kind.measurement, listener.heard)
    if not device.kind.stores:
        await _until_quiet(link, listener.stir, quiet_s)
        return listener.found
    answers: asyncio.Queue[bytes] = asyncio.Queue()
    await link.listen(RECORD_ACCESS, answers.put_nowait)
    known = outbox.progress(device.address)
    goes_on = known is not None and known.session == listener.session
    answer = await _ask(link, report_from(known.number) if known and goes_on else report_all(), answers)
    if goes_on and (answer.none or answer.refused or listener.overwritten):
        answer = await _ask(link, report_all(), answers)
    if answer.refused:
        listener.found.unreadable.append(f"the device refused to report its records: code {answer.refused}")
    elif listener.last is not None:
        outbox.remember(device.address, listener.session, *listener.last)
    return listener.found


async def _skew(link: Link, now_ms: Callable[[], int], zone: ZoneInfo) -> int | None:
    raw = await link.read(CURRENT_TIME)
    if raw is None:
        return None
    try:
        return skew_of(Fields(raw).stamp("clock"), now_ms(), zone)
    except DoorError:
        return None  # a clock that tells no time tells no skew


async def _ask(link: Link, request: bytes, answers: asyncio.Queue[bytes]) -> Answer:
    """Ask for records and wait until the device says that it has sent all. Refuses: OSError when it hangs up before."""
    await link.write(RECORD_ACCESS, request)
    waiting = asyncio.ensure_future(answers.get())
    ended = asyncio.ensure_future(link.ended.wait())
    try:
        await asyncio.wait({waiting, ended}, timeout=_LONGEST_S, return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            raise OSError("the device hung up before it had reported its records")
        return read_answer(waiting.result())
    finally:
        waiting.cancel()
        ended.cancel()


async def _until_quiet(link: Link, stir: asyncio.Event, quiet_s: float) -> None:
    """Until the device has hung up, or has said nothing for a while."""
    ended = asyncio.ensure_future(link.ended.wait())
    try:
        while True:
            stirring = asyncio.ensure_future(stir.wait())
            done, _ = await asyncio.wait({stirring, ended}, timeout=quiet_s, return_when=asyncio.FIRST_COMPLETED)
            stirring.cancel()
            if ended in done or not done:
                return
            stir.clear()
    finally:
        ended.cancel()
