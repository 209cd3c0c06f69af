"""Visits and nurses of a day as CSV files. Every line is used, or none."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pagus.doors.points.reading import PointTable, read_points
from pagus.engines.access.model import Points
from pagus.engines.access.rounds import Lunch, Nurse, Visit
from pagus.errors import ShapeError
from pagus.kernel.time import read_clock

__all__ = ["read_day"]


def read_day(visits: Path, nurses: Path) -> tuple[tuple[Visit, ...], tuple[Nurse, ...], Points]:
    """Who is to be seen, who goes out, and where is all that?

    Takes: visits with id, x_m and y_m (or lon, lat), minutes, from, to, and at will from2, to2, skills, pair,
    worth_minutes, usual; nurses with id, x_m and y_m (or lon, lat), from, to, and at will skills, lunch_minutes,
    lunch_from, lunch_to, most_visits. Clock times as 08:30; several skills with + between them.
    Gives: visits and nurses whose places are indices of the points: nurses first.
    Refuses: ShapeError with the line, for what cannot be read or comes twice.
    """
    people = read_points(nurses, ())
    asked = read_points(visits, ("minutes",))
    if people.points.unit != asked.points.unit:
        raise ShapeError(
            "{nurses} and {visits} do not say where in the same way: give both in metres or in degrees",
            nurses=nurses.name,
            visits=visits.name,
        )
    points = Points(
        tuple(f"nurse {name}" for name in people.points.ids) + asked.points.ids,
        np.concatenate([people.points.x, asked.points.x]),
        np.concatenate([people.points.y, asked.points.y]),
        asked.points.unit,
    )
    count = len(people.points)
    found = tuple(_Row(visits, asked, row).visit(count + row) for row in range(len(asked.points)))
    return found, tuple(_Row(nurses, people, row).nurse(row) for row in range(count)), points


class _Row:
    """One line of a table, with words for what is wrong in it."""

    def __init__(self, path: Path, table: PointTable, row: int) -> None:
        self._path, self._table, self._row = path, table, row

    def visit(self, place: int) -> Visit:
        windows = [(self._clock("from"), self._clock("to"))]
        if self._text("from2"):
            windows.append((self._clock("from2"), self._clock("to2")))
        return Visit(
            id=self._table.points.ids[self._row],
            place=place,
            service_s=round(float(self._table.numbers["minutes"][self._row]) * 60),
            windows=tuple(windows),
            skills=self._skills(),
            pair=self._text("pair") or None,
            worth_s=self._whole("worth_minutes") * 60 if self._text("worth_minutes") else None,
            usual=self._text("usual") or None,
        )

    def nurse(self, place: int) -> Nurse:
        lunch = None
        if self._text("lunch_minutes"):
            window = (self._clock("lunch_from"), self._clock("lunch_to"))
            lunch = Lunch(length_s=self._whole("lunch_minutes") * 60, window=window)
        return Nurse(
            id=self._table.points.ids[self._row],
            start=place,
            end=place,
            shift=(self._clock("from"), self._clock("to")),
            skills=self._skills(),
            lunch=lunch,
            most_visits=self._whole("most_visits") if self._text("most_visits") else None,
        )

    def _text(self, column: str) -> str:
        cells = self._table.cells
        return str(cells[column][self._row]) if column in cells.columns else ""

    def _skills(self) -> frozenset[str]:
        return frozenset(part.strip() for part in self._text("skills").split("+") if part.strip())

    def _clock(self, column: str) -> int:
        minute = read_clock(self._text(column))
        if minute is None:
            raise ShapeError(
                "{file}, column {column}, line {line}: {text!r} is no time: write 08:30",
                file=self._path.name,
                column=column,
                line=self._row + 2,
                text=self._text(column),
            )
        return minute * 60

    def _whole(self, column: str) -> int:
        text = self._text(column)
        if not (text.isascii() and text.isdigit()):
            raise ShapeError(
                "{file}, column {column}, line {line}: {text!r} is no whole number",
                file=self._path.name,
                column=column,
                line=self._row + 2,
                text=text,
            )
        return int(text[:6])
