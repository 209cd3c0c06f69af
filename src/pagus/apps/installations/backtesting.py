"""A kit held against people whose events are known, before anybody changes a value of it.

Simulated people are made anew from their seed; recorded people are those whom the kit's signals are known of in the
workspace, with events that the asker brings along. Nothing of either is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import polars as pl
from django.conf import settings

from pagus.analytics.backtest import History, backtest, backtest_variants, usual_question
from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people
from pagus.apps.streams.queries import history
from pagus.apps.territory.queries import get_place, places_within
from pagus.engines.backtest import Verdict
from pagus.engines.cohorts import simulate
from pagus.errors import DataGapError, InputError, NotAllowed
from pagus.kernel.time import DAY
from pagus.kit_language import check_choice
from pagus.kit_language.model import Kit, Parameter
from pagus.library.cohorts import cohort_profile, cohort_profiles

__all__ = [
    "MOST_DAYS",
    "MOST_PEOPLE",
    "Ask",
    "Worth",
    "kits_with_people",
    "largest",
    "recorded_people",
    "simulated_people",
    "weigh",
]

MOST_PEOPLE = 1_000
MOST_DAYS = 730
_MOST_WITH_SENSOR = (60, 90)
"""People and days where a sensor sends every few minutes: a page must answer while somebody waits."""
STEPS = 13
"""Variants of one threshold along its bounds."""
LEAST_PEOPLE = 20
"""Fewer people with known events say nothing, and could be recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked: values that differ from the kit's own, the threshold to move along its bounds, the horizon."""

    values: Mapping[str, float]
    moved: str = ""
    horizon_ms: int = 14 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a kit would have been worth with its own values (``own``) and with those asked for (``asked``).

    ``line``: (value, verdict) along the bounds of the threshold that is moved. ``silence_a_day``: alerts that only say
    that nothing came in.
    """

    simulated: bool
    days: int
    observations: int
    own: Verdict
    asked: Verdict
    line: tuple[tuple[float, Verdict], ...]
    silence_a_day: float


def kits_with_people() -> tuple[str, ...]:
    """For which kits of the library are there simulated people?"""
    return tuple(profile.kit for profile in cohort_profiles())


def largest(kit: str) -> tuple[int, int]:
    """How many people over how many days does a page try at most with this kit?"""
    dense = any(profile.kit == kit and profile.glucose for profile in cohort_profiles())
    return _MOST_WITH_SENSOR if dense else (MOST_PEOPLE, MOST_DAYS)


def simulated_people(kit: str, count: int, days: int, seed: int) -> History:
    """Simulated people for a kit. Refuses: InputError for a size beyond measure, NotFound for a kit without people."""
    most_people, most_days = largest(kit)
    if not 1 <= count <= most_people or not 1 <= days <= most_days:
        raise InputError(
            "{people} people over {days} days: a page tries at most {most} people over {longest} days",
            people=count,
            days=days,
            most=most_people,
            longest=most_days,
        )
    return _simulated(kit, count, days, seed)


@lru_cache(maxsize=3)
def _simulated(kit: str, count: int, days: int, seed: int) -> History:
    return History.of_cohort(simulate(cohort_profile(kit), count, days, seed, start_ms=0))


def recorded_people(by: Actor, kit: Kit, territory: str, stays: pl.DataFrame) -> History:
    """The people of a territory who send the kit's signals, with their stays.

    Takes: stays (subject, from_t, to_t), to_t null while it lasts.
    Refuses: NotAllowed when a person is not for this reader: shares over some people only would mislead; InputError
    for a stay of somebody nobody follows here; DataGapError with too few people. Each person is journalled.
    """
    place = get_place(territory).code
    accounts.require(by, "try_kit", place)
    communes = frozenset(places_within(place))
    living = [person.code for person in people.everyone() if person.residence in communes]
    observations = history(living, list(kit.signals), None, settings.WORKSPACE.clock.now_ms())
    followed = observations["subject"].unique().to_list()
    _check_people(by, followed, stays)
    login, role = accounts.actor_of(by)
    journal.record_reads(login, role, followed, "backtest")
    start, end = observations["t"].min(), observations["t"].max()
    return History(
        observations=observations,
        events=stays.select("subject", t="from_t"),
        absences=stays.with_columns(pl.col("to_t").fill_null(end)),
        people=pl.DataFrame({"subject": sorted(followed)}),
        start_ms=int(str(start)),
        end_ms=int(str(end)) + 1,
        simulated=False,
    )


def _check_people(by: Actor, followed: list[str], stays: pl.DataFrame) -> None:
    if not people.visible_codes(by, followed).issuperset(followed):
        raise NotAllowed("only whoever may open every record of the territory holds a kit against recorded events")
    strangers = sorted(set(stays["subject"]) - set(followed))
    if strangers:
        raise InputError(
            "{person} sends nothing that this kit reads: {count} of the people with stays are not followed here",
            person=strangers[0],
            count=len(strangers),
        )
    if len(followed) < LEAST_PEOPLE:
        raise DataGapError(
            "{people} people send what this kit reads: it takes {least} to say anything, try simulated people",
            people=len(followed),
            least=LEAST_PEOPLE,
        )


def weigh(kit: Kit, known: History, ask: Ask) -> Worth:
    """What would this kit have been worth to these people, as it is and with other values?

    Takes: a checked kit, people, what is asked. Gives: a Worth: both verdicts and the line on the same draws.
    Refuses: InputError for a value that the kit does not allow or a time that is too short.
    """
    for name, value in ask.values.items():
        check_choice(kit, "territory", name, value)
    question = replace(usual_question(known, ask.horizon_ms), replicates=400)
    own = backtest(kit, known, {}, question)
    asked = backtest(kit, known, ask.values, question) if ask.values else own
    steps = along(kit.parameters[ask.moved]) if ask.moved else ()
    line = backtest_variants(kit, known, [{**ask.values, ask.moved: step} for step in steps], question) if steps else ()
    return Worth(
        simulated=known.simulated,
        days=(known.end_ms - known.start_ms) // DAY,
        observations=known.observations.height,
        own=own.verdict,
        asked=asked.verdict,
        line=tuple(zip(steps, line, strict=True)),
        silence_a_day=asked.silence_a_day,
    )


def along(parameter: Parameter) -> tuple[float, ...]:
    """Values of a parameter from its lowest to its highest."""
    if parameter.minimum is None or parameter.maximum is None:
        return ()
    return tuple(float(value) for value in np.linspace(parameter.minimum, parameter.maximum, STEPS).round(4))
