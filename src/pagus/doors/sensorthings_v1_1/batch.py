"""$batch: several requests in one, as JSON or as multipart/mixed; a later one may name what an earlier one made.

The requests of a group (``atomicityGroup``, a change set) are kept or undone together. Observations are stored by
another process, in a transaction of their own: those of a group are sent when all the rest of it is kept.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import cast

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from pagus.doors.sensorthings_v1_1.errors import StaError
from pagus.doors.sensorthings_v1_1.handling import VERSION, Asked, Reply, document_of

__all__ = ["batch_json", "batch_multipart"]

MOST_REQUESTS = 500
Handle = Callable[[Asked], Reply]
_REFERENCE = re.compile(r"^/?\$([\w.-]{1,100})")
_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
_IDENTIFIER = re.compile(r"\((.*)\)$")


@dataclass(frozen=True, slots=True)
class _Part:
    """One request of a batch: its name, its group, what it asks."""

    name: str
    group: str
    asked: Asked


class _Undo(Exception):
    """A request of the group was refused: nothing of the group is kept."""


def batch_json(asked: Asked, handle: Handle) -> Reply:
    """Answer a batch in JSON: ``{"requests": [{"id", "method", "url", "body", "atomicityGroup"}]}``."""
    requests = cast(Mapping[str, object], document_of(asked)).get("requests")
    if not isinstance(requests, list) or not all(isinstance(each, Mapping) for each in requests):
        raise StaError("a batch has a list of requests")
    parts = [_part_of_json(asked, each) for each in requests]
    answers = [
        {"id": part.name, "status": reply.status}
        | ({"location": reply.headers["Location"]} if "Location" in reply.headers else {})
        | ({"body": reply.text if reply.text is not None else reply.document} if _has_body(reply) else {})
        for part, reply in _run(parts, handle)
    ]
    return Reply(200, {"responses": answers})


def _has_body(reply: Reply) -> bool:
    return reply.document is not None or reply.text is not None


def _part_of_json(asked: Asked, each: Mapping[str, object]) -> _Part:
    method, url = str(each.get("method", "")).upper(), each.get("url")
    if method not in _METHODS or not isinstance(url, str) or each.get("id") is None:
        raise StaError("each request of a batch has an id, a method and a url")
    headers = each.get("headers")
    given = (
        {str(name).casefold(): str(value) for name, value in headers.items()} if isinstance(headers, Mapping) else {}
    )
    body = msgspec.json.encode(each["body"]) if "body" in each else b""
    kind = given.get("content-type", "application/json").partition(";")[0]
    part = _asked(asked, method, url, body, kind)
    return _Part(str(each["id"]), str(each.get("atomicityGroup") or ""), part)


def _asked(asked: Asked, method: str, url: str, body: bytes, kind: str) -> Asked:
    """A request of the batch as one of its own; whoever sends the batch sends it."""
    text = url[len(asked.base) :] if url.startswith(asked.base) else url
    before, found, after = text.partition(f"/{VERSION}/")
    path, _, query = (after if found and not before.partition("?")[1] else text).partition("?")
    if path.strip("/") == "$batch":
        raise StaError("a batch holds no batch")
    return replace(asked, method=method, path=path, query=query, body=body, kind=kind)


def _run(parts: list[_Part], handle: Handle) -> Iterator[tuple[_Part, Reply]]:
    if len(parts) > MOST_REQUESTS:
        raise StaError("a batch has at most {most} requests", most=MOST_REQUESTS)
    made: dict[str, str] = {}
    at = 0
    while at < len(parts):
        end = at + 1
        while parts[at].group and end < len(parts) and parts[end].group == parts[at].group:
            end += 1
        some = parts[at:end]
        replies = _group(some, handle, made) if parts[at].group else [_one(some[0], handle, made)]
        yield from zip(some, replies, strict=True)
        at = end


def _one(part: _Part, handle: Handle, made: dict[str, str]) -> Reply:
    """Run one request, with references to what was made before replaced."""
    asked = part.asked
    found = _REFERENCE.match(asked.path)
    if found and found[1] in made:
        asked = replace(asked, path=made[found[1]] + asked.path[found.end() :])
    if asked.body and made:
        asked = replace(asked, body=_referred(asked.body, made))
    reply = handle(asked)
    if "Location" in reply.headers:
        made[part.name] = reply.headers["Location"][len(asked.base) :]
    return reply


def _referred(body: bytes, made: Mapping[str, str]) -> bytes:
    def walk(value: object) -> object:
        if isinstance(value, dict):
            return {name: _identifier(name, each, made) or walk(each) for name, each in value.items()}
        return [walk(each) for each in value] if isinstance(value, list) else value

    try:
        return msgspec.json.encode(walk(msgspec.json.decode(body)))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return body  # the request itself says what is wrong with it


def _identifier(name: str, value: object, made: Mapping[str, str]) -> object:
    if name != "@iot.id" or not isinstance(value, str) or value[:1] != "$" or value[1:] not in made:
        return None
    found = _IDENTIFIER.search(made[value[1:]])
    text = found[1] if found else ""
    return int(text) if text.isdigit() else text.strip("'")


def _group(parts: list[_Part], handle: Handle, made: dict[str, str]) -> list[Reply]:
    """Run the requests of a group: all or none, the observations after the rest."""
    replies: dict[int, Reply] = {}
    later = [index for index, part in enumerate(parts) if _stores(part.asked)]
    try:
        with transaction.atomic():
            for index, part in enumerate(parts):
                if index not in later:
                    grouped = replace(part, asked=replace(part.asked, grouped=True))
                    replies[index] = _one(grouped, handle, made)
                    if replies[index].status >= 400:
                        raise _Undo
    except _Undo:
        failed = max(replies)
        undone = Reply(424, {"code": 424, "type": "error", "message": _("another request of the group was refused")})
        return [replies[index] if index == failed else undone for index in range(len(parts))]
    for index in later:
        replies[index] = _one(parts[index], handle, made)
    return [replies[index] for index in range(len(parts))]


def _stores(asked: Asked) -> bool:
    path = asked.path.strip("/")
    return asked.method == "POST" and (path.endswith("Observations") or path == "CreateObservations")


def batch_multipart(asked: Asked, kind: str, handle: Handle) -> tuple[bytes, str]:
    """Answer a batch in multipart/mixed. Gives: the body and its content type. Refuses: StaError."""
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + asked.body)
    if not message.is_multipart():
        raise StaError("the body is no multipart/mixed with its boundary")
    parts: list[_Part] = []
    for number, each in enumerate(message.iter_parts()):
        if each.get_content_type() == "multipart/mixed":
            inner = enumerate(each.iter_parts())
            parts += [_part_of_http(asked, one, f"g{number}", f"{number}-{index}") for index, one in inner]
        else:
            parts.append(_part_of_http(asked, each, "", str(number)))
    boundary = "batch_" + secrets.token_hex(8)
    lines: list[bytes] = []
    open_group, inner_boundary = "", ""
    for part, reply in _run(parts, handle):
        if part.group != open_group:
            if open_group:
                lines.append(f"--{inner_boundary}--\r\n".encode())
            open_group = part.group
            if open_group:
                inner_boundary = "changeset_" + secrets.token_hex(8)
                lines.append(
                    f"--{boundary}\r\nContent-Type: multipart/mixed; boundary={inner_boundary}\r\n\r\n".encode()
                )
        lines += [f"--{inner_boundary if open_group else boundary}\r\n".encode(), _http(part, reply)]
    if open_group:
        lines.append(f"--{inner_boundary}--\r\n".encode())
    return b"".join([*lines, f"--{boundary}--\r\n".encode()]), f"multipart/mixed; boundary={boundary}"


def _part_of_http(asked: Asked, part: Message, group: str, name: str) -> _Part:
    payload = part.get_payload(decode=True)
    if part.get_content_type() != "application/http" or not isinstance(payload, bytes):
        raise StaError("each part of a batch is application/http")
    head, _, body = payload.replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")
    words = lines[0].split()
    if len(words) not in {2, 3} or words[0] not in _METHODS:
        raise StaError("each part of a batch begins with a method and an address")
    given = dict(line.partition(":")[::2] for line in lines[1:])
    headers = {key.strip().casefold(): value.strip() for key, value in given.items()}
    kind = headers.get("content-type", "application/json").partition(";")[0]
    return _Part(str(part.get("Content-ID") or name).strip("<>"), group, _asked(asked, words[0], words[1], body, kind))


def _http(part: _Part, reply: Reply) -> bytes:
    body = reply.text.encode() if reply.text is not None else b""
    if reply.document is not None:
        body = msgspec.json.encode(reply.document)
    headers = {"Content-Type": "application/json", **reply.headers} if body else dict(reply.headers)
    lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
    head = "Content-Type: application/http\r\n" + (f"Content-ID: {part.name}\r\n" if part.group else "")
    return f"{head}\r\nHTTP/1.1 {reply.status} -\r\n{''.join(lines)}\r\n".encode() + body + b"\r\n"
