"""The features of a kit at the ends of periods, for everybody enrolled then: what person indicators are made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from pagus.engines.signals.columns import Columns, Rows, points_of
from pagus.engines.signals.model import Program
from pagus.engines.signals.timeline import Block, enrolments_of, timeline
from pagus.errors import NotFound

__all__ = ["features_at"]


def features_at(
    program: Program,
    observations: pl.DataFrame,
    enrolments: pl.DataFrame,
    instants: Sequence[int],
    names: Sequence[str],
) -> pl.DataFrame:
    """Which values had these features at these instants, for each person enrolled then?

    Takes: a compiled program; ``observations`` (subject, signal, t in ms, value in the signal's unit);
    ``enrolments`` (subject, from_t, to_t: null while enrolled); instants in ms; names of features.
    Gives: subject, t, and one column a feature (null = unknown): a row for each person and instant within their
    enrolment, sorted.
    Refuses: NotFound for a feature that the program lacks; ShapeError, InputError and Conflict as replay does.
    Method: the windows of replay, the same to the bit as the live engine's.
    """
    slots = {feature.name: feature.slot for feature in program.features}
    unknown = [name for name in names if name not in slots]
    if unknown:
        raise NotFound("kit {kit} has no feature {feature}", kit=program.kit, feature=unknown[0])
    schema = {"subject": pl.String, "t": pl.Int64} | dict.fromkeys(names, pl.Float64)
    frames = [pl.DataFrame(schema=schema)]
    if instants:
        blocks = timeline(observations, enrolments_of(enrolments), program.signals, program.features, max(instants))
        frames += [_of_block(program, block, instants, [slots[name] for name in names]) for block in blocks]
    return pl.concat(frames).sort("subject", "t")


def _of_block(program: Program, block: Block, instants: Sequence[int], slots: Sequence[int]) -> pl.DataFrame:
    wanted = np.array(sorted(set(instants)), dtype=np.int64)
    enrolment = np.repeat(np.arange(len(block.enrolments), dtype=np.int64), len(wanted))
    t = np.tile(wanted, len(block.enrolments))
    inside = (t >= block.begin[enrolment]) & (t <= block.last[enrolment])
    rows = Rows.at(block, block.key(enrolment[inside], t[inside]))
    subjects = [block.enrolments[place].subject for place in rows.enrolment]
    values = Columns(program, block, points_of(block), rows).frame(slots)
    people = pl.DataFrame({"subject": pl.Series(subjects, dtype=pl.String), "t": rows.t})
    return people.hstack(values.select(pl.all().cast(pl.Float64)))
