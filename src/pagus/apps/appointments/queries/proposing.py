"""Which options has a person who is referred to care, and why each? The list is for them to choose from.

Suitable options stand first: the soonest on top. What speaks against an option, or is not known of it, is said beside
it and puts it further down; only what cannot serve at all is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.conf import settings

from pagus.apps.appointments.policy import TELE_EXPERTISE, URGENCIES
from pagus.apps.appointments.queries.finding import LONGEST_MIN, Found, Opening, Wish, find_care
from pagus.apps.appointments.queries.slots import FreeSlot, free_slots
from pagus.apps.care.queries import SECTORS, SERVICES
from pagus.apps.territory.queries import get_place
from pagus.engines.access.model import Mode
from pagus.errors import DataGapError, InputError

__all__ = ["LANGUAGE_CODES", "MODES", "Need", "Option", "Reason", "options_for"]

MODES: tuple[Mode, ...] = ("car", "transit", "bike", "foot")
LANGUAGE_CODES = ("fr", "de", "en", "ar", "es", "it", "pl", "pt", "ro", "ru", "tr", "uk")
"""Languages that can be asked for, as ISO 639-1."""
MOST_SLOTS, MOST_CALLS = 6, 3
BOOTH = "teleconsultation_booth"
LOOKED_AT_SLOTS, MOST_REACHED = 5_000, 500

OptionKind = Literal["slot", "call", "tele_expertise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is wanted for a person: a service, how soon, and what it must be like."""

    service: str
    urgency: str
    mode: Mode = "car"
    within_min: int = 30
    language: str = ""
    step_free: bool = False
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an option is shown, or what to know against it: a code of ``faces`` words, and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to get the care: a published slot, a facility to call, or a question in writing to a specialist."""

    kind: OptionKind
    facility: str = ""
    slot: int | None = None
    start_ms: int | None = None
    minutes: float | None = None
    reasons: tuple[Reason, ...]
    cautions: tuple[Reason, ...]


def options_for(need: Need, residence: str) -> tuple[Option, ...]:
    """Which options are there for this need from this commune, the soonest suitable one on top, each with its reasons?

    Takes: a need; the code of a commune, whose middle stands for the home. Gives: at most 6 slots (one a facility),
    3 facilities to call, and tele-expertise where the service can answer in writing.
    Refuses: InputError for an unknown service, urgency, way, language or sector, or minutes out of range; DataGapError
    for a commune without a point, and for public
    transport where no timetable is known.
    """
    _check(need)
    now_ms = settings.WORKSPACE.clock.now_ms()
    home = get_place(residence)
    if home.lon is None or home.lat is None:
        raise DataGapError("{place} has no point: no travel time can be counted from it", place=home.name)
    reached = _reached(need, home.lon, home.lat, now_ms)
    due_ms = now_ms + URGENCIES[need.urgency].within_ms
    slots = sorted(_slots(need, reached, due_ms), key=_standing)[:MOST_SLOTS]
    booked = {option.facility for option in slots}
    calls = sorted(_calls(need, reached, booked), key=_standing)[:MOST_CALLS]
    return (*_with_soonest(slots), *calls, *_in_writing(need))


def _reached(need: Need, lon: float, lat: float, now_ms: int) -> dict[str, Found]:
    """Every facility in reach that gives the service; for a doctor also the booths from which one is seen by video."""
    asked = [(need.service, "")]
    if need.service == "general_practice":
        asked.append(("teleconsultation", BOOTH))
    found: dict[str, Found] = {}
    for service, kind in asked:
        wish = Wish(
            lon=lon,
            lat=lat,
            service=service,
            kind=kind,
            mode=need.mode,
            within_min=need.within_min,
            opening=Opening("any", now_ms),
            step_free=need.step_free,
        )
        answer = find_care(wish, MOST_REACHED)
        for each in (*answer.open, *answer.unknown):
            found.setdefault(each.card.code, each)
    return found


def _check(need: Need) -> None:
    known = {
        "service": (need.service, SERVICES),
        "urgency": (need.urgency, URGENCIES),
        "mode": (need.mode, MODES),
        "language": (need.language, ("", *LANGUAGE_CODES)),
        "sector": (need.sector, ("", *SECTORS)),
    }
    for name, (value, values) in known.items():
        if value not in values:
            raise InputError("{value!r} is no {name} of a referral", value=value, name=name)
    if not 1 <= need.within_min <= LONGEST_MIN:
        raise InputError("minutes must lie between 1 and {most}", most=LONGEST_MIN)


def _slots(need: Need, reached: Mapping[str, Found], due_ms: int) -> Iterator[Option]:
    """The soonest free slot of each facility in reach."""
    first: dict[str, FreeSlot] = {}
    for slot in free_slots(reached, most=LOOKED_AT_SLOTS):
        if slot.service == reached[slot.facility].service.service:
            first.setdefault(slot.facility, slot)
    for code, slot in first.items():
        found = reached[code]
        reasons, cautions = _fit(need, found)
        if slot.start_ms <= due_ms:
            reasons.insert(0, Reason("in_time", {"due_ms": due_ms}))
        else:
            cautions.insert(0, Reason("late", {"start_ms": slot.start_ms, "due_ms": due_ms}))
        yield Option(
            kind="slot",
            facility=code,
            slot=slot.id,
            start_ms=slot.start_ms,
            minutes=found.minutes,
            reasons=tuple(reasons),
            cautions=tuple(cautions),
        )


def _calls(need: Need, reached: Mapping[str, Found], booked: set[str]) -> Iterator[Option]:
    for code, found in reached.items():
        if code in booked:
            continue
        reasons, cautions = _fit(need, found)
        cautions.append(Reason("no_slots" if found.card.phone else "no_phone"))
        yield Option(
            kind="call", facility=code, minutes=found.minutes, reasons=tuple(reasons), cautions=tuple(cautions)
        )


def _in_writing(need: Need) -> Iterator[Option]:
    if need.service in TELE_EXPERTISE:
        yield Option(
            kind="tele_expertise",
            reasons=(Reason("no_travel"), Reason("record_stays")),
            cautions=(Reason("consent"), Reason("answer_to_you")),
        )


def _fit(need: Need, found: Found) -> tuple[list[Reason], list[Reason]]:
    """What speaks for this facility, and what against it or is not known, wish by wish."""
    card, service = found.card, found.service
    reasons = [Reason("reach", {"minutes": max(1, round(found.minutes)), "mode": need.mode})]
    cautions: list[Reason] = []
    if need.language:
        facts = {"language": need.language}
        if need.language in card.languages:
            reasons.append(Reason("language", facts))
        else:
            cautions.append(Reason("language_missing" if card.languages else "language_unknown", facts))
    if need.step_free:
        (reasons if card.step_free else cautions).append(Reason("step_free" if card.step_free else "step_free_unknown"))
    if need.sector:
        if service.sector == need.sector:
            reasons.append(Reason("sector", {"sector": service.sector}))
        elif service.sector:
            cautions.append(Reason("sector_other", {"sector": service.sector}))
        else:
            cautions.append(Reason("sector_unknown"))
    if service.needs_broadband:
        cautions.append(Reason("needs_connection"))
    if service.service != need.service:
        cautions.append(Reason("by_video"))
    return reasons, cautions


def _standing(option: Option) -> tuple[int, int, float]:
    start = option.start_ms if option.start_ms is not None else 0
    return len(option.cautions), start, option.minutes or 0.0


def _with_soonest(slots: list[Option]) -> Iterator[Option]:
    """Say of which slot that nobody in reach has a sooner one."""
    soonest = min((each.start_ms for each in slots if each.start_ms is not None), default=None)
    for each in slots:
        extra = (Reason("soonest"),) if each.start_ms == soonest else ()
        yield Option(
            kind=each.kind,
            facility=each.facility,
            slot=each.slot,
            start_ms=each.start_ms,
            minutes=each.minutes,
            reasons=(*extra, *each.reasons),
            cautions=each.cautions,
        )
