"""Judging one observation before it is stored: known, timely, in the right unit, finite, plausible."""

from __future__ import annotations

from typing import NamedTuple

from pagus.apps.streams.observation import Note, Observation, Quality
from pagus.apps.streams.store.gates import EVERY_SIGNAL
from pagus.apps.streams.store.register import KnownSignal, Register, subject_kind
from pagus.engines.signals.plausibility import Accepted, Held, Rejected, judging
from pagus.errors import UnitError
from pagus.kernel.time import MINUTE, format_instant

__all__ = ["FUTURE_TOLERANCE_MS", "OLDEST_MS", "Judge", "Judged", "unknown_subject"]

FUTURE_TOLERANCE_MS = 5 * MINUTE
OLDEST_MS = 631_152_000_000
"""1990-01-01: an older instant is a device whose clock was never set."""

_LONGEST_EVENT = 200
_LISTED = 8
_REMEMBERED_UNITS = 64


class Judged(NamedTuple):
    """An observation that may be stored: numbers of subject and signal, value in the signal's unit, quality."""

    subject: int
    signal: int
    value: float
    quality: Quality
    note: Note | None


class Judge:
    """Judges observations against the register, at one instant of the workspace's clock."""

    def __init__(self, register: Register, now_ms: int, oldest_ms: int = OLDEST_MS) -> None:
        self._register = register
        self._latest = now_ms + FUTURE_TOLERANCE_MS
        self._now = now_ms
        self._oldest = oldest_ms

    def judge(self, observation: Observation, position: int) -> Judged | Note:
        """May this observation be stored, and does it enter features?

        Gives: Judged (with a note when it is held as implausible), or the Note that says why it is rejected.
        """
        signal = self._register.signals.get(observation.signal)
        if signal is None:
            return self._unknown_signal(observation, position)
        gates = self._register.gates
        subject = self._register.subjects.get(self._code(observation.subject) if gates else observation.subject)
        if subject is None:
            return unknown_subject(observation, position)
        if gates and self._is_stopped(observation):
            return _stopped(observation, position)
        if not self._oldest <= observation.t <= self._latest:
            return self._untimely(observation, position)
        event = observation.event
        if event is not None and (not 0 < len(event) <= _LONGEST_EVENT or "\0" in event):
            return _bad_event(event, position)
        if subject_kind(observation.subject) != signal.definition.subject:
            return _wrong_kind(observation, signal.definition.subject, position)
        judged = _judge_value(signal, observation, position)
        if isinstance(judged, Accepted):
            return Judged(subject, signal.number, judged.value, Quality.ACCEPTED, None)
        if isinstance(judged, Held):
            note = Note.of_error(position, "value", judged.reason, "check the unit and the device")
            return Judged(subject, signal.number, judged.value, Quality.HELD, note)
        return judged

    def _code(self, subject: str) -> str:
        """Whose reading is this? That of the code itself, or of the one to which it belongs since they are one."""
        gate = self._register.gates.get((subject, EVERY_SIGNAL))
        return subject if gate is None or not gate.belongs_to else gate.belongs_to

    def _is_stopped(self, observation: Observation) -> bool:
        """Was this measured after the monitoring was stopped? What was measured before may still come in."""
        code = self._code(observation.subject)
        for signal in (EVERY_SIGNAL, observation.signal):
            gate = self._register.gates.get((code, signal))
            if gate is not None and not gate.belongs_to and observation.t >= gate.since_ms:
                return True
        return False

    def _unknown_signal(self, observation: Observation, position: int) -> Note:
        known = sorted(self._register.signals)
        listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
        facts = {"signal": observation.signal[:80], "known": listed}
        remedy = "use one of {known}, or install a kit that defines it" if known else "install a kit that defines it"
        return Note(position, "signal", "signal {signal!r} is not registered here", facts, remedy)

    def _untimely(self, observation: Observation, position: int) -> Note:
        facts = {"time": _readable(observation.t), "now": _readable(self._now), "oldest": _readable(self._oldest)}
        if observation.t > self._latest:
            key = "time {time} lies in the future: the clock of this workspace says {now}"
            return Note(position, "time", key, facts, "check the clock and the time zone of the device")
        key = "time {time} is before {oldest}, the oldest instant accepted"
        return Note(position, "time", key, facts, "check the date: a device whose clock was never set sends 1970")


def _readable(instant_ms: int) -> str:
    try:
        return format_instant(instant_ms)
    except (ValueError, OverflowError):
        return f"{instant_ms} ms since 1970, outside the calendar,"


def _stopped(observation: Observation, position: int) -> Note:
    facts = {"subject": observation.subject[:160], "signal": observation.signal[:80]}
    key = "the monitoring of {subject} was stopped: {signal} is not taken in any more"
    return Note(position, "subject", key, facts, "take the device back, or enrol the person again")


def unknown_subject(observation: Observation, position: int) -> Note:
    """The note that nobody of this code is known here."""
    key = "subject {subject!r} is not registered here"
    remedy = "import it first (pagus import people or places), or correct the code: kind:identifier, as person:P-7K3Q9"
    return Note(position, "subject", key, {"subject": observation.subject[:160]}, remedy)


def _bad_event(event: str, position: int) -> Note:
    if "\0" in event:
        key = "the event identifier holds a NUL character, which not every database can keep"
        return Note(position, "id", key, {}, "leave the NUL character out")
    facts = {"length": len(event), "longest": _LONGEST_EVENT}
    key = "the event identifier has {length} characters"
    return Note(position, "id", key, facts, "send 1 to {longest} characters, or leave it out")


def _wrong_kind(observation: Observation, expected: str, position: int) -> Note:
    facts = {"signal": observation.signal, "expected": expected, "kind": subject_kind(observation.subject)}
    key = "signal {signal} is about a {expected}, and the subject is a {kind}"
    return Note(position, "subject", key, facts, "send it for a {expected}")


def _judge_value(signal: KnownSignal, observation: Observation, position: int) -> Accepted | Held | Note:
    """What the signals engine says of value and unit; how values in a unit are judged is asked once."""
    unit = observation.unit
    judge = signal.judges.get(unit)
    if judge is None:
        try:
            judge = judging(signal.definition, unit)
        except UnitError as error:
            judge = error.with_traceback(None)
        if len(signal.judges) < _REMEMBERED_UNITS:
            signal.judges[unit] = judge
    if isinstance(judge, UnitError):
        remedy = "send it in {wanted}, or leave the unit out"
        return Note.of_error(position, "unit", judge, remedy, wanted=signal.definition.unit)
    judged = judge(observation.value)
    if isinstance(judged, Rejected):
        return Note.of_error(position, "value", judged.reason, "leave the observation out when nothing was measured")
    return judged
