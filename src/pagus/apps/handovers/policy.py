"""The rules of the house for hand-overs: states, due times, what can be answered; on whose word each number stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pagus.apps.appointments.policy import URGENCIES as REFERRAL_URGENCIES
from pagus.apps.appointments.policy import Threshold, Urgency
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Text

__all__ = [
    "ACTIONS",
    "HANDOVER_STATES",
    "LINK_DAYS",
    "LONGEST_ADVICE",
    "LONGEST_QUESTION",
    "OPEN_STATES",
    "PARTS",
    "PERIODS",
    "URGENCIES",
    "AnswerAction",
    "HandoverStatus",
]

HandoverStatus = Literal["requested", "in-progress", "completed", "rejected", "cancelled"]
HANDOVER_STATES: dict[HandoverStatus, Text] = {
    "requested": Text(fr="attend une réponse", en="waits for an answer", de="wartet auf Antwort"),
    "in-progress": Text(fr="lue, réponse à venir", en="read, answer to come", de="gelesen, Antwort folgt"),
    "completed": Text(fr="répondue", en="answered", de="beantwortet"),
    "rejected": Text(fr="déclinée", en="declined", de="abgelehnt"),
    "cancelled": Text(fr="retirée", en="withdrawn", de="zurückgezogen"),
}
OPEN_STATES: tuple[HandoverStatus, ...] = ("requested", "in-progress")

_OWN_CHOICE = REFERRAL_URGENCIES["soon"].source
URGENCIES: dict[str, Urgency] = {
    "today": Urgency(
        Text(fr="aujourd’hui : sous 8 heures", en="today: within 8 hours", de="heute: innerhalb von 8 Stunden"),
        8 * HOUR,
        _OWN_CHOICE,
        "local",
    ),
    "urgent": REFERRAL_URGENCIES["urgent"],
    "week": Urgency(
        Text(fr="sous 7 jours", en="within 7 days", de="innerhalb von 7 Tagen"), 7 * DAY, _OWN_CHOICE, "local"
    ),
}
"""A vital emergency is no hand-over: it is a call to 15 or 112, and every page says so."""

PARTS: tuple[str, ...] = ("physician",)
"""Roles of kits whose holders can be asked here."""

PERIODS = (14, 28, 56, 84)
"""How many days a sheet can show. 14 is what the glucose profile needs, 28 what a baseline rests on."""

LINK_DAYS = Threshold(7, "Local default: a link that opens a sheet ends after a week, or with the answer", "local")

LONGEST_QUESTION = 1000
LONGEST_ADVICE = 2000


@dataclass(frozen=True, slots=True)
class AnswerAction:
    """What a specialist can ask to be done, in one word that a machine can count."""

    name: Text
    asks_days: bool = False


ACTIONS: dict[str, AnswerAction] = {
    "treatment": AnswerAction(
        Text(
            fr="changer le traitement (le prescripteur s’en charge)",
            en="change the treatment (the prescriber does it)",
            de="Behandlung ändern (die verordnende Person tut es)",
        )
    ),
    "see": AnswerAction(
        Text(
            fr="voir la personne en consultation",
            en="see the person in consultation",
            de="die Person in der Sprechstunde sehen",
        ),
        asks_days=True,
    ),
    "hospital": AnswerAction(Text(fr="adresser à l’hôpital", en="send to hospital", de="ins Krankenhaus einweisen")),
    "tests": AnswerAction(
        Text(fr="compléter par des examens", en="do further tests", de="weitere Untersuchungen durchführen")
    ),
    "watch": AnswerAction(
        Text(
            fr="continuer la surveillance, revoir",
            en="keep watching, look again",
            de="weiter beobachten, erneut prüfen",
        ),
        asks_days=True,
    ),
    "nothing": AnswerAction(Text(fr="rien à changer", en="nothing to change", de="nichts zu ändern")),
}
