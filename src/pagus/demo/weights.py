"""Simulated weights and heights of virtual people, once in four weeks; some of them lose weight."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import polars as pl

from pagus.kernel.time import DAY

__all__ = ["simulated_weights"]

WEIGHINGS = 18
EVERY_MS = 28 * DAY
LAST_DAYS = 2
LOSS = 0.06
"""Who loses weight loses it before the last weighing: more than the twentieth in a month that calls for the form."""


def simulated_weights(people: Sequence[str], end_ms: int) -> pl.DataFrame:
    """What a scale would have said: subject, signal, time, value, unit.

    Takes: pseudonyms; the instant before which all was measured. Gives: the same numbers each time; of four people the
    second has lost ``LOSS`` of the weight at the last weighing. Invented: nobody's.
    """
    rows = []
    for number, person in enumerate(people):
        drawn = crc32(person.encode()) % 1_000 / 1_000
        height, weight = round(1.55 + 0.25 * drawn, 2), 60.0 + 20.0 * drawn
        last = end_ms - LAST_DAYS * DAY - number * 60_000
        rows.append((person, "height", last - WEIGHINGS * EVERY_MS, height, "m"))
        for back in range(WEIGHINGS):
            wobble = (crc32(f"{person} {back}".encode()) % 9 - 4) / 10
            value = weight * (1 - LOSS) if back == 0 and number % 4 == 1 else weight + wobble
            rows.append((person, "weight", last - back * EVERY_MS, round(value, 1), "kg"))
    schema = {"subject": pl.String, "signal": pl.String, "time": pl.Int64, "value": pl.Float64, "unit": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
