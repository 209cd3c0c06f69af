"""Simulating a cohort: people who measure at home, what happens to them, and what their devices get wrong."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.engines.cohorts.episodes import Drawn, add_shifts, draw_episodes
from pagus.engines.cohorts.glucose import draw_groups, simulate_glucose
from pagus.engines.cohorts.measuring import Measured, measure, simulate_bodies
from pagus.engines.cohorts.model import Cohort
from pagus.errors import InputError
from pagus.kernel.time import DAY
from pagus.library.cohorts.model import ContinuousGlucose, Profile

__all__ = ["MOST_MEASUREMENTS", "simulate"]

MOST_MEASUREMENTS = 200_000_000
Flags = NDArray[np.bool_]


def simulate(profile: Profile, people: int, days: int, seed: int, start_ms: int) -> Cohort:
    """Which measurements and events would such people have?

    Takes: the profile; how many people, over how many days from ``start_ms`` (a midnight, ms since 1970 UTC); a seed.
    Gives: a Cohort, the same to the bit for the same arguments. Each signal and each kind of episode has its own
    stream of chance: one more signal changes no other.
    Refuses: InputError for a size that is none, or beyond ``MOST_MEASUREMENTS``.
    Limits: people are independent of one another; nobody dies, nobody is treated: alerts change nothing.
    """
    slots = sum(len(signal.hours) * (2 if signal.again_min else 1) for signal in profile.signals.values())
    slots += 24 * 60 // profile.glucose.every_min if profile.glucose else 0
    if people < 1 or days < 1 or seed < 0:
        raise InputError(
            "{people} people over {days} days, seed {seed}: no cohort", people=people, days=days, seed=seed
        )
    if people * days * slots > MOST_MEASUREMENTS:
        raise InputError(
            "{asked} measurements are more than {most}: ask for fewer people or days",
            asked=people * days * slots,
            most=MOST_MEASUREMENTS,
        )
    if start_ms % DAY:
        raise InputError("a cohort starts at midnight UTC, not at {start}", start=start_ms)
    chance = _Chance(seed)
    drawn = [
        draw_episodes(name, kind, people, days, chance.of(f"episode {name}")) for name, kind in profile.episodes.items()
    ]
    gaps = profile.gaps
    diligence = chance.of("diligence").beta(*gaps.diligence, people)
    there = _at_home(drawn, people, days) & ~_away(profile, people, days, chance.of("away"))
    there &= _in_turn(profile.gaps.rhythm, people, days, chance.of("rhythm"))
    owners = {name: chance.of(f"device {name}").random(people) < share for name, share in profile.devices.items()}
    if profile.glucose:
        group = draw_groups(profile.glucose, people, chance.of("group"))
        owners["insulin"] = np.array([it.insulin for it in profile.glucose.groups.values()])[group]
    who = {code: there & owners[it.device][:, None] if it.device else there for code, it in profile.signals.items()}
    names = pl.Series("subject", [f"person:SIM-{number:06d}" for number in range(1, people + 1)])
    tables = [
        _signal(profile, code, drawn, who[code], diligence, start_ms, chance.of(f"signal {code}"))
        for code in profile.signals
    ]
    measured, faults = _observations(profile, tables, names)
    recorded = [each for each in drawn if each.kind.recorded]
    mimics = [each for each in drawn if not each.kind.recorded]
    made = Cohort(
        observations=measured,
        events=_episodes(recorded, names, start_ms),
        mimics=_episodes(mimics, names, start_ms),
        absences=_absences(recorded, names, start_ms),
        faults=faults,
        people=pl.DataFrame({"subject": names, "diligence": diligence}),
        start_ms=start_ms,
        days=days,
        seed=seed,
    )
    if profile.glucose:
        worn = there & (chance.of("worn").random(there.shape) < diligence[:, None])
        return _with_glucose(made, profile.glucose, group, worn, names, chance.of("glucose"))
    return made


def _with_glucose(
    made: Cohort,
    glucose: ContinuousGlucose,
    group: NDArray[np.int64],
    worn: Flags,
    names: pl.Series,
    random: np.random.Generator,
) -> Cohort:
    """The same cohort with a glucose sensor: readings, lows of level 2 as events, other lows as mimics."""
    drawn = simulate_glucose(glucose, group, worn, made.start_ms, random)
    code = pl.lit(glucose.signal).alias("signal")
    readings = pl.DataFrame({"subject": names.gather(drawn.person), "t": drawn.t, "value": drawn.value}).select(
        "subject", code, "t", "value"
    )
    pressed = readings.filter(pl.Series(drawn.pressed)).select("subject", "signal", "t", kind=pl.lit("compression"))
    lows = pl.concat([drawn.lows, drawn.presses])
    lows = lows.select(names.gather(lows["person"]).alias("subject"), "kind", "onset_t", "t")
    deep = pl.col("kind") == "hypoglycaemia_level_2"
    order = ["subject", "t", "kind"]
    groups = pl.Series("group", list(glucose.groups), dtype=pl.String).gather(group)
    return replace(
        made,
        observations=pl.concat([readings, made.observations]).sort("subject", maintain_order=True),
        events=pl.concat([made.events, lows.filter(deep)]).sort(order),
        mimics=pl.concat([made.mimics, lows.filter(~deep)]).sort(order),
        faults=pl.concat([made.faults, pressed]).sort("subject", maintain_order=True),
        people=made.people.with_columns(groups),
    )


class _Chance:
    """A stream of chance for each name, from one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def of(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self._seed, zlib.crc32(name.encode())])


def _at_home(drawn: list[Drawn], people: int, days: int) -> Flags:
    """Who is at home on which day: nobody measures there during a stay."""
    change = np.zeros((people, days + 1), dtype=np.int32)
    for each in drawn:
        if each.kind.recorded:
            first = np.clip(np.floor(each.height) + 1, 0, days).astype(np.int64)
            last = np.clip(np.floor(each.height + each.stay) + 1, 0, days).astype(np.int64)
            np.add.at(change, (each.person, first), 1)
            np.add.at(change, (each.person, last), -1)
    home: Flags = np.cumsum(change, axis=1)[:, :days] == 0
    return home


def _away(profile: Profile, people: int, days: int, random: np.random.Generator) -> Flags:
    gaps = profile.gaps
    person = np.repeat(np.arange(people), random.poisson(gaps.away_per_person_year * days / 365.25, people))
    first = random.integers(0, days, len(person))
    last = np.minimum(first + np.rint(random.uniform(*gaps.away_days, len(person))).astype(np.int64), days)
    change = np.zeros((people, days + 1), dtype=np.int32)
    np.add.at(change, (person, first), 1)
    np.add.at(change, (person, last), -1)
    away: Flags = np.cumsum(change, axis=1)[:, :days] > 0
    return away


def _in_turn(rhythm: tuple[int, int], people: int, days: int, random: np.random.Generator) -> Flags:
    """Who measures on which day, of those who measure some days in a row and then rest."""
    measured, of = rhythm
    first = random.integers(0, of, people)
    turn: Flags = (np.arange(days)[None, :] + first[:, None]) % of < measured
    return turn


def _signal(
    profile: Profile,
    code: str,
    drawn: list[Drawn],
    there: Flags,
    diligence: NDArray[np.float64],
    start_ms: int,
    random: np.random.Generator,
) -> Measured:
    signal = profile.signals[code]
    people, days = there.shape
    bodies = simulate_bodies(signal, people, days, random)
    for each in drawn:
        add_shifts(bodies.course, each, code)
    chance = np.full(people, signal.sent) if signal.sent else diligence
    present = {hour: there & (random.random(there.shape) < chance[:, None]) for hour in signal.hours}
    faults = {place: fault for place, fault in enumerate(profile.faults) if fault.signal == code}
    return measure(signal, bodies, present, faults, start_ms, random)


def _observations(profile: Profile, parts: list[Measured], names: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    codes = pl.Series("signal", list(profile.signals))
    kinds = pl.Series("kind", [fault.kind for fault in profile.faults], dtype=pl.String)
    which = np.repeat(np.arange(len(parts)), [len(part.t) for part in parts])
    person = np.concatenate([part.person for part in parts])
    order = np.lexsort((which, person))  # each part is in order of person and time already, and the sort is stable
    t = np.concatenate([part.t for part in parts])[order]
    fault = np.concatenate([part.fault for part in parts])[order]
    table = pl.DataFrame(
        {
            "subject": names.gather(person[order]),
            "signal": codes.gather(which[order]),
            "t": t,
            "value": np.concatenate([part.value for part in parts])[order],
        }
    )
    hit = np.nonzero(fault >= 0)[0]
    faults = table.select("subject", "signal", "t")[hit].with_columns(kinds.gather(fault[hit]))
    return table, faults


def _episodes(drawn: list[Drawn], names: pl.Series, start_ms: int) -> pl.DataFrame:
    tables = [
        pl.DataFrame(
            {
                "subject": names.gather(each.person),
                "kind": pl.Series([each.name], dtype=pl.String).new_from_index(0, len(each.person)),
                "onset_t": start_ms + np.floor(each.onset * DAY).astype(np.int64),
                "t": start_ms + np.floor(each.height * DAY).astype(np.int64),
            }
        )
        for each in drawn
    ]
    schema = {"subject": pl.String, "kind": pl.String, "onset_t": pl.Int64, "t": pl.Int64}
    return pl.concat([pl.DataFrame(schema=schema), *tables]).sort("subject", "t", "kind")


def _absences(drawn: list[Drawn], names: pl.Series, start_ms: int) -> pl.DataFrame:
    tables = [
        pl.DataFrame(
            {
                "subject": names.gather(each.person),
                "from_t": start_ms + np.floor(each.height * DAY).astype(np.int64),
                "to_t": start_ms + np.floor((each.height + each.stay) * DAY).astype(np.int64),
            }
        )
        for each in drawn
    ]
    schema = {"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64}
    return pl.concat([pl.DataFrame(schema=schema), *tables]).sort("subject", "from_t")
