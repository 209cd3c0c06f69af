"""Cells of a file as instants and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pagus.errors import InputError
from pagus.kernel.time import SECOND, parse_instant

__all__ = ["CellReader", "read_zone"]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_MILLISECONDS = re.compile(r"-?\d{11,14}")
LARGEST = 1e300
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_zone(name: str | None) -> ZoneInfo | None:
    """The time zone of this name. Refuses: InputError when there is none."""
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("{name!r} is no time zone: write it as Europe/Paris or UTC", name=name) from error


@dataclass(frozen=True, slots=True)
class CellReader:
    """How the cells of one file are written: the zone of times without offset, their format, the decimal mark."""

    zone: ZoneInfo | None = None
    time_format: str | None = None
    decimal_comma: bool = False

    def instant(self, cell: object) -> int:
        """Which instant is this?

        Takes: text (ISO 8601, or as ``time_format`` says; 11 to 14 digits are milliseconds since 1970), a whole
        number of milliseconds, or a date and time. Gives: ms since 1970 UTC.
        Refuses: InputError for no date, a date that the calendar does not have, a local time without zone, or one
        that the zone has twice or never.
        """
        if isinstance(cell, datetime):
            return self._of_moment(cell, cell.isoformat(" "))
        if isinstance(cell, int) and not isinstance(cell, bool):
            return cell
        if not isinstance(cell, str) or not cell:
            raise InputError("the time is empty: write it as 2026-03-01T08:00:00+01:00")
        text = cell[:60]
        if self.time_format is not None:
            try:
                moment = datetime.strptime(text, self.time_format)  # noqa: DTZ007 - the zone is asked for below
            except ValueError as error:
                raise InputError("{text!r} is no time written as {form}", text=text, form=self.time_format) from error
            return self._of_moment(moment, text)
        if _MILLISECONDS.fullmatch(text):
            return int(text)
        if self.zone is None:
            return parse_instant(text)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise InputError("{text!r} is not a date and time: write it as 2026-03-01T08:00:00", text=text) from error
        return self._of_moment(moment, text)

    def _of_moment(self, moment: datetime, text: str) -> int:
        if moment.tzinfo is None:
            if self.zone is None:
                raise InputError("{text!r} has no time zone: add an offset, or name the zone of the file", text=text)
            moment = _in_zone(moment, self.zone, text)
        delta = moment - _EPOCH
        return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds // 1_000

    def number(self, cell: object) -> float:
        """Which number is this?

        Takes: text with a decimal point (or comma, when the file has them), or a number. Gives: float, never NaN.
        Refuses: InputError for anything else, an empty cell included.
        """
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            if not -LARGEST < cell < LARGEST:  # neither is NaN
                raise InputError(
                    "the value is {value}: leave the row out when nothing was measured", value=str(cell)[:60]
                )
            return float(cell)
        if not isinstance(cell, str) or not cell:
            raise InputError("the value is empty: leave the row out when nothing was measured")
        text = cell.replace(",", ".", 1) if self.decimal_comma else cell
        if not _NUMBER.fullmatch(text):
            plain = self.decimal_comma or "," not in cell
            key = "{text!r} is no number" if plain else "{text!r} is no number; does the file have decimal commas?"
            raise InputError(key, text=cell[:60])
        return float(text)


def _in_zone(moment: datetime, zone: ZoneInfo, text: str) -> datetime:
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    exists = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment
    raise InputError(
        "{text!r} comes {times} in {zone} on the night the clocks change: add an offset, as +01:00",
        text=text,
        times="twice" if exists else "never",
        zone=zone.key,
    )
