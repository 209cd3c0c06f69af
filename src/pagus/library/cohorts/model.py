"""What a kind of cohort is made of: signals, episodes, gaps and faults, each with numbers that a file gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

__all__ = [
    "ContinuousGlucose",
    "DeviceFault",
    "EpisodeKind",
    "Gaps",
    "Pattern",
    "Profile",
    "Range",
    "Shift",
    "SimulatedSignal",
    "Wearers",
]


class Range(NamedTuple):
    """Two ends; what lies between them is drawn evenly."""

    low: float
    high: float


class Shift(NamedTuple):
    """By how much a signal moves at the height of an episode: mean and spread over episodes, in the signal's unit."""

    mean: float
    sd: float


_NO_STAY, _AWAY, _ONE_DAY, _NO_SHIFT = Range(0, 0), Range(3, 14), Range(1, 1), Shift(0, 0)


class SimulatedSignal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measured quantity of one person, by its parts.

    A value is the person's own level (``mean``, ``between_sd``), a slow drift (stationary sd ``drift_sd``, memory
    ``drift_days``), a daily wave (``wave``, highest at ``wave_peak_h``), the episodes, and noise (``noise_sd``); it is
    kept within [``low``, ``high``] and rounded to ``step``. It is measured at each of ``hours`` (local solar time of
    the simulation, UTC), a quarter of an hour around it and with each person's own habit. Units: ``unit``.
    A count, as puffs or signs, is such a value with ``step`` 1 and ``low`` 0.
    """

    unit: str
    mean: float
    between_sd: float
    low: float
    high: float
    noise_sd: float
    step: float
    hours: tuple[float, ...]
    drift_sd: float = 0.0
    drift_days: float = 30.0
    wave: float = 0.0
    wave_peak_h: float = 15.0
    sent: float = 0.0
    """The share of days on which a device sends it by itself, whatever the person does; 0: the person measures."""
    again_min: float = 0.0
    """Measured a second time after so many minutes; 0: once."""
    device: str = ""
    """Only those who have this device (see ``Profile.devices``) measure it; empty: everybody."""


class Pattern(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which an episode shows itself: how often it is this one, how long it builds up (days), what moves."""

    share: float
    days: Range
    shifts: Mapping[str, Shift]


class EpisodeKind(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that happens to people. ``recorded``: it ends with an event that is known (an admission), and a stay
    without measurements at home; otherwise it only looks like one, and passes.

    ``per_person_year`` is the mean rate; ``spread`` the sd over the mean of people's own rates (gamma).
    """

    per_person_year: float
    patterns: tuple[Pattern, ...]
    spread: float = 0.0
    recovery_days: float = 3.0
    recorded: bool = False
    stay_days: Range = _NO_STAY


class Gaps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is not measured: each person's own diligence (Beta), and weeks away.

    ``rhythm``: the days that are measured in a row, of so many; (7, 28) is a week a month, each person in their own.
    """

    diligence: tuple[float, float]
    away_per_person_year: float = 0.0
    away_days: Range = _AWAY
    rhythm: tuple[int, int] = (1, 1)


class DeviceFault(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fault of a device or of its use. ``kind``: ``other_person`` (a value of somebody else), ``outlier`` (one value
    shifted), ``offset`` (all values shifted for some days). ``rate``: of measurements; for ``offset`` a person-year.
    """

    kind: str
    signal: str
    rate: float
    shift: Shift = _NO_SHIFT
    days: Range = _ONE_DAY


class Wearers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One group of people who wear a glucose sensor: share of all, level and wander (mg/dL), the rise after a meal,
    planted lows a week and the share of them that is of level 2. ``insulin``: they own the device ``insulin``."""

    share: float
    mean: float
    between_sd: float
    wander_sd: float
    meal: float
    insulin: bool
    lows_a_week: float
    level_2: float


class ContinuousGlucose(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Glucose in mg/dL every ``every_min`` minutes: groups, dawn, share of lows by night, and what the sensor gets
    wrong (lain upon, signal lost: chances a day; ``error``: sd as a share of the value)."""

    signal: str
    every_min: int
    groups: Mapping[str, Wearers]
    dawn: float
    nocturnal: float
    compression_a_night: float
    losses_a_day: float
    error: float


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of cohort: everything that the simulation needs beside size, time and seed."""

    id: str
    kit: str
    """The slug of the kit that such people are followed with."""
    event: str
    """The kind of episode that the kit wants to see coming."""
    certainty: str
    sources: tuple[str, ...]
    signals: Mapping[str, SimulatedSignal]
    episodes: Mapping[str, EpisodeKind]
    gaps: Gaps
    faults: tuple[DeviceFault, ...] = ()
    glucose: ContinuousGlucose | None = None
    """A sensor that sends every few minutes; its lows are planted as events ``hypoglycaemia_level_2``."""
    devices: Mapping[str, float] = {}
    """Devices that not everybody has: the share of people who have one."""
    held_to: Mapping[str, Range] = {}
    """Published figures that simple rules must reach on such a cohort, by name: a test holds the profile to them."""
