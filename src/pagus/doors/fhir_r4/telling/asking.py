"""What does this Subscription ask? The form of the R5 backport 1.1.0 (HL7 FHIR IG), on R4."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from pagus.apps.exchange.actions import Wanted
from pagus.apps.exchange.policy import MOST_EVENTS, TIMEOUT_S
from pagus.doors.fhir_r4.shown.parameters import PARAMETERS
from pagus.errors import InputError
from pagus.fhir_r4 import RESOURCE_TYPES
from pagus.kernel.time import parse_instant

__all__ = ["BACKPORT", "TOPIC", "shown_subscription", "topic_type", "wanted_of"]

BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
TOPIC = "urn:pagus:topic:"
"""A topic is ``urn:pagus:topic:`` and a type: something of this type came, changed, or was handled."""

_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}: ?[\x20-\x7e]{0,2000}")
_OWN_HEADERS = {"host", "content-length", "transfer-encoding", "connection", "content-type", "upgrade", "te"}
_CONTENTS = ("empty", "id-only", "full-resource")
_BOUNDS = {"heartbeat": (10, 86_400), "timeout": (1, 30), "most": (1, 1_000)}


def wanted_of(document: Mapping[str, Any], base: str) -> Wanted:
    """What a Subscription asks.

    Takes: a valid R4 Subscription; the address of our door. Refuses: InputError for a topic, a filter, a channel or a
    content that is not there, or that this house does not offer.
    """
    channel = document.get("channel", {})
    topic = str(document.get("criteria", ""))
    kind = topic_type(topic)
    if channel.get("type") != "rest-hook":
        raise InputError("channel.type is rest-hook here: no other channel is offered")
    if channel.get("payload", "application/fhir+json") not in ("application/fhir+json", "application/json"):
        raise InputError("channel.payload is application/fhir+json here")
    content = _extension(channel.get("_payload", {}), "backport-payload-content", "valueCode") or "empty"
    if content not in _CONTENTS:
        raise InputError("the payload content is one of: {known}", known=", ".join(_CONTENTS))
    end = document.get("end")
    return Wanted(
        topic=topic,
        filters=_filters(document, kind),
        endpoint=str(channel.get("endpoint", "")),
        headers=_headers(channel),
        content=content,
        heartbeat_s=_number(channel, "backport-heartbeat-period", "valueUnsignedInt", "heartbeat"),
        timeout_s=_number(channel, "backport-timeout", "valueUnsignedInt", "timeout") or TIMEOUT_S,
        most_events=_number(channel, "backport-max-count", "valuePositiveInt", "most") or MOST_EVENTS,
        end_ms=None if end is None else _end(end),
        reason=str(document.get("reason", "")),
        document=document,
        base=base,
        is_off=document.get("status") == "off",
    )


def topic_type(topic: str) -> str:
    """Of which type does this topic tell? Refuses: InputError for a topic that is not offered."""
    kind = topic.removeprefix(TOPIC)
    if not topic.startswith(TOPIC) or kind not in RESOURCE_TYPES:
        raise InputError(
            "criteria is a topic: {example}, or another type after the last colon", example=f"{TOPIC}DetectedIssue"
        )
    return kind


def shown_subscription(document: Mapping[str, Any], code: str, status: str, error: str, version: str) -> dict[str, Any]:
    """The Subscription as it is read: what was sent, with its id, its state, and the last error.

    What stands in its headers is a secret of the subscriber's, and is told nobody again.
    """
    channel = {name: value for name, value in document.get("channel", {}).items() if name != "header"}
    own = {name: value for name, value in document.items() if name not in ("resourceType", "id", "meta", "error")}
    meta = {**document.get("meta", {}), "versionId": version}
    told = {"error": error} if error else {}
    return {
        "resourceType": "Subscription", "id": code, "meta": meta, **own, "status": status, **told, "channel": channel
    }  # fmt: skip


def _filters(document: Mapping[str, Any], kind: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for text in _extensions(document.get("_criteria", {}), "backport-filter-criteria", "valueString"):
        type_, mark, query = str(text).partition("?")
        if type_ != kind or not mark:
            raise InputError("a filter of this topic begins with {type}?", type=kind)
        for name, value in parse_qsl(query, keep_blank_values=True):
            if name not in PARAMETERS.get(kind, {}) or not value:
                known = ", ".join(sorted(PARAMETERS.get(kind, {}))) or "-"
                raise InputError("{type} is filtered by: {known}", type=kind, known=known)
            found.append((kind, name, value))
    return found


def _headers(channel: Mapping[str, Any]) -> list[str]:
    lines = [str(each) for each in channel.get("header", ())]
    for line in lines:
        if not _HEADER.fullmatch(line) or line.partition(":")[0].casefold() in _OWN_HEADERS:
            raise InputError(
                "a header is one plain line, as Authorization: Bearer ..., and none that HTTP itself needs"
            )
    return lines


def _number(channel: Mapping[str, Any], name: str, kind: str, bound: str) -> int | None:
    found = _extension(channel, name, kind)
    low, high = _BOUNDS[bound]
    if found is not None and not low <= int(found) <= high:
        raise InputError("{name} is between {low} and {high}", name=name, low=low, high=high)
    return None if found is None else int(found)


def _end(text: str) -> int:
    end = parse_instant(text)
    if end <= time.time_ns() // 1_000_000:
        raise InputError("the end of the subscription has passed")
    return end


def _extension(element: Mapping[str, Any], name: str, value: str) -> Any:
    return next(iter(_extensions(element, name, value)), None)


def _extensions(element: Mapping[str, Any], name: str, value: str) -> list[Any]:
    found = [each for each in element.get("extension", ()) if each.get("url") == f"{BACKPORT}{name}"]
    return [each[value] for each in found if value in each]
