"""Beginning and ending subscriptions and exports, numbering events, noting what was told."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from pagus.apps.exchange.models import Export, ReadUpTo, Subscription, SubscriptionEvent
from pagus.apps.exchange.policy import (
    EXPORT_KEPT_MS,
    MOST_ATTEMPTS,
    MOST_EXPORTS,
    MOST_SUBSCRIPTIONS,
    checked_endpoint,
    pause_ms,
)
from pagus.apps.exchange.queries import OPEN_EXPORTS, export_folder
from pagus.apps.journal import actions as journal
from pagus.apps.wall_clock import wall_ms
from pagus.errors import Conflict, NotFound

__all__ = [
    "Wanted",
    "begin_export",
    "cancel_export",
    "change_subscription",
    "end_export",
    "end_subscription",
    "forget_old_exports",
    "note_events",
    "note_failed",
    "note_told",
    "subscribe",
    "take_export",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a subscription asks, checked for its form by the door."""

    topic: str
    filters: Sequence[tuple[str, str, str]]
    endpoint: str
    headers: Sequence[str]
    content: str
    heartbeat_s: int | None
    timeout_s: int
    most_events: int
    end_ms: int | None
    reason: str
    document: Mapping[str, Any]
    base: str
    is_off: bool = False


def subscribe(client: str, scopes: str, wanted: Wanted) -> str:
    """Keep a subscription of a program; it is active once its address has answered the handshake. Journalled.

    Gives: its code. Refuses: InputError for an address to which nothing is sent; Conflict when it has too many.
    """
    checked_endpoint(wanted.endpoint, settings.WORKSPACE.web_hooks, is_demo=settings.WORKSPACE.is_demo)
    with transaction.atomic():
        if Subscription.objects.filter(client=client).exclude(status="off").count() >= MOST_SUBSCRIPTIONS:
            raise Conflict("this program has {most} subscriptions already", most=MOST_SUBSCRIPTIONS)
        code = secrets.token_hex(16)
        now = wall_ms()
        Subscription.objects.create(
            code=code, client=client, scopes=scopes, made_ms=now, changed_ms=now, **_columns(wanted)
        )
        _journal("subscribe", client, code, {"topic": wanted.topic, "host": _host(wanted.endpoint)})
    return code


def change_subscription(client: str, code: str, wanted: Wanted) -> None:
    """Replace what a subscription asks; it shakes hands again. Numbers of events go on. Journalled.

    Refuses: NotFound; InputError as ``subscribe``.
    """
    checked_endpoint(wanted.endpoint, settings.WORKSPACE.web_hooks, is_demo=settings.WORKSPACE.is_demo)
    with transaction.atomic():
        changes = {**_columns(wanted), "error": "", "attempts": 0, "due_ms": 0, "changed_ms": wall_ms()}
        rows = Subscription.objects.filter(client=client, code=code)
        if not rows.update(version=F("version") + 1, **changes):
            raise NotFound("no subscription here has the id {code}", code=code[:64])
        _journal("change_subscription", client, code, {"topic": wanted.topic, "host": _host(wanted.endpoint)})


def end_subscription(client: str, code: str) -> None:
    """Tell this program no more, and forget what waited. Journalled. Refuses: NotFound."""
    with transaction.atomic():
        if not Subscription.objects.filter(client=client, code=code).delete()[0]:
            raise NotFound("no subscription here has the id {code}", code=code[:64])
        _journal("end_subscription", client, code)


def note_events(stream: str, up_to: int, found: Iterable[tuple[str, str, int]]) -> int:
    """Number these events, and note how far the stream was looked through, in one transaction.

    Takes: the name of the stream and the last number that was looked at; for each event the code of the subscription,
    its focus (``DetectedIssue/a12``) and when. Gives: how many. Whatever comes between, no event counts twice.
    """
    count = 0
    with transaction.atomic():
        ReadUpTo.objects.update_or_create(stream=stream, defaults={"number": up_to})
        for code, focus, at_ms in found:
            row = Subscription.objects.filter(code=code).first()
            if row is None:
                continue
            row.events += 1
            row.save(update_fields=["events"])
            SubscriptionEvent.objects.create(subscription=row, number=row.events, focus=focus, at_ms=at_ms)
            count += 1
    return count


def note_told(code: str, up_to: int) -> None:
    """The address has taken what was sent, events up to this number included."""
    now = wall_ms()
    with transaction.atomic():
        Subscription.objects.filter(code=code, status__in=("requested", "error")).update(
            status="active", changed_ms=now
        )
        Subscription.objects.filter(code=code).update(told=up_to, attempts=0, error="", due_ms=0, sent_ms=now)
        # What was told stays for a while: who missed it asks for it again by $events.
        SubscriptionEvent.objects.filter(subscription__code=code, number__lte=up_to - 1_000).delete()


def note_failed(code: str, reason: str) -> None:
    """The address has not taken it: again after a pause; after too many failures the subscription is in error."""
    with transaction.atomic():
        row = Subscription.objects.filter(code=code).first()
        if row is None:
            return
        row.attempts += 1
        row.error = reason[:500]
        row.due_ms = wall_ms() + pause_ms(row.attempts)
        if row.attempts >= MOST_ATTEMPTS:
            row.status = "error"
            row.changed_ms = wall_ms()
        row.save(update_fields=["attempts", "error", "due_ms", "status", "changed_ms"])


def begin_export(
    client: str, scopes: str, *, base: str, request: str, types: Sequence[str], since_ms: int | None
) -> str:
    """Note that resources are wanted in bulk; a job writes them. Journalled. Refuses: Conflict for too many at once."""
    with transaction.atomic():
        if Export.objects.filter(client=client, status__in=OPEN_EXPORTS).count() >= MOST_EXPORTS:
            raise Conflict("{most} exports of this program wait already", most=MOST_EXPORTS)
        code = secrets.token_hex(16)
        Export.objects.create(
            code=code, client=client, scopes=scopes, request=request[:1_000], types=list(types), since_ms=since_ms,
            status="waiting", made_ms=wall_ms(),
        )  # fmt: skip
        _journal("begin_export", client, code, {"types": list(types)}, kind="export")
    return code


def take_export() -> str | None:
    """Which export is to be written next? It counts as running from now on. None when none waits."""
    with transaction.atomic():
        # One job process writes them, one after the other: whatever still runs was broken off by its end.
        Export.objects.filter(status="running").update(status="waiting", files=[])
        row = Export.objects.filter(status="waiting").order_by("pk").first()
        if row is None:
            return None
        row.status, row.began_ms = "running", wall_ms()
        row.save(update_fields=["status", "began_ms"])
    return str(row.code)


def end_export(code: str, files: Sequence[Mapping[str, Any]], error: str = "") -> None:
    """The export is written, or cannot be."""
    status = "failed" if error else "done"
    Export.objects.filter(code=code, status="running").update(
        status=status, files=list(files), error=error[:500], ended_ms=wall_ms()
    )


def cancel_export(client: str, code: str) -> None:
    """Forget an export and its files. Journalled. Refuses: NotFound."""
    with transaction.atomic():
        if not Export.objects.filter(client=client, code=code).exclude(status="cancelled").update(status="cancelled"):
            raise NotFound("no export here has the id {code}", code=code[:64])
        _journal("cancel_export", client, code, kind="export")
    _remove_files(code)


def forget_old_exports() -> int:
    """Remove the files of exports that are a day old. Gives: how many exports went."""
    old = Export.objects.filter(made_ms__lt=wall_ms() - EXPORT_KEPT_MS).exclude(status="running")
    codes = list(old.values_list("code", flat=True))
    for code in codes:
        _remove_files(code)
    Export.objects.filter(code__in=codes).delete()
    return len(codes)


def _remove_files(code: str) -> None:
    folder = export_folder(code)
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def _columns(wanted: Wanted) -> dict[str, Any]:
    return {
        "topic": wanted.topic,
        "filters": [list(each) for each in wanted.filters],
        "endpoint": wanted.endpoint,
        "headers": list(wanted.headers),
        "content": wanted.content,
        "heartbeat_s": wanted.heartbeat_s,
        "timeout_s": wanted.timeout_s,
        "most_events": wanted.most_events,
        "end_ms": wanted.end_ms,
        "reason": wanted.reason[:500],
        "document": dict(wanted.document),
        "base": wanted.base,
        "status": "off" if wanted.is_off else "requested",
    }


def _journal(
    verb: str, client: str, code: str, detail: Mapping[str, object] | None = None, kind: str = "subscription"
) -> None:
    name = f"client:{client}"
    journal.record(name, name, verb, f"{kind}:{code}", "exchange", detail)


def _host(endpoint: str) -> str:
    return endpoint.partition("://")[2].partition("/")[0]
