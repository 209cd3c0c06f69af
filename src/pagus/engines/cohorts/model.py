"""What a simulation gives: tables of measurements, of what happened, and of what the devices got wrong."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

__all__ = ["Cohort"]


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Simulated people. All of it is invented; no row speaks of a person.

    observations  subject, signal, t (ms since 1970 UTC), value; in order of subject, signal, t
    events        subject, kind, onset_t, t: recorded episodes, from their first day to the event
    mimics        subject, kind, onset_t, t: what looks like an episode and is none
    absences      subject, from_t, to_t: time without measurements because of a stay after an event
    faults        subject, signal, t, kind: each measurement that a fault has changed
    people        subject, diligence
    """

    observations: pl.DataFrame
    events: pl.DataFrame
    mimics: pl.DataFrame
    absences: pl.DataFrame
    faults: pl.DataFrame
    people: pl.DataFrame
    start_ms: int
    days: int
    seed: int
