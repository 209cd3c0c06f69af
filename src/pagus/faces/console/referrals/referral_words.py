"""Referrals in words: states, reasons for and against an option, ways to get the care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from pagus.apps.appointments.policy import APPOINTMENT_STATES, REFERRAL_STATES, URGENCIES
from pagus.apps.appointments.queries import KeptProposal, ReferralRow
from pagus.apps.care.queries import SECTORS, SERVICES, FacilityCard, facility
from pagus.apps.territory.queries import get_place
from pagus.errors import NotFound
from pagus.web.charts import language as written

__all__ = ["language_name", "mode_name", "proposal_words", "reason_words", "referral_row", "state_words", "status_of"]

STATUS_OF = {
    "requested": "todo",
    "accepted": "acknowledged",
    "in-progress": "doing",
    "completed": "done",
    "cancelled": "withdrawn",
    "rejected": "withdrawn",
}


def mode_name(mode: str) -> str:
    """How the person goes."""
    names = {"foot": _("on foot"), "bike": _("by bike"), "transit": _("by public transport"), "car": _("by car")}
    return names.get(mode, mode)


def language_name(code: str) -> str:
    """A language in its own words."""
    return str(LANG_INFO[code]["name_local"]) if code in LANG_INFO else code


def state_words(status: str, here: str) -> str:
    """How far it is."""
    return REFERRAL_STATES[status].say(here) if status in REFERRAL_STATES else status


def status_of(status: str, overdue: bool = False) -> str:
    """The mark of the component ``status`` that goes with this state."""
    return "overdue" if overdue else STATUS_OF.get(status, "todo")


def reason_words(code: str, facts: Mapping[str, Any], here: str) -> str:
    """One reason for or against an option."""
    told = {name: value for name, value in facts.items() if name in ("minutes",)}
    if "mode" in facts:
        told["mode"] = mode_name(str(facts["mode"]))
    if "language" in facts:
        told["language"] = language_name(str(facts["language"]))
    if "sector" in facts:
        term = SECTORS.get(str(facts["sector"]))
        told["sector"] = term.name.say(here) if term else str(facts["sector"])
    for name in ("start_ms", "due_ms"):
        if name in facts:
            told[name] = written.moment(int(facts[name]), here, settings.TIME_ZONE)
    return _reasons().get(code, code).format(**told)


def _reasons() -> dict[str, str]:
    return {
        "soonest": _("the soonest free slot in reach"),
        "in_time": _("within the time wanted, before {due_ms}"),
        "reach": _("{minutes} min {mode}, from the middle of the commune"),
        "language": _("speaks {language}"),
        "step_free": _("step-free access"),
        "sector": _("{sector}, as wished"),
        "no_travel": _("the patient does not travel"),
        "record_stays": _("question and answer stay in the record"),
        "late": _("after the due time: {start_ms}, wanted by {due_ms}"),
        "language_missing": _("does not name {language} among its languages"),
        "language_unknown": _("languages not known: ask for {language}"),
        "step_free_unknown": _("step-free access not known: ask by phone"),
        "sector_other": _("{sector}, not as wished"),
        "sector_unknown": _("sector not known: ask for the fees"),
        "needs_connection": _("by video from home: needs a good connection"),
        "by_video": _("by video, at the facility"),
        "no_slots": _("publishes no free slots here: call"),
        "no_phone": _("publishes no free slots here, and no phone number is known"),
        "consent": _("needs the patient’s consent, and a specialist who answers"),
        "answer_to_you": _("the answer goes to whoever asks, not to the patient"),
    }


def proposal_words(proposal: KeptProposal, here: str) -> dict[str, Any]:
    """One option as pages and the printed sheet show it."""
    card = _card(proposal.facility)
    zone = card.time_zone if card else settings.TIME_ZONE
    start = proposal.start_ms
    return {
        "rank": proposal.rank,
        "kind": proposal.kind,
        "title": card.name if card else _("Tele-expertise: a question in writing to a specialist"),
        "simulated": bool(card and card.simulated),
        "code": card.code if card else "",
        "place": _place(card) if card else "",
        "address": card.address if card else "",
        "phone": card.phone if card else "",
        "phone_link": "".join(each for each in card.phone if each in "+0123456789") if card else "",
        "when": "" if start is None else f"{written.weekday(start, here, zone)} {written.moment(start, here, zone)}",
        "reasons": [reason_words(code, facts, here) for code, facts in proposal.reasons],
        "cautions": [reason_words(code, facts, here) for code, facts in proposal.cautions],
        "still_free": proposal.still_free,
        "chosen_ms": proposal.chosen_ms,
        "booking": proposal.code,
        "appointment": _appointment(proposal.appointment_status, here),
    }


def referral_row(row: ReferralRow, here: str) -> dict[str, Any]:
    """One referral in a list."""
    card = _card(row.chosen_facility)
    start = row.chosen_start_ms
    return {
        "id": row.id,
        "person": row.person.partition(":")[2],
        "person_code": row.person,
        "simulated": row.simulated,
        "place": get_place(row.place).name,
        "service": SERVICES[row.service].name.say(here) if row.service in SERVICES else row.service,
        "urgency": URGENCIES[row.urgency].name.say(here),
        "urgency_source": URGENCIES[row.urgency].source.say(here),
        "urgency_certainty": URGENCIES[row.urgency].certainty,
        "state": state_words(row.status, here),
        "mark": status_of(row.status, row.overdue),
        "overdue": row.overdue,
        "due_ms": row.due_ms,
        "requested_ms": row.requested_ms,
        "requested_by": row.requested_by,
        "choice": _choice(row, card),
        "choice_ms": start,
    }


def _choice(row: ReferralRow, card: FacilityCard | None) -> str:
    if row.chosen_kind == "tele_expertise":
        return _("tele-expertise")
    return card.name if card else ""


def _appointment(status: str, here: str) -> str:
    return APPOINTMENT_STATES[status].say(here) if status in APPOINTMENT_STATES else ""


def _card(code: str) -> FacilityCard | None:
    if not code:
        return None
    try:
        return facility(code)
    except NotFound:
        return None


def _place(card: FacilityCard) -> str:
    try:
        return get_place(card.place).name
    except NotFound:
        return ""
