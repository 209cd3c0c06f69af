"""Invariants of the specification, each broken once; contained resources and local references."""

from __future__ import annotations

from typing import Any

from tests.fhir_r4.documents import TERMS, TRANSACTION, concept, quantity
from tests.fhir_r4.negative.case import REMOVED, Case

EXTENSION = {"url": "http://example.org/e"}
DEVICE_INSIDE: dict[str, Any] = {"resourceType": "Device", "id": "scale"}
WRONG = "entered-in-error"
BACKWARDS = {"low": quantity(3, "a"), "high": quantity(2, "a")}
EXISTS = {"question": "a", "operator": "exists", "answerString": "x"}
ENTITY = '<!DOCTYPE div [<!ENTITY a "b">]><div xmlns="http://www.w3.org/1999/xhtml">&a;</div>'


def broken(document: str, path: str, value: Any, key: str, rule: str) -> Case:
    return Case(document, path, value, f"{key}: {rule}", "invariant", key)


DATATYPES = [
    broken("PATIENT", "extension[0]", EXTENSION, "ext-1", "extensions or a value"),
    broken("PATIENT", "extension[0].extension", [{**EXTENSION, "valueCode": "x"}], "ext-1", "not both"),
    broken("PATIENT", "_birthDate.extension[0]", EXTENSION, "ext-1", "also beside a primitive"),
    broken("PATIENT", "modifierExtension", [EXTENSION], "ext-1", "also one that modifies"),
    broken("OBSERVATION", "valueQuantity.system", REMOVED, "qty-3", "a coded unit has a system"),
    broken("PANEL", "component[0].valueQuantity.system", REMOVED, "qty-3", "a coded unit has a system"),
    broken("PANEL", "effectivePeriod.end", "2026-05-01T07:31:21+02:00", "per-1", "a second before its start"),
    broken("PANEL", "effectivePeriod.end", "2026-05-01T05:30:00Z", "per-1", "before its start, in another zone"),
    broken("PANEL", "effectivePeriod.end", "2026-04-30", "per-1", "the day before its start"),
    broken("PATIENT", "address[0].period.end", "2000-12", "per-1", "before its start, in months"),
    broken("RISK", "prediction[0].whenRange", BACKWARDS, "rng-2", "low above high"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].maxDosePerPeriod.denominator", REMOVED, "rat-1", "both ends"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].maxDosePerPeriod", {"id": "x"}, "rat-1", "something in it"),
    broken("PATIENT", "photo[0].contentType", REMOVED, "att-1", "data has a type of media"),
    broken("PATIENT", "telecom[0].system", REMOVED, "cpt-2", "a number has a system"),
    broken("CONDITION", "onsetAge.value", -1, "age-1", "an age is positive"),
    broken("CONDITION", "onsetAge.system", "http://x", "age-1", "an age is in UCUM"),
    broken("CONDITION", "onsetAge.code", REMOVED, "age-1", "an age has a code"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.periodUnit", REMOVED, "tim-2", "a unit"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.duration", 5, "tim-1", "a unit"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.period", -1, "tim-5", "not negative"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.countMax", 3, "tim-8", "a count"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.durationMax", 3, "tim-7", "a duration"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.when", REMOVED, "tim-9", "an event"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.when[0]", "CM", "tim-9", "not a meal"),
    broken("MEDICATION_REQUEST", "dosageInstruction[0].timing.repeat.timeOfDay", ["08:00:00"], "tim-10", "not both"),
    broken("PATIENT", "text.div", "<div>x</div>", "txt-1", "in the namespace of XHTML"),
    broken("PATIENT", "text.div", '<p xmlns="http://www.w3.org/1999/xhtml">x</p>', "txt-1", "a div"),
    broken("PATIENT", "text.div", '<div xmlns="http://www.w3.org/1999/xhtml"> </div>', "txt-1", "something to read"),
    *(
        broken("PATIENT", "text.div", f'<div xmlns="http://www.w3.org/1999/xhtml">x{inner}</div>', "txt-1", rule)
        for inner, rule in (
            ("<script>alert(1)</script>", "no script"),
            ('<p onclick="x()">y</p>', "no event handler"),
            ('<a href="javascript:x()">y</a>', "no script in a link"),
            ("<iframe/>", "no frame"),
            ("<form><input/></form>", "no form"),
            ("<object/>", "no object"),
            ("<style>p{}</style>", "no style sheet"),
            ("<p>y", "well-formed"),
            ("<?php x ?>", "no instruction"),
            ("&unknown;", "no entity of its own"),
            ('<p style="background:url(http://x)">y</p>', "nothing fetched by a style"),
        )
    ),
    broken("PATIENT", "text.div", ENTITY, "txt-1", "no document type"),
]
CLINICAL = [
    broken(
        "OBSERVATION", "dataAbsentReason", concept("unknown", TERMS + "data-absent-reason"), "obs-6", "value or reason"
    ),
    broken("OBSERVATION", "component", [{"code": concept("29463-7"), "valueString": "x"}], "obs-7", "another code"),
    broken("OBSERVATION", "referenceRange[0]", {"appliesTo": [concept("x")]}, "obs-3", "low, high or text"),
    broken("PANEL", "component[0].referenceRange", [{"appliesTo": [concept("x")]}], "obs-3", "low, high or text"),
    broken("PATIENT", "contact[0]", {"gender": "male"}, "pat-1", "a name or a way to reach"),
    broken("ORGANIZATION", "name", REMOVED, "org-1", "a name or an identifier"),
    broken("ORGANIZATION", "address[0].use", "home", "org-2", "no home"),
    broken("ORGANIZATION", "telecom[0].use", "home", "org-3", "no home"),
    broken("ALLERGY", "clinicalStatus", REMOVED, "ait-1", "a clinical status"),
    broken("ALLERGY", "verificationStatus.coding[0].code", WRONG, "ait-2", "no clinical status"),
    broken("CONDITION", "verificationStatus.coding[0].code", WRONG, "con-5", "no clinical status"),
    broken("CONDITION", "abatementDateTime", "2026", "con-4", "what abated is not active"),
    broken("CONDITION", "stage[0]", {"type": concept("x")}, "con-1", "a summary or an assessment"),
    broken("CONDITION", "evidence[0]", {"extension": [{**EXTENSION, "valueCode": "x"}]}, "con-2", "a code or a detail"),
    broken("GOAL", "target[0].measure", REMOVED, "gol-1", "a detail says of what"),
    broken("GROUP", "actual", False, "grp-1", "only an actual group has members"),
    broken("RISK", "prediction[0].probabilityDecimal", 100.5, "ras-2", "at most 100"),
]
WORKFLOW = [
    broken("APPOINTMENT", "end", REMOVED, "app-2", "start and end"),
    broken("APPOINTMENT", "participant[0].actor", REMOVED, "app-1", "a role or an actor"),
    broken("APPOINTMENT", "cancelationReason", concept("pat", "http://x"), "app-4", "only when cancelled"),
    broken("TASK", "lastModified", "2026-04-30T07:15:00Z", "inv-1", "not before it was authored"),
    broken("PARAMETERS", "parameter[0]", {"name": "a"}, "inv-1", "a value, a resource or parts"),
    broken("PARAMETERS", "parameter[1].valueString", "x", "inv-1", "only one of them"),
    broken("CARE_PLAN", "activity[0].reference", {"reference": "Task/1"}, "cpl-3", "detail or reference"),
    broken("CONSENT", "policyRule", REMOVED, "ppc-1", "a policy"),
    broken("REQUEST", "code", REMOVED, "prr-1", "details of an order"),
    broken("RESPONSE", "item[0].answer", [{"valueString": "x"}], "qrs-1", "answers or items"),
    broken("AUDIT", "entity[0].query", "aGVsbG8=", "sev-1", "a name or a query"),
    broken("LIST", "emptyReason", concept("x"), "lst-1", "only when it is empty"),
    broken("LIST", "entry[0].deleted", True, "lst-2", "only in a list of changes"),
    broken("LIST", "mode", "snapshot", "lst-3", "dates only while working"),
    broken("DOCUMENT", "entry[0].resource.section[0].text", REMOVED, "cmp-1", "something in it"),
    broken("DOCUMENT", "entry[0].resource.section[0].entry", [{"display": "x"}], "cmp-2", "empty or not"),
    broken("DOCUMENT", "identifier", REMOVED, "bdl-9", "a document has an identifier"),
    broken("DOCUMENT", "identifier.value", REMOVED, "bdl-9", "with its value"),
    broken("DOCUMENT", "timestamp", REMOVED, "bdl-10", "a document has a date"),
    broken("DOCUMENT", "entry[0].resource", {"resourceType": "Patient"}, "bdl-11", "a Composition first"),
    broken("DOCUMENT", "type", "message", "bdl-12", "a MessageHeader first"),
    broken("TRANSACTION", "total", 2, "bdl-1", "no total in a transaction"),
    broken("TRANSACTION", "entry[0].search", {"mode": "match"}, "bdl-2", "no search in a transaction"),
    broken("TRANSACTION", "entry[0].request", REMOVED, "bdl-3", "each entry asks"),
    broken("TRANSACTION", "entry[0].response", {"status": "201"}, "bdl-4", "no answer in a question"),
    broken("TRANSACTION", "type", "searchset", "bdl-3", "a result asks nothing"),
    broken("TRANSACTION", "entry[0]", {"fullUrl": "urn:uuid:x"}, "bdl-5", "something in it"),
    broken("TRANSACTION", "entry[0].fullUrl", "http://x/Patient/1/_history/2", "bdl-8", "no version"),
    broken("TRANSACTION", "entry[2]", TRANSACTION["entry"][0], "bdl-7", "each full address once"),
]
DEFINITIONS = [
    broken("QUESTIONNAIRE", "item[0].item", REMOVED, "que-1", "a group has items"),
    broken("QUESTIONNAIRE", "item[1].item", [{"linkId": "z", "type": "string"}], "que-1", "a display has none"),
    broken("QUESTIONNAIRE", "item[0].item[0].linkId", "d", "que-2", "each link id once"),
    broken("QUESTIONNAIRE", "item[0].item[0].linkId", "g", "que-2", "each link id once, at any depth"),
    broken("QUESTIONNAIRE", "item[1].code", [{"code": "x"}], "que-3", "no code"),
    broken("QUESTIONNAIRE", "item[0].item[1].answerValueSet", "http://x", "que-4", "options or a value set"),
    broken("QUESTIONNAIRE", "item[0].item[0].answerOption", [{"valueString": "x"}], "que-5", "no options"),
    broken("QUESTIONNAIRE", "item[1].required", True, "que-6", "not required"),
    broken("QUESTIONNAIRE", "item[0].item[2].enableWhen[0]", EXISTS, "que-7", "yes or no"),
    broken("QUESTIONNAIRE", "item[1].initial", [{"valueString": "x"}], "que-8", "no initial value"),
    broken("QUESTIONNAIRE", "item[1].readOnly", True, "que-9", "not read-only"),
    broken("QUESTIONNAIRE", "item[0].item[1].maxLength", 5, "que-10", "no length"),
    broken("QUESTIONNAIRE", "item[0].item[1].initial", [{"valueString": "x"}], "que-11", "marked among the options"),
    broken(
        "QUESTIONNAIRE", "item[0].item[0].initial", [{"valueBoolean": True}, {"valueBoolean": False}], "que-13", "one"
    ),
    broken("VALUE_SET", "compose.include[0].system", REMOVED, "vsd-2", "concepts of a system"),
    broken(
        "VALUE_SET", "compose.include[0].filter", [{"property": "x", "op": "=", "value": "y"}], "vsd-3", "one of them"
    ),
    broken("VALUE_SET", "expansion.contains[0].code", REMOVED, "vsd-6", "a code or a display"),
    broken("VALUE_SET", "expansion.contains[0].system", REMOVED, "vsd-10", "a code of a system"),
]
WHOLE = [
    broken("OBSERVATION", "contained", [DEVICE_INSIDE], "dom-3", "what is contained is referred to"),
    broken("OBSERVATION", "device.reference", "#scale", "ref-1", "a local reference finds something"),
    broken("TRANSACTION", "entry[1].resource.device.reference", "#scale", "ref-1", "also in a bundle"),
    broken("OBSERVATION", "contained", [{**DEVICE_INSIDE, "meta": {"versionId": "1"}}], "dom-4", "no versions inside"),
    broken(
        "OBSERVATION", "contained", [{**DEVICE_INSIDE, "meta": {"security": [{"code": "x"}]}}], "dom-5", "no security"
    ),
    broken(
        "OBSERVATION",
        "contained",
        [{**DEVICE_INSIDE, "contained": [DEVICE_INSIDE]}],
        "dom-2",
        "nothing in what is inside",
    ),
]
CASES = DATATYPES + CLINICAL + WORKFLOW + DEFINITIONS + WHOLE
