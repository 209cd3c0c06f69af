"""The history of a resource, of a type, of all: versions with what was done, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from django.core import signing
from django.http import HttpResponse

from pagus.apps.resources.reader import Version
from pagus.apps.resources.shapes import instant_text
from pagus.doors.fhir_r4.call import Call, entity_tag
from pagus.doors.fhir_r4.instances import KEPT, not_found
from pagus.doors.fhir_r4.outcome import CONTENT_TYPE, FhirError
from pagus.fhir_r4.moments import bounds

__all__ = ["history"]

_SALT = "fhir-history"
_MOST = 200


def history(call: Call, type_: str | None = None, id_: str | None = None) -> HttpResponse:
    """A page of versions. Takes: ``_count``, ``_since``, and ``_page`` of a link. Refuses: FhirError 400, 404."""
    if type_ is not None:
        call.require("r" if id_ else "s", type_)
    elif not call.access.may("s", "*"):
        raise FhirError("this is not allowed with what you signed in with", status=403, expression="http.url")
    asked = dict(parse_qsl(call.request.META["QUERY_STRING"], keep_blank_values=True))
    count = min(int(asked["_count"][:6]), _MOST) if asked.get("_count", "").isdigit() else 50
    since = _since(asked.get("_since", ""))
    before = _before(asked["_page"], type_, id_) if "_page" in asked else None
    versions, more = KEPT.history(call.access, type_, id_, before, since, max(count, 1))
    if not versions and id_ is not None and before is None and not since:
        raise not_found(type_ or "", id_)
    path = "/".join(part for part in (type_, id_, "_history") if part)
    links = [{"relation": "self", "url": f"{call.base}{path}"}]
    if more and versions:
        kept = {name: asked[name] for name in ("_count", "_since") if name in asked}
        token = signing.dumps([type_, id_, versions[-1].seq], salt=_SALT)
        links.append({"relation": "next", "url": f"{call.base}{path}?{urlencode(kept | {'_page': token})}"})
    return HttpResponse(_bundle(call, versions, links), content_type=CONTENT_TYPE)


def _since(text: str) -> int:
    try:
        return bounds(text.replace(" ", "+"))[0] if text else 0
    except ValueError:
        raise FhirError("_since is no instant", status=400, expression="http._since") from None


def _before(token: str, type_: str | None, id_: str | None) -> int:
    try:
        kept_type, kept_id, seq = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise FhirError("the link to the page is none of this server", status=400, expression="http._page") from None
    if (kept_type, kept_id) != (type_, id_):
        raise FhirError("the link to the page is one of another history", status=400, expression="http._page")
    return int(seq)


def _bundle(call: Call, versions: Sequence[Version], links: list[dict[str, str]]) -> bytes:
    head: dict[str, Any] = {"resourceType": "Bundle", "type": "history", "link": links}
    start = msgspec.json.encode(head)
    if not versions:
        return start
    return start[:-1] + b',"entry":[' + b",".join(_entry(call, version) for version in versions) + b"]}"


def _entry(call: Call, version: Version) -> bytes:
    method = "DELETE" if version.deleted else ("POST" if version.version == 1 else "PUT")
    name = version.type if method == "POST" else f"{version.type}/{version.id}"
    about = msgspec.json.encode(
        {
            "fullUrl": f"{call.base}{version.type}/{version.id}",
            "request": {"method": method, "url": name},
            "response": {
                "status": {"DELETE": "204", "POST": "201", "PUT": "200"}[method],
                "etag": entity_tag(version.version),
                "lastModified": instant_text(version.updated_ms),
            },
        }
    )
    return about if version.body is None else about[:-1] + b',"resource":' + version.body + b"}"
