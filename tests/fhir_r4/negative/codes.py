"""Codes outside a required value set, and references that may not lead there."""

from __future__ import annotations

from tests.fhir_r4.negative.case import Case

WRONG_CODES = {
    ("OBSERVATION", "status"): ("finale", "Final", "entered_in_error"),
    ("OBSERVATION", "valueQuantity.comparator"): ("=", "!="),
    ("PATIENT", "gender"): ("f", "Female", "w"),
    ("PATIENT", "name[0].use"): ("legal",),
    ("PATIENT", "telecom[0].system"): ("mobile", "tel"),
    ("PATIENT", "telecom[0].use"): ("private",),
    ("PATIENT", "address[0].use"): ("office",),
    ("PATIENT", "address[0].type"): ("mail",),
    ("PATIENT", "identifier[0].use"): ("primary",),
    ("PATIENT", "link[0].type"): ("see-also",),
    ("PATIENT", "text.status"): ("done",),
    ("PATIENT", "contact[0].gender"): ("m",),
    ("DEVICE", "status"): ("on",),
    ("DEVICE", "udiCarrier[0].entryType"): ("scan",),
    ("DEVICE", "deviceName[0].type"): ("nickname",),
    ("ENCOUNTER", "status"): ("done", "in progress"),
    ("ENCOUNTER", "location[0].status"): ("left",),
    ("ALLERGY", "category[0]"): ("pollen",),
    ("ALLERGY", "type"): ("Allergy",),
    ("ALLERGY", "criticality"): ("very-high",),
    ("ALLERGY", "reaction[0].severity"): ("deadly",),
    ("MEDICATION_REQUEST", "status"): ("open",),
    ("MEDICATION_REQUEST", "intent"): ("wish",),
    ("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.periodUnit"): ("day",),
    ("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.when[0]"): ("MORNING",),
    ("QUESTIONNAIRE", "status"): ("final",),
    ("QUESTIONNAIRE", "item[0].type"): ("section",),
    ("QUESTIONNAIRE", "item[0].item[2].enableWhen[0].operator"): ("==",),
    ("QUESTIONNAIRE", "subjectType"): (["Human"],),
    ("RESPONSE", "status"): ("done",),
    ("TRANSACTION", "type"): ("batches",),
    ("TRANSACTION", "entry[0].request.method"): ("post", "MERGE"),
    ("APPOINTMENT", "status"): ("confirmed",),
    ("APPOINTMENT", "participant[0].status"): ("yes",),
    ("APPOINTMENT", "participant[0].required"): ("true",),
    ("TASK", "status"): ("open",),
    ("TASK", "priority"): ("high",),
    ("CARE_PLAN", "intent"): ("wish",),
    ("CARE_PLAN", "activity[0].detail.status"): ("doing",),
    ("CONSENT", "status"): ("given",),
    ("CONSENT", "provision.type"): ("allow",),
    ("LOCATION", "status"): ("open",),
    ("LOCATION", "mode"): ("type",),
    ("LOCATION", "hoursOfOperation[0].daysOfWeek[0]"): ("Monday",),
    ("VALUE_SET", "status"): ("new",),
    ("LIST", "mode"): ("todo",),
    ("LIST", "status"): ("open",),
    ("GROUP", "type"): ("people",),
    ("GOAL", "lifecycleStatus"): ("open",),
    ("REQUEST", "priority"): ("now",),
    ("AUDIT", "action"): ("X",),
    ("AUDIT", "outcome"): ("1",),
    ("SUBSCRIPTION", "status"): ("on",),
    ("SUBSCRIPTION", "channel.type"): ("webhook",),
    ("ISSUE", "severity"): ("severe",),
}
CODES = [
    Case(document, path, code, f"{path}: a required binding", "code-invalid")
    for (document, path), wrong in WRONG_CODES.items()
    for code in wrong
]
CONCEPTS = [
    Case("CONDITION", "clinicalStatus.coding[0].code", "open", "condition-clinical is required", "code-invalid"),
    Case("CONDITION", "clinicalStatus.coding[0].system", "http://x", "of the system of the set", "code-invalid"),
    Case("CONDITION", "verificationStatus", {"text": "sure"}, "a required concept has a code", "code-invalid"),
    Case("ALLERGY", "clinicalStatus.coding[0].code", "gone", "allergyintolerance-clinical is required", "code-invalid"),
    Case("ALLERGY", "verificationStatus.coding[0].code", "sure", "a required binding", "code-invalid"),
]
TARGETS = [
    Case("OBSERVATION", "subject.reference", "Medication/1", "Observation.subject: not a Medication", "structure"),
    Case("OBSERVATION", "subject.reference", "Observation/1", "Observation.subject: not an Observation", "structure"),
    Case("OBSERVATION", "device.reference", "Patient/1", "Observation.device: Device or DeviceMetric", "structure"),
    Case("OBSERVATION", "performer[0].reference", "Device/1", "Observation.performer: no Device in R4", "structure"),
    Case("OBSERVATION", "encounter", {"reference": "Patient/1"}, "Observation.encounter: Encounter", "structure"),
    Case("OBSERVATION", "hasMember", [{"reference": "Patient/1"}], "Observation.hasMember", "structure"),
    Case(
        "OBSERVATION", "subject", {"type": "Medication", "display": "x"}, "the type named is none allowed", "structure"
    ),
    Case("OBSERVATION", "subject.reference", "Practitioner?identifier=x", "also by a search", "structure"),
    Case("PATIENT", "managingOrganization.reference", "Patient/1", "Patient.managingOrganization", "structure"),
    Case("PATIENT", "generalPractitioner[0].reference", "Patient/1", "Patient.generalPractitioner", "structure"),
    Case("PATIENT", "link[0].other.reference", "Device/1", "Patient.link.other", "structure"),
    Case("ENCOUNTER", "location[0].location.reference", "Patient/1", "Encounter.location.location", "structure"),
    Case("ENCOUNTER", "subject.reference", "Device/1", "Encounter.subject: Patient or Group", "structure"),
    Case("CONDITION", "subject.reference", "Device/1", "Condition.subject: Patient or Group", "structure"),
    Case("ALLERGY", "patient.reference", "Group/1", "AllergyIntolerance.patient: Patient", "structure"),
    Case("DEVICE", "patient.reference", "Group/1", "Device.patient: Patient", "structure"),
    Case("CONSENT", "patient.reference", "Person/1", "Consent.patient: Patient", "structure"),
    Case("ISSUE", "patient.reference", "Device/1", "DetectedIssue.patient: Patient", "structure"),
]
CASES = CODES + CONCEPTS + TARGETS
