"""The charts of the gallery, drawn from the invented values."""

from __future__ import annotations

from pagus.faces.gallery import example_series as series
from pagus.faces.gallery.example_territory import places, suppressed
from pagus.faces.gallery.example_texts import TEXTS
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.web import charts
from pagus.web.charts.language import day, number

__all__ = ["all_charts", "care_map", "sparklines"]

NOW = series.NOW


def all_charts(language: str) -> dict[str, charts.Chart]:
    """Every chart of the gallery, by name, in this language."""
    return {
        "weight": _weight(language),
        "glucose": _glucose(language),
        "no2": _no2(language),
        "profile": _profile(language),
        "ranges": _ranges(language),
        "air_classes": _air_classes(language),
        "air_days": _air_days(language),
        "alerts_a_day": _alerts_a_day(language),
        "empty": _empty(language),
    }


def _setting(name: str, language: str) -> charts.Setting:
    return charts.Setting(identifier=f"example-{name}", language=language)


def _say(key: str, language: str) -> str:
    return TEXTS[key].say(language)


def _weight(language: str) -> charts.Chart:
    times, values, held = series.weight()
    return charts.time_series(
        charts.TimeSeries(
            setting=_setting("weight", language),
            title=_say("weight_title", language),
            unit="kg",
            start=NOW - 24 * DAY,
            end=NOW,
            times=times,
            values=values,
            held=held,
            digits=1,
            thresholds=(
                charts.Threshold(value=values[-4] + 2.0, label=_say("weight_threshold", language), tone="high"),
            ),
            windows=(charts.Window(start=times[-4], end=times[-1], label=_say("weight_window", language)),),
            markers=(charts.Marker(t=times[-1], value=values[-1], label=_say("weight_marker", language)),),
            gap=3 * DAY,
        )
    )


def _glucose(language: str) -> charts.Chart:
    start = NOW - 2 * DAY
    times, values = series.glucose(start, NOW)
    lowest = min(range(len(values) - 80, len(values)), key=lambda index: values[index])
    return charts.time_series(
        charts.TimeSeries(
            setting=_setting("glucose", language),
            title=_say("glucose_title", language),
            unit="mg/dL",
            start=start,
            end=NOW,
            times=times,
            values=values,
            digits=0,
            band=charts.Band(low=70, high=180, label=_say("glucose_band", language)),
            thresholds=(charts.Threshold(value=54, label=_say("glucose_threshold", language), tone="critical"),),
            markers=(charts.Marker(t=times[lowest], value=values[lowest], label=_say("glucose_marker", language)),),
            gap=30 * MINUTE,
            low=40,
        )
    )


def _no2(language: str) -> charts.Chart:
    times, values = series.nitrogen_dioxide()
    return charts.time_series(
        charts.TimeSeries(
            setting=_setting("no2", language),
            title=_say("no2_title", language),
            unit="µg/m³",
            start=NOW - 7 * DAY,
            end=NOW,
            times=times,
            values=values,
            digits=0,
            thresholds=(charts.Threshold(value=90, label=_say("no2_threshold", language), tone="warning"),),
            gap=3 * HOUR,
            low=0,
        )
    )


def _profile(language: str) -> charts.Chart:
    times, values = series.glucose(NOW - 14 * DAY, NOW)
    minutes, (p5, p25, p50, p75, p95) = series.percentiles_by_time(times, values)
    return charts.day_profile(
        charts.DayProfile(
            setting=_setting("profile", language),
            title=_say("profile_title", language),
            unit="mg/dL",
            minutes=minutes,
            p5=p5,
            p25=p25,
            p50=p50,
            p75=p75,
            p95=p95,
            band=charts.Band(low=70, high=180, label=_say("glucose_band", language)),
            low=40,
            high=250,
        )
    )


_RANGES = ("range-very-low", "range-low", "range-target", "range-high", "range-very-high")


def _ranges(language: str) -> charts.Chart:
    return charts.stacked_bars(
        charts.StackedBars(
            setting=_setting("ranges", language),
            title=_say("ranges_title", language),
            unit="%",
            classes=tuple(charts.ClassKey(label=_say(tone, language), tone=tone) for tone in _RANGES),
            rows=(
                charts.StackRow(
                    label=_say("these_two_weeks", language),
                    parts=(1, 3, 71, 19, 6),
                    note=f"n = {number(13945, language)}",
                ),
                charts.StackRow(
                    label=_say("two_weeks_before", language),
                    parts=(2, 6, 58, 24, 10),
                    note=f"n = {number(13812, language)}",
                ),
                charts.StackRow(label=_say("four_weeks_before", language), parts=(), unknown=True),
            ),
            target=70,
            target_label=_say("ranges_target", language),
        )
    )


def atmo_classes(language: str) -> tuple[charts.ClassKey, ...]:
    """The six classes of the French air index."""
    return tuple(charts.ClassKey(label=_say(f"atmo-{index}", language), tone=f"atmo-{index}") for index in range(1, 7))


def _air_classes(language: str) -> charts.Chart:
    return charts.class_counts(
        charts.ClassCounts(
            setting=_setting("air-classes", language),
            title=_say("air_classes_title", language),
            unit=_say("days", language),
            classes=atmo_classes(language),
            counts=(9, 41, 27, 11, 2, 0),
            unknown=2,
        )
    )


def _air_days(language: str) -> charts.Chart:
    worst = [1, 1, 2, 2, 3, 3, None, 2, 1, 0, 0, 1, 1, 2, 3, 4, 4, 3, 2, 1, 1]
    zone = "Europe/Paris"
    named = tuple(
        (day(NOW - (len(worst) - 1 - index) * DAY, language, zone), place) for index, place in enumerate(worst)
    )
    return charts.day_cells(
        charts.DayCells(
            setting=_setting("air-days", language),
            title=_say("air_days_title", language),
            classes=atmo_classes(language),
            days=named,
        )
    )


def _alerts_a_day(language: str) -> charts.Chart:
    rows = []
    for index in range(28):
        noise = series.jitter(index * 3 + 1)
        parts = (
            max(0, round(3 + 3 * noise)),
            max(0, round(1.2 + 2 * series.jitter(index + 50))),
            int(index in {11, 25}),
        )
        label = day(NOW - (27 - index) * DAY, language, "Europe/Paris")
        rows.append(charts.StackRow(label=label, parts=parts, unknown=index == 6))
    tones = ("information", "warning", "high")
    return charts.columns(
        charts.Columns(
            setting=_setting("alerts", language),
            title=_say("alerts_title", language),
            unit=_say("alerts_unit", language),
            classes=tuple(charts.ClassKey(label=_say(f"severity-{tone}", language), tone=tone) for tone in tones),
            rows=tuple(rows),
        )
    )


def _empty(language: str) -> charts.Chart:
    return charts.time_series(
        charts.TimeSeries(
            setting=_setting("empty", language),
            title=_say("empty_title", language),
            unit="kg",
            start=NOW - 7 * DAY,
            end=NOW,
            times=(),
            values=(),
            gap=2 * DAY,
            low=60,
            high=80,
            height=200,
        )
    )


def sparklines(language: str) -> dict[str, charts.Chart]:
    """The small lines of the tiles."""
    times, values = series.glucose(NOW - DAY, NOW)
    air_times, air = series.nitrogen_dioxide(48)
    weigh_times, weights, held = series.weight()
    kept = [(t, v) for t, v, waiting in zip(weigh_times, weights, held, strict=True) if not waiting]
    return {
        "glucose": charts.sparkline(
            charts.Sparkline(
                setting=_setting("spark-glucose", language),
                title=_say("glucose_title", language),
                unit="mg/dL",
                start=NOW - DAY,
                end=NOW,
                times=times,
                values=values,
                gap=30 * MINUTE,
                band=charts.Band(low=70, high=180, label=""),
            )
        ),
        "no2": charts.sparkline(
            charts.Sparkline(
                setting=_setting("spark-no2", language),
                title=_say("no2_title", language),
                unit="µg/m³",
                start=NOW - 2 * DAY,
                end=NOW,
                times=air_times,
                values=air,
            )
        ),
        "weight": charts.sparkline(
            charts.Sparkline(
                setting=_setting("spark-weight", language),
                title=_say("weight_title", language),
                unit="kg",
                start=NOW - 24 * DAY,
                end=NOW,
                times=[t for t, _ in kept],
                values=[v for _, v in kept],
                gap=3 * DAY,
            )
        ),
    }


def care_map(language: str) -> tuple[charts.ClassedMap, charts.Legend, dict[str, list[str]]]:
    """The invented map: its classes, its legend and the JSON of its values."""
    given = charts.ClassedMap(
        title=_say("map_title", language),
        unit=_say("map_unit", language),
        palette="need",
        cuts=(2.5, 3.0, 3.5, 4.0),
        digits=1,
    )
    values = {place["code"]: place["value"] for place in places()}
    told = charts.map_json(given, values, language, suppressed())
    return given, charts.legend(given, language, suppressed=True), told
