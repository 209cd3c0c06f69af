"""Which menu is better: the dishes of twenty lunches by a mixed-integer programme, with the proven gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from pagus.engines.nutrition.frequencies import row_counts
from pagus.engines.nutrition.menu import Meals, MenuTables, Portion, check_portions
from pagus.engines.nutrition.nutri_score import nutri_score
from pagus.engines.nutrition.serving import most_often, serve_near
from pagus.errors import InputError, MethodError
from pagus.kernel.solver import Problem, Solution, Stop, solve

__all__ = ["Aim", "BetterMenu", "MenuLimits", "Unmet", "better_menu"]

T = TypeVar("T")
Aim = Literal["change", "cost", "co2", "nutri_score"]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLimits:
    """``cost`` (EUR) and ``co2`` (kg CO2e): most over all meals, a portion each; None: no limit.

    ``apart``: how many meals at least from a dish to the same dish. ``purchases``: must the shares be kept?
    """

    cost: float | None = None
    co2: float | None = None
    apart: int = 5
    purchases: bool = True
    node_limit: int = 20_000
    seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A row that had to be given up: what it comes to, and what it should be at least or at most."""

    row: str
    value: float
    at_least: float | None
    at_most: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterMenu:
    """``meals``: the menu. ``value``: dishes changed, EUR, kg CO2e or the sum of Nutri-Scores, as ``aim`` says.

    ``bound``: no menu that keeps the rows has less; ``gap``: how far ``value`` lies above it, in its unit.
    ``unmet``: empty when all rows are kept; else no menu keeps them all, this one gives up as few as it can, and
    ``value`` and ``bound`` count the rows given up. ``stopped``: a limit was met before the proof was complete.
    """

    aim: Aim
    meals: tuple[tuple[Portion, ...], ...]
    value: float
    bound: float
    gap: float
    stopped: bool
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    coefficient: Floats
    at_least: float | None
    at_most: float | None


def better_menu(
    current: Meals, others: Sequence[Portion], tables: MenuTables, limits: MenuLimits, aim: Aim = "change"
) -> BetterMenu:
    """Which menu keeps the frequencies, the shares and the limits, and is best by ``aim``?

    Takes: the meals of today and other dishes that the kitchen can make; each meal gets one dish of each course.
    Gives: a menu with its proven bound; where none keeps all, the rows that had to be given up.
    Refuses: InputError for two dishes of one name that differ, a dish without course, or one without a value that a
    limit or the aim needs; MethodError when a course has too few dishes, or no menu was found before a limit.
    Method: how often each dish is served is an integer; every row, and the distance between two servings of a dish
    (``serving``), depends on nothing else, so that the days need no variables. A fact that is not known counts against
    the menu: towards a most, never towards a least.
    """
    dishes = _catalogue(current, others)
    rows = [*_frequency_rows(dishes, tables), *_purchase_rows(dishes, tables, limits), *_limit_rows(dishes, limits)]
    frame = _Frame.of(dishes, tables.frequencies.meals, limits.apart, current)
    served = Counter(portion.name for meal in current for portion in meal)
    today = np.array([served[dish.name] for dish in dishes], dtype=np.float64)
    wanted = _Wanted(aim, np.zeros(len(dishes)) if aim == "change" else _weights(dishes, tables, aim), today)
    stop = Stop(tolerance=1e-6, node_limit=limits.node_limit, seconds=limits.seconds)
    found = solve(frame.problem(rows, wanted), stop)
    if not found.impossible:
        often = _whole(found, frame)
        bound = -found.bound + (frame.servings if aim == "change" else 0)
        return _answer(frame, rows, often, wanted, wanted.value(often), bound, found.stopped)
    found = solve(frame.elastic(rows), stop)
    often = _whole(found, frame)
    # The second part of the elastic aim is below one row: the bound on rows is the whole number below it.
    bound, broken = float(np.floor(1e-6 - found.bound)), float(len(_unmet(rows, often)))
    return _answer(frame, rows, often, wanted, broken, bound, found.stopped)


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    aim: Aim
    weight: Floats
    today: Floats
    """How often each dish is served in the menu of today."""

    def value(self, often: Whole) -> float:
        """What does the aim come to, if each dish is served so often?"""
        if self.aim == "change":
            return float(often.sum() - np.minimum(often, self.today).sum())
        return float(self.weight @ often)


def _whole(found: Solution, frame: _Frame) -> Whole:
    if found.values is None:
        raise MethodError("no menu was found before the limit of nodes or seconds: give it more")
    return np.rint(found.values[: len(frame.dishes)]).astype(np.int64)


def _answer(
    frame: _Frame, rows: Sequence[_Row], often: Whole, wanted: _Wanted, value: float, bound: float, stopped: bool
) -> BetterMenu:
    bound = min(bound, value)
    return BetterMenu(
        aim=wanted.aim,
        meals=frame.meals_of(often),
        value=value,
        bound=bound,
        gap=value - bound,
        stopped=stopped,
        unmet=_unmet(rows, often),
    )


def _unmet(rows: Sequence[_Row], often: Whole) -> tuple[Unmet, ...]:
    found = []
    for row in rows:
        total = float(row.coefficient @ often)
        least = -np.inf if row.at_least is None else row.at_least
        most = np.inf if row.at_most is None else row.at_most
        if not least - 1e-6 * max(1.0, abs(least)) <= total <= most + 1e-6 * max(1.0, abs(most)):
            found.append(Unmet(row=row.name, value=total, at_least=row.at_least, at_most=row.at_most))
    return tuple(found)


def _catalogue(current: Meals, others: Sequence[Portion]) -> list[Portion]:
    dishes: dict[str, Portion] = {}
    for portion in (*(portion for meal in current for portion in meal), *others):
        if dishes.setdefault(portion.name, portion) != portion:
            raise InputError("{dish} stands there twice with different facts", dish=portion.name)
        if "course" not in portion.dish.facts:
            raise InputError("{dish}: say its course", dish=portion.name)
    check_portions(list(dishes.values()))
    return list(dishes.values())


def _frequency_rows(dishes: Sequence[Portion], tables: MenuTables) -> list[_Row]:
    rows = []
    counted = row_counts([dish.dish for dish in dishes], tables.frequencies)
    for row, counts in zip(tables.frequencies.rows, counted, strict=True):
        sure = np.array([count is True for count in counts], dtype=np.float64)
        possible = np.array([count is not False for count in counts], dtype=np.float64)
        if np.array_equal(sure, possible):
            rows.append(_Row(row.id, sure, row.at_least, row.at_most))
            continue
        if row.at_least is not None:
            rows.append(_Row(row.id, sure, row.at_least, None))
        if row.at_most is not None:
            rows.append(_Row(row.id, possible, None, row.at_most))
    return rows


def _purchase_rows(dishes: Sequence[Portion], tables: MenuTables, limits: MenuLimits) -> list[_Row]:
    if not limits.purchases:
        return []
    rows = []
    for name, share in (("quality", tables.purchases.quality), ("organic", tables.purchases.organic)):
        bought = [_needed(dish.purchases, dish, "purchases") for dish in dishes]
        over = np.array([getattr(each, name) - share * each.euros for each in bought])
        rows.append(_Row(f"{name}_purchases", over, 0.0, None))
    return rows


def _limit_rows(dishes: Sequence[Portion], limits: MenuLimits) -> list[_Row]:
    return [
        _Row(name, np.array([_needed(getattr(dish, name), dish, name) for dish in dishes]), None, most)
        for name, most in (("cost", limits.cost), ("co2", limits.co2))
        if most is not None
    ]


def _weights(dishes: Sequence[Portion], tables: MenuTables, aim: Aim) -> Floats:
    if aim == "nutri_score":
        products = [_needed(dish.product, dish, "nutri_score") for dish in dishes]
        return np.array([float(nutri_score(product, tables.nutri_score).score) for product in products])
    return np.array([_needed(dish.cost if aim == "cost" else dish.co2, dish, aim) for dish in dishes])


def _needed(value: T | None, dish: Portion, what: str) -> T:
    if value is None:
        raise InputError("{dish}: its {what} is needed and not known", dish=dish.name, what=what)
    return value


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """What always holds. Variables: how often each dish; full (0, 1): it is served as often as may be; others."""

    dishes: list[Portion]
    courses: dict[str, list[int]]
    meals: int
    apart: int
    often: int
    """A dish is served this often at most."""
    full: int
    """So many dishes of a course at most are served that often."""
    current: Meals

    @classmethod
    def of(cls, dishes: list[Portion], meals: int, apart: int, current: Meals) -> _Frame:
        if not 1 <= apart <= meals:
            raise InputError("a dish may return after 1 to {meals} meals, not {apart}", meals=meals, apart=apart)
        courses: dict[str, list[int]] = {}
        for place, dish in enumerate(dishes):
            courses.setdefault(str(dish.dish.facts["course"]), []).append(place)
        for course, places in courses.items():
            if len(places) < apart:
                raise MethodError(
                    "{course}: {given} dishes are too few: without repeating one within {apart} meals it takes {apart}",
                    course=course,
                    given=len(places),
                    apart=apart,
                )
        often, full = most_often(meals, apart)
        return cls(dishes, courses, meals, apart, often, full, current)

    @property
    def servings(self) -> int:
        return self.meals * len(self.courses)

    def problem(self, rows: Sequence[_Row], wanted: _Wanted) -> Problem:
        """The least weight; to change little, the most servings of today that stay (one more variable a dish)."""
        n, keeps = len(self.dishes), wanted.aim == "change"
        width = 3 * n if keeps else 2 * n
        lines = self._lines(width)
        lines.extend((_wide(row.coefficient, width), row.at_least, row.at_most) for row in rows)
        upper = np.concatenate([np.full(n, float(self.often)), np.ones(n)])
        gain = np.concatenate([-wanted.weight, np.zeros(n)])
        if keeps:
            upper, gain = np.concatenate([upper, wanted.today]), np.concatenate([gain, np.ones(n)])
            for place in range(n):
                line = np.zeros(width)
                line[place], line[2 * n + place] = -1.0, 1.0
                lines.append((line, None, 0.0))
        return _problem(gain, upper, np.ones(width, dtype=np.bool_), lines)

    def elastic(self, rows: Sequence[_Row]) -> Problem:
        """As few rows given up as can be, and then as little as can be: for each row, is it broken, and by how much."""
        n, count = len(self.dishes), len(rows)
        width = 2 * n + 2 * count
        lines = self._lines(width)
        for place, row in enumerate(rows):
            broken, by = 2 * n + place, 2 * n + count + place
            most = float(np.abs(row.coefficient).max(initial=0.0) * self.servings + 1 + abs(row.at_least or 0))
            line = _wide(row.coefficient, width)
            if row.at_least is not None:
                under = line.copy()
                under[by] = most
                lines.append((under, row.at_least, None))
            if row.at_most is not None:
                over = line.copy()
                over[by] = -most
                lines.append((over, None, row.at_most))
            switch = np.zeros(width)
            switch[broken], switch[by] = -1.0, 1.0
            lines.append((switch, None, 0.0))
        upper = np.concatenate([np.full(n, float(self.often)), np.ones(n + 2 * count)])
        gain = np.concatenate([np.zeros(2 * n), -np.ones(count), np.full(count, -1.0 / (count + 1))])
        whole = np.concatenate([np.ones(2 * n + count), np.zeros(count)]).astype(np.bool_)
        return _problem(gain, upper, whole, lines)

    def _lines(self, width: int) -> list[tuple[Floats, float | None, float | None]]:
        n = len(self.dishes)
        lines: list[tuple[Floats, float | None, float | None]] = []
        for places in self.courses.values():
            served, full = np.zeros(width), np.zeros(width)
            served[places], full[[n + place for place in places]] = 1.0, 1.0
            lines += [(served, float(self.meals), float(self.meals)), (full, None, float(self.full))]
        for place in range(n):
            line = np.zeros(width)
            line[place], line[n + place] = 1.0, -1.0
            lines.append((line, None, float(self.often - 1)))
        return lines

    def meals_of(self, often: Whole) -> tuple[tuple[Portion, ...], ...]:
        """The menu day by day, each meal with its courses in the order in which they were met, days kept if can be."""
        days = []
        for places in self.courses.values():
            at = {self.dishes[place].name: each for each, place in enumerate(places)}
            today = [next((at[portion.name] for portion in meal if portion.name in at), None) for meal in self.current]
            order = serve_near([int(often[place]) for place in places], self.apart, today)
            days.append([self.dishes[places[each]] for each in order])
        return tuple(zip(*days, strict=True))


def _wide(values: Floats, width: int) -> Floats:
    return np.concatenate([values, np.zeros(width - len(values))])


def _problem(
    gain: Floats,
    upper: Floats,
    whole: NDArray[np.bool_],
    lines: Sequence[tuple[Floats, float | None, float | None]],
) -> Problem:
    matrix = np.array([line for line, _, _ in lines])
    row, column = np.nonzero(matrix)
    return Problem(
        gain=gain,
        lower=np.zeros(len(gain)),
        upper=upper,
        integer=whole,
        row=row,
        column=column,
        coefficient=matrix[row, column],
        row_lower=np.array([-np.inf if least is None else least for _, least, _ in lines]),
        row_upper=np.array([np.inf if most is None else most for _, _, most in lines]),
    )
