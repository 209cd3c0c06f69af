"""One request at this door: who asks, what it says in its headers, and how it is answered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import formatdate

import msgspec
from django.http import HttpRequest, HttpResponse

from pagus.doors.fhir_r4.access import Access, Interaction
from pagus.doors.fhir_r4.outcome import CONTENT_TYPE, FhirError, Issue, encode, outcome
from pagus.doors.fhir_r4.provider import Shown
from pagus.fhir_r4 import RESOURCE_TYPES

__all__ = ["LARGEST_BODY", "PREFIX", "Call", "base_of", "entity_tag", "pretty", "resource_response"]

PREFIX = "/fhir/r4/"
LARGEST_BODY = 32 * 1024 * 1024
"""Bytes of a request: a transaction of 10,000 Observations has about 12 million."""
_JSON = ("application/fhir+json", "application/json", "application/json+fhir", "text/json")
_PATCH = "application/json-patch+json"
_FORMATS = {"json", *_JSON}
_LINES = ("application/fhir+ndjson", "application/ndjson")
"""JSON too, a resource a line: files of exports."""
_ETAG = re.compile(r'(?:W/)?"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Call:
    """A request, understood as far as all requests are alike."""

    request: HttpRequest
    access: Access
    base: str
    """The address of this door, with its final slash."""

    def require(self, interaction: Interaction, type_: str) -> None:
        """Refuse what no scope allows, and types that there are none of."""
        if type_ not in RESOURCE_TYPES:
            raise FhirError(
                "FHIR R4 has no type of resource {type}",
                status=404,
                expression="http.url",
                code="not-supported",
                type=type_,
            )
        if not self.access.may(interaction, type_):
            levels = sorted({scope.level for scope in self.access.scopes}) or ["system"]
            raise FhirError(
                "what you signed in with lacks the scope {scope}",
                status=403,
                expression=type_,
                scope=" ".join(f"{level}/{type_}.{interaction}" for level in levels),
            )

    def body(self, kind: str = "") -> bytes:
        """The content of the request. Refuses: FhirError 411, 413, 415."""
        check_length(self.request)
        said = (self.request.content_type or "").lower()
        if said not in ({kind} if kind else _JSON):
            wanted = kind or _JSON[0]
            raise FhirError(
                "a body of type {found} is not read here: send {wanted}",
                status=415,
                expression="http.Content-Type",
                found=said[:80],
                wanted=wanted,
            )
        content: bytes = self.request.read()
        return content

    def patch(self) -> bytes:
        """The content of a request that patches."""
        return self.body(_PATCH)

    def header(self, name: str) -> str:
        """A header, "" when it is not there."""
        return str(self.request.headers.get(name, "")).strip()

    @property
    def if_match(self) -> int | None:
        """The version that ``If-Match`` names. Refuses: FhirError 400 for what is no version of ours."""
        text = self.header("If-Match")
        if not text:
            return None
        found = _ETAG.fullmatch(text)
        if found is None or not found[1].isascii() or not found[1].isdigit() or len(found[1]) > 9:
            raise FhirError(
                "If-Match names no version: send W/ and the version in quotes", status=400, expression="http.If-Match"
            )
        return int(found[1])

    @property
    def preferred(self) -> str:
        """What the client wants returned of a write: minimal, representation or OperationOutcome."""
        found = re.search(r"return=([A-Za-z]+)", self.header("Prefer"))
        return found[1] if found and found[1] in ("minimal", "OperationOutcome") else "representation"

    @property
    def lenient(self) -> bool:
        """Does the client want unknown parameters left out?"""
        return "handling=lenient" in self.header("Prefer")


def base_of(request: HttpRequest) -> str:
    """The address of this door, as this request names the server."""
    address: str = request.build_absolute_uri(PREFIX)
    return address


def check_length(request: HttpRequest) -> None:
    """Refuse a body that is too long before a byte of it is read. Refuses: FhirError 411, 413."""
    length = request.headers.get("Content-Length", "")
    if not length.isascii() or not length.isdigit():
        raise FhirError("say how long the request is", status=411, expression="http.Content-Length")
    if int(length[:12]) > LARGEST_BODY:
        raise FhirError(
            "a request has at most {limit} bytes", status=413, expression="http.Content-Length", limit=LARGEST_BODY
        )


def check_format(asked: str, accepted: str) -> None:
    """Only JSON is spoken. Takes: ``_format``, the header ``Accept``. Refuses: FhirError 406."""
    if asked:
        if asked.partition(";")[0].strip().lower().replace(" ", "+") not in _FORMATS:
            raise FhirError("only JSON is spoken here", status=406, expression="http._format")
        return
    kinds = [kind.partition(";")[0].strip().lower() for kind in accepted.split(",") if kind.strip()]
    if kinds and not any(kind in _FORMATS or kind in _LINES or kind in ("*/*", "application/*") for kind in kinds):
        raise FhirError("only JSON is spoken here", status=406, expression="http.Accept")


def entity_tag(version: str | int) -> str:
    """A version as a weak entity tag."""
    return f'W/"{version}"'


def pretty(body: bytes) -> bytes:
    """The same JSON for people's eyes; numbers keep their digits."""
    return msgspec.json.format(body, indent=2)


def resource_response(shown: Shown, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """An answer with a resource and the headers that tell its version."""
    response = HttpResponse(shown.body, status=status, content_type=CONTENT_TYPE)
    response.headers["ETag"] = entity_tag(shown.version)
    response.headers["Last-Modified"] = formatdate(shown.updated_ms / 1000, usegmt=True)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def issues_response(issues: Sequence[Issue], status: int = 200) -> HttpResponse:
    """An answer with an OperationOutcome that is no error."""
    return HttpResponse(encode(outcome(issues)), status=status, content_type=CONTENT_TYPE)
