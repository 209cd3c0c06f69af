"""Which subscriptions are there, what waits for each, and how far are exports?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from pagus.apps.exchange.models import Export, ReadUpTo, Subscription, SubscriptionEvent
from pagus.apps.exchange.policy import EXPORT_KEPT_MS
from pagus.apps.wall_clock import wall_ms
from pagus.errors import NotFound

__all__ = [
    "OPEN_EXPORTS",
    "KnownEvent",
    "KnownExport",
    "KnownSubscription",
    "due_subscriptions",
    "events_of",
    "export_folder",
    "export_named",
    "export_of",
    "listening",
    "read_up_to",
    "subscription_of",
    "subscriptions_of",
]

OPEN_EXPORTS = ("waiting", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSubscription:
    """A subscription; see ``models.Subscription``."""

    code: str
    client: str
    scopes: str
    topic: str
    filters: tuple[tuple[str, str, str], ...]
    endpoint: str
    headers: tuple[str, ...]
    content: str
    heartbeat_s: int | None
    timeout_s: int
    most_events: int
    end_ms: int | None
    document: Mapping[str, Any]
    base: str
    status: str
    error: str
    events: int
    told: int
    sent_ms: int
    changed_ms: int
    version: int


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event: its number, when, and which resource it is about."""

    number: int
    at_ms: int
    focus: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownExport:
    """An export; see ``models.Export``."""

    code: str
    client: str
    scopes: str
    base: str
    request: str
    types: tuple[str, ...]
    since_ms: int | None
    status: str
    files: tuple[Mapping[str, Any], ...]
    error: str
    made_ms: int
    began_ms: int | None
    expires_ms: int


def subscription_of(client: str, code: str) -> KnownSubscription:
    """The subscription of this program with this id. Refuses: NotFound, also for one of another program."""
    row = Subscription.objects.filter(client=client, code=code).first()
    if row is None:
        raise NotFound("no subscription here has the id {code}", code=code[:64])
    return _known(row)


def subscriptions_of(client: str) -> tuple[KnownSubscription, ...]:
    """All subscriptions of this program, in the order in which they were made."""
    return tuple(_known(row) for row in Subscription.objects.filter(client=client).order_by("pk"))


def listening() -> tuple[KnownSubscription, ...]:
    """For which subscriptions are events numbered? Those in error too: they are told once their address answers."""
    rows = Subscription.objects.exclude(status="off").order_by("pk")
    return tuple(_known(row) for row in rows if not _over(row))


def due_subscriptions() -> tuple[KnownSubscription, ...]:
    """To which is something to be sent now: a handshake, events, or a heartbeat?"""
    now = wall_ms()
    rows = Subscription.objects.filter(status__in=("requested", "active"), due_ms__lte=now).order_by("pk")
    return tuple(_known(row) for row in rows if not _over(row) and _has_something(row, now))


def events_of(code: str, after: int, most: int) -> tuple[KnownEvent, ...]:
    """Which events of this subscription come after this number, in order?"""
    rows = SubscriptionEvent.objects.filter(subscription__code=code, number__gt=after).order_by("number")
    return tuple(KnownEvent(*row) for row in rows.values_list("number", "at_ms", "focus")[:most])


def read_up_to(stream: str) -> int | None:
    """How far was this stream of changes looked through? None when it never was."""
    return ReadUpTo.objects.filter(stream=stream).values_list("number", flat=True).first()


def export_of(client: str, code: str) -> KnownExport:
    """The export of this program with this id. Refuses: NotFound, also for another program's or one that is over."""
    found = export_named(code)
    if found is None or found.client != client or found.status == "cancelled":
        raise NotFound("no export here has the id {code}", code=code[:64])
    return found


def export_named(code: str) -> KnownExport | None:
    """The export with this id, for the job that writes it."""
    row = Export.objects.filter(code=code).first()
    if row is None:
        return None
    return KnownExport(
        code=row.code, client=row.client, scopes=row.scopes, base=row.base, request=row.request, types=tuple(row.types),
        since_ms=row.since_ms, status=row.status, files=tuple(row.files), error=row.error, made_ms=row.made_ms,
        began_ms=row.began_ms, expires_ms=row.made_ms + EXPORT_KEPT_MS,
    )  # fmt: skip


def export_folder(code: str) -> Path:
    """Where the files of an export lie: in the workspace, for its owner only."""
    folder: Path = settings.WORKSPACE.folder / "exports" / code
    return folder


def _has_something(row: Subscription, now: int) -> bool:
    if row.status == "requested" or row.told < row.events:
        return True
    return row.heartbeat_s is not None and now - row.sent_ms >= row.heartbeat_s * 1_000


def _over(row: Subscription) -> bool:
    return row.end_ms is not None and row.end_ms <= wall_ms()


def _known(row: Subscription) -> KnownSubscription:
    return KnownSubscription(
        code=row.code, client=row.client, scopes=row.scopes, topic=row.topic,
        filters=tuple((kind, name, value) for kind, name, value in row.filters),
        endpoint=row.endpoint, headers=tuple(row.headers), content=row.content, heartbeat_s=row.heartbeat_s,
        timeout_s=row.timeout_s, most_events=row.most_events, end_ms=row.end_ms,
        document=row.document, base=row.base,
        status="off" if _over(row) else row.status, error=row.error, events=row.events, told=row.told,
        sent_ms=row.sent_ms, changed_ms=row.changed_ms, version=row.version,
    )  # fmt: skip
