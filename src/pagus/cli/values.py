"""Values and instants as they are written on a command line."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from pagus.errors import InputError
from pagus.kernel.time import parse_instant

__all__ = ["LanguageName", "Parameters", "read_instant", "read_language", "read_values"]

Parameters = Annotated[
    list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter value; may be repeated.")
]
LanguageName = Annotated[str, typer.Option("--language", "-l", help="fr, en or de.")]
_LANGUAGES: dict[str, Literal["fr", "en", "de"]] = {"fr": "fr", "en": "en", "de": "de"}
_ZONE = ZoneInfo("Europe/Paris")


def read_values(written: list[str] | None) -> dict[str, float]:
    """Which parameter values were given? Refuses: InputError for what is not name=number, or a name given twice."""
    values: dict[str, float] = {}
    for each in written or []:
        name, sign, text = each.partition("=")
        try:
            value = float(text)
        except ValueError:
            sign = ""
            value = 0.0
        if not sign:
            raise InputError("{text!r} is no parameter value: write name=number, as gain_kg=2.5", text=each)
        if name.strip() in values:
            raise InputError("{name} is given twice", name=name.strip())
        values[name.strip()] = value
    return values


def read_instant(text: str) -> int:
    """Which instant is meant: a day (its midnight in Europe/Paris), or a date and time with its offset?"""
    if len(text.strip()) != len("2026-03-01"):
        return parse_instant(text)
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=_ZONE)
    except ValueError as error:
        raise InputError("{text!r} is no day: write 2026-03-01, or 2026-03-01T08:00:00+01:00", text=text) from error
    return int(day.timestamp() * 1000)


def read_language(text: str) -> Literal["fr", "en", "de"]:
    """Which of the three languages is meant? Refuses: InputError."""
    if text not in _LANGUAGES:
        raise InputError("unknown language {language}: choose fr, en or de", language=text)
    return _LANGUAGES[text]
