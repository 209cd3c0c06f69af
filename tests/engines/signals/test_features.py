"""Each feature on numbers worked out by hand, in exact windows and in panes, live and in replay."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pagus.engines.signals import Live, compile_program, replay
from tests.engines.signals.making import DAY, HOUR, SUBJECT, Band, enrolled, feature, kit, points, rule, signal, table

T0 = 20_000 * DAY
STREAM = [(T0 + at * 6 * HOUR, value) for at, value in enumerate((4.0, 2.0, 7.0, 1.0, 3.0))]
END = STREAM[-1][0]
"""Five points over a day: 4, 2, 7, 1, 3, the last one at T0 + 24 h."""


def value_of(made: Any, stream: list[tuple[int, float]], at: int | None = None) -> float | None:
    """The feature ``x`` at an instant (that of the last point), live; the same in replay, or the test fails."""
    always = rule("seen", "has(x) || !has(x)", clear="gap >= quantity(0, 'h')")
    gap = feature("gap", "since_last")
    program = compile_program(kit([signal("a", every=6 * HOUR)], [made, gap], [always]))
    live = Live(program)
    live.enrol(SUBJECT, stream[0][0])
    firings = list(live.feed(points(stream)).firings)
    t = stream[-1][0] if at is None else at
    begin = enrolled({SUBJECT: stream[0][0]})
    replayed = replay(program, table(points(stream)), begin, stream[0][0], t).firings
    assert [(it.t, it.features["x"]) for it in replayed] == [(it.t, it.features["x"]) for it in firings if it.t <= t]
    return next(it.features["x"] for it in firings if it.t == t)


def x(kind: str, **more: object) -> Any:
    return feature("x", kind, **more)


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("last", {}, 3.0),
        ("delta", {}, -1.0),
        ("mean", {}, 3.4),
        ("min", {}, 1.0),
        ("max", {}, 7.0),
        ("count", {}, 5.0),
        ("sd", {}, math.sqrt(5.3)),
        ("quantile", {"probability": 0.5}, 3.0),
        ("quantile", {"probability": 0.9}, 5.8),
        ("quantile", {"probability": 0.0}, 1.0),
        ("quantile", {"probability": 1.0}, 7.0),
        ("share_in_range", {"band": Band(low=2, high=4)}, 0.6),
        ("share_in_range", {"band": Band(low=2, high=4, low_closed=False, high_closed=False)}, 0.2),
        ("share_in_range", {"band": Band(high=3)}, 0.6),
        ("slope", {}, -1.2),
        ("coverage", {}, 1.0),
    ],
)
def test_feature_over_a_closed_day(kind: str, more: dict[str, object], expected: float) -> None:
    found = value_of(x(kind, over_ms=DAY, **more), STREAM)
    assert found == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("last", 3.0),
        ("delta", -4.0),
        ("mean", 11 / 3),
        ("min", 1.0),
        ("max", 7.0),
        ("count", 3.0),
        ("sd", math.sqrt(28 / 3)),
    ],
)
def test_the_window_is_closed_at_both_ends(kind: str, expected: float) -> None:
    """Twelve hours back from T0 + 24 h is the point at T0 + 12 h, and it is in."""
    assert value_of(x(kind, over_ms=12 * HOUR), STREAM) == pytest.approx(expected, abs=1e-12)


def test_one_millisecond_less_leaves_the_oldest_point_out() -> None:
    assert value_of(x("count", over_ms=12 * HOUR - 1), STREAM) == 2.0


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("count", {}, 1.0),
        ("mean", {}, 3.0),
        ("last", {}, 3.0),
        ("delta", {}, 0.0),
        ("min", {}, 3.0),
        ("share_in_range", {"band": Band(low=2, high=4)}, 1.0),
        ("coverage", {}, 0.25),
    ],
)
def test_a_pane_of_a_day_begins_at_midnight_utc(kind: str, more: dict[str, object], expected: float) -> None:
    """The last point lies at midnight: the day before it is another pane."""
    assert value_of(x(kind, over_ms=DAY, pane_ms=DAY, **more), STREAM) == expected


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("count", {}, 5.0),
        ("mean", {}, 3.4),
        ("delta", {}, -1.0),
        ("min", {}, 1.0),
        ("max", {}, 7.0),
        ("sd", {}, math.sqrt(5.3)),
        ("slope", {}, -1.2),
        ("share_in_range", {"band": Band(low=2, high=4)}, 0.6),
        ("coverage", {}, 5 / 8),
    ],
)
def test_two_panes_hold_both_days(kind: str, more: dict[str, object], expected: float) -> None:
    found = value_of(x(kind, over_ms=2 * DAY, pane_ms=DAY, **more), STREAM)
    assert found == pytest.approx(expected, abs=1e-12)


def test_panes_let_go_of_what_is_older() -> None:
    stream = [(T0, 9.0), (T0 + DAY, 1.0), (T0 + 3 * DAY, 2.0)]
    assert value_of(x("max", over_ms=2 * DAY, pane_ms=DAY), stream) == 2.0
    assert value_of(x("count", over_ms=3 * DAY, pane_ms=DAY), stream) == 2.0
    assert value_of(x("count", over_ms=4 * DAY, pane_ms=DAY), stream) == 3.0


def test_a_pane_is_cut_at_the_instant_not_at_its_end() -> None:
    assert value_of(x("count", over_ms=DAY, pane_ms=DAY), STREAM, at=T0 + 12 * HOUR) == 3.0


@pytest.mark.parametrize("kind", ["sd", "slope"])
def test_one_point_has_no_spread(kind: str) -> None:
    assert value_of(x(kind, over_ms=HOUR), STREAM) is None


def test_fewer_points_than_needed_is_unknown() -> None:
    assert value_of(x("mean", over_ms=DAY, min_points=5), STREAM) == pytest.approx(3.4)
    assert value_of(x("mean", over_ms=DAY, min_points=6), STREAM) is None


def test_less_coverage_than_needed_is_unknown() -> None:
    """Five points every six hours cover 30 of 48 hours: 0.625."""
    assert value_of(x("mean", over_ms=2 * DAY, min_coverage=0.625), STREAM) == pytest.approx(3.4)
    assert value_of(x("mean", over_ms=2 * DAY, min_coverage=0.63), STREAM) is None


def test_constant_values_have_no_deviation_and_no_slope_at_all() -> None:
    stream = [(T0 + at * HOUR, 100.1) for at in range(50)]
    for pane in ({}, {"pane_ms": DAY}):
        assert value_of(x("sd", over_ms=3 * DAY, **pane), stream) == 0.0
        assert value_of(x("slope", over_ms=3 * DAY, **pane), stream) == 0.0


def test_decimals_add_up_as_people_write_them() -> None:
    """71.8 - 70 is 1.7999999999999972 in binary fractions; a rule at 1.8 kg must see 1.8 kg."""
    assert 71.8 - 70.0 < 1.8
    assert value_of(x("delta", over_ms=DAY), [(T0, 70.0), (T0 + HOUR, 71.8)]) == 1.8
    assert value_of(x("mean", over_ms=DAY), [(T0, 0.1), (T0 + HOUR, 0.2), (T0 + 2 * HOUR, 0.3)]) == 0.2


def test_a_year_of_points_leaves_no_rounding_behind() -> None:
    """Running sums of fractions drift; these do not: after 9,000 large values the small ones are exact."""
    stream = [(T0 + at * HOUR, 900.7) for at in range(9000)] + [(T0 + (9000 + at) * HOUR, 0.1) for at in range(30)]
    assert value_of(x("mean", over_ms=DAY), stream) == 0.1
    assert value_of(x("mean", over_ms=DAY, pane_ms=6 * HOUR), stream) == 0.1


@pytest.mark.parametrize("kind", ["mean", "sd", "slope", "min", "max", "delta", "count", "share_in_range"])
@pytest.mark.parametrize("days", [49, 50], ids=["counts of 32 bits", "counts of 64 bits"])
def test_panes_hold_the_farthest_values_to_the_bit(kind: str, days: int) -> None:
    """Values at both ends of the grid, judged in the last ms of a pane: an exact window has the same points."""
    more = {"band": Band(low=-281_474, high=0)} if kind == "share_in_range" else {}
    stream = [(T0 + at * 7 * HOUR, (-1) ** (at // 3) * 281_474.0 + at % 9 * 0.1) for at in range(days * 5)]
    stream.append(((stream[-1][0] // DAY + 1) * DAY - 1, 281_474.9))
    found = value_of(x(kind, over_ms=days * DAY, pane_ms=DAY, **more), stream)
    assert found == value_of(x(kind, over_ms=days * DAY, **more), stream)


def test_time_since_the_last_point_and_since_enrolment() -> None:
    program = compile_program(
        kit([signal("a")], [feature("gap", "since_last")], [rule("r", "gap > quantity(3, 'h')", clear="has(gap)")])
    )
    live = Live(program)
    live.enrol(SUBJECT, T0)
    (first,) = live.advance(T0 + 4 * HOUR)
    assert (first.t, first.features["gap"]) == (T0 + 3 * HOUR + 1, (3 * HOUR + 1) / HOUR)
    live.feed(points([(T0 + 5 * HOUR, 1.0)]))
    (second,) = live.advance(T0 + 20 * HOUR)
    assert second.t == T0 + 8 * HOUR + 1
