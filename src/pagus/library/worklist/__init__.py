"""How soon somebody looks at an alert, and how long a look takes, where nobody has set it: one dated file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from ruamel.yaml import YAML

__all__ = ["Look", "Usual", "Words", "usual"]

Certainty = Literal["law", "consensus", "study", "local"]


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The same in three languages."""

    fr: str
    en: str
    de: str


class Look(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Minutes of work that one person's alerts take, least and most, and who says so."""

    least_minutes: float
    most_minutes: float
    certainty: Certainty
    source: str


class Usual(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds where nothing was set. ``always``: whose clock runs by night; ``quiet``: who disturbs nobody then."""

    minutes: dict[str, int]
    always: tuple[str, ...]
    quiet: tuple[str, ...]
    quiet_from: str
    quiet_until: str
    opens: str
    closes: str
    open_days: tuple[int, ...]
    certainty: Certainty
    note: Words
    look: Look


@cache
def usual() -> Usual:
    """Which clocks, hours and minutes hold where nobody has set any?"""
    text = (files(__name__) / "usual.yaml").read_text(encoding="utf-8")
    return msgspec.convert(YAML(typ="safe").load(text), Usual)
