"""A consultation by video as an Encounter of class VR (virtual)."""

from __future__ import annotations

from pagus.apps.consultations.policy import OUTCOMES
from pagus.apps.consultations.queries import Card
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    coded,
    instant,
    notes,
    subject_reference,
    without_nothing,
)

__all__ = ["encounter"]

VIRTUAL = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "VR", "display": "virtual"}
_EXTENSION = f"{OWN}consultation"


def encounter(card: Card, language: str) -> Document:
    """A consultation as an Encounter: with whom, when, why, what came of it. Who was there is not told: no names here.

    What was agreed is an extension of the house: an Encounter of R4 has no place for a note.
    """
    changed = card.summary_ms or card.ended_ms or card.began_ms or card.asked_ms
    period = {"start": instant(card.began_ms)} if card.began_ms is not None else {}
    if card.began_ms is not None and card.ended_ms is not None:
        period["end"] = instant(card.ended_ms)
    outcome = OUTCOMES.get(card.outcome)
    said = [{"url": f"{_EXTENSION}:agreed", "valueString": each["text"]} for each in notes([card.agreed])]
    if outcome is not None:
        concept = coded(f"{_EXTENSION}-outcome", card.outcome, outcome, language)
        said.append({"url": f"{_EXTENSION}:outcome", "valueCodeableConcept": concept})
    return without_nothing(
        {
            **begin("Encounter", f"v{card.id}", changed, simulated=card.simulated),
            "extension": said,
            "identifier": [{"system": _EXTENSION, "value": str(card.id)}],
            "status": card.status,
            "class": VIRTUAL,
            "subject": subject_reference(card.person),
            "period": period,
            "reasonCode": [{"text": card.reason}] if card.reason else [],
        }
    )
