"""Random kits and random streams, small enough to hit ties, edges and gaps all the time."""

from __future__ import annotations

import random
from dataclasses import dataclass

from pagus.kit_language.model import Feature, Kit, Parameter, Rule
from tests.engines.signals.making import (
    DAY,
    HOUR,
    MINUTE,
    Band,
    Point,
    Schedule,
    feature,
    kit,
    parameter,
    rule,
    signal,
)

BASE = 20_000 * DAY
LENGTH = 6 * DAY
EXACT_SPANS = (HOUR, 6 * HOUR, DAY, 2 * DAY)
PANE_SPANS = ((6 * HOUR, DAY), (DAY, 3 * DAY), (4 * HOUR, 4 * HOUR))
BANDS = (Band(low=2, high=4), Band(high=3, high_closed=False), Band(low=2.5, low_closed=False))
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True, slots=True)
class Enrolled:
    subject: str
    from_ms: int
    to_ms: int | None
    parameters: dict[str, float] | None


@dataclass(frozen=True, slots=True)
class Case:
    """A kit, its enrolments, and all observations in order of time; ``end``: the last instant of interest."""

    kit: Kit
    enrolments: tuple[Enrolled, ...]
    points: tuple[Point, ...]
    end: int


def random_case(seed: int, *, panes: bool = True) -> Case:
    """The case of this seed. Without ``panes``, every window is exact (what SQL can express)."""
    dice = random.Random(seed)
    codes = ["a", "b", "c"][: dice.randint(1, 3)]
    features = _features(dice, codes, panes)
    parameters = (
        parameter("level", dice.choice([2.0, 3.0, 4.0]), control="bounded", minimum=0.0, maximum=9.0),
        parameter("silence", dice.choice([5.0, 12.0, 24.0]), unit="h", control="bounded", minimum=1.0, maximum=99.0),
    )
    rules = [_rule(dice, f"r{number}", features) for number in range(dice.randint(1, 4))]
    made = kit([signal(code) for code in codes], features, rules, parameters)
    return Case(made, *_stream(dice, codes, parameters))


def _features(dice: random.Random, codes: list[str], panes: bool) -> list[Feature]:
    made = [feature(f"gap_{code}", "since_last", code) for code in codes]
    made += [feature(f"now_{code}", "last", code) for code in codes]
    kinds = ("last", "delta", "mean", "sd", "min", "max", "count", "quantile", "share_in_range", "slope", "coverage")
    for number in range(dice.randint(2, 5)):
        kind, code = dice.choice(kinds), dice.choice(codes)
        more: dict[str, object] = {"over_ms": dice.choice(EXACT_SPANS)}
        if panes and kind != "quantile" and dice.random() < 0.5:
            more["pane_ms"], more["over_ms"] = dice.choice(PANE_SPANS)
        if kind == "quantile":
            more["probability"] = dice.choice([0.0, 0.3, 0.5, 0.9, 1.0])
        if kind == "share_in_range":
            more["band"] = dice.choice(BANDS)
        if kind not in {"count", "coverage"}:
            more["min_points"] = dice.choice([1, 1, 2, 4])
            more["min_coverage"] = dice.choice([None, None, 0.2])
        made.append(feature(f"f{number}_{kind}", kind, code, **more))
    return made


def _rule(dice: random.Random, name: str, features: list[Feature]) -> Rule:
    confirm = dice.choice([(1, 1), (1, 1), (2, 3), (2, 2), (1, 2), (3, 5)])
    schedule = None
    if dice.random() < 0.2:
        schedule = Schedule(every_ms=dice.choice([3 * HOUR, DAY]), offset_ms=dice.choice([0, 90 * MINUTE, DAY]))
    return rule(
        name,
        _condition(dice, features, 2),
        clear=_condition(dice, features, 1) if dice.random() < 0.4 else None,
        schedule=schedule,
        sustained_ms=dice.choice([0, 0, 90 * MINUTE, 4 * HOUR, 10 * HOUR]),
        confirm=confirm,
        refractory_ms=dice.choice([0, 0, 3 * HOUR, DAY]),
    )


def _condition(dice: random.Random, features: list[Feature], depth: int) -> str:
    if depth and dice.random() < 0.6:
        operator = dice.choice(["&&", "||"])
        parts = [_condition(dice, features, depth - 1) for _ in range(dice.randint(2, 3))]
        text = f" {operator} ".join(f"({part})" for part in parts)
        return f"!({text})" if dice.random() < 0.2 else text
    return _comparison(dice, dice.choice(features), features)


def _comparison(dice: random.Random, one: Feature, features: list[Feature]) -> str:
    operator = dice.choice(COMPARISONS[:4] if dice.random() < 0.8 else COMPARISONS)
    if dice.random() < 0.1:
        return f"has({one.name})"
    if one.kind == "since_last":
        limit = dice.choice(["p.silence", "quantity(4, 'h')", "p.silence * 2.0"])
        return f"{one.name} {operator} {limit}"
    if one.kind == "slope":
        return f"{one.name} {operator} quantity({dice.choice(['0', '0.5', '-1'])}, '/d')"
    if one.kind in {"share_in_range", "coverage"}:
        return f"{one.name} {operator} {dice.choice(['0', '0.25', '0.5', '1'])}"
    others = [it for it in features if it.unit == "1" and it is not one]
    if others and dice.random() < 0.25:
        return f"{one.name} - {dice.choice(others).name} {operator} {dice.choice(['0', '0.5', '-1'])}"
    return f"{one.name} {operator} {dice.choice(['p.level', '2', '2.5', '3', '3.1', '1'])}"


def _stream(
    dice: random.Random, codes: list[str], parameters: tuple[Parameter, ...]
) -> tuple[tuple[Enrolled, ...], tuple[Point, ...], int]:
    enrolments: list[Enrolled] = []
    made: list[Point] = []
    for number in range(dice.randint(1, 3)):
        name = f"person:P-{number}"
        start = BASE + dice.choice([0, DAY, -5 * MINUTE, 7 * HOUR])
        own = {"level": dice.choice([1.0, 5.0])} if dice.random() < 0.3 else None
        stop = start + dice.choice([2 * DAY, 3 * DAY + 1]) if dice.random() < 0.25 else None
        enrolments.append(Enrolled(name, start, stop, own))
        if stop is not None and dice.random() < 0.5:
            enrolments.append(Enrolled(name, stop + dice.choice([0, DAY]), None, own))
        for code in codes:
            made += _series(dice, name, code)
    return tuple(enrolments), tuple(sorted(made, key=lambda it: it.t)), BASE + LENGTH


def _series(dice: random.Random, subject: str, code: str) -> list[Point]:
    """Points on a grid of half hours (ties, exact edges) with gaps, some off the grid; mostly values with one decimal."""  # noqa: E501
    t, made, exact = BASE - 2 * HOUR, [], dice.random() < 0.9
    values = (1.0, 2.0, 2.5, 3.0, 3.1, 4.0, *(round(dice.uniform(0, 6), 1) for _ in range(5)))
    while t < BASE + LENGTH - DAY:
        made.append(Point(subject, code, t, dice.choice(values) if exact else dice.uniform(0, 6)))
        t += dice.choice([30 * MINUTE, HOUR, HOUR, 2 * HOUR, 6 * HOUR])
        if dice.random() < 0.06:
            t += dice.choice([DAY, 5 * HOUR + 1, 12 * HOUR])
        if dice.random() < 0.05:
            t += dice.randint(1, 1000)
    return made
