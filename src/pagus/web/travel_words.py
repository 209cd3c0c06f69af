"""How travel times were found, in the reader's language: the words of a router are English, and of a few shapes."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pagus.web.charts.language import number

__all__ = ["travel_words"]


def travel_words(words: str) -> str:
    """The words of a router for people, with the credit that its data ask for; an unknown shape stays as it is."""
    for pattern, say in _SHAPES:
        match = pattern.fullmatch(words)
        if match:
            return say(match)
    return words


def _straight(match: re.Match[str]) -> str:
    detour, speed = (number(float(each), (get_language() or "en")[:2]) for each in match.groups())
    return _("straight line x {detour} at {speed} km/h, without streets").format(detour=detour, speed=speed)


def _streets(match: re.Match[str]) -> str:
    ways = {"by car": _("streets, by car"), "by bike": _("streets, by bike"), "on foot": _("streets, on foot")}
    slopes = _(", with slopes") if match[2] else ""
    weighted = _(", stretches weighted") if match[3] else ""
    return f"{ways[match[1]]}{slopes}{weighted} ({match[4]})"


def _timetable(match: re.Match[str]) -> str:
    text = _("timetable of {day}, leaving {start} to {end}, median of {count} departures")
    if match["percentile"]:
        text = _("timetable of {day}, leaving {start} to {end}, percentile {percentile} of {count} departures")
    said = text.format(**match.groupdict())
    free = _(", step-free stops and vehicles only") if match["free"] else ""
    credit = f" ({match['credit']})" if match["credit"] else ""
    feet = _("; on foot: {words}").format(words=travel_words(match["feet"]))
    return f"{said}{free}{credit}{feet}"


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"straight line x ([\d.]+) at ([\d.]+) km/h"), _straight),
    (re.compile(r"streets (by car|by bike|on foot)(, with slopes)?(, stretches weighted)? \((.+)\)"), _streets),
    (
        re.compile(
            r"timetable, (?P<day>\d{4}-\d\d-\d\d), (?P<start>\d\d:\d\d) to (?P<end>\d\d:\d\d), "
            r"(?:median|percentile (?P<percentile>\d+)) of (?P<count>\d+) departures"
            r"(?P<free>, step-free stops and vehicles only)?(?: \((?P<credit>.+?)\))?; on foot: (?P<feet>.+)"
        ),
        _timetable,
    ),
)
