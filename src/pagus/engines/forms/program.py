"""A form compiled once: answers become a row of numbers, and a list of small functions fills in the rest."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from graphlib import TopologicalSorter
from typing import Any

from pagus.engines.forms.model import Answer
from pagus.errors import UnitError
from pagus.kernel.units import Conversion, conversion, parse_unit
from pagus.kit_language.form_facts import form_environment, form_facts
from pagus.kit_language.form_lint import form_dependencies
from pagus.kit_language.form_model import ASKED, CutOff, Form, Item, Score, StepTable, Term
from pagus.rules import Expression, Function, compile_rule, to_function

__all__ = ["FormProgram", "Row", "compile_form"]

Row = list[float | None]
"""The facts of the form by their slot, then for each item whether it is asked: 1.0, 0.0, or None while the answers that
decide are missing (then it is not shown, and counts as missing)."""
Fill = Callable[[Row], None]
Value = Callable[[Row], float | None]

EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class FormProgram:
    """A form ready to be computed. ``slots``: where each fact stands in a row; ``asked``: where each item says so."""

    form: Form
    slots: Mapping[str, int]
    asked: Mapping[str, int]
    sources: Mapping[str, str]
    """The item, score or flag that each fact comes from."""
    writers: Mapping[str, Callable[[Row, Any], None]]
    fills: tuple[Fill, ...]
    conditions: Mapping[str, Expression]
    """Every condition and formula of the form, by its text."""
    validity: Mapping[str, Function]
    """Of each score with a population: does the person belong to it?"""
    blank: tuple[float | None, ...]

    def run(self, values: Mapping[str, Answer]) -> Row:
        """What are all facts of the form, given these answers?

        Takes: checked answers by item. Gives: a row; None where something is unknown.
        """
        row = list(self.blank)
        writers = self.writers
        for name, value in values.items():
            writers[name](row, value)
        for fill in self.fills:
            fill(row)
        return row


def compile_form(form: Form) -> FormProgram:
    """How is this form computed?

    Takes: a form without a fault. Gives: its program, to be kept: evaluating with it takes microseconds.
    Refuses: RuleError for a condition that does not compile, CycleError for scores that wait for each other: both are
    faults that ``lint`` tells.
    """
    return _Compiler(form).program()


class _Compiler:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.environment = form_environment(form)
        self.facts = form_facts(form)
        self.slots = {name: slot for slot, name in enumerate(self.facts)}
        self.asked = {name: len(self.slots) + place for place, name in enumerate(form.items)}
        self.conditions: dict[str, Expression] = {}
        self.conditional = {item.name for item in form.items.values() if self._is_conditional(item)}

    def _is_conditional(self, item: Item) -> bool:
        return bool(item.when) or (bool(item.group) and self._is_conditional(self.form.items[item.group]))

    def program(self) -> FormProgram:
        fills: list[Fill] = []
        for name in TopologicalSorter(form_dependencies(self.form)).static_order():
            if name in self.conditional:
                fills.append(self.asking(self.form.items[name]))
            elif name in self.form.scores:
                fills += self.score(self.form.scores[name])
        for flag in self.form.flags.values():
            fills.append(partial(_flag, self.slots[flag.name], self.condition(flag.when)))
        valid = {score.name: self.condition(score.valid) for score in self.form.scores.values() if score.valid}
        blank = (*[None] * len(self.slots), *[1.0] * len(self.form.items))
        return FormProgram(
            form=self.form,
            slots=self.slots,
            asked=self.asked,
            sources={name: fact.source for name, fact in self.facts.items()},
            writers={item.name: self.writer(item) for item in self.form.items.values() if item.kind in ASKED},
            fills=tuple(fills),
            conditions=self.conditions,
            validity=valid,
            blank=blank,
        )

    def condition(self, text: str) -> Function:
        if text not in self.conditions:
            self.conditions[text] = compile_rule(text, self.environment)
        return to_function(self.conditions[text], self.slots, {})

    # Items

    def writer(self, item: Item) -> Callable[[Row, Any], None]:
        slot, points = self.slots[item.name], self.slots.get(f"{item.name}_points")
        worth = {option.name: option.points for option in item.options}
        if item.kind == "choice":
            order = {option.name: float(place) for place, option in enumerate(item.options, start=1)}
            return partial(_write_choice, slot, order, points, worth)
        if item.kind == "choices":
            each = tuple((option.name, self.slots[f"{item.name}_{option.name}"]) for option in item.options)
            return partial(_write_choices, slot, each, points, worth)
        if item.kind == "yes_no":
            return partial(_write_yes_no, slot, points, worth.get("yes"), worth.get("no"))
        if item.kind == "date":
            return partial(_write_date, slot)
        return partial(_write_text, slot) if item.kind == "text" else partial(_write_number, slot)

    def asking(self, item: Item) -> Fill:
        holds = self.condition(item.when) if item.when else None
        group = self.asked[item.group] if item.group in self.conditional else None
        names = [item.name, f"{item.name}_points", *(f"{item.name}_{option.name}" for option in item.options)]
        cleared = tuple(self.slots[name] for name in names if name in self.slots)
        return partial(_ask, self.asked[item.name], holds, group, cleared)

    # Scores

    def score(self, score: Score) -> list[Fill]:
        compute = self.value(score)
        slot = self.slots[score.name]
        valid = self.condition(score.valid) if score.valid else None
        fills: list[Fill] = [partial(_keep, slot, compute, valid, score.decimals)]
        band = self.slots.get(f"{score.name}_band")
        if band is not None and score.bands:
            fills.append(partial(_band, slot, band, *_ends(score.bands)))
        fills += [partial(_cut, slot, self.slots[f"{score.name}_{cut.name}"], cut) for cut in score.cut_offs]
        return fills

    def value(self, score: Score) -> Value:
        if score.kind == "sum":
            parts = tuple(self.part(name) for name in score.of)
            if not score.missing_at_most and all(asked is None for _, asked, _ in parts):
                return partial(_plain_sum, tuple(slot for slot, _, _ in parts), score.times)
            return partial(_sum, parts, score.times, score.missing_at_most, score.missing_fill == "mean")
        if score.kind == "steps":
            tables = tuple(self.table(table) for table in score.tables)
            return partial(_steps, self.slots[score.of[0]], tables)
        if score.kind == "linear":
            terms = tuple(self.term(term) for term in score.terms)
            return partial(_linear, score.constant, terms)
        if score.kind == "rules":
            return partial(_cases, self.cases(score))
        return self.formula(score.value, score.unit)

    def term(self, term: Term) -> tuple[float, tuple[int, ...], Function | None]:
        slots = tuple(self.slots[name] for name in term.of)
        return term.factor, slots, self.condition(term.when) if term.when else None

    def part(self, name: str) -> tuple[int, int | None, float]:
        """The slot of a part of a sum, where it says whether it is asked (None: always), and what it counts if not."""
        item = self.form.items.get(name)
        if item is None:
            return self.slots[name], None, 0.0
        slot = self.slots[f"{name}_points" if item.options else name]
        return slot, self.asked[name] if name in self.conditional else None, item.points_if_not_asked or 0.0

    def table(self, table: StepTable) -> tuple[Function | None, tuple[float, ...], tuple[float, ...]]:
        points = tuple(step.points for step in table.steps)
        return self.condition(table.when) if table.when else None, _ends(table.steps)[0], points

    def cases(self, score: Score) -> tuple[tuple[Function | None, Value], ...]:
        order = {band.name: float(place) for place, band in enumerate(score.bands, start=1)}
        return tuple(
            (
                self.condition(case.when) if case.when else None,
                partial(_constant, order[case.gives]) if case.gives else self.formula(case.value, score.unit),
            )
            for case in score.cases
        )

    def formula(self, text: str, unit: str) -> Value:
        function, source, target = self.condition(text), self.conditions[text].unit, parse_unit(unit)
        if source is None:
            raise UnitError("the formula {text!r} gives no number", text=text)
        return partial(_formula, function, None if source == target else conversion(source, target))


def _ends(steps: Sequence[Any]) -> tuple[tuple[float, ...]]:
    """The upper ends of rising steps, as the largest number that still belongs to each but the last."""
    return (tuple(s.upper if s.closed else math.nextafter(s.upper, -math.inf) for s in steps if s.upper is not None),)


# What fills a row. Everything that is bound stands before the row.


def _write_choice(
    slot: int, order: Mapping[str, float], points: int | None, worth: Mapping[str, float | None], row: Row, value: str
) -> None:
    row[slot] = order[value]
    if points is not None:
        row[points] = worth[value]


def _write_choices(
    slot: int,
    each: tuple[tuple[str, int], ...],
    points: int | None,
    worth: Mapping[str, float | None],
    row: Row,
    value: tuple[str, ...],
) -> None:
    row[slot] = float(len(value))
    for name, own in each:
        row[own] = 1.0 if name in value else 0.0
    if points is not None:
        row[points] = sum(worth[name] or 0.0 for name in value)


def _write_yes_no(slot: int, points: int | None, yes: float | None, no: float | None, row: Row, value: bool) -> None:
    row[slot] = 1.0 if value else 0.0
    if points is not None:
        row[points] = yes if value else no


def _write_date(slot: int, row: Row, value: str) -> None:
    row[slot] = float(date.fromisoformat(value).toordinal() - EPOCH)


def _write_text(slot: int, row: Row, value: str) -> None:
    row[slot] = 1.0


def _write_number(slot: int, row: Row, value: float) -> None:
    row[slot] = value


def _ask(asked: int, holds: Function | None, group: int | None, cleared: tuple[int, ...], row: Row) -> None:
    verdict = True if holds is None else holds(row, ())
    around = 1.0 if group is None else row[group]
    if verdict and around:
        return
    row[asked] = 0.0 if verdict is False or around == 0.0 else None
    for slot in cleared:
        row[slot] = None


def _flag(slot: int, holds: Function, row: Row) -> None:
    verdict = holds(row, ())
    row[slot] = None if verdict is None else float(verdict)


def _keep(slot: int, compute: Value, valid: Function | None, decimals: int | None, row: Row) -> None:
    if valid is not None and valid(row, ()) is not True:
        return
    value = compute(row)
    row[slot] = rounded(value, decimals) if value is not None and decimals is not None else value


def rounded(value: float, decimals: int) -> float:
    """What is this number rounded, half away from zero?

    Takes: a number, how many decimals. Gives: the number. A value that floats put a hair below a half goes up.
    """
    factor = 10.0**decimals
    return math.copysign(math.floor(abs(value) * factor * (1 + 1e-12) + 0.5) / factor, value)


def _band(slot: int, band: int, ends: tuple[float, ...], row: Row) -> None:
    value = row[slot]
    row[band] = None if value is None else bisect_left(ends, value) + 1.0


def _cut(slot: int, own: int, cut: CutOff, row: Row) -> None:
    value = row[slot]
    row[own] = None if value is None else float(_SIGNS[cut.sign](value, cut.value))


_SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": float.__ge__,
    ">": float.__gt__,
    "<=": float.__le__,
    "<": float.__lt__,
}


def _plain_sum(slots: tuple[int, ...], times: float, row: Row) -> float | None:
    total = 0.0
    for slot in slots:
        value = row[slot]
        if value is None:
            return None
        total += value
    return total * times


def _sum(
    parts: tuple[tuple[int, int | None, float], ...], times: float, most: int, mean: bool, row: Row
) -> float | None:
    total, known, lacking = 0.0, 0, 0
    for slot, asked, otherwise in parts:
        value = row[slot]
        if value is not None:
            total, known = total + value, known + 1
        elif asked is not None and row[asked] == 0.0:
            total += otherwise
        else:
            lacking += 1
    if lacking > most or (lacking and not known):
        return None
    if lacking and mean:
        total *= (known + lacking) / known
    return total * times


def _steps(
    slot: int, tables: tuple[tuple[Function | None, tuple[float, ...], tuple[float, ...]], ...], row: Row
) -> float | None:
    value = row[slot]
    if value is None:
        return None
    for holds, ends, points in tables:
        verdict = True if holds is None else holds(row, ())
        if verdict is None:
            return None
        if verdict:
            return points[bisect_left(ends, value)]
    return None


def _linear(
    constant: float, terms: tuple[tuple[float, tuple[int, ...], Function | None], ...], row: Row
) -> float | None:
    total = constant
    for each, slots, holds in terms:
        verdict = True if holds is None else holds(row, ())
        if verdict is None:
            return None
        if not verdict:
            continue
        factor = each
        for slot in slots:
            value = row[slot]
            if value is None:
                return None
            factor *= value
        total += factor
    return total


def _cases(cases: tuple[tuple[Function | None, Value], ...], row: Row) -> float | None:
    for holds, value in cases:
        verdict = True if holds is None else holds(row, ())
        if verdict is None:
            return None
        if verdict:
            return value(row)
    return None


def _constant(value: float, row: Row) -> float:
    return value


def _formula(function: Function, change: Conversion | None, row: Row) -> float | None:
    value = function(row, ())
    return None if value is None else change.apply(value) if change is not None else float(value)
