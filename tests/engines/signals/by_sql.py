"""Alerts with features and verdicts from DuckDB, and with timing and hygiene written down once more, plainly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pagus.engines.signals import compile_program
from pagus.engines.signals.features_sql import features_sql
from pagus.engines.signals.model import Program, RulePlan
from pagus.rules import to_sql
from tests.engines.signals.random_kits import Case, Enrolled

Verdicts = dict[int, tuple[bool | None, bool | None]]
"""At an instant: what ``when`` and ``clear`` say."""


def by_sql(case: Case, folder: Path) -> set[tuple[str, str, int]]:
    """The alerts of a case, through SQL."""
    program = compile_program(case.kit)
    database = _Database(program, case, folder)
    alerts = set()
    for number, enrolment in enumerate(case.enrolments):
        for rule in program.rules:
            for t in _fired(database, number, enrolment, rule):
                alerts.add((rule.id, enrolment.subject, t))
    return alerts


@dataclass
class _Database:
    """Points in a file; features and verdicts asked for instant by instant, in rounds."""

    program: Program
    case: Case
    folder: Path
    known: dict[tuple[int, int], Verdicts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = duckdb.connect()
        rows = [
            (number, it.signal, it.t, it.value)
            for number, enrolment in enumerate(self.case.enrolments)
            for it in self.points(enrolment)
        ]
        schema = {"enrolment": pl.Int64, "signal": pl.String, "t": pl.Int64, "value": pl.Float64}
        self._load("points", pl.DataFrame(rows, schema=schema, orient="row"))

    def points(self, enrolment: Enrolled) -> list[Any]:
        last = self.last(enrolment)
        return [it for it in self.case.points if it.subject == enrolment.subject and enrolment.from_ms <= it.t <= last]

    def last(self, enrolment: Enrolled) -> int:
        return self.case.end if enrolment.to_ms is None else min(self.case.end, enrolment.to_ms - 1)

    def values(self, enrolment: Enrolled) -> dict[str, float]:
        values = self.program.values_with(enrolment.parameters or {})
        return dict(zip(self.program.parameters, values, strict=True))

    def verdicts(self, number: int, rule: RulePlan, instants: Iterable[int]) -> Verdicts:
        """What the rule says at each of these instants."""
        known = self.known.setdefault((number, rule.slot), {})
        missing = sorted(set(instants) - set(known))
        if missing:
            enrolment = self.case.enrolments[number]
            wanted = pl.DataFrame({"enrolment": number, "begin": enrolment.from_ms, "t": missing})
            self._load("instants", wanted)
            names = [self.program.features[slot].name for slot in rule.features]
            query = features_sql(self.program, features=names)
            self.connection.execute(f"create or replace table features as {query}")
            whens = self._column(rule.when, enrolment)
            clears = self._column(rule.clear, enrolment) if rule.clear is not None else {}
            known.update({t: (whens[t], clears.get(t)) for t in missing})
        return known

    def _column(self, expression: Any, enrolment: Enrolled) -> dict[int, bool | None]:
        query = to_sql(expression, "features", self.values(enrolment), keep=("t",))
        return {int(t): verdict for t, verdict in self.connection.execute(query).fetchall()}

    def _load(self, name: str, frame: pl.DataFrame) -> None:
        path = self.folder / f"{name}.parquet"
        frame.write_parquet(path)
        self.connection.execute(f"create or replace table {name} as select * from read_parquet('{path}')")


def _fired(database: _Database, number: int, enrolment: Enrolled, rule: RulePlan) -> list[int]:
    """The instants at which a rule fires, evaluation by evaluation; a sustained condition adds its own instant."""
    instants = _instants(database, enrolment, rule)
    while True:
        verdicts = database.verdicts(number, rule, instants)
        fired, due = _walk(rule, sorted(instants), verdicts, database.last(enrolment))
        if due is None:
            return fired
        instants.add(due)


def _instants(database: _Database, enrolment: Enrolled, rule: RulePlan) -> set[int]:
    last = database.last(enrolment)
    if rule.schedule is not None:
        every, offset = rule.schedule.every_ms, rule.schedule.offset_ms
        return {t for t in range(offset % every, last + 1, every) if t >= enrolment.from_ms}
    codes = {database.program.signals[slot].code: slot for slot in rule.signals}
    instants = {it.t for it in database.points(enrolment) if it.signal in codes}
    values = tuple(database.values(enrolment).values())
    for deadline in rule.deadlines:
        code = database.program.signals[deadline.signal].code
        seen = [enrolment.from_ms, *(it.t for it in database.points(enrolment) if it.signal == code), last + 1]
        after = deadline.after_ms(values)
        if after is not None:
            instants |= {one + after + 1 for one, other in pairwise(seen) if one + after + 1 < other}
    return instants


def _walk(rule: RulePlan, instants: list[int], verdicts: Verdicts, last: int) -> tuple[list[int], int | None]:
    """The firings, or the first instant at which a sustained condition ends and nothing is judged yet."""
    fired: list[int] = []
    recent: list[bool] = []
    since: int | None = None
    armed = True
    for place, t in enumerate([*instants, last + 1]):
        due = None if since is None or rule.schedule is not None else since + rule.sustained_ms
        if rule.sustained_ms and due is not None and due < t and due not in instants and due <= last:
            return fired, due
        if place == len(instants):
            break
        when, clear = verdicts[t]
        recent = [*recent, when is True][-rule.confirm[1] :]
        since = (t if since is None else since) if when is True else None
        armed = armed or (when is False if rule.clear is None else clear is True)
        long = since is not None and t - since >= rule.sustained_ms
        rested = not fired or t - fired[-1] >= rule.refractory_ms
        if when is True and sum(recent) >= rule.confirm[0] and long and armed and rested:
            fired.append(t)
            armed = False
    return fired, None
