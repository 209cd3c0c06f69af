"""The worklist: a row for each person whose alerts wait, who first and why, and what today's staff can still do."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.access import visible
from pagus.apps.alerts.models import Alert, AlertEvent
from pagus.apps.alerts.queries import AlertRow, rows_of, status_is
from pagus.apps.installations.queries import InstalledKit, get_installation
from pagus.apps.people.queries import KnownPerson, facts_of, note_reading
from pagus.apps.worklist.clocks import Clocks, deadline
from pagus.apps.worklist.duty import clocks_for, turns
from pagus.apps.worklist.escalating import waits_since
from pagus.apps.worklist.models import Call, Claim, Notice, Proof
from pagus.apps.worklist.rota import Hands, hands, on_shift
from pagus.apps.worklist.signals import SignalGlance, glances
from pagus.kernel.time import DAY
from pagus.kit_language.model import SEVERITIES, Severity
from pagus.library.worklist import usual

__all__ = ["BURDEN_MS", "PER_PAGE", "Worklist", "WorklistRow", "case_row", "mark_of", "worklist"]

PER_PAGE = 50
BURDEN_MS = 30 * DAY
_WALL_S = 60
"""A page is drawn anew once a minute even when nothing happened: it says how long ago things were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistRow:
    """One person: the gravest alert that waits gives severity and clock. ``alerts``: all that wait, gravest first.

    ``since_ms``, ``newest_ms``: when the oldest and the newest of them fired. ``deadline_ms``: by when somebody should
    look at what nobody has, or at any of it when somebody has. ``burden``: alerts in 30 days, these included.
    """

    subject: str
    simulated: bool
    team: str
    place_name: str
    severity: Severity
    since_ms: int
    newest_ms: int
    deadline_ms: int
    alerts: tuple[AlertRow, ...]
    claimed_by: str
    claimed_ms: int | None
    burden: int
    signals: tuple[SignalGlance, ...] = ()
    last_call: str = ""
    last_call_ms: int | None = None

    @property
    def is_looked_at(self) -> bool:
        """Has somebody looked at all that waits? An alert that came after a claim waits as if there were none."""
        return bool(self.claimed_by) and all(each.status != "open" for each in self.alerts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """A page of rows. ``hands``: what those on duty can still do today; None where no rota says who is."""

    rows: tuple[WorklistRow, ...]
    total: int
    overdue: int
    mine: int
    hands: Hands | None
    on_duty: tuple[str, ...]
    now_ms: int


def worklist(user: Actor, *, team: str = "", page: int = 1, per_page: int = PER_PAGE) -> Worklist:
    """Who needs somebody first, and why? The reading is journalled for each person shown.

    Takes: who asks; one team, or all that this user may see; the page, from 1.
    Gives: rows in the order of severity, then of what is left on the clock; the rows of the page with their signals.
    """
    now_ms: int = settings.WORKSPACE.clock.now_ms()
    drafts = _rows(user, team, now_ms)
    first = (max(page, 1) - 1) * per_page
    shown = drafts[first : first + per_page]
    note_reading(user, (row.subject for row in shown), "worklist")
    teams = {row.team for row in drafts} or ({team} if team else _own_teams(user))
    login, _ = accounts.actor_of(user)
    return Worklist(
        rows=_with_signals(shown, now_ms),
        total=len(drafts),
        overdue=sum(row.deadline_ms < now_ms and not row.is_looked_at for row in drafts),
        mine=sum(row.claimed_by == login for row in drafts),
        hands=_hands(teams, len(drafts), now_ms),
        on_duty=tuple(sorted({name for each in teams for name in on_shift(turns(each), now_ms, _zone(), "duty")})),
        now_ms=now_ms,
    )


def case_row(user: Actor, subject: str) -> WorklistRow | None:
    """The row of one person, with its signals; None when nothing waits. Showing it is noted by who asks."""
    now_ms: int = settings.WORKSPACE.clock.now_ms()
    found = _rows(user, "", now_ms, subject)
    return _with_signals(found, now_ms)[0] if found else None


def mark_of(user: Actor, *, wall_ms: int, more: str = "") -> str:
    """A mark that changes when the worklist of this user may have: for pages that ask again and again."""
    newest = (
        Alert.objects.aggregate(Max("pk"))["pk__max"],
        AlertEvent.objects.aggregate(Max("pk"))["pk__max"],
        Claim.objects.aggregate(Max("pk"))["pk__max"],
        Claim.objects.filter(released_ms__isnull=True).count(),
        Call.objects.aggregate(Max("pk"))["pk__max"],
        Notice.objects.aggregate(Max("pk"))["pk__max"],
        Proof.objects.aggregate(Max("ended_ms"))["ended_ms__max"],
        accounts.actor_of(user),
        wall_ms // (_WALL_S * 1_000),
        more,
    )
    return hashlib.sha256(repr(newest).encode()).hexdigest()[:24]


def _rows(user: Actor, team: str, now_ms: int, subject: str = "") -> list[WorklistRow]:
    needed = status_is("open", now_ms) | status_is("acknowledged", now_ms)
    found = Alert.objects.filter(visible(user) & needed, subject_kind="person")
    if subject:
        found = found.filter(subject=subject)
    waiting = list(found.defer("features", "parameters", "windows", "trace").order_by("-rank", "t_ms", "pk"))
    known = facts_of({alert.subject for alert in waiting})
    if team:
        waiting = [alert for alert in waiting if known[alert.subject].team == team]
    shown = rows_of(waiting, now_ms)
    groups: dict[str, list[tuple[Alert, AlertRow]]] = {}
    for pair in zip(waiting, shown, strict=True):
        groups.setdefault(pair[0].subject, []).append(pair)
    facts = _Facts(groups, known, now_ms)
    return sorted((facts.row(code, pairs) for code, pairs in groups.items()), key=_order)


def _order(row: WorklistRow) -> tuple[int, int, str]:
    return -SEVERITIES.index(row.severity), row.deadline_ms, row.subject


class _Facts:
    """What the rows of many people need, each asked once for all."""

    def __init__(self, subjects: Collection[str], known: Mapping[str, KnownPerson], now_ms: int) -> None:
        codes = list(subjects)
        self._known = known
        self._clocks: dict[tuple[int, str], Clocks] = {}
        self._kits: dict[int, InstalledKit] = {}
        held = Claim.objects.filter(subject__in=codes, released_ms__isnull=True)
        self._claims = {code: (by, at) for code, by, at in held.values_list("subject", "by", "at_ms")}
        recent = Alert.objects.filter(subject__in=codes, recorded_ms__gt=now_ms - BURDEN_MS, withdrawn_ms__isnull=True)
        self._burden = dict(recent.order_by().values_list("subject").annotate(Count("pk")))
        calls = Call.objects.filter(subject__in=codes, at_ms__gt=now_ms - BURDEN_MS).order_by("at_ms", "pk")
        self._calls = {code: (outcome, at) for code, outcome, at in calls.values_list("subject", "outcome", "at_ms")}

    def row(self, code: str, pairs: Sequence[tuple[Alert, AlertRow]]) -> WorklistRow:
        first = pairs[0][1]
        by, at_ms = self._claims.get(code, ("", None))
        outcome, called_ms = self._calls.get(code, ("", None))
        person = self._known[code]
        return WorklistRow(
            subject=code,
            simulated=person.simulated,
            team=person.team,
            place_name=first.place_name,
            severity=first.severity,
            since_ms=min(row.t_ms for _, row in pairs),
            newest_ms=max(row.t_ms for _, row in pairs),
            deadline_ms=min(self._deadline(alert, person.team) for alert, _ in (_unseen(pairs) if by else pairs)),
            alerts=tuple(row for _, row in pairs),
            claimed_by=by,
            claimed_ms=at_ms,
            burden=self._burden.get(code, 0),
            last_call=outcome,
            last_call_ms=called_ms,
        )

    def _deadline(self, alert: Alert, team: str) -> int:
        key = (alert.installation_id, team)
        if key not in self._clocks:
            kit = self._kits.setdefault(alert.installation_id, get_installation(alert.installation_id))
            self._clocks[key] = clocks_for(alert.installation_id, turns(team, kit.kit.slug))
        return deadline(alert.severity, waits_since(alert), self._clocks[key])


def _unseen(pairs: Sequence[tuple[Alert, AlertRow]]) -> Sequence[tuple[Alert, AlertRow]]:
    """Those that came after a claim, whose clock nobody has stopped; all of them where there are none."""
    return [pair for pair in pairs if pair[1].status == "open"] or pairs


def _with_signals(rows: Sequence[WorklistRow], now_ms: int) -> tuple[WorklistRow, ...]:
    found = glances({row.subject: {each.installation_id for each in row.alerts} for row in rows}, now_ms)
    return tuple(replace(row, signals=found.get(row.subject, ())) for row in rows)


def _hands(teams: Collection[str], waiting: int, now_ms: int) -> Hands | None:
    shifts = [shift for team in sorted(teams) for shift in turns(team)]
    return hands(shifts, waiting, now_ms, _midnight(now_ms), _zone(), usual().look)


def _own_teams(user: Actor) -> set[str]:
    return set() if isinstance(user, str) else {grant.team for grant in accounts.grants(user) if grant.team}


def _zone() -> str:
    return str(settings.TIME_ZONE)


def _midnight(now_ms: int) -> int:
    """When does the local day end?"""
    local = datetime.fromtimestamp(now_ms // 1_000, UTC).astimezone(ZoneInfo(_zone()))
    following = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), ZoneInfo(_zone()))
    return int(following.timestamp()) * 1_000
