"""A kit tried on people whose events are known: which alerts would it have raised, and what were they worth?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from pagus.engines.backtest import Question, Verdict, judge
from pagus.engines.backtest.judging import Alerts, judge_each
from pagus.engines.cohorts import Cohort
from pagus.engines.signals import Program, compile_program, replay, replay_variants
from pagus.errors import InputError
from pagus.kernel.time import DAY
from pagus.kit_language.model import Feature, Kit

__all__ = [
    "HORIZON_MS",
    "MINUTES_AN_ALERT",
    "WARM_UP_MS",
    "Backtest",
    "History",
    "backtest",
    "backtest_variants",
    "clinical_parameters",
    "rule_shapes",
]

HORIZON_MS = 14 * DAY
"""An alert is right when an event follows within this time. Local default: published studies take 7 to 30 days."""
WARM_UP_MS = 30 * DAY
"""Time before alerts count, so that a person's own baseline is known. Local default."""
OWN_USUAL_MS = 14 * DAY
"""A window this long says what is usual, where a shorter one is held against it. Local, for words beside a rule."""
MINUTES_AN_ALERT = (9.4, 13.5)
"""Minutes of staff for one transmission, doi 10.2196/27720 (cardiac devices; carried over to alerts: local)."""


@dataclass(frozen=True, kw_only=True)
class History:
    """People whose events are known: observations (subject, signal, t, value), events (subject, t), the time in ms.

    ``absences`` (subject, from_t, to_t): stays, during which nobody is monitored at home. ``simulated`` says that
    everything in it is invented.
    """

    observations: pl.DataFrame
    events: pl.DataFrame
    absences: pl.DataFrame
    people: pl.DataFrame
    start_ms: int
    end_ms: int
    simulated: bool

    @classmethod
    def of_cohort(cls, cohort: Cohort) -> History:
        """Simulated people as people whose events are known."""
        return cls(
            observations=cohort.observations,
            events=cohort.events,
            absences=cohort.absences,
            people=cohort.people,
            start_ms=cohort.start_ms,
            end_ms=cohort.start_ms + cohort.days * DAY,
            simulated=True,
        )

    def enrolments(self) -> pl.DataFrame:
        """Everybody, from the beginning to the end."""
        return self.people.select("subject").with_columns(
            from_t=pl.lit(self.start_ms, dtype=pl.Int64), to_t=pl.lit(None, dtype=pl.Int64)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What a kit would have been worth with these parameter values.

    ``verdict`` speaks of the clinical rules. Alerts that only say that nothing came in are counted apart
    (``silence_a_day``): no event follows from them, and nobody may switch them off.
    """

    kit: str
    version: str
    parameters: Mapping[str, float]
    simulated: bool
    verdict: Verdict
    silence_a_day: float


def backtest(kit: Kit, history: History, parameters: Mapping[str, float], question: Question | None = None) -> Backtest:
    """What would this kit have been worth to these people?

    Takes: a checked kit, a history, parameter values that replace the defaults; at will another question than the usual
    one. Gives: a Backtest. Refuses: InputError when the history has no signal of the kit or is shorter than the
    warm-up, and what ``compile_program``, ``replay`` and ``judge`` refuse.
    """
    question = question or usual_question(history)
    program = compile_program(kit, parameters)
    _fits(program, history)
    found = replay(program, history.observations, history.enrolments(), question.start_ms, question.end_ms)
    clinical, silent = rule_kinds(kit, program)
    verdict = judge(found.alerts, history.events, history.enrolments(), question, history.absences, rules=clinical)
    days = (question.end_ms - question.start_ms) / DAY
    return Backtest(
        kit=kit.id,
        version=kit.version,
        parameters=found.parameters,
        simulated=history.simulated,
        verdict=verdict,
        silence_a_day=found.alerts.filter(pl.col("rule").is_in(silent)).height / days,
    )


def backtest_variants(
    kit: Kit, history: History, variants: Sequence[Mapping[str, float]], question: Question | None = None
) -> tuple[Verdict, ...]:
    """What would each of these sets of parameter values have been worth?

    Takes: as ``backtest``; for each variant the values that differ from the defaults. Gives: a Verdict of the clinical
    rules for each, in order. Refuses: as ``backtest``. Method: features are computed once, draws are the same for all.
    """
    question = question or usual_question(history)
    program = compile_program(kit)
    _fits(program, history)
    enrolments = history.enrolments()
    found = replay_variants(program, history.observations, enrolments, question.start_ms, question.end_ms, variants)
    clinical, _ = rule_kinds(kit, program)
    rows = {subject: row for row, subject in enumerate(enrolments["subject"])}
    made: dict[int, Alerts] = {}
    sets = []
    for each in found:
        owners = np.array([rows[it.subject] for it in each.enrolments], dtype=np.int64)
        parts = [part for part in each.fired if part[0].id in clinical]
        for part in parts:
            made.setdefault(id(part), Alerts(owners[part[1]], part[2]))
        sets.append([made[id(part)] for part in parts])
    return judge_each(sets, history.events, enrolments, question, history.absences)


def usual_question(history: History, horizon_ms: int = HORIZON_MS) -> Question:
    """The question over a whole history, after the warm-up. Refuses: InputError when nothing is left of it."""
    start = history.start_ms + WARM_UP_MS
    if start >= history.end_ms:
        raise InputError(
            "{days} days are too few: the first {warm_up} only teach each person's own baseline",
            days=(history.end_ms - history.start_ms) // DAY,
            warm_up=WARM_UP_MS // DAY,
        )
    return Question(start_ms=start, end_ms=history.end_ms, horizon_ms=horizon_ms, minutes_an_alert=MINUTES_AN_ALERT)


def rule_kinds(kit: Kit, program: Program) -> tuple[list[str], list[str]]:
    """Which rules speak of the person, and which only of missing data?

    The second kind is mandatory (it fires on silence alone, or it would not compile) or reads nothing but silences.
    """
    clinical: list[str] = []
    silent: list[str] = []
    for rule in program.rules:
        kinds = {kit.features[program.features[slot].name].kind for slot in rule.features}
        (silent if rule.mandatory or kinds == {"since_last"} else clinical).append(rule.id)
    return clinical, silent


def _fits(program: Program, history: History) -> None:
    wanted = {signal.code for signal in program.signals}
    if not wanted & set(history.observations["signal"].unique()):
        raise InputError(
            "no signal of {kit} is in this cohort: the kit reads {wanted}",
            kit=program.kit,
            wanted=", ".join(sorted(wanted)),
        )


def rule_shapes(kit: Kit) -> dict[str, Literal["limit", "own", "together"]]:
    """How does each clinical rule judge: against one limit, against the person's own usual, or by signs together?"""
    program = compile_program(kit)
    clinical, _ = rule_kinds(kit, program)
    shapes: dict[str, Literal["limit", "own", "together"]] = {}
    for rule in program.rules:
        if rule.id in clinical:
            features = [kit.features[program.features[slot].name] for slot in rule.features]
            own = any(_is_usual(each) and _is_shorter(other, each) for each in features for other in features)
            several = len({feature.signal for feature in features}) > 1
            shapes[rule.id] = "together" if several else "own" if own else "limit"
    return shapes


def _is_usual(feature: Feature) -> bool:
    return (feature.over_ms or 0) >= OWN_USUAL_MS


def _is_shorter(now: Feature, usual: Feature) -> bool:
    """A long window alone, as the time in range of two weeks, is held against a limit."""
    return now.signal == usual.signal and (now.over_ms or 0) < (usual.over_ms or 0)


def clinical_parameters(kit: Kit) -> frozenset[str]:
    """Which parameters do the clinical rules read? The others change only when missing data ring."""
    program = compile_program(kit)
    clinical, _ = rule_kinds(kit, program)
    return frozenset(name for rule in program.rules if rule.id in clinical for name in rule.parameters)
