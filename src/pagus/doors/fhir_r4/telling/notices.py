"""What is sent to a subscriber: the Bundle of a notification, and the status of a subscription."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from pagus.apps.exchange.queries import KnownEvent, KnownSubscription
from pagus.doors.fhir_r4.shown.writing.parts import instant
from pagus.doors.fhir_r4.telling.asking import BACKPORT

__all__ = ["Notice", "Told", "bundle", "searchset_of_statuses", "status_parameters"]

Notice = Literal["handshake", "heartbeat", "event-notification", "query-status", "query-event"]
Told = tuple[KnownEvent, bytes | None]
"""An event and the resource it is about as JSON; None where that is not sent, or is no longer to be seen."""


def status_parameters(known: KnownSubscription, notice: Notice, events: Sequence[KnownEvent] = ()) -> dict[str, Any]:
    """The status of a subscription as Parameters (profile backport-subscription-status-r4)."""
    told = [_event(known, each) for each in events]
    return {
        "resourceType": "Parameters",
        "id": str(uuid.uuid4()),
        "meta": {"profile": [f"{BACKPORT}backport-subscription-status-r4"]},
        "parameter": [
            {"name": "subscription", "valueReference": {"reference": f"{known.base}/Subscription/{known.code}"}},
            {"name": "topic", "valueCanonical": known.topic},
            {"name": "status", "valueCode": "requested" if notice == "handshake" else known.status},
            {"name": "type", "valueCode": notice},
            {"name": "events-since-subscription-start", "valueString": str(known.events)},
            *told,
            *([{"name": "error", "valueCodeableConcept": {"text": known.error}}] if known.error else []),
        ],
    }


def bundle(known: KnownSubscription, notice: Notice, told: Sequence[Told], now_ms: int) -> bytes:
    """A notification: the status first, then what happened, in the order of the numbers."""
    status = status_parameters(known, notice, [event for event, _ in told])
    first = {
        "fullUrl": f"urn:uuid:{status['id']}",
        "resource": status,
        "request": {"method": "GET", "url": f"{known.base}/Subscription/{known.code}/$status"},
        "response": {"status": "200"},
    }
    entries: list[dict[str, Any]] = [first]
    if known.content != "empty":
        entries += [_entry(known, event, body) for event, body in told]
    document = {
        "resourceType": "Bundle",
        "id": str(uuid.uuid4()),
        "meta": {"profile": [f"{BACKPORT}backport-subscription-notification-r4"]},
        "type": "history",
        "timestamp": instant(now_ms),
        "entry": entries,
    }
    return msgspec.json.encode(document)


def searchset_of_statuses(statuses: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The answer of ``Subscription/$status``: a status for each subscription."""
    entries = [
        {"fullUrl": f"urn:uuid:{each['id']}", "resource": each, "search": {"mode": "match"}} for each in statuses
    ]
    return {"resourceType": "Bundle", "type": "searchset", "total": len(entries)} | (
        {"entry": entries} if entries else {}
    )


def _event(known: KnownSubscription, event: KnownEvent) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [
        {"name": "event-number", "valueString": str(event.number)},
        {"name": "timestamp", "valueInstant": instant(event.at_ms)},
    ]
    if known.content != "empty":
        parts.append({"name": "focus", "valueReference": {"reference": f"{known.base}/{event.focus}"}})
    return {"name": "notification-event", "part": parts}


def _entry(known: KnownSubscription, event: KnownEvent, body: bytes | None) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "fullUrl": f"{known.base}/{event.focus}",
        "request": {"method": "PUT", "url": event.focus},
        "response": {"status": "200" if body is not None or known.content == "id-only" else "410"},
    }
    if body is not None:
        entry["resource"] = msgspec.Raw(body)
    return entry
