"""Who was followed when, what happened to them, and when they were away: as sorted keys of person and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.engines.backtest.model import Question
from pagus.errors import InputError, ShapeError
from pagus.kernel.time import DAY

__all__ = ["Followed", "needed"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_SPANS = {"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64}


def needed(table: pl.DataFrame, columns: tuple[str, ...], name: str) -> pl.DataFrame:
    """Which columns of this table are needed?

    Takes: the table, the columns, its name in a message. Gives: them alone.
    Refuses: ShapeError that names those it lacks.
    """
    lacking = [column for column in columns if column not in table.columns]
    if lacking:
        raise ShapeError(
            "{name} need the columns {needed}: {lacking} lacks", name=name, needed=columns, lacking=lacking
        )
    return table.select(columns)


@dataclass(frozen=True)
class Clock:
    """A key is ``place * span + (time - first)``: sorted keys are sorted by person, then by time."""

    places: Mapping[str, int]
    first: int
    span: int

    def placed(self, table: pl.DataFrame, time: str = "t") -> tuple[Integers, Integers]:
        """Place of the person (-1 for nobody here) and time, of each row."""
        unknown = pl.col("subject").replace_strict(self.places, default=-1, return_dtype=pl.Int64)
        found = table.select(unknown.alias("place"), pl.col(time).cast(pl.Int64).alias("t"))
        return found["place"].to_numpy(), found["t"].to_numpy()

    def keys(self, person: Integers, t: Integers) -> Integers:
        """The keys of these people at these times."""
        return person * self.span + (t - self.first)


@dataclass(frozen=True)
class Followed:
    """The people of a question: days followed without stays, keys of their events, and of the ends of their stays."""

    clock: Clock
    days: Floats
    event_keys: Integers
    stay_from: Integers
    stay_to: Integers

    @property
    def count(self) -> int:
        """How many people?"""
        return len(self.days)

    def in_stay(self, keys: Integers) -> Flags:
        """Is this instant within a stay of this person, after its beginning?"""
        if not len(self.stay_from):
            return np.zeros(len(keys), dtype=bool)
        before = np.searchsorted(self.stay_from, keys, side="left") - 1
        return (before >= 0) & (keys <= self.stay_to[np.maximum(before, 0)])

    @classmethod
    def of(
        cls, events: pl.DataFrame, people: pl.DataFrame, absences: pl.DataFrame | None, question: Question
    ) -> Followed:
        """These people. Refuses: ShapeError, InputError, as ``judge``."""
        if question.end_ms <= question.start_ms:
            raise InputError("the time from {start} to {end} is empty", start=question.start_ms, end=question.end_ms)
        people = needed(people, tuple(_SPANS), "people")
        if not people.height:
            raise InputError("nobody is followed: there is nothing to judge")
        places = {name: place for place, name in enumerate(sorted(people["subject"].unique()))}
        clock = Clock(places, question.start_ms, question.end_ms - question.start_ms + question.horizon_ms + 2)
        stays = pl.DataFrame(schema=_SPANS) if absences is None else needed(absences, tuple(_SPANS), "absences")
        days = np.maximum(_days(clock, people, question) - _days(clock, stays, question), 0.0)
        begins, ends = _stays(clock, stays, question)
        return cls(clock, days, _events(clock, needed(events, ("subject", "t"), "events"), question), begins, ends)


def _days(clock: Clock, spans: pl.DataFrame, question: Question) -> Floats:
    person, begin = clock.placed(spans, "from_t")
    end = spans["to_t"].fill_null(question.end_ms).to_numpy()
    length = np.clip(np.minimum(end, question.end_ms) - np.maximum(begin, question.start_ms), 0, None) / DAY
    found = np.zeros(len(clock.places))
    np.add.at(found, person[person >= 0], length[person >= 0])
    return found


def _events(clock: Clock, events: pl.DataFrame, question: Question) -> Integers:
    person, t = clock.placed(events)
    inside = (person >= 0) & (t >= question.start_ms) & (t <= question.end_ms)
    return np.sort(clock.keys(person[inside], t[inside]))


def _stays(clock: Clock, stays: pl.DataFrame, question: Question) -> tuple[Integers, Integers]:
    person, begin = clock.placed(stays, "from_t")
    end = stays["to_t"].fill_null(question.end_ms).to_numpy()
    known = person >= 0
    ends = [np.clip(t[known], question.start_ms, question.end_ms + 1) for t in (begin, end)]
    keys = [clock.keys(person[known], t) for t in ends]
    order = np.argsort(keys[0], kind="stable")
    return keys[0][order], keys[1][order]
