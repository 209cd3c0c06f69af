"""A form of a kit as Questionnaire, and what was answered as QuestionnaireResponse."""

from __future__ import annotations

from typing import Any

from pagus.apps.forms.queries import WrittenResponse
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    instant,
    plain_id,
    reference,
    subject_reference,
    without_nothing,
)
from pagus.engines.forms.fhir import write_questionnaire, write_response
from pagus.kit_language.form_model import Form
from pagus.kit_language.model import Language

__all__ = ["form_id", "questionnaire", "questionnaire_response"]


def form_id(installation: int, form: str) -> str:
    """The id of a form: that of its installation, and its name."""
    return plain_id(f"k{installation}", form.replace("_", "-"))


def questionnaire(installation: int, form: Form, installed_ms: int, language: Language) -> Document:
    """A form as a Questionnaire, as ``engines.forms.fhir`` writes it, with its id here."""
    written: dict[str, Any] = write_questionnaire(form, language)
    head = begin("Questionnaire", form_id(installation, form.name), installed_ms)
    return {**head, **{name: value for name, value in written.items() if name not in ("resourceType", "id", "meta")}}


def questionnaire_response(answered: WrittenResponse) -> Document:
    """What somebody answered, with the scores that follow from it."""
    written = write_response(answered.form, answered.answers, answered.evaluation)
    row = answered.row
    return without_nothing(
        {
            **begin("QuestionnaireResponse", f"q{row.id}", row.changed_ms, simulated=answered.simulated),
            "identifier": {"system": f"{OWN}response", "value": str(row.id)},
            "basedOn": [] if row.run is None else [reference("CarePlan", f"r{row.run}")],
            **{name: value for name, value in written.items() if name not in ("resourceType", "status", "item")},
            "questionnaire": written.get("questionnaire")
            or f"{OWN}form:{form_id(answered.installation, row.form)}|{row.version}",
            "status": row.status,
            "subject": subject_reference(row.person),
            "authored": instant(row.changed_ms),
            "item": written["item"],
        }
    )
