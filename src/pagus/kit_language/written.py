"""How names, durations and instants are written in the files of a kit, and read from there."""

from __future__ import annotations

import re

from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, MINUTE, SECOND, parse_duration

__all__ = ["check_name", "offset_text", "read_confirm", "read_duration", "read_offset"]

MOST_CONFIRMATIONS = 64

_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")


def check_name(name: str) -> str:
    """Is this a name of the kit language?

    Takes: a text. Gives: the same text. Refuses: InputError.
    """
    if not _NAME.fullmatch(name):
        raise InputError("{name!r} is not a name: small letters, digits and _, a letter first, at most 48", name=name)
    return name


def read_duration(written: object) -> int:
    """How many milliseconds does this entry of a file mean?

    Takes: what stands in the file. Gives: milliseconds. Refuses: InputError when it is no duration.
    """
    if isinstance(written, str):
        return parse_duration(written)
    raise InputError("{written!r} is not a duration: write a number and a unit, as 5m, 72h or 14d", written=written)


def read_offset(written: object) -> int:
    """How long after day zero is this?

    Takes: durations that are added up, or 0d, as ``13d 23h 55m``. Gives: milliseconds. Refuses: InputError.
    """
    if not isinstance(written, str) or not written.strip():
        raise InputError("{written!r} is not an instant: write it from day zero, as 0d or 13d 23h 55m", written=written)
    return sum(0 if part in {"0d", "0h", "0m"} else parse_duration(part) for part in written.split())


def read_confirm(written: object) -> tuple[int, int]:
    """Which n of m does ``2 of 3`` mean?

    Takes: what stands in the file. Gives: n and m. Refuses: InputError.
    """
    match = re.fullmatch(r"([1-9]\d?) of ([1-9]\d?)", written) if isinstance(written, str) else None
    if match is None or not int(match[1]) <= int(match[2]) <= MOST_CONFIRMATIONS:
        most = MOST_CONFIRMATIONS
        raise InputError("{written!r} is not n of m: write it as 2 of 3, m at most {most}", written=written, most=most)
    return int(match[1]), int(match[2])


def offset_text(milliseconds: int) -> str:
    """How do scenarios write this instant?

    Takes: milliseconds after day zero. Gives: the text that ``read_offset`` reads back.
    Example: ``offset_text(1_209_300_000) == "13d 23h 55m"``.
    """
    parts = []
    for size, unit in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m"), (SECOND, "s"), (1, "ms")):
        count, milliseconds = divmod(milliseconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts) or "0d"
