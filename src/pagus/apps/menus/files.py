"""A menu as a table: one line a dish, the days on which it is served, what is known of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from pagus.engines.nutrition import Dish, Portion, Product, Purchases
from pagus.errors import InputError
from pagus.kernel.spreadsheets import SheetRow, read_sheet
from pagus.library.nutrition import Family, FrequencyTable

__all__ = ["MenuFile", "example_menu", "parse_menu", "read_menu", "write_menu"]

_PRODUCT = tuple(field.name for field in fields(Product))
_FLAGS = ("is_cheese", "is_red_meat", "is_water", "has_sweetener")
_NEEDED = ("energy_kj", "sugars_g", "saturates_g", "salt_g", "protein_g")
MOST_LETTERS = 400_000
_OWN = ("dish", "days", "cost_eur", "co2_kg", "purchase_eur", "quality_share", "organic_share")


@dataclass(frozen=True, slots=True)
class MenuFile:
    """``meals``: the menu of today, day by day; ``others``: dishes that the kitchen can make and does not serve."""

    meals: list[list[Portion]]
    others: list[Portion]


def read_menu(file: Path, table: FrequencyTable) -> MenuFile:
    """Which menu stands in this file? As ``parse_menu``. Refuses: also InputError for a file that cannot be read."""
    try:
        text = file.read_bytes()
    except OSError as error:
        raise InputError("{file} cannot be read: {reason}", file=str(file), reason=error) from error
    return parse_menu(text, table, str(file))


def parse_menu(content: bytes | str, table: FrequencyTable, file: str = "menu") -> MenuFile:
    """Which menu does this table say?

    Takes: a table as ``kernel.spreadsheets`` reads it; an empty cell is not known. ``days``: numbers from 1 with
    spaces, empty for a dish that is not served.
    Gives: the menu. Refuses: InputError with the line, for whatever cannot be read.
    """
    sheet = read_sheet(content, file, ("dish", "days", "course"), sorted(_known(table)), most_bytes=MOST_LETTERS)
    meals: list[list[Portion]] = [[] for _ in range(table.meals)]
    others = []
    for row in sheet.whole():
        portion, days = _portion(row, table), _days(row, table.meals)
        for day in days:
            meals[day - 1].append(portion)
        if not days:
            others.append(portion)
    return MenuFile(meals, others)


def write_menu(meals: Sequence[Sequence[Portion]], others: Iterable[Portion], table: FrequencyTable) -> str:
    """The table that ``parse_menu`` reads as this menu: dishes in order of their first day, then those not served."""
    days: dict[str, list[int]] = {}
    portions: dict[str, Portion] = {}
    for day, meal in enumerate(meals, start=1):
        for portion in meal:
            days.setdefault(portion.name, []).append(day)
            portions[portion.name] = portion
    for portion in others:
        portions.setdefault(portion.name, portion)
    text = io.StringIO()
    writer = csv.DictWriter(text, [*_OWN[:2], *table.units, *_OWN[2:], *_PRODUCT], lineterminator="\n")
    writer.writeheader()
    for name, portion in portions.items():
        writer.writerow(_cells(portion) | {"dish": name, "days": " ".join(map(str, days.get(name, ())))})
    return text.getvalue()


def example_menu() -> str:
    """An invented menu of a kitchen that does not exist, bad enough to be mended; to be shown as simulated."""
    return files("pagus.library.nutrition").joinpath("example_menu.csv").read_text(encoding="utf-8")


def _cells(portion: Portion) -> dict[str, str]:
    cells = {name: _written(value) for name, value in portion.dish.facts.items()}
    cells |= {"cost_eur": _written(portion.cost), "co2_kg": _written(portion.co2)}
    if (bought := portion.purchases) is not None:
        whole = bought.euros or 1.0
        cells |= {"purchase_eur": _written(bought.euros), "quality_share": _written(bought.quality / whole)}
        cells["organic_share"] = _written(bought.organic / whole)
    if portion.product is not None:
        cells |= {name: _written(getattr(portion.product, name)) for name in _PRODUCT}
    return cells


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


def _known(table: FrequencyTable) -> set[str]:
    return {*_OWN, *_PRODUCT, *table.units}


def _days(row: SheetRow, meals: int) -> list[int]:
    days = [int(day) if day.isdecimal() else 0 for day in row.text("days").split()]
    if any(not 1 <= day <= meals for day in days) or len(set(days)) < len(days):
        raise InputError("line {line}: days are numbers from 1 to {meals}, each once", line=row.line, meals=meals)
    return days


def _portion(row: SheetRow, table: FrequencyTable) -> Portion:
    if not row.text("dish"):
        raise InputError("line {line}: the dish has no name", line=row.line)
    words = {name: row.text(name) for name in table.words if row.text(name)}
    numbers = {name: row.number(name) for name in table.units if name not in table.words}
    facts: dict[str, str | float] = {
        **words,
        **{name: number for name, number in numbers.items() if number is not None},
    }
    return Portion(
        dish=Dish(name=row.text("dish"), facts=facts),
        cost=row.number("cost_eur"),
        co2=row.number("co2_kg"),
        purchases=_purchases(row),
        product=_product(row),
    )


def _purchases(row: SheetRow) -> Purchases | None:
    euros, quality, organic = (row.number(name) for name in _OWN[-3:])
    if euros is None or quality is None or organic is None:
        return None
    if not 0 <= organic <= quality <= 1:
        raise InputError("line {line}: 0 <= organic_share <= quality_share <= 1", line=row.line)
    return Purchases(euros=euros, quality=quality * euros, organic=organic * euros)


def _product(row: SheetRow) -> Product | None:
    values: dict[str, Any] = {}
    for name in _PRODUCT:
        if name in _FLAGS:
            values[name] = _flag(row.line, row.text(name))
        elif name != "family" and (number := row.number(name)) is not None:
            values[name] = number
    families: dict[str, Family] = {"": "food", "food": "food", "fats": "fats", "drink": "drink"}
    family = families.get(row.text("family"))
    if family is None:
        raise InputError("line {line}: family is food, fats or drink", line=row.line)
    if any(name not in values for name in _NEEDED):
        return None
    return Product(family=family, **values)


def _flag(line: int, written: str) -> bool:
    if written not in {"", "no", "yes"}:
        raise InputError("line {line}: write yes or no, not {written}", line=line, written=written)
    return written == "yes"
