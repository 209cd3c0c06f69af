"""A practice day: a worklist of invented people whose truth is known, and told after each closing.

Nothing of it touches people, observations or alerts of the workspace: the people are drawn, the rules are replayed over
them in memory, and only what the account chose is kept. Beginning anew draws other people.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import polars as pl
from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.worklist.models import PracticeDay as PracticeDayRow
from pagus.apps.worklist.trend import LOOK_BACK_MS, Glance, glance
from pagus.engines.cohorts import Cohort, simulate
from pagus.engines.signals import compile_program, replay
from pagus.errors import InputError, NotFound
from pagus.kernel.time import DAY, parse_instant
from pagus.kit_language import shipped_kit
from pagus.kit_language.model import SEVERITIES, Kit, Severity, Signal
from pagus.library.cohorts import cohort_profile

__all__ = ["JUDGED", "KIT", "PracticeCase", "PracticeDay", "begin_practice", "close_practice", "practice_of"]

KIT = "heart-failure-home"
PEOPLE, DAYS, FIRST_DAY = 120, 150, 45
MOST_CASES = 12
WINDOW_MS = 2 * DAY
HORIZON_MS = 14 * DAY
"""An alert was right when a planted event follows within this time, as in the backtest."""
START_MS = parse_instant("2026-01-05T00:00:00Z")
Truth = Literal["episode", "mimic", "fault", "nothing"]
Planted = dict[tuple[str, str], list[tuple[int, int]]]
"""What was planted: for (event, mimic or fault; subject) the stretches from the first day to the last."""
JUDGED: Mapping[str, frozenset[Truth]] = {
    "useful": frozenset({"episode"}),
    "not_useful": frozenset({"mimic", "nothing"}),
    "device_fault": frozenset({"fault"}),
}
"""Which outcome of a closing fits which truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCase:
    """One invented person of the day. ``event_in_ms``: how long after the day the planted event comes; None: none."""

    subject: str
    severity: Severity
    rules: tuple[str, ...]
    since_ms: int
    burden: int
    signals: tuple[tuple[Signal, Glance], ...]
    truth: Truth
    event_in_ms: int | None
    outcome: str = ""
    """What the account chose; empty: still open."""

    @property
    def right(self) -> bool:
        """Does the chosen outcome fit what was planted?"""
        return self.outcome != "" and self.truth in JUDGED[self.outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDay:
    """The cases of the day, the gravest first; ``now_ms`` is the invented now."""

    kit: Kit
    seed: int
    now_ms: int
    cases: tuple[PracticeCase, ...]

    @property
    def closed(self) -> int:
        """How many were closed?"""
        return sum(each.outcome != "" for each in self.cases)

    @property
    def right(self) -> int:
        """How many of those fit what was planted?"""
        return sum(each.right for each in self.cases)


def begin_practice(user: Actor, seed: int | None = None) -> int:
    """Begin a practice day, or begin anew with other people. Gives: the seed: the same one gives the same day.

    Refuses: NotAllowed for who may not handle alerts.
    """
    accounts.require(user, "handle_alert")
    login, _ = accounts.actor_of(user)
    drawn = secrets.randbelow(1_000_000) if seed is None else seed
    facts = {"kit": KIT, "seed": drawn, "began_ms": settings.WORKSPACE.clock.now_ms(), "handled": {}}
    PracticeDayRow.objects.update_or_create(login=login, defaults=facts)
    return drawn


def close_practice(user: Actor, subject: str, outcome: str) -> PracticeCase:
    """Close a case of one's practice day. Gives: the case, with its truth.

    Refuses: NotFound without such a case, InputError for another outcome than the three that can be right.
    """
    if outcome not in JUDGED:
        raise InputError("choose useful, not useful or device fault")
    day = practice_of(user)
    if day is None or all(each.subject != subject for each in day.cases):
        raise NotFound("no case of the practice day is called {subject}", subject=subject.partition(":")[2])
    row = PracticeDayRow.objects.get(login=accounts.actor_of(user)[0])
    row.handled = {**row.handled, subject: outcome}
    row.save(update_fields=["handled"])
    found = practice_of(user)
    assert found is not None
    return next(each for each in found.cases if each.subject == subject)


def practice_of(user: Actor) -> PracticeDay | None:
    """The practice day of this account, with what it chose so far; None before the first."""
    login, _ = accounts.actor_of(user)
    row = PracticeDayRow.objects.filter(login=login).first()
    if row is None:
        return None
    day = _day(row.seed)
    cases = tuple(replace(each, outcome=row.handled.get(each.subject, "")) for each in day.cases)
    return replace(day, cases=cases)


@lru_cache(maxsize=8)
def _day(seed: int) -> PracticeDay:
    """Draw the people, replay the kit, and choose the day on which most planted episodes ring."""
    kit = shipped_kit(KIT)
    cohort = simulate(cohort_profile(KIT), PEOPLE, DAYS, seed, START_MS)
    end = START_MS + DAYS * DAY
    followed = pl.DataFrame(
        {"subject": cohort.people["subject"], "from_t": START_MS, "to_t": pl.Series([None] * PEOPLE, dtype=pl.Int64)}
    )
    first = START_MS + FIRST_DAY * DAY
    alerts = replay(compile_program(kit), cohort.observations, followed, first, end).alerts
    # Silence needs no judgement: practice is about values.
    silent = [rule.id for rule in kit.rules.values() if rule.mandatory]
    alerts = alerts.filter(~pl.col("rule").is_in(silent))
    planted = _planted(cohort)
    now_ms = _best_day(alerts, planted, first, end)
    waiting = alerts.filter(pl.col("t") > now_ms - WINDOW_MS, pl.col("t") <= now_ms)
    cases = [
        _case(kit, cohort, planted, alerts, rows, now_ms)
        for _, rows in waiting.group_by("subject", maintain_order=True)
    ]
    order = sorted(cases, key=lambda it: (-SEVERITIES.index(it.severity), it.since_ms, it.subject))
    return PracticeDay(kit=kit, seed=seed, now_ms=now_ms, cases=tuple(order[:MOST_CASES]))


def _best_day(alerts: pl.DataFrame, planted: Planted, first: int, end: int) -> int:
    """The evening with most kinds of truth, then most episodes, then most cases."""
    ends = range(first + 30 * DAY, end - HORIZON_MS, DAY)
    known = alerts.rows()

    def worth(now_ms: int) -> tuple[int, int, int]:
        here = {(subject, t) for _, subject, t, _ in known if now_ms - WINDOW_MS < t <= now_ms}
        truths = [_truth(planted, subject, t) for subject, t in here]
        return len(set(truths)), truths.count("episode"), min(len({it for it, _ in here}), MOST_CASES)

    return max(ends, key=worth)


def _case(
    kit: Kit, cohort: Cohort, planted: Planted, alerts: pl.DataFrame, rows: pl.DataFrame, now_ms: int
) -> PracticeCase:
    subject = str(rows["subject"][0])
    severities: list[Severity] = rows["severity"].to_list()
    since = int(rows["t"].min())  # type: ignore[arg-type]
    truths = {_truth(planted, subject, t) for t in rows["t"]}
    order: tuple[Truth, ...] = ("episode", "fault", "mimic", "nothing")
    ahead = cohort.events.filter(pl.col("subject") == subject, pl.col("t") > now_ms)
    month = alerts.filter(pl.col("subject") == subject, pl.col("t") > now_ms - 30 * DAY, pl.col("t") <= now_ms)
    truth = next(each for each in order if each in truths)
    own = cohort.observations.filter(
        pl.col("subject") == subject, pl.col("t") > now_ms - LOOK_BACK_MS, pl.col("t") <= now_ms
    )
    return PracticeCase(
        subject=subject,
        severity=max(severities, key=SEVERITIES.index),
        rules=tuple(dict.fromkeys(rows["rule"])),
        since_ms=since,
        burden=month.height,
        signals=tuple(
            (kit.signals[str(code)], glance(part["t"].to_list(), part["value"].to_list(), now_ms))
            for (code,), part in own.group_by(["signal"], maintain_order=True)
            if str(code) in kit.signals
        ),
        truth=truth,
        event_in_ms=int(ahead["t"][0]) - now_ms if truth == "episode" and ahead.height else None,
    )


def _truth(index: Planted, subject: str, t: int) -> Truth:
    """What was planted around this alert?"""
    if any(onset <= t <= event and event - t <= HORIZON_MS for onset, event in index.get(("event", subject), ())):
        return "episode"
    if any(abs(t - at) <= 3 * DAY for at, _ in index.get(("fault", subject), ())):
        return "fault"
    if any(onset <= t <= event + DAY for onset, event in index.get(("mimic", subject), ())):
        return "mimic"
    return "nothing"


def _planted(cohort: Cohort) -> Planted:
    found: Planted = {}
    for kind, frame in (("event", cohort.events), ("mimic", cohort.mimics)):
        for subject, onset, event in frame.select("subject", "onset_t", "t").iter_rows():
            found.setdefault((kind, subject), []).append((onset, event))
    for subject, t in cohort.faults.select("subject", "t").iter_rows():
        found.setdefault(("fault", subject), []).append((t, t))
    return found
