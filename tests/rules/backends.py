"""One way to run programs over rows on each backend, for the suites that compare them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import ibis
import polars as pl

from pagus.rules import Expression, to_function, to_ibis, to_polars, trace
from tests.rules.programs import FEATURES, PARAMETERS

Row = Sequence[float | None]
Values = list[list[bool | float | None]]
"""For each program, its value on each row."""


def by_trace(programs: Sequence[Expression], rows: Sequence[Row], parameters: Mapping[str, float]) -> Values:
    named = [dict(zip(FEATURES, row, strict=True)) for row in rows]
    return [[trace(program, row, parameters).value for row in named] for program in programs]


def by_functions(programs: Sequence[Expression], rows: Sequence[Row], parameters: Mapping[str, float]) -> Values:
    features = {name: slot for slot, name in enumerate(FEATURES)}
    slots = {name: slot for slot, name in enumerate(PARAMETERS)}
    given = [parameters[name] for name in PARAMETERS]
    functions = [to_function(program, features, slots) for program in programs]
    return [[function(row, given) for row in rows] for function in functions]


def by_polars(programs: Sequence[Expression], rows: Sequence[Row], parameters: Mapping[str, float]) -> Values:
    frame = pl.DataFrame(list(rows), schema=dict.fromkeys(FEATURES, pl.Float64), orient="row")
    columns = [to_polars(program, parameters).alias(f"r{i}") for i, program in enumerate(programs)]
    result = frame.with_columns(columns)
    return [result[f"r{i}"].to_list() for i in range(len(programs))]


def by_sql(programs: Sequence[Expression], rows: Sequence[Row], parameters: Mapping[str, float]) -> Values:
    table = ibis.table({"row": "int64", **dict.fromkeys(FEATURES, "float64")}, name="features")
    columns = {f"r{i}": to_ibis(program, table, parameters) for i, program in enumerate(programs)}
    query = ibis.to_sql(table.order_by("row").select(**columns), dialect="duckdb")
    with duckdb.connect() as connection:
        names = ", ".join(f'"{name}" DOUBLE' for name in FEATURES)
        connection.execute(f'CREATE TABLE features ("row" BIGINT, {names})')
        marks = ", ".join("?" for _ in range(len(FEATURES) + 1))
        connection.executemany(f"INSERT INTO features VALUES ({marks})", [(i, *row) for i, row in enumerate(rows)])
        found = connection.execute(query).fetchall()
    return [list(column) for column in zip(*found, strict=True)]


BACKENDS = {"python": by_functions, "polars": by_polars, "sql": by_sql}


def differences(programs: Sequence[Expression], expected: Values, found: Values) -> list[str]:
    """Each program that differs on some row: its text and the first two values that differ.

    True is not 1.0 here, and unknown equals only unknown; numbers are equal to the bit (but for the sign of zero).
    """
    told = []
    for program, wanted, got in zip(programs, expected, found, strict=True):
        for number, (one, other) in enumerate(zip(wanted, got, strict=True)):
            if type(one) is not type(other) or one != other:
                told.append(f"{program.text}: row {number} is {one!r} and {other!r}")
                break
    return told
