"""Hand-overs as FHIR: the sheet as a DocumentReference, its PDF as a Binary, the question and its answer as a Task."""

from __future__ import annotations

import base64

from pagus.apps.accounts.roles import ROLES
from pagus.apps.handovers.policy import ACTIONS
from pagus.apps.handovers.queries import ListedHandover, Paper
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    coded,
    instant,
    notes,
    reference,
    subject_reference,
    without_nothing,
)
from pagus.kit_language.model import Text

__all__ = ["handover_binary", "handover_document", "handover_task"]

LOINC_REFERRAL = {"system": "http://loinc.org", "code": "57133-1", "display": "Referral note"}
TITLE = Text(fr="Transmission à un spécialiste", en="Hand-over to a specialist", de="Übergabe an einen Spezialisten")
_PRIORITY = {"today": "asap", "urgent": "urgent", "week": "routine"}


def handover_document(found: ListedHandover, language: str) -> Document:
    """The sheet: what kind of document, about whom, since when, its PDF by reference with hash and size."""
    row = found.row
    return without_nothing(
        {
            **begin("DocumentReference", f"h{row.id}", row.asked_ms, simulated=row.simulated),
            "masterIdentifier": {"system": f"{OWN}handover:sha-256", "value": row.paper_digest},
            "identifier": [{"system": f"{OWN}handover", "value": str(row.id)}],
            "status": "current",
            "docStatus": "final",
            "type": {"coding": [LOINC_REFERRAL], "text": TITLE.say(language)},
            "subject": subject_reference(row.person),
            "date": instant(row.asked_ms),
            "author": [{"display": row.asked_by}],
            "description": TITLE.say(language),
            "content": [
                {
                    "attachment": without_nothing(
                        {
                            "contentType": "application/pdf",
                            "language": row.language,
                            "url": f"Binary/h{row.id}",
                            "size": found.size,
                            "hash": base64.b64encode(bytes.fromhex(found.sha1)).decode(),
                            "title": TITLE.say(row.language),
                            "creation": instant(row.asked_ms),
                        }
                    )
                }
            ],
            "context": {"related": [reference("DetectedIssue", f"a{row.alert}")] if row.alert else []}
            if row.alert
            else {},
        }
    )


def handover_binary(found: ListedHandover, paper: Paper) -> Document:
    """The PDF as it was made."""
    return {
        **begin("Binary", f"h{found.row.id}", found.row.asked_ms, simulated=found.row.simulated),
        "contentType": "application/pdf",
        "securityContext": reference("DocumentReference", f"h{found.row.id}"),
        "data": base64.b64encode(paper.content).decode(),
    }


def handover_task(found: ListedHandover, language: str) -> Document:
    """The question: who is asked, until when, how far it is, and the answer as output."""
    row = found.row
    asked = ROLES[row.to_part].name if row.to_part in ROLES else None
    performer = [coded(f"{OWN}role", row.to_part, asked, language)] if asked else []
    return without_nothing(
        {
            **begin("Task", f"h{row.id}", found.changed_ms, simulated=row.simulated),
            "identifier": [{"system": f"{OWN}handover", "value": str(row.id)}],
            "status": row.status,
            "intent": "order",
            "priority": _PRIORITY[row.urgency],
            "code": coded(f"{OWN}task", "handover", TITLE, language),
            "description": row.question,
            "focus": reference("DocumentReference", f"h{row.id}"),
            "for": subject_reference(row.person),
            "authoredOn": instant(row.asked_ms),
            "lastModified": instant(found.changed_ms),
            "requester": {"display": row.asked_by},
            "performerType": performer,
            "note": notes([found.answer.advice] if found.answer else []),
            "restriction": {"period": {"end": instant(row.due_ms)}},
            "output": _output(found, language),
        }
    )


def _output(found: ListedHandover, language: str) -> list[Document]:
    said = found.answer
    if said is None:
        return []
    kind = coded(f"{OWN}handover-output", "action", Text(fr="action", en="action", de="Maßnahme"), language)
    name = ACTIONS[said.action].name
    outputs = [{"type": kind, "valueCodeableConcept": coded(f"{OWN}handover-action", said.action, name, language)}]
    if said.within_days is not None:
        within = coded(f"{OWN}handover-output", "within", Text(fr="délai", en="within", de="innerhalb"), language)
        days = {"value": said.within_days, "unit": "d", "system": "http://unitsofmeasure.org", "code": "d"}
        outputs.append({"type": within, "valueDuration": days})
    return outputs
