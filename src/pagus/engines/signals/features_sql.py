"""Features over exact windows as SQL, for histories that a database holds: the third way to the same numbers.

Observations and the instants of interest become one table, and each feature a window over it that counts only the
rows of its signal. Sums run over DECIMAL(38,0), which is exact. A window of panes has no fixed length back from an
instant, which is all that a RANGE frame can say, so it has no SQL form here.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from pagus.engines.signals.grid import FARTHEST
from pagus.engines.signals.model import FeaturePlan, Program
from pagus.errors import MethodError
from pagus.kernel.time import DAY, HOUR

__all__ = ["features_sql"]

_POINTS = {"enrolment": "int64", "signal": "string", "t": "int64", "value": "float64"}
_SHIFT = 10**17
"""More than any grid number, its sign included, can be."""
_INSTANTS = {"enrolment": "int64", "begin": "int64", "t": "int64"}


def features_sql(
    program: Program, points: str = "points", instants: str = "instants", features: Sequence[str] | None = None
) -> str:
    """Which DuckDB query computes these features?

    Takes: a program; the names of two tables: points (enrolment, signal, t in ms, value in the signal's unit; only
    those within the enrolment, each once) and instants (enrolment, begin: the ms of enrolment, t: where features are
    wanted, each once); feature names, all by default. Gives: a SELECT of enrolment, t and one column for each feature,
    null where it is unknown. Refuses: MethodError for a window of panes.
    """
    ibis = import_module("ibis")
    chosen = [feature for feature in program.features if features is None or feature.name in features]
    for feature in chosen:
        if feature.pane_ms is not None:
            raise MethodError("feature {name} has panes, which SQL windows cannot express", name=feature.name)
    rows = _rows(ibis, program, ibis.table(_POINTS, name=points), ibis.table(_INSTANTS, name=instants))
    columns = {feature.name: _Window(ibis, program, rows, feature).value() for feature in chosen}
    wanted = rows.select("enrolment", "t", "begin", "signal", **columns).filter(lambda it: it.signal.isnull())
    return str(ibis.to_sql(wanted.select("enrolment", "t", *columns), dialect="duckdb"))


def _rows(ibis: Any, program: Program, points: Any, instants: Any) -> Any:
    """Points on the grid of their signal, and instants as rows without signal."""
    scale = ibis.cases(*((points.signal == it.code, _number(ibis, it.scale)) for it in program.signals))
    grid = (points.value * scale + _number(ibis, 0.5)).floor().cast("int64")
    nothing = ibis.null("int64")
    one = points.select("enrolment", "t", begin=nothing, signal=points.signal, grid=grid)
    other = instants.select("enrolment", "t", "begin", signal=ibis.null("string"), grid=nothing)
    return one.union(other.select("enrolment", "t", "begin", "signal", "grid"))


def _number(ibis: Any, value: float) -> Any:
    """As text: a decimal literal would become a double with two roundings."""
    return ibis.literal(repr(float(value))).cast("float64")


class _Window:
    """One feature over the rows: its frame, the sums it needs, its formula."""

    def __init__(self, ibis: Any, program: Program, rows: Any, feature: FeaturePlan) -> None:
        self.ibis = ibis
        self.rows = rows
        self.feature = feature
        self.mine = rows.signal == program.signals[feature.signal].code
        span = {} if feature.over_ms is None else {"preceding": feature.over_ms}
        self.frame = ibis.range_window(**span, following=0, group_by=rows.enrolment, order_by=rows.t)

    def value(self) -> Any:
        """The feature at each row, null where it is unknown."""
        feature = self.feature
        if feature.kind == "since_last":
            last = self.rows.t.max(where=self.mine).over(self.frame)
            return self.divided(self.rows.t - self.ibis.coalesce(last, self.rows.begin), float(HOUR))
        n = self.over(self.rows.grid.count(where=self.mine))
        known = self.ibis.cases((n >= feature.needed, self.formula(n)))
        return self.double(n) if feature.kind == "count" else known

    def formula(self, n: Any) -> Any:
        feature, grid, t = self.feature, self.rows.grid, self.rows.t
        match feature.kind:
            case "last":
                return self.scaled(self.end(newest=True))
            case "delta":
                return self.scaled(self.end(newest=True) - self.end(newest=False))
            case "mean":
                return self.double(self.sum(grid)) / (self.double(n) * self.number(feature.scale))
            case "min":
                return self.scaled(self.over(grid.min(where=self.mine)))
            case "max":
                return self.scaled(self.over(grid.max(where=self.mine)))
            case "sd":
                spread = self.spread(n, grid, grid) / self.double(n * (n - 1))
                return spread.sqrt() / self.number(feature.scale)
            case "slope":
                spread = self.spread(n, t, t)
                steep = self.spread(n, t, grid) / spread * self.number(DAY / feature.scale)
                return self.ibis.cases((spread != self.number(0.0), steep))
            case "share_in_range":
                inside = self.mine & (grid >= feature.low) & (grid <= feature.high)
                return self.double(self.over(grid.count(where=inside))) / self.double(n)
            case "quantile":
                return self.scaled(self.over(grid.quantile(feature.probability, where=self.mine)))
            case _:
                share = self.divided(n * feature.every_ms, float(feature.over_ms or 1))
                return self.ibis.least(self.number(1.0), share)

    def over(self, expression: Any) -> Any:
        return expression.over(self.frame)

    def end(self, *, newest: bool) -> Any:
        """The first or the newest value: instant and value in one number, because SQL cannot filter FIRST_VALUE."""
        both = self.exact(self.rows.t) * _SHIFT + self.exact(self.rows.grid) + FARTHEST
        found = self.over(both.max(where=self.mine) if newest else both.min(where=self.mine))
        return found % _SHIFT - FARTHEST

    def exact(self, column: Any) -> Any:
        return column.cast("decimal(38, 0)")

    def sum(self, column: Any) -> Any:
        return self.over(self.exact(column).sum(where=self.mine))

    def spread(self, n: Any, one: Any, other: Any) -> Any:
        """n x sum of products - product of the sums, rounded once."""
        products = self.over((self.exact(one) * self.exact(other)).sum(where=self.mine))
        return self.double(self.exact(n) * products - self.sum(one) * self.sum(other))

    def number(self, value: float) -> Any:
        return _number(self.ibis, value)

    def double(self, column: Any) -> Any:
        return column.cast("float64")

    def scaled(self, column: Any) -> Any:
        return self.double(column) / self.number(self.feature.scale)

    def divided(self, column: Any, by: float) -> Any:
        return self.double(column) / self.number(by)
