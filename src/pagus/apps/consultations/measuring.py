"""How good is the call? What each browser says of its connections is kept: it is the session record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from pagus.apps.consultations.access import require_open
from pagus.apps.consultations.models import CallLink, Stay
from pagus.errors import InputError

__all__ = ["LinkReport", "note_links"]

_FINGERPRINT = re.compile(r"sha-(256|384|512) [0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){31,63}")
_WAYS = ("", "direct", "relay")
_LEVELS = ("", "full", "low", "audio")
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """What one browser says of its connection to another. None: not known (yet)."""

    peer: int
    way: str = ""
    connected_after_ms: int | None = None
    first_frame_after_ms: int | None = None
    round_trip_ms: int | None = None
    loss_permille: int | None = None
    kilobits: int | None = None
    level: str = ""
    restarts: int = 0
    own_fingerprint: str = ""
    peer_fingerprint: str = ""


def note_links(stay: Stay, reports: Sequence[LinkReport]) -> None:
    """Keep what this browser says; the worst round trip and loss stay.

    Takes: its seat; one report for each other browser, of the same call.
    Refuses: InputError for what cannot be; Conflict when the call is over: its record is sealed.
    """
    require_open(stay.participant.consultation)
    call = stay.participant.consultation_id
    known = set(Stay.objects.filter(participant__consultation_id=call).values_list("pk", flat=True))
    if any(each.peer not in known or each.peer == stay.pk or not _can_be(each) for each in reports):
        raise InputError("a report of a connection that cannot be")
    with transaction.atomic():
        for each in reports:
            _keep(stay, each)


def _can_be(report: LinkReport) -> bool:
    numbers = (
        report.connected_after_ms, report.first_frame_after_ms, report.round_trip_ms, report.kilobits, report.restarts
    )  # fmt: skip
    return (
        report.way in _WAYS
        and report.level in _LEVELS
        and all(each is None or 0 <= each <= _DAY_MS for each in numbers)
        and (report.loss_permille is None or 0 <= report.loss_permille <= 1_000)
        and all(not text or _FINGERPRINT.fullmatch(text) for text in (report.own_fingerprint, report.peer_fingerprint))
    )


def _keep(stay: Stay, report: LinkReport) -> None:
    before = CallLink.objects.filter(stay=stay, peer_id=report.peer).first()
    CallLink.objects.update_or_create(
        stay=stay,
        peer_id=report.peer,
        defaults={
            "way": report.way or (before.way if before else ""),
            "connected_after_ms": _first(before and before.connected_after_ms, report.connected_after_ms),
            "first_frame_after_ms": _first(before and before.first_frame_after_ms, report.first_frame_after_ms),
            "round_trip_ms": report.round_trip_ms,
            "worst_round_trip_ms": _worse(before and before.worst_round_trip_ms, report.round_trip_ms),
            "loss_permille": report.loss_permille,
            "worst_loss_permille": _worse(before and before.worst_loss_permille, report.loss_permille),
            "kilobits": report.kilobits,
            "level": report.level,
            "restarts": report.restarts,
            "own_fingerprint": report.own_fingerprint.upper().replace("SHA-", "sha-"),
            "peer_fingerprint": report.peer_fingerprint.upper().replace("SHA-", "sha-"),
        },
    )


def _first(kept: int | None, said: int | None) -> int | None:
    return said if kept is None else kept


def _worse(kept: int | None, said: int | None) -> int | None:
    known = [each for each in (kept, said) if each is not None]
    return max(known) if known else None
