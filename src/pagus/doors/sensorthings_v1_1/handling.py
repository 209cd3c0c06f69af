"""One request, whether it came by itself or within a ``$batch``: who asks, what, and what is answered."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import msgspec

from pagus.apps.journal import actions as journal
from pagus.apps.streams.queries import SourceAccess
from pagus.apps.streams.senders import known_sender
from pagus.doors.sensorthings_v1_1.errors import StaError, message_of, status_of
from pagus.errors import NotAllowed, PagusError, StoreError

__all__ = ["VERSION", "Asked", "Reply", "document_of", "refusal", "sender_of"]

VERSION = "v1.1"
_BASIC = 400


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: method, address after the version, options, body, who sends it, and under which address."""

    method: str
    path: str
    query: str
    base: str
    body: bytes = b""
    kind: str = "application/json"
    authorization: str = ""
    grouped: bool = False
    """It is kept or undone together with other requests of a batch."""

    def pairs(self) -> list[tuple[str, str]]:
        """The options of the address. Refuses: StaError when there are too many."""
        try:
            return parse_qsl(self.query, keep_blank_values=True, max_num_fields=50)
        except ValueError as error:
            raise StaError("the address has too many options") from error


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, document (None: no body), headers."""

    status: int
    document: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    """A plain text instead of a document (``$value``)."""


def sender_of(asked: Asked) -> SourceAccess:
    """Which registered source sends this? The token comes as Bearer, or as the password of its name (Basic).

    Refuses: StaError 401.
    """
    kind, _, text = asked.authorization.partition(" ")
    token, name = text, ""
    if kind.casefold() == "basic" and len(text) <= _BASIC:
        try:
            name, _, token = base64.b64decode(text, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            token = ""
    elif kind.casefold() != "bearer":
        token = ""
    if not token:
        raise StaError(
            "writing needs the token of a registered source: Authorization: Bearer, or Basic with its name", status=401
        )
    source = known_sender(token)
    if source is None or (name and name != source.name):
        raise StaError("the token is unknown or was revoked", status=401)
    return source


def document_of(asked: Asked, kind: type[object] = dict) -> object:
    """The JSON of the body. Refuses: StaError for none, or for another shape."""
    try:
        found = msgspec.json.decode(asked.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StaError("the body is no JSON: {reason}", reason=str(error)[:200]) from error
    if not isinstance(found, kind):
        shape = {dict: "object", list: "array"}[kind]
        raise StaError("the body is a JSON {shape}", shape=shape)
    return found


def refusal(error: PagusError, asked: Asked) -> Reply:
    """The answer for an error; what was forbidden is journalled."""
    status = status_of(error)
    headers: dict[str, str] = {}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="SensorThings", charset="UTF-8"'
    if isinstance(error, StoreError) and error.retryable:
        headers["Retry-After"] = "5"
    if isinstance(error, NotAllowed):
        source = sender_of(asked)
        journal.record(source.name, "source", "refused", asked.path[:200], "access", {"method": asked.method})
    return Reply(status, {"code": status, "type": "error", "message": message_of(error)}, headers)
