"""The one view of the door: requests in, answers out, every error in the words of the protocol."""

from __future__ import annotations

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from pagus.doors.on_the_loop import settled
from pagus.doors.sensorthings_v1_1 import reads, writes
from pagus.doors.sensorthings_v1_1.batch import batch_json, batch_multipart
from pagus.doors.sensorthings_v1_1.data_array import create_observations
from pagus.doors.sensorthings_v1_1.errors import StaError
from pagus.doors.sensorthings_v1_1.handling import Asked, Reply, refusal
from pagus.errors import PagusError

__all__ = ["LARGEST_BODY", "asked_of", "check_kind", "door", "response_of", "with_body"]

LARGEST_BODY = 8 * 1024 * 1024
LONGEST_QUERY = 20_000
_ENCODER = msgspec.json.Encoder()
_HANDLERS = {
    "GET": reads.get,
    "HEAD": reads.get,
    "POST": writes.post,
    "PUT": writes.put,
    "PATCH": writes.patch,
    "DELETE": writes.delete,
}
_KINDS = {"", "application/json", "application/json-patch+json", "application/merge-patch+json", "text/plain"}
_ORIGINS = {"Access-Control-Allow-Origin": "*"}


@csrf_exempt
def door(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer a request. A machine sends a token or nothing and no cookie: there is none of it to forge."""
    asked = asked_of(request, rest)
    try:
        submitted = settled(request)
        if submitted is not None:
            return response_of(submitted.made.reply(asked, submitted.reply))
        asked = with_body(request, asked)
        if rest.strip("/") == "$batch" and asked.kind == "multipart/mixed":
            body, kind = batch_multipart(asked, request.headers.get("Content-Type", ""), handle)
            return HttpResponse(body, content_type=kind)
        check_kind(asked)
        reply = _answer(asked)
    except PagusError as error:
        reply = refusal(error, asked)
    return response_of(reply)


def asked_of(request: HttpRequest, rest: str) -> Asked:
    """What a request asks, but for its body."""
    return Asked(
        method=str(request.method),
        path=rest,
        query=request.META.get("QUERY_STRING", ""),
        base=request.build_absolute_uri(reverse("sensorthings:root")).rstrip("/"),
        kind=request.content_type or "",
        authorization=request.headers.get("Authorization", ""),
    )


def check_kind(asked: Asked) -> None:
    """Refuse a body that is no JSON. Refuses: StaError 415."""
    if asked.kind not in _KINDS and asked.method in {"POST", "PUT", "PATCH"}:
        raise StaError("a body of type {found} is not read here", status=415, found=asked.kind[:80])


def _check_size(request: HttpRequest, asked: Asked) -> None:
    if len(asked.query) > LONGEST_QUERY:
        raise StaError(
            "the address has {length} characters: at most {most}", length=len(asked.query), most=LONGEST_QUERY
        )
    length = request.headers.get("Content-Length", "")
    if asked.method not in {"POST", "PUT", "PATCH"} and length in {"", "0"}:
        return
    told = length.isascii() and length.isdigit()
    if not told or int(length[:12]) > LARGEST_BODY:
        raise StaError(
            "a request is at most {limit} bytes long, and says how long it is",
            status=413 if told else 411,
            limit=LARGEST_BODY,
        )


def with_body(request: HttpRequest, asked: Asked) -> Asked:
    """The same with its body. Refuses: StaError for one that is too long."""
    _check_size(request, asked)
    if asked.method in {"GET", "HEAD"}:
        return asked
    return Asked(asked.method, asked.path, asked.query, asked.base, request.body, asked.kind, asked.authorization)


def _answer(asked: Asked) -> Reply:
    plain = asked.path.strip("/")
    if plain == "$batch":
        if asked.method != "POST":
            raise StaError("this address takes {method} only", status=405, method="POST")
        return batch_json(asked, handle)
    return _dispatch(asked)


def _dispatch(asked: Asked) -> Reply:
    plain = asked.path.strip("/")
    if plain == "CreateObservations":
        if asked.method != "POST":
            raise StaError("this address takes {method} only", status=405, method="POST")
        return create_observations(asked)
    handler = _HANDLERS.get(asked.method)
    if handler is None:
        raise StaError("this address takes {method} only", status=405, method=", ".join(_HANDLERS))
    return handler(asked)


def handle(asked: Asked) -> Reply:
    """Answer one request of a batch; errors become its answer."""
    try:
        return _dispatch(asked)
    except PagusError as error:
        return refusal(error, asked)


def response_of(reply: Reply) -> HttpResponse:
    """A reply as it travels."""
    if reply.text is not None:
        response = HttpResponse(reply.text, status=reply.status, content_type="text/plain; charset=utf-8")
    elif reply.document is None:
        response = HttpResponse(status=reply.status)
    else:
        response = HttpResponse(_ENCODER.encode(reply.document), status=reply.status, content_type="application/json")
    for name, value in reply.headers.items():
        response.headers[name] = value
    for name, value in _ORIGINS.items():  # public data: pages of others may read them; nobody is logged in here
        response.headers[name] = value
    return response
