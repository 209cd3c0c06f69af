"""Transactions and batches: many requests in one Bundle.

A transaction is kept whole or not at all; the entry that is wrong is named by its number. Entries name each other by
``urn:uuid:``, and others by a search (``Patient?identifier=...``), which the store resolves inside the transaction.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from urllib.parse import parse_qsl

import msgspec
from django.conf import settings
from django.http import HttpResponse

from pagus.apps.resources.query import Query
from pagus.apps.resources.shapes import Kept, Outcome, Unkept, instant_text
from pagus.apps.streams.submission import submitter
from pagus.doors.fhir_r4.asking import references_found
from pagus.doors.fhir_r4.call import Call, entity_tag
from pagus.doors.fhir_r4.entries import Asking, bundle_entries, named_in_bundle
from pagus.doors.fhir_r4.instances import keep, keeping, patch_write, request_key, shown_of
from pagus.doors.fhir_r4.outcome import CONTENT_TYPE, FhirError, Issue, encode, error_of, issues_of_faults, outcome
from pagus.doors.fhir_r4.preparing import Prepared, condition_query, deletion, held_issues, miss_error, prepared
from pagus.doors.fhir_r4.provider import providers_of
from pagus.doors.fhir_r4.searching import found
from pagus.doors.fhir_r4.template import references_in, replaced
from pagus.errors import PagusError
from pagus.fhir_r4 import RESOURCE_TYPES, FhirFaults

__all__ = ["bundle"]

_LETTERS = {"POST": "c", "PUT": "u", "PATCH": "u", "DELETE": "d"}
_MOST_ISSUES = 100
_STATUS = {"created": 201, "updated": 200, "unchanged": 200, "exists": 200, "deleted": 204, "absent": 204}


@dataclass(slots=True)
class _Names:
    """What the references of a transaction stand for."""

    slots: dict[str, int] = field(default_factory=dict)
    lookups: list[Query] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """References by search that somebody else than the kept resources answers."""
    places: list[str] = field(default_factory=list)


def bundle(call: Call) -> HttpResponse:
    """Answer a Bundle of requests with a Bundle of answers, in the same order."""
    body = call.body()
    kind, askings = bundle_entries(body, call.base)
    entries = _transaction(call, body, askings) if kind == "transaction" else _batch(call, askings)
    head = msgspec.json.encode({"resourceType": "Bundle", "type": f"{kind}-response"})
    content = head[:-1] + b',"entry":[' + b",".join(entries) + b"]}" if entries else head
    return HttpResponse(content, content_type=CONTENT_TYPE)


def _transaction(call: Call, body: bytes, askings: Sequence[Asking]) -> list[bytes]:
    _require(call, askings)
    writing = [asking for asking in askings if asking.method in _LETTERS]
    names = _names(call, writing)
    made, issues, statuses = [], [], set()
    for asking in writing:
        try:
            made.append(_made(call, asking, names))
        except PagusError as error:
            issues += _issues(error, asking)
            statuses.add(error_of(error).status)
            if len(issues) > _MOST_ISSUES:
                break
    if issues:
        status = statuses.pop() if len(statuses) == 1 else 422
        raise FhirError("the transaction is refused", status=status, expression="Bundle", issues=issues[:_MOST_ISSUES])
    places = [f"{asking.place}.resource" for asking in writing] + names.places
    kept = keep(call.access, made, names.lookups, request_key(call, body), places) if made else Kept([])
    answers = dict(zip([asking.number for asking in writing], _written(call, made, kept), strict=True))
    return [answers.get(asking.number) or _read(call, asking) for asking in askings]


def _require(call: Call, askings: Sequence[Asking]) -> None:
    """Refuse a transaction of which a write lies in no scope, and name that entry."""
    fine: set[tuple[str, str]] = set()
    for asking in askings:
        if asking.method not in _LETTERS or (asking.method, asking.type) in fine:
            continue
        fine.add((asking.method, asking.type))
        try:
            call.require(_LETTERS[asking.method], asking.type)  # type: ignore[arg-type]
        except FhirError as error:
            issues = _issues(error, asking)
            raise FhirError(error.key, status=error.status, expression=asking.place, issues=issues) from error


def _names(call: Call, writing: Sequence[Asking]) -> _Names:
    """Give every reference that the store must resolve a slot."""
    slots = {asking.number: slot for slot, asking in enumerate(writing) if asking.method != "DELETE"}
    names = _Names(named_in_bundle(writing, slots))
    for asking in writing:
        if b"?" not in asking.body:
            continue
        for reference in references_in(asking.body):
            type_, mark, condition = reference.partition("?")
            if not mark or type_ not in RESOURCE_TYPES or reference in names.slots or reference in names.known:
                continue
            place = f"{asking.place}.resource"
            elsewhere = _found_elsewhere(call, type_, condition)
            if elsewhere:
                names.known[reference] = elsewhere
                continue
            names.slots[reference] = len(writing) + len(names.lookups)
            names.lookups.append(condition_query(type_, condition, call.base, place))
            names.places.append(place)
    return names


def _found_elsewhere(call: Call, type_: str, condition: str) -> str:
    """The one object of the house that this search finds, as a reference; "" for none."""
    if len(providers_of(type_)) < 2:
        return ""
    pairs = parse_qsl(condition, keep_blank_values=True)
    found_ = references_found(call.access, type_, pairs, call.base)
    return found_[0] if len(found_) == 1 else ""


def _made(call: Call, asking: Asking, names: _Names | None) -> Prepared:
    """The write of one entry."""
    within = f"{asking.place}.resource"
    condition = None
    if asking.condition and (asking.method == "POST" or not asking.id):
        condition = condition_query(asking.type, asking.condition, call.base, f"{asking.place}.request")
    if asking.method == "DELETE":
        made = deletion(asking.type, asking.id)
    elif asking.method == "PATCH":
        if condition is not None and not asking.id:
            raise FhirError("name the resource to patch", status=400, expression=f"{asking.place}.request.url")
        return patch_write(call, asking.type, asking.id, _steps(asking), asking.if_match)
    else:
        body = asking.body if names is None else replaced(asking.body, names.known)
        made = prepared(
            call.access,
            "create" if asking.method == "POST" else "update",
            asking.type,
            body,
            id_=asking.id,
            base=call.base,
            slots=names.slots if names is not None else None,
            within=within,
        )
    made.write.match, made.write.if_version = condition, asking.if_match
    return made


def _steps(asking: Asking) -> bytes:
    """The JSON Patch in an entry: the data of a Binary."""
    try:
        binary = msgspec.json.decode(asking.body)
        return base64.b64decode(binary["data"], validate=True)
    except (msgspec.DecodeError, KeyError, TypeError, binascii.Error) as error:
        raise FhirError(
            "the patch is the data of a Binary", status=400, expression=f"{asking.place}.resource"
        ) from error


def _issues(error: PagusError, asking: Asking) -> list[Issue]:
    if isinstance(error, FhirFaults):
        return list(issues_of_faults(error.faults, f"{asking.place}.resource"))
    issues = error_of(error).said()
    return [i if i.expression.startswith(asking.place) else i._replace(expression=asking.place) for i in issues]


def _batch(call: Call, askings: Sequence[Asking]) -> list[bytes]:
    answers: dict[int, bytes] = {}
    made: list[tuple[Asking, Prepared]] = []
    for asking in askings:
        if asking.method not in _LETTERS:
            continue
        try:
            call.require(_LETTERS[asking.method], asking.type)  # type: ignore[arg-type]
            made.append((asking, _made(call, asking, None)))
        except PagusError as error:
            answers[asking.number] = _failed(error, asking)
    if made:
        keepings = [keeping(call.access, [each]) for _, each in made]
        for (asking, each), kept in zip(made, submitter(settings.WORKSPACE).keep_each(keepings), strict=True):
            if isinstance(kept, Unkept):
                answers[asking.number] = _failed(miss_error(kept.misses, [each], [f"{asking.place}.resource"]), asking)
            else:
                answers[asking.number] = _written(call, [each], kept)[0]
    for asking in askings:
        if asking.number not in answers:
            try:
                answers[asking.number] = _read(call, asking)
            except PagusError as error:
                answers[asking.number] = _failed(error, asking)
    return [answers[asking.number] for asking in askings]


def _failed(error: PagusError, asking: Asking) -> bytes:
    status = error_of(error).status
    answer = {"response": {"status": _status(status), "outcome": outcome(_issues(error, asking))}}
    return encode(answer)


def _written(call: Call, made: Sequence[Prepared], kept: Kept) -> list[bytes]:
    whole = "return=representation" in call.header("Prefer")
    notes: dict[int, list[Issue]] = {number: list(each.aside) for number, each in enumerate(made) if each.aside}
    for (number, _), issue in zip(kept.held, held_issues(kept, made), strict=True):
        notes.setdefault(number, []).append(issue)
    references = [f"{each.write.type}/{o.id}" for each, o in zip(made, kept.outcomes, strict=True)] + kept.references
    return [
        _answer(each, done, notes.get(number, ()), references if whole else None)
        for number, (each, done) in enumerate(zip(made, kept.outcomes, strict=True))
    ]


def _answer(made: Prepared, done: Outcome, notes: Sequence[Issue], references: list[str] | None) -> bytes:
    said = b'{"response":{"status":"%s"' % _status(_STATUS[done.done]).encode()
    if done.version:
        location = f"{made.write.type}/{done.id}/_history/{done.version}"
        said += b',"location":"%s","etag":"W/\\"%d\\"","lastModified":"%s"' % (
            location.encode(),
            done.version,
            instant_text(done.updated_ms).encode(),
        )
    if notes:
        said += b',"outcome":' + encode(outcome(notes))
    said += b"}"
    if references is not None and done.done in ("created", "updated", "unchanged"):
        said += b',"resource":' + made.body(done.id, done.version, done.updated_ms, references)
    return said + b"}"


@cache
def _status(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def _read(call: Call, asking: Asking) -> bytes:
    """The answer to a GET in a bundle: a resource, or what a search finds."""
    path, _, query = asking.url.lstrip("/").partition("?")
    parts = path.split("/")
    if len(parts) == 1:
        call.require("s", parts[0])
        content = found(
            call.access, parts[0], parse_qsl(query, keep_blank_values=True), call.base, lenient=call.lenient
        )
        return b'{"resource":%s,"response":{"status":"200 OK"}}' % content
    if len(parts) != 2:
        raise FhirError(
            "{url} cannot be read in a Bundle", status=400, expression=f"{asking.place}.request.url", url=path[:120]
        )
    call.require("r", parts[0])
    shown = shown_of(call.access, parts[0], parts[1])
    response = {"status": "200 OK", "etag": entity_tag(shown.version), "lastModified": instant_text(shown.updated_ms)}
    return b'{"resource":%s,"response":%s}' % (shown.body, msgspec.json.encode(response))
