"""Invariants of what is observed, found and done: the clinical resources, people, devices and places."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET

from pagus.fhir_r4.moments import bounds
from pagus.fhir_r4.rules.presence import coded, count, has, named, values

__all__ = [
    "ait_1",
    "ait_2",
    "ces_1",
    "con_1",
    "con_2",
    "con_4",
    "con_5",
    "fhs_1",
    "fhs_2",
    "gol_1",
    "grp_1",
    "imm_1",
    "imr_1",
    "ipn_1",
    "mad_1",
    "mdd_1",
    "mrp_1",
    "mrp_2",
    "msq_3",
    "msq_5",
    "msq_6",
    "obs_3",
    "obs_6",
    "obs_7",
    "org_1",
    "org_2",
    "org_3",
    "pat_1",
    "ras_1",
    "ras_2",
]

_CODES = "http://terminology.hl7.org/CodeSystem/"
_UCUM = "http://unitsofmeasure.org"


def obs_3(reference_range: Any) -> bool:
    """A reference range has a low or a high end or a text."""
    return reference_range.low is not UNSET or reference_range.high is not UNSET or has(reference_range, "text")


def obs_6(observation: Any) -> bool:
    """A reason for no value only where there is no value."""
    return observation.dataAbsentReason is UNSET or not named(observation, "value")


def obs_7(observation: Any) -> bool:
    """No component repeats the code of the observation, when that has a value itself."""
    if observation.component is UNSET or not named(observation, "value"):
        return True
    own = list(values(observation, "code", "coding"))
    return not any(each in own for each in values(observation, "component", "code", "coding"))


def pat_1(contact: Any) -> bool:
    """A contact has a name, a number, an address or an organisation."""
    return any(each is not UNSET for each in (contact.name, contact.telecom, contact.address, contact.organization))


def org_1(organization: Any) -> bool:
    """An organisation has a name or an identifier."""
    return organization.identifier is not UNSET or has(organization, "name")


def org_2(address: Any) -> bool:
    """An organisation has no home address."""
    return bool(address.use != "home")


def org_3(contact: Any) -> bool:
    """An organisation has no number at home."""
    return bool(contact.use != "home")


def ait_1(allergy: Any) -> bool:
    """A clinical status, unless it was entered in error."""
    system = _CODES + "allergyintolerance-verification"
    return allergy.clinicalStatus is not UNSET or coded(allergy.verificationStatus, system, "entered-in-error")


def ait_2(allergy: Any) -> bool:
    """No clinical status, if it was entered in error."""
    system = _CODES + "allergyintolerance-verification"
    return allergy.clinicalStatus is UNSET or not coded(allergy.verificationStatus, system, "entered-in-error")


def con_1(stage: Any) -> bool:
    """A stage has a summary or an assessment."""
    return stage.summary is not UNSET or stage.assessment is not UNSET


def con_2(evidence: Any) -> bool:
    """Evidence has a code or a detail."""
    return evidence.code is not UNSET or evidence.detail is not UNSET


def con_4(condition: Any) -> bool:
    """What has abated is resolved, in remission or inactive."""
    status = (_CODES + "condition-clinical", "resolved", "remission", "inactive")
    return not named(condition, "abatement") or coded(condition.clinicalStatus, *status)


def con_5(condition: Any) -> bool:
    """No clinical status, if it was entered in error."""
    system = _CODES + "condition-ver-status"
    return condition.clinicalStatus is UNSET or not coded(condition.verificationStatus, system, "entered-in-error")


def fhs_1(member: Any) -> bool:
    """An age or a birth, not both."""
    return not named(member, "age") or not named(member, "born")


def fhs_2(member: Any) -> bool:
    """Only an age is estimated."""
    return named(member, "age") or not has(member, "estimatedAge")


def gol_1(target: Any) -> bool:
    """A detail says what is measured."""
    return not named(target, "detail") or target.measure is not UNSET


def grp_1(group: Any) -> bool:
    """Only an actual group has members."""
    return group.member is UNSET or group.actual is True


def imm_1(education: Any) -> bool:
    """Education names its document by type or reference."""
    return has(education, "documentType") or has(education, "reference")


def imr_1(recommendation: Any) -> bool:
    """A recommendation has a vaccine or a disease."""
    return recommendation.vaccineCode is not UNSET or recommendation.targetDisease is not UNSET


def ipn_1(plan: Any) -> bool:
    """An insurance plan has a name or an identifier."""
    return plan.identifier is not UNSET or has(plan, "name")


def ces_1(item: Any) -> bool:
    """Either a category or a product or service."""
    return (item.category is UNSET) != (item.productOrService is UNSET)


def mad_1(dosage: Any) -> bool:
    """A dosage has a dose or a rate."""
    return dosage.dose is not UNSET or named(dosage, "rate")


def mdd_1(dispense: Any) -> bool:
    """Nothing is handed over before it is prepared."""
    if dispense.whenHandedOver is UNSET or dispense.whenPrepared is UNSET:
        return True
    return bounds(dispense.whenHandedOver)[1] > bounds(dispense.whenPrepared)[0]


def mrp_1(report: Any) -> bool:
    """A data collection has no groups."""
    return report.type != "data-collection" or report.group is UNSET


def mrp_2(report: Any) -> bool:
    """A stratum has a value or components, not both."""
    strata = values(report, "group", "stratifier", "stratum")
    return all((each.value is UNSET) != (each.component is UNSET) for each in strata)


def msq_3(sequence: Any) -> bool:
    """Coordinates begin at 0 or at 1."""
    return sequence.coordinateSystem in {0, 1, UNSET}


def msq_5(reference: Any) -> bool:
    """Chromosome and genome build are there together."""
    return (reference.chromosome is UNSET) == (not has(reference, "genomeBuild"))


def msq_6(reference: Any) -> bool:
    """One way to name the reference sequence."""
    return count(reference, "genomeBuild", "referenceSeqId", "referenceSeqPointer", "referenceSeqString") == 1


def ras_1(prediction: Any) -> bool:
    """A range of probabilities is in percent."""
    interval = prediction.probabilityRange
    ends = [each for each in (interval.low, interval.high) if each] if interval else []
    return all(each.code == "%" and each.system == _UCUM for each in ends)


def ras_2(prediction: Any) -> bool:
    """A probability is at most 100."""
    return prediction.probabilityDecimal is UNSET or bool(prediction.probabilityDecimal <= 100)
