"""Which column of a file means what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pagus.errors import InputError, ShapeError

__all__ = ["ColumnMapping"]

_FIELDS = ("subject", "signal", "time", "value", "unit", "id")
_OPTIONAL = ("unit", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """Which column holds which field of an observation.

    ``columns``: field -> column name; ``constants``: field -> what holds for every row. A field in neither is looked
    for under its own name, unless that column means something else (``unit`` and ``id`` may be absent).
    ``measured``: for a table with a column for each signal, column name -> (signal, unit or None); then ``signal``,
    ``value`` and ``unit`` are not looked for. ``subjects``: what a cell of the subject column stands for, where it is
    no code.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    measured: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, texts: Iterable[str]) -> ColumnMapping:
        """Read a mapping as it is written on the command line.

        Takes: ``time=date`` (field = column), ``signal:=glucose`` (field := constant), ``@no2=NO2`` or
        ``@no2:[ppb]=NO2`` (signal with its unit = column). Refuses: InputError for anything else.
        """
        columns: dict[str, str] = {}
        constants: dict[str, str] = {}
        measured: dict[str, tuple[str, str | None]] = {}
        for text in texts:
            left, separator, right = text.partition("=")
            signal, _, unit = left.removeprefix("@").partition(":")
            if left.startswith("@") and signal and right:
                measured[right] = (signal, unit or None)
            elif left.removesuffix(":") in _FIELDS and separator and right:
                target = constants if left.endswith(":") else columns
                target[left.removesuffix(":")] = right
            else:
                raise InputError(
                    "{text!r} is no column mapping: write field=column, field:=constant or @signal:unit=column, "
                    "with a field of {fields}",
                    text=text,
                    fields=", ".join(_FIELDS),
                )
        return cls(columns=columns, constants=constants, measured=measured)

    def needed(self) -> list[str]:
        """Which fields must this mapping find, besides the measured columns?"""
        return ["subject", "time", "id"] if self.measured else list(_FIELDS)

    def resolve(self, file: str, found: Iterable[str]) -> Mapping[str, str]:
        """In which column of this table is each field that is not constant?

        Takes: the file's name, its column names. Gives: field -> column.
        Refuses: ShapeError that lists the columns that are missing and those that are there.
        """
        present = list(found)
        wanted = {name: self.columns.get(name, name) for name in self.needed() if name not in self.constants}
        absent = [
            column
            for name, column in wanted.items()
            if column not in present and (name not in _OPTIONAL or name in self.columns)
        ]
        absent += [column for column in self.measured if column not in present]
        if absent:
            raise ShapeError(
                "{file} has no column {missing}: it has {present}; say which column is meant, as time=date",
                file=file,
                missing=", ".join(repr(name) for name in absent),
                present=", ".join(present[:40]),
            )
        named = {*self.columns.values(), *self.measured}
        return MappingProxyType(
            {
                name: column
                for name, column in wanted.items()
                if column in present and (name in self.columns or column not in named)
            }
        )
