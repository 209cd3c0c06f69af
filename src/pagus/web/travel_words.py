"""How travel times were found, in the reader's language: the words of a router are English, and of a few shapes."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pagus.web.charts.language import number

__all__ = ["travel_words"]


def travel_words(words: str) -> str:
    """The words of a router for people; a shape that is not known here stays as it is."""
    for pattern, say in _SHAPES:
        match = pattern.fullmatch(words)
        if match:
            return say(match)
    return words


def _straight(match: re.Match[str]) -> str:
    detour, speed = (number(float(each), (get_language() or "en")[:2]) for each in match.groups())
    return _("straight line x {detour} at {speed} km/h, without streets").format(detour=detour, speed=speed)


def _streets(match: re.Match[str]) -> str:
    modes = {"car": _("by car"), "bike": _("by bike"), "foot": _("on foot")}
    text = _("streets of OpenStreetMap {mode}").format(mode=modes.get(match[1], match[1]))
    slopes = _(", with slopes") if match[2] else ""
    weighted = _(", stretches weighted") if match[3] else ""
    return f"{text}{slopes}{weighted}"


def _timetable(match: re.Match[str]) -> str:
    text = _("timetable of {day}, leaving {start} to {end}, median of {count} departures")
    said = text.format(day=match[1], start=match[2], end=match[3], count=match[4])
    free = _(", step-free stops and vehicles only") if match[5] else ""
    feet = _("; on foot: {words}").format(words=travel_words(match[6]))
    return f"{said}{free}{feet}"


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"straight line x ([\d.]+) at ([\d.]+) km/h"), _straight),
    (re.compile(r"streets of OpenStreetMap by (car|bike|foot)(, with slopes)?(, stretches weighted)?"), _streets),
    (
        re.compile(
            r"timetable, (\d{4}-\d\d-\d\d), (\d\d:\d\d) to (\d\d:\d\d), median of (\d+) departures"
            r"(, step-free stops and vehicles only)?; on foot: (.+)"
        ),
        _timetable,
    ),
)
