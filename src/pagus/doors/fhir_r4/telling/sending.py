"""Taking notifications to the addresses of subscribers: handshakes, events in their order, heartbeats."""

from __future__ import annotations

import http.client
import logging
import socket
import ssl
import time
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import SplitResult

from django.conf import settings

from pagus.apps.exchange.actions import note_failed, note_told
from pagus.apps.exchange.policy import checked_endpoint, may_connect
from pagus.apps.exchange.queries import KnownEvent, KnownSubscription, due_subscriptions, events_of
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.provider import providers_of
from pagus.doors.fhir_r4.telling.notices import Notice, Told, bundle
from pagus.doors.fhir_r4.telling.watching import Watcher
from pagus.errors import InputError, PagusError, StoreError

__all__ = ["resources_of", "tell"]

log = logging.getLogger(__name__)
ROUND_S = 20.0
"""How long one round may take: the other duties wait meanwhile."""
MOST_BUNDLES = 20
"""Notifications to one subscriber in one round: nobody else waits for a long backlog."""


def tell() -> tuple[int, int]:
    """Send what is due. Gives: how many notifications were taken, and how many were not."""
    began, taken, failed = time.monotonic(), 0, 0
    for known in due_subscriptions():
        if time.monotonic() - began > ROUND_S:
            break
        try:
            taken += _tell_one(known)
        except PagusError as error:
            log.info("subscription %s: %s", known.code, error)
            note_failed(known.code, str(error))
            failed += 1
    return taken, failed


def _tell_one(known: KnownSubscription) -> int:
    access = Watcher(known).access
    if access is None:
        raise InputError("the program was revoked")
    if known.status == "requested":
        # The handshake tells no event; those that wait follow once it was answered.
        _send(known, "handshake", ())
        note_told(known.code, known.told)
        return 1
    sent = 0
    reached = known.told
    while sent < MOST_BUNDLES and (events := events_of(known.code, reached, known.most_events)):
        _send(known, "event-notification", resources_of(access, known, events))
        reached = events[-1].number
        note_told(known.code, reached)
        sent += 1
    if not sent:
        _send(known, "heartbeat", ())
        note_told(known.code, known.told)
        sent = 1
    return sent


def resources_of(access: Access, known: KnownSubscription, events: Sequence[KnownEvent]) -> list[Told]:
    """These events with their resources as they are now, where the subscriber wants them whole. Journalled."""
    if known.content != "full-resource":
        return [(event, None) for event in events]
    return [(event, _resource(access, event)) for event in events]


def _resource(access: Access, event: KnownEvent) -> bytes | None:
    kind, _, id_ = event.focus.partition("/")
    for provider in providers_of(kind):
        shown = provider.read(access, kind, id_)
        if shown is not None:
            return shown.body
    return None


def _send(known: KnownSubscription, notice: Notice, told: Sequence[Told]) -> None:
    workspace = settings.WORKSPACE
    parts = checked_endpoint(known.endpoint, workspace.web_hooks, is_demo=workspace.is_demo)
    body = bundle(known, notice, told, time.time_ns() // 1_000_000)
    headers = {"Content-Type": "application/fhir+json", "Accept": "application/fhir+json", "User-Agent": "pagus"}
    for line in known.headers:
        name, _, value = line.partition(":")
        headers[name] = value.strip()
    try:
        status = _post(parts, body, headers, known.timeout_s)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise StoreError("it does not answer ({kind})", kind=type(error).__name__, retryable=True) from error
    if not 200 <= status < 300:
        # A redirection is such a refusal: data of people follow nobody elsewhere.
        raise StoreError("it answered with status {code}", code=status, retryable=True)


def _post(parts: SplitResult, body: bytes, headers: dict[str, str], timeout_s: int) -> int:
    connection = _connection(parts, timeout_s)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        response.read(65_536)
        return response.status
    finally:
        connection.close()


def _connection(parts: SplitResult, timeout_s: int) -> http.client.HTTPConnection:
    """A connection to the very address that was looked at: a name that leads elsewhere a moment later leads nowhere."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _address(host, port)
    connection = http.client.HTTPConnection(host, port, timeout=timeout_s)
    connected = socket.create_connection((address, port), timeout=timeout_s)
    if parts.scheme == "https":
        connected = ssl.create_default_context().wrap_socket(connected, server_hostname=host)
    connection.sock = connected
    return connection


def _address(host: str, port: int) -> str:
    workspace = settings.WORKSPACE
    for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        address = str(found[4][0])
        if may_connect(ip_address(address), host, workspace.web_hooks, is_demo=workspace.is_demo):
            return address
    raise InputError("{host} leads to no address to which anything is sent", host=host)
