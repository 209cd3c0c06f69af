"""Small kits and streams for the tests of the signals engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from pagus.engines.signals.model import Point
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.model import Band, Evidence, Feature, Kit, Parameter, Rule, Schedule, Signal, Text

WORDS = Text(fr="x", en="x", de="x")
LOCAL = Evidence(certainty="local", sources=())
SUBJECT = "person:P-1"


def signal(code: str, unit: str = "1", plausible: tuple[float, float] = (0, 1000), every: int | None = HOUR) -> Signal:
    return Signal(code=code, name=WORDS, subject="person", unit=unit, plausible=plausible, every_ms=every)


def feature(name: str, kind: str, code: str = "a", unit: str = "1", **more: object) -> Feature:
    units = {"since_last": "h", "slope": f"{unit}/d" if unit != "1" else "/d"}
    fixed = {"count": "1", "coverage": "1", "share_in_range": "1"}
    return Feature(name=name, kind=kind, signal=code, unit=fixed.get(kind, units.get(kind, unit)), **more)  # type: ignore[arg-type]


def parameter(name: str, default: float, unit: str = "1", control: str = "free", **more: object) -> Parameter:
    return Parameter(
        name=name,
        label=WORDS,
        selector="threshold",
        unit=unit,
        default=default,
        control=control,  # type: ignore[arg-type]
        evidence=LOCAL,
        **more,  # type: ignore[arg-type]
    )


def rule(name: str, when: str, **more: object) -> Rule:
    return Rule(id=name, title=WORDS, advice=WORDS, when=when, severity="warning", evidence=LOCAL, **more)  # type: ignore[arg-type]


def kit(
    signals: Iterable[Signal],
    features: Iterable[Feature],
    rules: Iterable[Rule],
    parameters: Iterable[Parameter] = (),
) -> Kit:
    return Kit(
        id="test/kit",
        version="1.0.0",
        digest="sha256:0",
        title=WORDS,
        summary=WORDS,
        maturity="draft",
        licence="EUPL-1.2",
        publisher="test",
        subject="person",
        legal_basis=WORDS,
        data_categories=(),
        roles=(),
        inclusion=WORDS,
        disclaimer=WORDS,
        signals={it.code: it for it in signals},
        features={it.name: it for it in features},
        parameters={it.name: it for it in parameters},
        rules={it.id: it for it in rules},
        indicators={},
        sources={},
        scenarios=(),
    )


def points(values: Iterable[tuple[int, float]], code: str = "a", subject: str = SUBJECT) -> list[Point]:
    return [Point(subject, code, t, float(value)) for t, value in values]


def table(rows: Iterable[tuple[str, str, int, float]]) -> pl.DataFrame:
    schema = {"subject": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def enrolled(rows: Mapping[str, int] | Iterable[tuple[str, int, int | None]]) -> pl.DataFrame:
    listed = [(name, start, None) for name, start in rows.items()] if isinstance(rows, Mapping) else list(rows)
    schema = {"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64}
    return pl.DataFrame(listed, schema=schema, orient="row")


__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "SUBJECT",
    "Band",
    "Point",
    "Schedule",
    "enrolled",
    "feature",
    "kit",
    "parameter",
    "points",
    "rule",
    "signal",
    "table",
]
