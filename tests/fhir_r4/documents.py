"""Valid resources, one or two of each type that this house uses: the ground on which the negative cases are built."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
TERMS = "http://terminology.hl7.org/CodeSystem/"
NARRATIVE: Json = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">none known</div>'}


def concept(code: str, system: str = LOINC) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def quantity(value: float, code: str) -> Json:
    return {"value": value, "unit": code, "system": UCUM, "code": code}


PATIENT: Json = {
    "resourceType": "Patient",
    "id": "p-1",
    "meta": {"versionId": "1", "lastUpdated": "2026-05-01T07:31:22.120+02:00", "profile": ["http://example.org/p"]},
    "text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml"><p>Ada</p></div>'},
    "extension": [{"url": "http://example.org/e", "valueString": "x"}],
    "identifier": [{"use": "official", "system": "urn:oid:1.2.250.1.213.1.4.8", "value": "279035121518989"}],
    "active": True,
    "name": [{"use": "official", "family": "Curie", "given": ["Marie", None], "_given": [None, {"id": "g2"}]}],
    "telecom": [{"system": "phone", "value": "+33 1 23 45 67 89", "use": "home", "rank": 1}],
    "gender": "female",
    "birthDate": "1979-03-31",
    "_birthDate": {"extension": [{"url": "http://example.org/t", "valueDateTime": "1979-03-31T14:35:45Z"}]},
    "deceasedBoolean": False,
    "address": [
        {"use": "home", "line": ["1 rue X"], "city": "Strasbourg", "period": {"start": "2001", "end": "2002-01"}}
    ],
    "multipleBirthInteger": 2,
    "photo": [{"contentType": "image/png", "data": "aGVsbG8="}],
    "contact": [{"name": {"text": "Pierre"}, "gender": "male"}],
    "communication": [{"language": concept("fr", "urn:ietf:bcp:47"), "preferred": True}],
    "generalPractitioner": [{"reference": "Practitioner/7"}],
    "managingOrganization": {"reference": "Organization/1"},
    "link": [{"other": {"reference": "Patient/p-2"}, "type": "seealso"}],
}

OBSERVATION: Json = {
    "resourceType": "Observation",
    "id": "o-1",
    "status": "final",
    "category": [concept("vital-signs", TERMS + "observation-category")],
    "code": concept("29463-7"),
    "subject": {"reference": "Patient/p-1"},
    "effectiveDateTime": "2026-05-01T07:31:22+02:00",
    "issued": "2026-05-01T05:31:25.120Z",
    "performer": [{"reference": "Practitioner/7"}],
    "valueQuantity": quantity(72.50, "kg"),
    "interpretation": [concept("N", TERMS + "v3-ObservationInterpretation")],
    "note": [{"text": "after breakfast", "time": "2026-05-01"}],
    "device": {"reference": "Device/d-1"},
    "referenceRange": [{"low": quantity(50, "kg"), "high": quantity(90, "kg")}],
}

PANEL: Json = {
    "resourceType": "Observation",
    "status": "final",
    "code": concept("85354-9"),
    "subject": {"reference": "Patient/p-1"},
    "effectivePeriod": {"start": "2026-05-01T07:31:22+02:00", "end": "2026-05-01T07:32:22+02:00"},
    "component": [
        {"code": concept("8480-6"), "valueQuantity": quantity(131, "mm[Hg]")},
        {"code": concept("8462-4"), "valueQuantity": quantity(82, "mm[Hg]")},
    ],
}

DEVICE: Json = {
    "resourceType": "Device",
    "id": "d-1",
    "udiCarrier": [{"deviceIdentifier": "00844588003288", "carrierAIDC": "aGVsbG8=", "entryType": "barcode"}],
    "status": "active",
    "manufactureDate": "2025-02-28",
    "deviceName": [{"name": "Scale", "type": "user-friendly-name"}],
    "version": [{"value": "1.2"}],
    "property": [{"type": concept("x"), "valueQuantity": [quantity(3, "kg")]}],
    "patient": {"reference": "Patient/p-1"},
}

ENCOUNTER: Json = {
    "resourceType": "Encounter",
    "status": "finished",
    "class": {"system": TERMS + "v3-ActCode", "code": "VR"},
    "subject": {"reference": "Patient/p-1"},
    "period": {"start": "2026-05-01T07:00:00Z", "end": "2026-05-01T08:00:00Z"},
    "location": [{"location": {"reference": "Location/1"}, "status": "completed"}],
}

CONDITION: Json = {
    "resourceType": "Condition",
    "clinicalStatus": concept("active", TERMS + "condition-clinical"),
    "verificationStatus": concept("confirmed", TERMS + "condition-ver-status"),
    "code": concept("44054006", "http://snomed.info/sct"),
    "subject": {"reference": "Patient/p-1"},
    "onsetAge": {"value": 54, "unit": "a", "system": UCUM, "code": "a"},
    "stage": [{"summary": concept("2")}],
    "evidence": [{"code": [concept("x")]}],
}

ALLERGY: Json = {
    "resourceType": "AllergyIntolerance",
    "clinicalStatus": concept("active", TERMS + "allergyintolerance-clinical"),
    "verificationStatus": concept("confirmed", TERMS + "allergyintolerance-verification"),
    "category": ["food"],
    "patient": {"reference": "Patient/p-1"},
    "reaction": [{"manifestation": [concept("271807003", "http://snomed.info/sct")], "severity": "mild"}],
}

MEDICATION_REQUEST: Json = {
    "resourceType": "MedicationRequest",
    "status": "active",
    "intent": "order",
    "medicationCodeableConcept": concept("x"),
    "subject": {"reference": "Patient/p-1"},
    "dosageInstruction": [
        {
            "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["MORN"], "offset": 10}},
            "doseAndRate": [{"doseQuantity": quantity(1, "{tbl}")}],
            "maxDosePerPeriod": {"numerator": quantity(4, "{tbl}"), "denominator": quantity(1, "d")},
        }
    ],
}

QUESTIONNAIRE: Json = {
    "resourceType": "Questionnaire",
    "url": "http://example.org/q",
    "status": "active",
    "item": [
        {
            "linkId": "g",
            "type": "group",
            "item": [
                {"linkId": "a", "type": "boolean", "text": "Out of breath?"},
                {"linkId": "b", "type": "choice", "answerOption": [{"valueString": "x"}, {"valueString": "y"}]},
                {
                    "linkId": "c",
                    "type": "integer",
                    "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": True}],
                },
            ],
        },
        {"linkId": "d", "type": "display", "text": "Thank you"},
    ],
}

RESPONSE: Json = {
    "resourceType": "QuestionnaireResponse",
    "questionnaire": "http://example.org/q|1",
    "status": "completed",
    "subject": {"reference": "Patient/p-1"},
    "authored": "2026-05-01T07:31:22Z",
    "item": [{"linkId": "g", "item": [{"linkId": "a", "answer": [{"valueBoolean": True}]}]}],
}

TRANSACTION: Json = {
    "resourceType": "Bundle",
    "type": "transaction",
    "entry": [
        {
            "fullUrl": "urn:uuid:6f1c2f0e-7a55-4f4a-9d1e-2a1c0b7e9a01",
            "resource": PATIENT,
            "request": {"method": "POST", "url": "Patient"},
        },
        {
            "fullUrl": "urn:uuid:6f1c2f0e-7a55-4f4a-9d1e-2a1c0b7e9a02",
            "resource": OBSERVATION,
            "request": {"method": "POST", "url": "Observation", "ifNoneExist": "identifier=x"},
        },
    ],
}

DOCUMENT: Json = {
    "resourceType": "Bundle",
    "type": "document",
    "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"},
    "timestamp": "2026-05-01T07:31:22Z",
    "entry": [
        {
            "fullUrl": "http://example.org/Composition/1",
            "resource": {
                "resourceType": "Composition",
                "status": "final",
                "type": concept("60591-5"),
                "date": "2026-05-01",
                "author": [{"reference": "Practitioner/7"}],
                "title": "Summary",
                "section": [{"title": "Allergies", "text": NARRATIVE, "emptyReason": concept("nilknown")}],
            },
        }
    ],
}

APPOINTMENT: Json = {
    "resourceType": "Appointment",
    "status": "booked",
    "start": "2026-05-01T07:00:00Z",
    "end": "2026-05-01T07:15:00Z",
    "minutesDuration": 15,
    "participant": [{"actor": {"reference": "Patient/p-1"}, "status": "accepted"}],
}

TASK: Json = {
    "resourceType": "Task",
    "status": "requested",
    "intent": "order",
    "priority": "urgent",
    "focus": {"reference": "DetectedIssue/1"},
    "authoredOn": "2026-05-01T07:00:00Z",
    "lastModified": "2026-05-01T07:15:00Z",
    "input": [{"type": {"text": "why"}, "valueString": "weight"}],
}

CARE_PLAN: Json = {
    "resourceType": "CarePlan",
    "status": "active",
    "intent": "plan",
    "subject": {"reference": "Patient/p-1"},
    "activity": [{"detail": {"status": "in-progress", "scheduledString": "daily"}}],
}

CONSENT: Json = {
    "resourceType": "Consent",
    "status": "active",
    "scope": concept("patient-privacy", TERMS + "consentscope"),
    "category": [concept("59284-0")],
    "patient": {"reference": "Patient/p-1"},
    "policyRule": {"text": "GDPR"},
    "provision": {"type": "permit", "period": {"start": "2026-01-01", "end": "2027-01-01"}},
}

ORGANIZATION: Json = {
    "resourceType": "Organization",
    "name": "CHU",
    "telecom": [{"system": "phone", "value": "15", "use": "work"}],
    "address": [{"use": "work", "city": "Strasbourg"}],
}

LOCATION: Json = {
    "resourceType": "Location",
    "status": "active",
    "mode": "instance",
    "position": {"longitude": 7.75, "latitude": 48.58},
    "hoursOfOperation": [{"daysOfWeek": ["mon"], "openingTime": "08:30:00", "closingTime": "17:00:00"}],
}

PARAMETERS: Json = {
    "resourceType": "Parameters",
    "parameter": [{"name": "a", "valueString": "x"}, {"name": "b", "part": [{"name": "c", "valueInteger": 1}]}],
}

VALUE_SET: Json = {
    "resourceType": "ValueSet",
    "status": "draft",
    "compose": {"include": [{"system": LOINC, "concept": [{"code": "29463-7"}]}]},
    "expansion": {"timestamp": "2026-05-01", "contains": [{"system": LOINC, "code": "29463-7"}]},
}

RISK: Json = {
    "resourceType": "RiskAssessment",
    "status": "final",
    "subject": {"reference": "Patient/p-1"},
    "prediction": [{"probabilityDecimal": 12.5}],
}

GROUP: Json = {
    "resourceType": "Group",
    "type": "person",
    "actual": True,
    "member": [{"entity": {"reference": "Patient/p-1"}}],
}

LIST: Json = {
    "resourceType": "List",
    "status": "current",
    "mode": "working",
    "entry": [{"item": {"display": "x"}, "date": "2026"}],
}

GOAL: Json = {
    "resourceType": "Goal",
    "lifecycleStatus": "active",
    "description": {"text": "70 kg"},
    "subject": {"reference": "Patient/p-1"},
    "target": [{"measure": concept("29463-7"), "detailQuantity": quantity(70, "kg")}],
}

REQUEST: Json = {
    "resourceType": "ServiceRequest",
    "status": "active",
    "intent": "order",
    "code": concept("x"),
    "orderDetail": [concept("y")],
    "subject": {"reference": "Patient/p-1"},
}

AUDIT: Json = {
    "resourceType": "AuditEvent",
    "type": {"system": TERMS + "audit-event-type", "code": "rest"},
    "recorded": "2026-05-01T07:31:22Z",
    "agent": [{"requestor": True}],
    "source": {"observer": {"display": "here"}},
    "entity": [{"name": "x"}],
}

SUBSCRIPTION: Json = {
    "resourceType": "Subscription",
    "status": "requested",
    "reason": "alerts",
    "criteria": "Observation?code=29463-7",
    "channel": {"type": "rest-hook", "endpoint": "https://example.org/hook", "payload": "application/fhir+json"},
}

ISSUE: Json = {
    "resourceType": "DetectedIssue",
    "status": "final",
    "severity": "high",
    "patient": {"reference": "Patient/p-1"},
    "identifiedDateTime": "2026-05-01",
    "evidence": [{"detail": [{"reference": "Observation/o-1"}]}],
}

VALID: dict[str, Json] = {
    name: value for name, value in globals().items() if isinstance(value, dict) and "resourceType" in value
}
