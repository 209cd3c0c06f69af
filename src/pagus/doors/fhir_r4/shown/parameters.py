"""By what are shown documents found? For each type its search parameters: the kind, and where in the document they are.

Names and kinds are those of FHIR R4; only what is listed can be asked, and the CapabilityStatement says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pagus.apps.resources.folding import fold
from pagus.apps.resources.query import Kind
from pagus.doors.fhir_r4.indexing import moment_row
from pagus.fhir_r4.search_entries import canonical_quantity

__all__ = ["PARAMETERS", "Entry", "Parameter", "entries_of", "words_of"]

_EVER = 2**62


class Parameter(NamedTuple):
    """One parameter: its kind, and the paths to what it looks at, with dots; lists are gone through."""

    kind: Kind
    paths: tuple[str, ...]
    there: bool = False
    """Is it asked whether something is there, not what?"""


class Entry(NamedTuple):
    """One value by which a document is found; the fields that are filled follow from the kind."""

    system: str | None = None
    code: str | None = None
    text: str | None = None
    low: float = 0
    high: float = 0
    target: str | None = None


def _token(*paths: str) -> Parameter:
    return Parameter("token", paths)


def _reference(*paths: str) -> Parameter:
    return Parameter("reference", paths)


def _date(*paths: str) -> Parameter:
    return Parameter("date", paths)


def _string(*paths: str) -> Parameter:
    return Parameter("string", paths)


_BY_IDENTIFIER = {"identifier": _token("identifier")}
_KIT = {
    **_BY_IDENTIFIER,
    "url": Parameter("uri", ("url",)),
    "version": _token("version"),
    "name": _string("name"),
    "title": _string("title"),
    "status": _token("status"),
}

PARAMETERS: Mapping[str, Mapping[str, Parameter]] = {
    "Patient": {
        **_BY_IDENTIFIER,
        "active": _token("active"),
        "organization": _reference("managingOrganization"),
        "deceased": Parameter("token", ("deceasedDateTime",), there=True),
        "death-date": _date("deceasedDateTime"),
        "link": _reference("link.other"),
    },
    "Device": {
        **_BY_IDENTIFIER,
        "type": _token("type"),
        "status": _token("status"),
        "location": _reference("location"),
        "device-name": _string("deviceName.name", "type.text"),
    },
    "Location": {
        **_BY_IDENTIFIER,
        "name": _string("name"),
        "status": _token("status"),
        "type": _token("type"),
        "partof": _reference("partOf"),
        "organization": _reference("managingOrganization"),
        "address": _string("address.text"),
    },
    "Organization": {
        **_BY_IDENTIFIER,
        "name": _string("name"),
        "active": _token("active"),
        "type": _token("type"),
    },
    "HealthcareService": {
        "active": _token("active"),
        "service-type": _token("type"),
        "location": _reference("location"),
        "organization": _reference("providedBy"),
        "name": _string("name"),
        "characteristic": _token("characteristic"),
    },
    "Schedule": {"actor": _reference("actor"), "active": _token("active")},
    "Slot": {"schedule": _reference("schedule"), "status": _token("status"), "start": _date("start")},
    "Appointment": {
        "actor": _reference("participant.actor"),
        "status": _token("status"),
        "date": _date("start"),
        "slot": _reference("slot"),
    },
    "Encounter": {
        **_BY_IDENTIFIER,
        "patient": _reference("subject"),
        "subject": _reference("subject"),
        "status": _token("status"),
        "class": _token("class"),
        "date": _date("period"),
    },
    "DetectedIssue": {
        **_BY_IDENTIFIER,
        "patient": _reference("patient"),
        "code": _token("code"),
        "identified": _date("identifiedDateTime"),
        "implicated": _reference("implicated"),
    },
    "Task": {
        **_BY_IDENTIFIER,
        "status": _token("status"),
        "intent": _token("intent"),
        "priority": _token("priority"),
        "code": _token("code"),
        "patient": _reference("for"),
        "subject": _reference("for"),
        "focus": _reference("focus"),
        "based-on": _reference("basedOn"),
        "performer": _token("performerType"),
        "authored-on": _date("authoredOn"),
        "modified": _date("lastModified"),
    },
    "DocumentReference": {
        "identifier": _token("masterIdentifier", "identifier"),
        "status": _token("status"),
        "type": _token("type"),
        "patient": _reference("subject"),
        "subject": _reference("subject"),
        "date": _date("date"),
        "contenttype": _token("content.attachment.contentType"),
        "language": _token("content.attachment.language"),
        "related": _reference("context.related"),
    },
    "Binary": {},
    "CarePlan": {
        **_BY_IDENTIFIER,
        "status": _token("status"),
        "intent": _token("intent"),
        "patient": _reference("subject"),
        "subject": _reference("subject"),
        "date": _date("period"),
    },
    "ServiceRequest": {
        **_BY_IDENTIFIER,
        "status": _token("status"),
        "intent": _token("intent"),
        "code": _token("code"),
        "patient": _reference("subject"),
        "subject": _reference("subject"),
        "authored": _date("authoredOn"),
        "occurrence": _date("occurrencePeriod"),
    },
    "Consent": {
        **_BY_IDENTIFIER,
        "status": _token("status"),
        "patient": _reference("patient"),
        "date": _date("dateTime"),
        "period": _date("provision.period"),
    },
    "Questionnaire": _KIT,
    "QuestionnaireResponse": {
        **_BY_IDENTIFIER,
        "patient": _reference("subject"),
        "subject": _reference("subject"),
        "status": _token("status"),
        "authored": _date("authored"),
        "based-on": _reference("basedOn"),
        "questionnaire": _reference("questionnaire"),
    },
    "PlanDefinition": _KIT,
    "Library": _KIT,
    "AuditEvent": {
        "action": _token("action"),
        "date": _date("recorded"),
        "entity": _reference("entity.what"),
        "outcome": _token("outcome"),
        "subtype": _token("subtype"),
        "type": _token("type"),
        "agent": _reference("agent.who"),
    },
    "Subscription": {
        "status": _token("status"),
        "criteria": _string("criteria"),
        "url": Parameter("uri", ("channel.endpoint",)),
        "type": _token("channel.type"),
        "payload": _token("channel.payload"),
    },
    "Observation": {
        **_BY_IDENTIFIER,
        "code": _token("code"),
        "status": _token("status"),
        "patient": _reference("subject"),
        "subject": _reference("subject"),
        "date": _date("effectiveDateTime"),
        "value-quantity": Parameter("quantity", ("valueQuantity",)),
    },
}


def entries_of(document: Mapping[str, Any], parameter: Parameter) -> Iterator[Entry]:
    """By which values is this document found under this parameter?"""
    if parameter.there:
        found = any(True for path in parameter.paths for _ in _at(document, path.split(".")))
        yield from _tokens(found)
        return
    for path in parameter.paths:
        for value in _at(document, path.split(".")):
            yield from _entries(value, parameter.kind)


def words_of(document: Mapping[str, Any], name: str) -> Iterator[str]:
    """What is said in words of the codes under this parameter?"""
    known = PARAMETERS[document["resourceType"]].get(name)
    for path in () if known is None else known.paths:
        for value in _at(document, path.split(".")):
            if isinstance(value, Mapping):
                parts = [value, *value.get("coding", ()), value.get("type", {})]
                yield from (each[key] for each in parts for key in ("text", "display") if key in each)


def _at(value: Any, steps: list[str]) -> Iterator[Any]:
    if isinstance(value, list):
        for each in value:
            yield from _at(each, steps)
    elif not steps:
        yield value
    elif isinstance(value, Mapping) and steps[0] in value:
        yield from _at(value[steps[0]], steps[1:])


def _entries(value: Any, kind: Kind) -> Iterator[Entry]:
    if kind == "token":
        yield from _tokens(value)
    elif kind == "reference" and isinstance(value, str):
        yield Entry(target=value)
        yield Entry(target=value.partition("|")[0])
    elif kind == "reference":
        yield Entry(target=value.get("reference"), code=(value.get("identifier") or {}).get("value"))
    elif kind == "date":
        yield _span(value)
    elif kind == "string":
        yield Entry(code=fold(value), text=value)
    elif kind == "uri":
        yield Entry(text=value)
    elif kind == "quantity":
        yield Entry(low=value["value"], high=value["value"])
        base = canonical_quantity(value["value"], value["code"])
        if base is not None:
            yield Entry(code=base[1], low=base[0], high=base[0])


def _tokens(value: Any) -> Iterator[Entry]:
    if isinstance(value, bool):
        yield Entry(system="", code="true" if value else "false")
    elif isinstance(value, str):
        yield Entry(code=value)
    elif "coding" in value:
        for coding in value["coding"]:
            yield Entry(system=coding.get("system", ""), code=coding.get("code"))
    elif "code" in value:
        yield Entry(system=value.get("system", ""), code=value["code"])
    elif "value" in value:
        yield Entry(system=value.get("system", ""), code=value["value"])


def _span(value: Any) -> Entry:
    if isinstance(value, str):
        low, high = moment_row(value)
        return Entry(low=low, high=high)
    low = moment_row(value["start"])[0] if "start" in value else -_EVER
    return Entry(low=low, high=moment_row(value["end"])[1] if "end" in value else _EVER)
