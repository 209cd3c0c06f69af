"""The rules of the house for slots, appointments and referrals: states, due times, on whose word each number stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Text

__all__ = [
    "APPOINTMENT_STATES",
    "BUSY",
    "FREE",
    "GOOD_BROADBAND",
    "OPEN_STATES",
    "REFERRAL_STATES",
    "STEPS",
    "STILL_FRESH_DAYS",
    "TAKEN_BACK",
    "TELE_EXPERTISE",
    "URGENCIES",
    "AppointmentStatus",
    "Certainty",
    "ReferralStatus",
    "SlotStatus",
    "Threshold",
    "Urgency",
]

Certainty = Literal["law", "consensus", "study", "local"]
SlotStatus = Literal["free", "busy", "busy-unavailable"]
AppointmentStatus = Literal["booked", "arrived", "fulfilled", "noshow", "cancelled"]
ReferralStatus = Literal["requested", "accepted", "in-progress", "completed", "cancelled", "rejected"]

FREE: SlotStatus = "free"
BUSY: SlotStatus = "busy"
TAKEN_BACK: SlotStatus = "busy-unavailable"

APPOINTMENT_STATES: dict[AppointmentStatus, Text] = {
    "booked": Text(fr="réservé", en="booked", de="gebucht"),
    "arrived": Text(fr="arrivé", en="arrived", de="eingetroffen"),
    "fulfilled": Text(fr="honoré", en="kept", de="wahrgenommen"),
    "noshow": Text(fr="non honoré", en="not kept", de="nicht wahrgenommen"),
    "cancelled": Text(fr="annulé", en="cancelled", de="abgesagt"),
}

REFERRAL_STATES: dict[ReferralStatus, Text] = {
    "requested": Text(fr="demandé", en="requested", de="angefragt"),
    "accepted": Text(fr="accepté", en="accepted", de="angenommen"),
    "in-progress": Text(fr="en cours", en="in progress", de="läuft"),
    "completed": Text(fr="terminé", en="completed", de="abgeschlossen"),
    "cancelled": Text(fr="annulé", en="cancelled", de="zurückgenommen"),
    "rejected": Text(fr="refusé", en="rejected", de="abgelehnt"),
}

STEPS: dict[ReferralStatus, tuple[ReferralStatus, ...]] = {
    "requested": ("accepted", "rejected", "cancelled"),
    "accepted": ("in-progress", "completed", "rejected", "cancelled"),
    "in-progress": ("completed", "cancelled"),
    "completed": (),
    "cancelled": (),
    "rejected": (),
}
"""From which state a referral may go to which (FHIR Task, the part of it that is used here)."""

OPEN_STATES: tuple[ReferralStatus, ...] = ("requested", "accepted", "in-progress")
"""What still waits for something: these can be overdue."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that decides something, the unit in its name, its source and how firm that is."""

    value: float
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon care is wanted: its name, until when, and on whose word that is the limit."""

    name: Text
    within_ms: int
    source: Text
    certainty: Certainty


_OWN_CHOICE = Text(
    fr="choix par défaut, à fixer par le territoire",
    en="local default, to be set by the territory",
    de="Voreinstellung, vom Gebiet festzulegen",
)
URGENCIES: dict[str, Urgency] = {
    "urgent": Urgency(
        Text(fr="urgent : sous 48 heures", en="urgent: within 48 hours", de="dringend: innerhalb von 48 Stunden"),
        48 * HOUR,
        Text(
            fr="Service d’accès aux soins : soins non programmés sous 48 heures",
            en="French service for access to care (SAS): unscheduled care within 48 hours",
            de="Französischer Dienst für den Zugang zur Versorgung (SAS): ungeplante Versorgung in 48 Stunden",
        ),
        "consensus",
    ),
    "soon": Urgency(
        Text(fr="bientôt : sous 14 jours", en="soon: within 14 days", de="bald: innerhalb von 14 Tagen"),
        14 * DAY,
        _OWN_CHOICE,
        "local",
    ),
    "routine": Urgency(
        Text(fr="courant : sous 8 semaines", en="routine: within 8 weeks", de="planbar: innerhalb von 8 Wochen"),
        56 * DAY,
        _OWN_CHOICE,
        "local",
    ),
}
"""A vital emergency is no referral: it is a call to 15 or 112, and every page says so."""

GOOD_BROADBAND = Threshold(
    0.8, "Local default: under four homes in five, a video call cannot be taken for granted", "local"
)
"""Share of the premises of a commune with 8 Mbit/s or more, under which care that needs no connection stands first."""

STILL_FRESH_DAYS = Threshold(90, "Local default: national files are published every month or two", "local")
"""Data on a facility that are older than so many days are shown with a warning."""

TELE_EXPERTISE = frozenset(
    {
        "general_practice",
        "dental",
        "midwifery",
        "mental_health",
        "medical_specialist",
        "surgery",
        "imaging",
        "screening",
    }
)
"""Services of medical professionals, who may answer a question in writing (code de la santé publique, R6316-1)."""
