"""Reading and writing single resources: read, versions, create, update, patch, delete, each with its conditions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from pagus.apps.resources.query import Query
from pagus.apps.resources.shapes import Keeping, Kept, Outcome, Unkept
from pagus.apps.streams.observation import RequestKey
from pagus.apps.streams.submission import submitter
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.call import Call, entity_tag, issues_response, resource_response
from pagus.doors.fhir_r4.kept import KeptResources, shown
from pagus.doors.fhir_r4.outcome import FhirError, Issue
from pagus.doors.fhir_r4.patching import patched
from pagus.doors.fhir_r4.preparing import (
    Prepared,
    condition_query,
    deletion,
    held_issues,
    miss_error,
    prepared,
)
from pagus.doors.fhir_r4.provider import Shown, providers_of
from pagus.doors.fhir_r4.reach import NOBODY, limits_of
from pagus.doors.on_the_loop import settled

__all__ = [
    "KEPT",
    "answer_of",
    "create",
    "delete",
    "keep",
    "keeping",
    "patch",
    "read_one",
    "request_key",
    "shown_of",
    "update",
    "vread",
]

KEPT = KeptResources()
_RACES = 5
"""How often a patch is tried again on a version that came between."""
_KEY = re.compile(r"[\x21-\x7e]{1,190}")


def not_found(type_: str, id_: str) -> FhirError:
    """No such resource, or none for you: the two are not told apart."""
    return FhirError("there is no {type}/{id} here", status=404, expression=type_, type=type_, id=id_)


def shown_of(access: Access, type_: str, id_: str) -> Shown:
    """The resource of this name, from whoever shows it. Refuses: FhirError 404, 410."""
    for provider in providers_of(type_):
        found = provider.read(access, type_, id_)
        if found is not None:
            return found
    gone = KEPT.current(access, type_, id_)
    if gone is not None and gone.deleted:
        raise FhirError("{type}/{id} was deleted", status=410, expression=type_, type=type_, id=id_)
    raise not_found(type_, id_)


def read_one(call: Call, type_: str, id_: str) -> HttpResponse:
    """The resource as it is now; 304 when the client has it already."""
    call.require("r", type_)
    found = shown_of(call.access, type_, id_)
    if call.header("If-None-Match") in (entity_tag(found.version), f'"{found.version}"'):
        return HttpResponse(status=304, headers={"ETag": entity_tag(found.version)})
    return resource_response(found)


def vread(call: Call, type_: str, id_: str, version: str) -> HttpResponse:
    """One version of the resource."""
    call.require("r", type_)
    found = KEPT.version(call.access, type_, id_, int(version)) if version.isdigit() and len(version) < 10 else None
    if found is None:
        current = shown_of(call.access, type_, id_)
        if current.version != version:
            raise not_found(type_, f"{id_}/_history/{version}")
        return resource_response(current)
    if found.deleted:
        raise FhirError("{type}/{id} was deleted", status=410, expression=type_, type=type_, id=id_)
    return resource_response(shown(found))


def request_key(call: Call, body: bytes) -> RequestKey | None:
    """The key by which a repetition of this request is known, where the client gives one."""
    text = call.header("Idempotency-Key")
    if not text:
        return None
    if not _KEY.fullmatch(text):
        raise FhirError("the Idempotency-Key is too long or not plain", status=400, expression="http.Idempotency-Key")
    return RequestKey(text, hashlib.blake2b(body, digest_size=16).digest())


def keep(
    access: Access,
    made: Sequence[Prepared],
    lookups: Sequence[Query] = (),
    request: RequestKey | None = None,
    places: Sequence[str] = (),
) -> Kept:
    """Keep these writes, all or none; they are on the disk when this returns. Refuses: FhirError that says why not."""
    return _kept(submitter(settings.WORKSPACE).keep(keeping(access, made, lookups, request)), made, places)


def _kept(answer: Kept | Unkept, made: Sequence[Prepared], places: Sequence[str] = ()) -> Kept:
    if isinstance(answer, Unkept):
        raise miss_error(answer.misses, made, places)
    return answer


def keeping(
    access: Access, made: Sequence[Prepared], lookups: Sequence[Query] = (), request: RequestKey | None = None
) -> Keeping:
    """These writes as the store takes them."""
    source = access.source or access.name
    moulds = {each.mould.digest: each.mould for each in made if each.mould is not None}
    stencils = {each.stencil.digest: each.stencil for each in made if each.stencil is not None}
    writes = [each.write for each in made]
    # Nothing is looked for where all is new.
    new = not lookups and all(each.action == "create" and each.match is None for each in writes)
    return Keeping(
        source, writes, NOBODY if new else limits_of(access), list(lookups), request,
        moulds=list(moulds.values()), stencils=list(stencils.values()),
    )  # fmt: skip


def create(call: Call, type_: str) -> HttpResponse:
    """Keep a new resource; with ``If-None-Exist`` only where nothing matches."""
    submitted = settled(call.request)
    if submitted is not None:
        return answer_of(call, submitted.made, _kept(submitted.reply, [submitted.made]))
    call.require("c", type_)
    body = call.body()
    made = prepared(call.access, "create", type_, body, base=call.base)
    if condition := call.header("If-None-Exist"):
        made.write.match = condition_query(type_, condition, call.base, "http.If-None-Exist")
    return answer_of(call, made, keep(call.access, [made], request=request_key(call, body)))


def update(call: Call, type_: str, id_: str = "") -> HttpResponse:
    """Keep a new version of a resource, or the first; without an id the condition in the address finds it."""
    call.require("u", type_)
    body = call.body()
    made = prepared(call.access, "update", type_, body, id_=id_, base=call.base)
    if not id_:
        made.write.match = condition_query(type_, call.request.META["QUERY_STRING"], call.base, "http.url")
    made.write.if_version = 0 if call.header("If-None-Match") == "*" else call.if_match
    return answer_of(call, made, keep(call.access, [made], request=request_key(call, body)))


def patch(call: Call, type_: str, id_: str = "") -> HttpResponse:
    """Keep the version that a JSON Patch makes of the current one."""
    call.require("u", type_)
    steps, wanted = call.patch(), call.if_match
    for _attempt in range(_RACES):
        made = patch_write(call, type_, id_, steps, wanted)
        answer = submitter(settings.WORKSPACE).keep(keeping(call.access, [made]))
        if isinstance(answer, Kept):
            return answer_of(call, made, answer)
        missed = miss_error(answer.misses, [made])
        if wanted is not None or answer.misses[0].reason != "stale":
            break
    raise missed


def patch_write(call: Call, type_: str, id_: str, steps: bytes, wanted: int | None) -> Prepared:
    """The update that a patch makes, of the version that it was made from and no other."""
    id_ = id_ or matched_id(call, type_, call.request.META["QUERY_STRING"])
    current = KEPT.current(call.access, type_, id_)
    if current is None or current.body is None:
        shown_of(call.access, type_, id_)
        raise FhirError("{type}/{id} cannot be patched", status=405, expression=type_, type=type_, id=id_)
    made = prepared(call.access, "update", type_, patched(current.body, steps), id_=id_, base=call.base)
    made.write.if_version = current.version if wanted is None else wanted
    return made


def matched_id(call: Call, type_: str, condition: str) -> str:
    """The one resource that a condition finds now. Refuses: FhirError 404, 412."""
    query = condition_query(type_, condition, call.base, "http.url")
    hits = KEPT.search(call.access, query).hits
    if len(hits) > 1:
        raise FhirError(
            "the condition finds several resources", status=412, expression="http.url", code="multiple-matches"
        )
    if not hits:
        raise FhirError("the condition finds no resource", status=404, expression="http.url")
    return hits[0].shown.id


def delete(call: Call, type_: str, id_: str = "") -> HttpResponse:
    """Delete a resource: its versions stay in its history."""
    call.require("d", type_)
    made = deletion(type_, id_)
    if not id_:
        made.write.match = condition_query(type_, call.request.META["QUERY_STRING"], call.base, "http.url")
    made.write.if_version = call.if_match
    kept = keep(call.access, [made])
    outcome = kept.outcomes[0]
    if outcome.done == "absent" and id_ and outcome.version == 0:
        raise not_found(type_, id_)
    headers = {"ETag": entity_tag(outcome.version)} if outcome.version else {}
    return HttpResponse(status=204, headers=headers)


def answer_of(call: Call, made: Prepared, kept: Kept) -> HttpResponse:
    """What became of a write, told as the client prefers."""
    (outcome,) = kept.outcomes
    write = made.write
    status = 201 if outcome.done == "created" else 200
    address = f"{call.base}{write.type}/{outcome.id}/_history/{outcome.version}"
    headers = {"Location": address}
    if call.preferred == "OperationOutcome":
        issues = [*held_issues(kept, [made]), *made.aside]
        response = issues_response(issues or [Issue("information", "informational", _("kept"), write.type)], status)
    elif call.preferred == "minimal":
        response = HttpResponse(status=status)
    else:
        return resource_response(_representation(call, made, outcome), status, headers)
    for name, value in {**headers, "ETag": entity_tag(outcome.version)}.items():
        response.headers[name] = value
    return response


def _representation(call: Call, made: Prepared, outcome: Outcome) -> Shown:
    """The resource as it was kept; of one that was there before, what is kept of it."""
    write = made.write
    if outcome.done == "exists":
        return shown_of(call.access, write.type, outcome.id)
    body = made.body(outcome.id, outcome.version, outcome.updated_ms)
    return Shown(
        type=write.type, id=outcome.id, body=body, version=str(outcome.version), updated_ms=outcome.updated_ms,
        subject=write.subject,
    )  # fmt: skip
