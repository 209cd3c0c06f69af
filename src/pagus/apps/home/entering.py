"""What somebody measured at home and wrote down themselves becomes an observation like any other, once.

Each entry has an identifier that the device drew: sending it again has no effect, whatever was lost on the way. The
answer is given when the store has it on the disk.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext_noop

from pagus.apps.home.asked import measures
from pagus.apps.home.usual import hand_units
from pagus.apps.journal import actions as journal
from pagus.apps.people.keys import person_of_key
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Note, Observation, Receipts
from pagus.errors import InputError
from pagus.kernel.time import MINUTE
from pagus.kit_language.model import Signal

__all__ = ["MOST_AT_ONCE", "SKEW_SHOWN_MS", "SOURCE", "Entered", "Entry", "clock_told", "enter_mine", "enter_with_key"]

SOURCE = "own-page"
"""How the store names where these observations come from."""
MOST_AT_ONCE = 200
SKEW_SHOWN_MS = 2 * MINUTE
"""From here on the clock of a device is said to be off, and the instants that it wrote are moved by as much. Local."""
_MOST_SKEW_MS = 40 * 366 * 24 * 60 * MINUTE
_IDENTIFIER = re.compile(r"[A-Za-z0-9-]{16,64}")
_PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value that somebody wrote down. ``id``: drawn by the device; ``at_ms``: when, as its clock said.

    ``behind_ms``: by how much that clock was behind ours when the device last heard from us, before it was written.
    """

    id: str
    signal: str
    value: float
    unit: str
    at_ms: int
    behind_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of an entry: ``kept`` (also when it was here), ``held`` for a person, or ``refused``, and why.

    ``t_ms``: the instant at which it stands here.
    """

    id: str
    state: Literal["kept", "held", "refused"]
    t_ms: int
    why: str = ""
    remedy: str = ""
    facts: Mapping[str, str | int | float] | None = None


def enter_with_key(key: str, entries: Sequence[Entry], *, device: str = "") -> tuple[Entered, ...]:
    """What became of these entries of whoever holds the key? Refuses: as ``enter_mine``; NotFound for the key."""
    return enter_mine(person_of_key(key).code, entries, device=device)


def enter_mine(person: str, entries: Sequence[Entry], *, device: str = "") -> tuple[Entered, ...]:
    """What became of these entries? They are on the disk when this returns; sending them again has no effect.

    Takes: whose they are, whom a key has proven; the entries; what the device calls itself, for the journal. Not to be
    called inside a transaction.
    Gives: one outcome an entry, in their order. A value that is hardly possible is held; a signal that nobody follows,
    an identifier that is none, a value that is no number or stands in the future are refused, each for itself.
    Refuses: InputError for more than ``MOST_AT_ONCE``; StoreError when they could not be kept.
    """
    if len(entries) > MOST_AT_ONCE:
        raise InputError("at most {most} measurements at once", most=MOST_AT_ONCE)
    known = {each.signal.code: each.signal for each in measures(person)}
    outcomes: dict[int, Entered] = {}
    sound: list[tuple[int, Observation]] = []
    for position, entry in enumerate(entries):
        fault = _fault(entry, known)
        if fault:
            outcomes[position] = Entered(id=entry.id[:64], state="refused", t_ms=entry.at_ms, why=fault)
        else:
            sound.append((position, _observation(person, entry)))
    if sound:
        observations = [each for _, each in sound]
        receipts = submit(Batch(SOURCE, observations, positions=[position for position, _ in sound]))
        outcomes |= _outcomes(entries, sound, receipts)
        _note(person, observations, entries, receipts, device)
    return tuple(outcomes[position] for position in range(len(entries)))


def clock_told(behind_ms: int) -> int:
    """By how much are instants of this device moved? By nothing while its clock is right within ``SKEW_SHOWN_MS``."""
    return behind_ms if abs(behind_ms) > SKEW_SHOWN_MS else 0


def _fault(entry: Entry, known: Mapping[str, Signal]) -> str:
    if not _IDENTIFIER.fullmatch(entry.id):
        return gettext_noop("the identifier of this entry is none: send it again")
    if entry.signal not in known:
        return gettext_noop("nobody follows this measurement for you any more")
    if not math.isfinite(entry.value):
        return gettext_noop("this is no number")
    if entry.unit not in {each.code for each in hand_units(known[entry.signal])}:
        return gettext_noop("this measurement is not written in this unit")
    if abs(entry.behind_ms) > _MOST_SKEW_MS:
        return gettext_noop("the clock of this device cannot be understood: set its date and time")
    return ""


def _observation(person: str, entry: Entry) -> Observation:
    # The identifier with the person: nobody can spoil somebody else's entries by drawing the same one.
    event = f"{person.partition(':')[2]}:{entry.id}"
    t = entry.at_ms + clock_told(entry.behind_ms)
    return Observation(person, entry.signal, t, entry.value, entry.unit, event)


def _outcomes(
    entries: Sequence[Entry], sound: Sequence[tuple[int, Observation]], receipts: Receipts
) -> dict[int, Entered]:
    held = {note.position: note for note in receipts.held}
    refused = {note.position: note for note in receipts.rejected}
    found = {}
    for position, observation in sound:
        note = refused.get(position) or held.get(position)
        state: Literal["kept", "held", "refused"] = (
            "refused" if position in refused else "held" if position in held else "kept"
        )
        found[position] = _entered(entries[position], state, observation.t, note)
    return found


def _entered(entry: Entry, state: Literal["kept", "held", "refused"], t_ms: int, note: Note | None) -> Entered:
    if note is None:
        return Entered(id=entry.id, state=state, t_ms=t_ms)
    return Entered(id=entry.id, state=state, t_ms=t_ms, why=note.key, remedy=note.remedy, facts=note.facts)


def _note(
    person: str, observations: Sequence[Observation], entries: Sequence[Entry], receipts: Receipts, device: str
) -> None:
    if receipts.accepted + len(receipts.held) == 0:
        return  # sent before: it was journalled then
    detail = {
        "signals": sorted({each.signal for each in observations}),
        "accepted": receipts.accepted,
        "held": len(receipts.held),
        "waited_ms": max(0, settings.WORKSPACE.clock.now_ms() - min(each.t for each in observations)),
        "clock_behind_ms": max((clock_told(each.behind_ms) for each in entries), key=abs),
        "device": device[:40],
    }
    journal.record(person, _PERSON, "write_observations", person, "personal page", detail)
