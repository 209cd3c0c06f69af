"""A prescription of a monitoring as ServiceRequest, and a consent to it as Consent."""

from __future__ import annotations

from pagus.apps.monitoring.queries import WAYS, KnownConsent, KnownPrescription
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    instant,
    notes,
    reference,
    subject_reference,
    without_nothing,
)
from pagus.library.lines import monitoring_lines

__all__ = ["consent", "consent_id", "prescription_id", "service_request"]

RPPS = "https://rpps.esante.gouv.fr"
"""How the French profiles of FHIR name the system of these numbers; recalled, not read here."""
_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"


def prescription_id(number: int) -> str:
    """The id of a prescription."""
    return f"m{number}"


def consent_id(number: int) -> str:
    """The id of a consent."""
    return f"c{number}"


def service_request(row: KnownPrescription, language: str) -> Document:
    """A prescription as a ServiceRequest: what, for whom, on whose word, from when to when."""
    line = monitoring_lines().get(row.line)
    words = row.kit if line is None else line.name.say(language)
    return without_nothing(
        {
            **begin("ServiceRequest", prescription_id(row.id), row.ended_ms or row.entered_ms, simulated=row.simulated),
            "identifier": [{"system": f"{OWN}prescription", "value": str(row.id)}],
            "instantiatesCanonical": [f"{OWN}kit:{row.kit}"],
            "replaces": [] if row.renews is None else [reference("ServiceRequest", prescription_id(row.renews))],
            "status": "active" if row.ended_ms is None else "revoked",
            "intent": "order",
            "category": [{"text": "home monitoring"}],
            "code": without_nothing(
                {
                    "coding": [{"system": f"{OWN}line", "code": row.line, "display": words}] if row.line else [],
                    "text": words,
                }
            ),
            "subject": subject_reference(row.subject),
            "occurrencePeriod": {"start": row.issued_on.isoformat(), "end": row.until.isoformat()},
            "authoredOn": row.issued_on.isoformat(),
            "requester": {"identifier": {"system": RPPS, "value": row.rpps}, "display": row.prescriber},
            "note": notes(_answers(row, language)),
        }
    )


def _answers(row: KnownPrescription, language: str) -> list[str]:
    """What was answered about eligibility, in the words of the line."""
    line = monitoring_lines().get(row.line)
    said = {
        True: {"fr": "oui", "de": "ja"}.get(language, "yes"),
        False: {"fr": "non", "de": "nein"}.get(language, "no"),
    }
    return [
        f"{line.eligibility[name].text.say(language)} {said[answer]}"
        for name, answer in sorted(row.answers.items())
        if line is not None and name in line.eligibility
    ]


def consent(row: KnownConsent, language: str) -> Document:
    """A consent to be monitored as a Consent; one that was taken back is inactive."""
    return without_nothing(
        {
            **begin("Consent", consent_id(row.id), row.withdrawn_ms or row.recorded_ms, simulated=row.simulated),
            "identifier": [{"system": f"{OWN}consent", "value": str(row.id)}],
            "status": "active" if row.withdrawn_ms is None else "inactive",
            "scope": {"coding": [{"system": _SCOPE, "code": "treatment", "display": "Treatment"}]},
            "category": [
                {"coding": [{"system": "http://loinc.org", "code": "59284-0", "display": "Consent Document"}]}
            ],
            "patient": subject_reference(row.subject),
            "dateTime": row.given_on.isoformat(),
            "policyRule": {"text": f"{row.kit}: {WAYS[row.way].say(language)}"},
            "provision": without_nothing(
                {
                    "type": "permit",
                    "period": without_nothing(
                        {
                            "start": row.given_on.isoformat(),
                            "end": None if row.withdrawn_ms is None else instant(row.withdrawn_ms),
                        }
                    ),
                }
            ),
        }
    )
