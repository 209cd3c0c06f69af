"""Which of the frequencies of a table do these meals keep?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pagus.errors import InputError, ShapeError
from pagus.library.nutrition import FrequencyRow, FrequencyTable
from pagus.rules import Environment, Function, compile_rule, to_function

__all__ = ["Dish", "MenuVerdict", "RowVerdict", "judge_menu"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dish:
    """A dish by the facts of a table: words as ``course="main"``, numbers in the table's unit; absent: not known."""

    name: str
    facts: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVerdict:
    """``count``: the dishes for which the row holds; ``unsure``: those for which it cannot be said.

    ``holds`` is None when the dishes that are unsure decide.
    """

    row: FrequencyRow
    count: int
    unsure: int
    holds: bool | None
    dishes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuVerdict:
    """The rows of the table in order. ``kept`` of ``rows`` hold for sure."""

    table: str
    rows: tuple[RowVerdict, ...]

    @property
    def kept(self) -> int:
        """How many rows hold for sure?"""
        return sum(row.holds is True for row in self.rows)

    @property
    def is_right(self) -> bool:
        """Do all of them?"""
        return self.kept == len(self.rows)


def judge_menu(meals: Sequence[Sequence[Dish]], table: FrequencyTable) -> MenuVerdict:
    """Which frequencies do these meals keep?

    Takes: the meals in a row, as many as the table speaks of, each as its dishes. Gives: the verdict of each row.
    Refuses: ShapeError for another number of meals; InputError for a fact or a word that the table does not know.
    """
    if len(meals) != table.meals:
        raise ShapeError(
            "the table speaks of {wanted} meals in a row, not {given}", wanted=table.meals, given=len(meals)
        )
    slots = {name: slot for slot, name in enumerate(table.units)}
    environment = Environment(table.units, {}, table.words)
    rows = [(dish.name, _row(dish, table, slots)) for meal in meals for dish in meal]
    verdicts = []
    for row in table.rows:
        function = to_function(compile_rule(row.when, environment, expect="boolean"), slots, {})
        verdicts.append(_verdict(row, function, rows))
    return MenuVerdict(table=table.id, rows=tuple(verdicts))


def _row(dish: Dish, table: FrequencyTable, slots: Mapping[str, int]) -> list[float | None]:
    row: list[float | None] = [None] * len(slots)
    for name, value in dish.facts.items():
        if name not in slots:
            raise InputError("{dish}: the table knows no fact {fact}", dish=dish.name, fact=name)
        words = table.words.get(name)
        if (words is None) == isinstance(value, str) or (words is not None and value not in words):
            known = ", ".join(words) if words is not None else f"a number in {table.units[name]}"
            raise InputError("{dish}: {fact} is {known}", dish=dish.name, fact=name, known=known)
        row[slots[name]] = words[str(value)] if words is not None else float(value)
    return row


def _verdict(row: FrequencyRow, holds: Function, dishes: Sequence[tuple[str, list[float | None]]]) -> RowVerdict:
    verdicts = [(name, holds(facts, ())) for name, facts in dishes]
    counted = tuple(name for name, verdict in verdicts if verdict is True)
    unsure = sum(verdict is None for _, verdict in verdicts)
    least, most = row.at_least or 0, row.at_most if row.at_most is not None else len(dishes)
    sure = least <= len(counted) and len(counted) + unsure <= most
    possible = least <= len(counted) + unsure and len(counted) <= most
    return RowVerdict(
        row=row,
        count=len(counted),
        unsure=unsure,
        holds=True if sure else None if possible else False,
        dishes=counted,
    )
