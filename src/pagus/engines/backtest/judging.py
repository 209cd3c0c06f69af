"""Were these alerts worth it? Alerts held against recorded events, with intervals over people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.engines.backtest.followed import Followed, needed
from pagus.engines.backtest.intervals import People, median_interval
from pagus.engines.backtest.model import Question, Verdict
from pagus.kernel.time import DAY

__all__ = ["Alerts", "judge", "judge_each"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_DAYS_A_YEAR = 365.25
_MINUTES_AN_HOUR = 60


@dataclass(frozen=True, eq=False)
class Alerts:
    """Alerts without names: the row of the person in the table of people, and t in ms."""

    row: Integers
    t: Integers


def judge(
    alerts: pl.DataFrame,
    events: pl.DataFrame,
    people: pl.DataFrame,
    question: Question,
    absences: pl.DataFrame | None = None,
    rules: Sequence[str] | None = None,
) -> Verdict:
    """What were these alerts worth?

    Takes: alerts (subject, rule, t), events (subject, t), people (subject, from_t, to_t; null: to the end), absences
    (subject, from_t, to_t), times in ms; the rules to speak of, all of ``alerts`` by default.
    Gives: a Verdict of all rules together, and of each alone.
    Refuses: ShapeError for a column that is missing, InputError for an empty time or nobody.
    Method: an alert is right when an event of the same person follows within the horizon; sensitivity is the share of
    events that a right alert precedes; the positive predictive value is the share of right alerts. Intervals: bootstrap
    over people (a person's alerts are not independent), the lead time's by order statistics.
    """
    followed = Followed.of(events, people, absences, question)
    weights = People(followed.count, question.replicates, question.seed)
    wanted = sorted(alerts["rule"].unique()) if rules is None else list(rules)
    table = needed(alerts, ("subject", "rule", "t"), "alerts").filter(pl.col("rule").is_in(wanted))
    parts = {name: _keys(followed, table.filter(pl.col("rule") == name), question) for name in wanted}
    by_rule = {name: _verdict(followed, keys, question, weights) for name, keys in parts.items()}
    together = np.sort(np.concatenate([np.zeros(0, np.int64), *parts.values()]))
    return _verdict(followed, together, question, weights, by_rule)


def judge_each(
    sets: Sequence[Sequence[Alerts]],
    events: pl.DataFrame,
    people: pl.DataFrame,
    question: Question,
    absences: pl.DataFrame | None = None,
) -> tuple[Verdict, ...]:
    """What was each of these sets of alerts worth? As ``judge``, without the rules alone, on the same draws.

    Takes: for each set its parts (a rule each, say), the rest as ``judge``; a part that several sets share is looked at
    once. Gives: a Verdict for each set, in order.
    """
    followed = Followed.of(events, people, absences, question)
    weights = People(followed.count, question.replicates, question.seed)
    places = followed.clock.placed(people.with_columns(t=pl.lit(0)))[0]
    known: dict[int, Integers] = {}
    verdicts = []
    for parts in sets:
        for part in parts:
            if id(part) not in known:
                known[id(part)] = _counted(followed, places[part.row], part.t, question)
        keys = np.sort(np.concatenate([np.zeros(0, np.int64), *(known[id(part)] for part in parts)]))
        verdicts.append(_verdict(followed, keys, question, weights))
    return tuple(verdicts)


def _keys(followed: Followed, alerts: pl.DataFrame, question: Question) -> Integers:
    return _counted(followed, *followed.clock.placed(alerts), question)


def _counted(followed: Followed, person: Integers, t: Integers, question: Question) -> Integers:
    """The alerts that count, as sorted keys: of these people, in the time, outside stays."""
    inside = (person >= 0) & (t >= question.start_ms) & (t <= question.end_ms)
    keys = np.sort(followed.clock.keys(person[inside], t[inside]))
    return keys[~followed.in_stay(keys)]


def _verdict(
    followed: Followed,
    keys: Integers,
    question: Question,
    weights: People,
    by_rule: Mapping[str, Verdict] | None = None,
) -> Verdict:
    right = _right(followed, keys, question.horizon_ms)
    found, lead_days = _found(followed, keys, question.horizon_ms)
    alerts_of, right_of = _counts(followed, keys), _counts(followed, keys[right])
    events_of, found_of = (_counts(followed, each) for each in (followed.event_keys, followed.event_keys[found]))
    days = (question.end_ms - question.start_ms) / DAY
    years_of = followed.days / _DAYS_A_YEAR
    a_day, sensitivity, ppv, false_a_year = weights.ratios(
        [
            (alerts_of, np.full(followed.count, days / followed.count)),
            (found_of, events_of),
            (right_of, alerts_of),
            (alerts_of - right_of, years_of),
        ]
    )
    least, most = (len(keys) / days * minutes / _MINUTES_AN_HOUR for minutes in question.minutes_an_alert)
    return Verdict(
        people=followed.count,
        person_years=float(years_of.sum()),
        alerts=len(keys),
        right=int(right.sum()),
        events=len(followed.event_keys),
        found=int(found.sum()),
        alerts_a_day=a_day,
        nurse_hours_a_day=(least, most),
        sensitivity=sensitivity,
        ppv=ppv,
        lead_days=median_interval(lead_days),
        false_alerts_a_person_year=false_a_year,
        by_rule=by_rule or {},
    )


def _counts(followed: Followed, keys: Integers) -> Floats:
    """How many of these keys has each person?"""
    return np.bincount(keys // followed.clock.span, minlength=followed.count).astype(np.float64)


def _right(followed: Followed, keys: Integers, horizon_ms: int) -> Flags:
    """Does an event of the same person follow within the horizon? A key of somebody else lies further off than that."""
    events = np.append(followed.event_keys, np.iinfo(np.int64).max)
    right: Flags = events[np.searchsorted(followed.event_keys, keys, side="left")] - keys <= horizon_ms
    return right


def _found(followed: Followed, keys: Integers, horizon_ms: int) -> tuple[Flags, Floats]:
    """Which events has an alert preceded, and by how many days did the first of them?"""
    events = followed.event_keys
    own = events // followed.clock.span * followed.clock.span
    first = np.searchsorted(keys, np.maximum(events - horizon_ms, own), side="left")
    found: Flags = first < np.searchsorted(keys, events, side="right")
    return found, (events[found] - keys[first[found]]) / DAY
