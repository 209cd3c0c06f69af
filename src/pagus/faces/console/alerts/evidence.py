"""The evidence of an alert, as charts and rows: what was seen, against which limit, in which window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pagus.apps.alerts.queries import AlertSheet
from pagus.apps.streams import queries as streams
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language.model import Feature, Language, Signal
from pagus.kit_language.sentences import feature_phrase
from pagus.web import charts
from pagus.web.charts import language as written

__all__ = ["evidence_charts", "layer_rows", "reasons"]

REFUSED = 2
"""The quality of a value that a person judged wrong: it is no evidence."""

SAME_SCALE = frozenset({"last", "mean", "min", "max", "quantile"})
"""Kinds of feature that can be compared with the values of the chart itself."""


def evidence_charts(sheet: AlertSheet, language: Language, zone: str) -> list[dict[str, Any]]:
    """One chart for each signal the rule looked at, with its thresholds and its windows."""
    signals = {feature.signal: sheet.installed.kit.signals[feature.signal] for feature in _features(sheet)}
    return [_chart(sheet, signal, language, zone, index) for index, signal in enumerate(signals.values())]


def _features(sheet: AlertSheet) -> list[Feature]:
    return list(sheet.feature_definitions.values())


def _chart(sheet: AlertSheet, signal: Signal, language: Language, zone: str, index: int) -> dict[str, Any]:
    start, end = _reach(sheet, signal)
    found = streams.series(sheet.row.subject, signal.code, start, end).filter(pl.col("quality") < REFUSED)
    times, values, quality = (found[name].to_list() for name in ("t", "value", "quality"))
    if times:  # what lies before the first observation says nothing
        start = max(start, times[0] - (end - times[0]) // 20)
    at = sheet.row.t_ms
    last = max((position for position, t in enumerate(times) if t <= at), default=None)
    marker = charts.Marker(t=at, label=_("alert raised"), value=None if last is None else values[last])
    chart = charts.time_series(
        charts.TimeSeries(
            setting=charts.Setting(identifier=f"evidence-{index}", language=language, zone=zone),
            title=capfirst(signal.name.say(language)),
            unit=written.printed_unit(signal.unit, language),
            start=start,
            end=end,
            times=times,
            values=values,
            held=[each == 1 for each in quality],
            thresholds=tuple(_thresholds(sheet, signal, language)),
            windows=tuple(_windows(sheet, signal)),
            markers=(marker,),
            gap=_gap(signal),
        )
    )
    return {"chart": chart, "unit": written.printed_unit(signal.unit, language), "n": len(times)}


def _gap(signal: Signal) -> int | None:
    """From which silence on is something missing?"""
    return None if signal.every_ms is None else 4 * signal.every_ms


def _reach(sheet: AlertSheet, signal: Signal) -> tuple[int, int]:
    """From before the longest window to a little after the alert, so that one sees what came before and after."""
    at, now = sheet.row.t_ms, settings.WORKSPACE.clock.now_ms()
    spans = [feature.over_ms or 0 for feature in _features(sheet) if feature.signal == signal.code]
    silences = [at - int(window["to_ms"] or at) for window in sheet.windows.values() if window["signal"] == signal.code]
    span = max([*spans, *silences, sheet.rule.sustained_ms, 6 * HOUR])
    before = min(int(span * 1.15) + HOUR, 30 * DAY)
    return at - before, max(at + 1, min(now, at + max(HOUR, span // 6)))


def _windows(sheet: AlertSheet, signal: Signal) -> Iterator[charts.Window]:
    at, seen = sheet.row.t_ms, set()
    if sheet.rule.sustained_ms:
        seen.add(at - sheet.rule.sustained_ms)
        yield charts.Window(start=at - sheet.rule.sustained_ms, end=at, label=_("the time it must last"))
    for feature in _features(sheet):
        if feature.signal != signal.code:
            continue
        if feature.kind == "since_last":
            start = sheet.windows.get(feature.name, {}).get("to_ms")
            if isinstance(start, int) and at - start <= (_gap(signal) or 0):
                continue  # between two readings nothing is missing
            label = _("nothing received")
        else:
            start = None if feature.over_ms is None else at - feature.over_ms
            label = _("window of the rule")
        if isinstance(start, int) and start < at and start not in seen:
            seen.add(start)
            yield charts.Window(start=start, end=at, label=label)


def _thresholds(sheet: AlertSheet, signal: Signal, language: Language) -> Iterator[charts.Threshold]:
    for comparison in _comparisons(sheet.trace):
        left, right = comparison["children"]
        for limit, feature_part in ((left, right), (right, left)):
            feature = sheet.feature_definitions.get(str(feature_part.get("name")))
            if limit["kind"] != "parameter" or feature is None or limit["value"] is None:
                continue
            comparable = feature.kind in SAME_SCALE and feature.unit == signal.unit == limit.get("unit")
            if feature.signal == signal.code and comparable:
                definition = sheet.parameter_definitions[limit["name"]]
                label = f"{definition.label.say(language)} {_value(limit, language)}"
                yield charts.Threshold(value=limit["value"], label=label)


def _comparisons(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if part.get("kind") == "comparison":
        yield part
    for child in part.get("children", ()):
        yield from _comparisons(child)


def reasons(sheet: AlertSheet, language: Language) -> list[dict[str, str]]:
    """Each comparison that was made, in words: what was found, what it was held against, and whether it held."""
    rows = []
    for comparison in _comparisons(sheet.trace):
        left, right = comparison["children"]
        verdict = {True: _("true"), False: _("false"), None: _("unknown")}[comparison["value"]]
        rows.append(
            {
                "left": _words(sheet, left, language),
                "left_value": _value(left, language),
                "operator": _operator(comparison, left, right),
                "right": _words(sheet, right, language),
                "right_value": _value(right, language),
                "verdict": verdict,
            }
        )
    return rows


def _operator(comparison: Mapping[str, Any], left: Mapping[str, Any], right: Mapping[str, Any]) -> str:
    between = str(comparison["text"]).removeprefix(str(left["text"])).removesuffix(str(right["text"])).strip(" ()")
    return {">=": "≥", "<=": "≤", "!=": "≠", "==": "="}.get(between, between)


def _words(sheet: AlertSheet, part: Mapping[str, Any], language: Language) -> str:
    name = str(part.get("name"))
    if part["kind"] == "parameter":
        return sheet.parameter_definitions[name].label.say(language)
    if part["kind"] == "feature":
        feature = sheet.feature_definitions[name]
        return feature_phrase(feature, sheet.installed.kit.signals[feature.signal], language)
    return "" if part["kind"] == "number" else str(part["text"])


def _value(part: Mapping[str, Any], language: Language) -> str:
    value, unit = part["value"], str(part.get("unit") or "")
    if isinstance(value, bool) or value is None:
        return _("unknown") if value is None else str(value)
    if unit == "1" and 0 <= abs(value) <= 1:
        return f"{written.number(100 * value, language, 1)} %"
    if unit == "h" and 0 < value < 1:
        value, unit = round(60 * value), "min"
    return f"{written.number(value, language)} {written.printed_unit(unit, language)}".strip()


def layer_rows(sheet: AlertSheet, language: Language) -> list[dict[str, Any]]:
    """For each threshold of the rule: what held when it fired, and the layers that say so today."""
    rows = []
    for name, definition in sheet.parameter_definitions.items():
        then = sheet.parameters[name]
        layers = sheet.layers[name]
        rows.append(
            {
                "label": definition.label.say(language),
                "value": _value({"value": then, "unit": definition.unit}, language),
                "changed": next(layer.value for layer in layers if layer.holds) != then,
                "certainty": definition.evidence.certainty,
                "note": definition.evidence.note.say(language) if definition.evidence.note else "",
                "layers": [
                    {
                        "layer": layer.layer,
                        "value": _value({"value": layer.value, "unit": definition.unit}, language),
                        "by": layer.by,
                        "at": layer.at_ms,
                        "reason": layer.reason,
                        "holds": layer.holds,
                    }
                    for layer in layers
                ],
            }
        )
    return rows
