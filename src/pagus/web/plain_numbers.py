"""Numbers as people write them, with a comma or a point."""

from __future__ import annotations

import re

from pagus.errors import InputError

__all__ = ["plain_number"]

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)", re.ASCII)
_LONGEST_NUMBER = 40


def plain_number(text: str) -> float:
    """Which number did somebody write, with a comma or a point? Refuses: InputError for what is no number."""
    plain = (
        text.strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "").removesuffix("%").replace(",", ".")
    )
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        raise InputError("{text!r} is no number: write it as 2.5 or 2,5", text=text[:_LONGEST_NUMBER])
    return float(plain)
