"""How the access lab speaks: its units, its figures, and each change of a scenario as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.access.edits import Edit
from pagus.apps.access.lab import PROFESSIONS, Lab
from pagus.apps.access.outcome import Outcome
from pagus.apps.care.queries import SERVICES
from pagus.apps.territory.queries import get_place
from pagus.library.access_lab import arrival, arrivals
from pagus.web import charts
from pagus.web.charts.language import number

__all__ = [
    "access_map",
    "change_map",
    "digits_of",
    "edit_sentences",
    "method_title",
    "percent",
    "profession_name",
    "profession_options",
    "router_words",
    "sentence_words",
    "shown",
    "threshold_words",
    "unit_words",
]


def profession_name(code: str, here: str) -> str:
    """What is this profession's care called?"""
    return SERVICES[code].name.say(here)  # type: ignore[arg-type]


def profession_options(chosen: str, here: str) -> list[dict[str, Any]]:
    """The professions of the lab, for a select."""
    return [{"value": each, "label": profession_name(each, here), "selected": each == chosen} for each in PROFESSIONS]


def method_title(lab: Lab, here: str) -> str:
    """What is the method of this lab called?"""
    return lab.method.title.get(here, lab.method.title["en"])


def unit_words(lab: Lab) -> str:
    """In what is access shown?"""
    if lab.unit == "acts_per_year":
        return _("consultations a year and inhabitant")
    return _("full-time equivalents per 100,000 inhabitants")


def digits_of(lab: Lab) -> int:
    """How many decimals say something?"""
    return 2 if lab.unit == "acts_per_year" else 1


def shown(lab: Lab, access: float | None, here: str) -> str:
    """An access in shown units, as text; an en dash where nobody lives."""
    return number(None if access is None else access * lab.scale, here, digits_of(lab))


def percent(share: float, here: str, digits: int = 0) -> str:
    """A share as per cent."""
    return f"{number(100 * share, here, digits)}\u00a0%" if here != "en" else f"{number(100 * share, here, digits)}%"


def router_words(lab: Lab, here: str) -> str:
    """How travel times were found."""
    straight = lab.ways.straight
    if straight is not None:
        return _("straight line × {detour} at {speed} km/h, no streets loaded").format(
            detour=number(straight.detour, here), speed=number(straight.speed_kmh, here)
        )
    return _("streets of OpenStreetMap by car; a straight line where none are loaded")


def threshold_words(outcome: Outcome, here: str) -> str:
    """At or under what is a place short of care?"""
    lab = outcome.lab
    value = shown(lab, outcome.threshold, here)
    if lab.threshold.value is not None:
        return _("at or under {value}, the published threshold").format(value=value)
    return _("at or under {value}, half of today’s mean (a convention of this lab)").format(value=value)


def access_map(outcome: Outcome, cuts: tuple[float, float, float, float]) -> charts.ClassedMap:
    """How access becomes five classes on the map."""
    lab = outcome.lab
    return charts.ClassedMap(title=_("Access"), unit=unit_words(lab), palette="need", cuts=cuts, digits=None)


def change_map() -> charts.ClassedMap:
    """How a change of access becomes five classes on the map: from a loss of a tenth to a gain of a tenth."""
    keys = (
        ("need-1", _("loses 10 % or more")),
        ("need-2", _("loses 1 to 10 %")),
        ("need-3", _("stays within 1 %")),
        ("need-4", _("gains 1 to 10 %")),
        ("need-5", _("gains 10 % or more")),
    )
    classes = tuple(charts.ClassKey(label=label, tone=tone) for tone, label in keys)
    return charts.ClassedMap(title=_("Change of access"), classes=classes)


def edit_sentences(lab: Lab, edits: Sequence[Edit], here: str) -> list[str]:
    """Each change as a sentence, in the order of the scenario."""
    names = {row["site"]: row["name"] for row in lab.supply.select("site", "name").iter_rows(named=True)}
    words = sentence_words(lab, here)
    told: list[str] = []
    for edit in edits:
        if edit.do == "open":
            opened = sum(1 for each in edits[: len(told)] if each.do == "open") + 1
            names[f"new-{opened}"] = arrival(edit.arrival).title[here]
        told.append(_sentence(edit, words, names, here))
    return told


def sentence_words(lab: Lab, here: str) -> dict[str, Any]:
    """The sentences of changes with ``{site}``, ``{place}``, ``{value}`` and ``{arrival}``, and the words around them.

    The page and the server tell a change in the same words.
    """
    return {
        "close": _("{site} closes"),
        "move": _("{site} sets up in another place: {place}"),
        "hours": _("{site}: {value} full-time equivalents"),
        "retire": _("{place}: everyone over 65 retires and nobody follows"),
        "grow": _("{place}: the population times {value}"),
        "age": _("{place}: the need for care times {value}, as the population ages"),
        "team": _("{place}: {arrival}, acts times {value}"),
        "open": _("{place}: {arrival}, {value} full-time equivalents"),
        "arrivals": {each.id: each.title[here] for each in arrivals()},
        "territory": get_place(lab.territory).name,
        "point": _("a point on the map"),
        "fte": _("full-time equivalents"),
        "oldest": _("the oldest is {age}"),
    }


def _sentence(edit: Edit, words: dict[str, Any], names: dict[str, str], here: str) -> str:
    anywhere = words["point"] if edit.do in {"move", "open"} else words["territory"]
    return str(words[edit.do]).format(
        site=names.get(edit.site, edit.site),
        place=get_place(edit.place).name if edit.place else anywhere,
        value=number(edit.value, here),
        arrival=words["arrivals"].get(edit.arrival, ""),
    )
