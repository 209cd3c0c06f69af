"""What goes into the signals engine and what comes out: points, enrolments, the compiled program, firings."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pagus.errors import InputError
from pagus.kit_language.model import FeatureKind, Parameter, Schedule, Severity
from pagus.rules import Expression, Function

__all__ = [
    "Bounds",
    "Deadline",
    "Derived",
    "Enrolment",
    "FeaturePlan",
    "Firing",
    "Key",
    "Point",
    "Program",
    "RulePlan",
    "SignalPlan",
    "Verdict",
]

Verdict = bool | float | None
"""What the function of a rule gives: true, false, or None for unknown; a number where a threshold is computed."""
Key = tuple[str, str, int]
"""Which alert: (rule, subject, event time in ms). Unique within an installation."""


class Point(NamedTuple):
    """One accepted observation: ``t`` in ms, ``value`` in the signal's unit. A plain tuple of the four will do."""

    subject: str
    signal: str
    t: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A subject under a program from ``from_ms`` (included) to ``to_ms`` (excluded; None: still).

    Only observations within it count; ``parameters`` are the values of this subject that differ from the program's.
    """

    subject: str
    from_ms: int
    to_ms: int | None = None
    parameters: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which points a feature was computed from: those of ``signal`` in [from_ms, to_ms], both ends included."""

    signal: str
    from_ms: int
    to_ms: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """A rule that fired for a subject at event time ``t``, with all that is needed to derive it again.

    ``features`` are the values the rule saw (None: unknown), ``parameters`` the thresholds, ``windows`` where each
    value comes from, ``trace`` the evaluation step by step, ready for JSON. ``late``: raised by data that came after
    the engine had already judged a later instant.
    """

    rule: str
    subject: str
    t: int
    severity: Severity
    features: Mapping[str, float | None]
    parameters: Mapping[str, float]
    trace: object
    late: bool = False
    windows: Mapping[str, Bounds] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What tells this alert from every other of the installation."""
        return (self.rule, self.subject, self.t)


@dataclass(frozen=True, slots=True)
class Derived:
    """What a step of the live engine changed: alerts that appear, and keys of alerts that late data took back."""

    firings: tuple[Firing, ...] = ()
    withdrawn: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalPlan:
    """A signal that the program uses: its place, and its grid (``grid.py``)."""

    slot: int
    code: str
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturePlan:
    """A feature made ready: units resolved, band on the grid, and all reasons to be unknown in one number.

    ``needed`` is the least number of points with which it is known: ``min_points``, ``min_coverage`` and what the
    formula itself needs. ``low`` and ``high`` are grid numbers, both included.
    """

    slot: int
    name: str
    kind: FeatureKind
    signal: int
    scale: float
    needed: int
    over_ms: int | None = None
    pane_ms: int | None = None
    probability: float = 0.0
    low: int = 0
    high: int = 0
    every_ms: int = 0

    def start(self, t: int) -> int:
        """Where does the window that ends at ``t`` begin (included)? At ``t`` itself for a feature without window."""
        if self.over_ms is None:
            return t
        if self.pane_ms is None:
            return t - self.over_ms
        return (t // self.pane_ms + 1) * self.pane_ms - self.over_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A comparison of a ``since_last`` feature with what only parameters decide: the rule is judged as it flips."""

    signal: int
    after_ms: Callable[[Sequence[float]], int | None]
    """From the parameter values: how long after the last point, in ms; None when it cannot be computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePlan:
    """A rule made ready: checked expressions, their functions, when to judge it, and its hygiene."""

    slot: int
    id: str
    severity: Severity
    when: Expression
    when_function: Function
    clear: Expression | None
    clear_function: Function | None
    features: tuple[int, ...]
    signals: tuple[int, ...]
    deadlines: tuple[Deadline, ...]
    schedule: Schedule | None
    sustained_ms: int
    confirm: tuple[int, int]
    refractory_ms: int
    mandatory: bool
    group: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A kit compiled for one set of parameter values. Nothing in it changes; it serves live and replay alike."""

    kit: str
    version: str
    digest: str
    signals: tuple[SignalPlan, ...]
    features: tuple[FeaturePlan, ...]
    rules: tuple[RulePlan, ...]
    parameters: Mapping[str, Parameter]
    values: tuple[float, ...]
    """Parameter values, in the order of ``parameters``."""

    @property
    def signal_codes(self) -> tuple[str, ...]:
        """Which signals does it read?"""
        return tuple(signal.code for signal in self.signals)

    def values_with(self, values: Mapping[str, float]) -> tuple[float, ...]:
        """Which parameter values hold when these replace the program's own?

        Takes: values by name, each in the parameter's unit. Gives: all values, in the order of ``parameters``.
        Refuses: InputError for an unknown name, a value that is not finite, outside its bounds, or another value for
        a fixed parameter: whatever layer it comes from.
        """
        merged = dict(zip(self.parameters, self.values, strict=True))
        for name, value in values.items():
            if name not in self.parameters:
                raise InputError(
                    "kit {kit} has no parameter {name}: it has {known}",
                    kit=self.kit,
                    name=name,
                    known=", ".join(self.parameters) or "none",
                )
            merged[name] = checked_value(self.parameters[name], value)
        return tuple(merged.values())


def checked_value(parameter: Parameter, value: float) -> float:
    """Is this value one that the parameter may have?

    Takes: a parameter and a value in its unit. Gives: the value as float. Refuses: InputError when it is not finite,
    differs from the default of a fixed parameter, or lies outside [minimum, maximum].
    """
    number = float(value)
    facts = {"name": parameter.name, "value": number, "unit": parameter.unit}
    if not math.isfinite(number):
        raise InputError("parameter {name} cannot be {value}: give a number in {unit}", **facts)
    if parameter.control == "fixed" and number != parameter.default:
        raise InputError(
            "parameter {name} is fixed by the kit at {default} {unit}: {value} is refused",
            default=parameter.default,
            **facts,
        )
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise InputError(
            "parameter {name} cannot be {value} {unit}: it lies within [{low}, {high}]", low=low, high=high, **facts
        )
    return number
