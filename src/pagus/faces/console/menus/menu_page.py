"""Menus of a school kitchen: twenty lunches scored by the rules, and a better menu. No menu that is sent is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.menus.files import MenuFile, example_menu, parse_menu, write_menu
from pagus.apps.menus.judging import Proposed, Wish, judge, menu_tables, propose
from pagus.apps.menus.recording import kitchens, record_menu
from pagus.apps.menus.signals import observed
from pagus.engines.nutrition import Aim, MenuScore, Portion
from pagus.errors import DataGapError, InputError, MethodError, NotFound, ShapeError
from pagus.faces.console.access.access_exports import attached
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.menus import menu_words as words
from pagus.faces.console.menus.menu_paper import menu_paper
from pagus.web.charts.language import number
from pagus.web.middleware import in_words

__all__ = ["as_file", "as_pdf", "show"]

AIMS: tuple[Aim, ...] = get_args(Aim)
SECONDS = 12.0
"""A page does not wait longer for a proof; the command line may."""
REFUSED = (InputError, ShapeError, MethodError, DataGapError, NotFound)


@dataclass(frozen=True, slots=True)
class Asked:
    """A menu that was sent: its text, what it says, and its score."""

    text: str
    menu: MenuFile
    score: MenuScore
    example: bool


@require_http_methods(["GET", "POST"])
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the question, the score once a menu is sent, and the better menu once it is asked for."""
    given, here = request.POST, language()
    facts: dict[str, Any] = {"courses": list(map(words.course_name, words.COURSES))}
    try:
        if request.method == "POST":
            asked = _asked(request)
            proposed = _proposed(asked, given)
            facts |= _scored(asked, proposed, here) | _question(asked, given, here)
            facts |= _recording(request, asked, given, here)
    except REFUSED as error:
        facts["fault"] = in_words(error)
        facts["pasted"] = given.get("menu", "")
    return page(request, "menus/menus", "kits", facts)


def _asked(request: HttpRequest) -> Asked:
    given, upload = request.POST, request.FILES.get("file")
    example = given.get("do") == "example" or given.get("example") == "yes"
    content: bytes | str
    if given.get("do") == "example":
        content = example_menu()
    elif upload is not None:
        content, example = upload.read(), False
    else:
        content = given.get("menu", "").replace("\r\n", "\n")
    if not content.strip():
        raise InputError("choose a menu first: a file, or its lines pasted")
    table = menu_tables().frequencies
    menu = parse_menu(content, table)
    if not any(menu.meals):
        raise InputError("no dish of this menu has a day: write the days of each dish as 1 6 11")
    served = [portion for meal in menu.meals for portion in meal]
    text = write_menu(menu.meals, [*served, *menu.others], table)
    return Asked(text, menu, judge(menu.meals), example)


def _proposed(asked: Asked, given: QueryDict) -> Proposed | None:
    if given.get("do") != "improve":
        return None
    aim = given.get("aim", "")
    if aim not in AIMS:
        raise InputError("choose what the better menu is for")
    wish = Wish(
        aim=next(each for each in AIMS if each == aim),
        cost=_amount(given.get("cost", "")),
        co2=_amount(given.get("co2", "")),
        purchases="purchases" in given,
        seconds=SECONDS,
    )
    return propose(asked.menu, wish)


def _amount(text: str) -> float | None:
    plain = text.strip().replace(",", ".").removesuffix("€").removesuffix("kg").strip()
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError as error:
        raise InputError("{value!r} is no number", value=text[:40]) from error
    if not 0 <= value < 1e4:
        raise InputError("{value!r} is no number", value=text[:40])
    return value


def _scored(asked: Asked, proposed: Proposed | None, here: str) -> dict[str, Any]:
    tables = menu_tables()
    meals = tables.frequencies.meals
    after = None if proposed is None else proposed.score
    rows = words.row_facts(asked.score, here)
    facts: dict[str, Any] = {
        "scored": True,
        "simulated": asked.example,
        "menu": asked.text,
        "rows": rows,
        "kept": asked.score.frequencies.kept,
        "of": len(rows),
        "figures": words.figure_rows(asked.score, after, meals, tables.purchases, here),
        "chart": words.rows_chart(asked.score, "menu-today", _("How often in 20 meals, today"), here),
        "repeats": [
            _("{dish}: meal {first} and again meal {again}").format(dish=e.dish, first=e.first, again=e.again)
            for e in asked.score.repeats
        ],
        "days": _days(asked.menu.meals, None),
        "sources": [tables.frequencies.source, tables.purchases.source, tables.nutri_score.source],
    }
    if proposed is not None:
        facts |= _better(asked, proposed, meals, here)
        for row, then in zip(rows, words.row_facts(proposed.score, here), strict=True):
            row["then"] = then
    return facts


def _better(asked: Asked, proposed: Proposed, meals: int, here: str) -> dict[str, Any]:
    table = menu_tables().frequencies
    proof, proven = words.proof_words(proposed, meals, here)
    everything = [*(portion for meal in asked.menu.meals for portion in meal), *asked.menu.others]
    return {
        "improved": True,
        "proof": proof,
        "proven": proven and not proposed.better.unmet,
        "unmet": [words.unmet_words(each, meals, here) for each in proposed.better.unmet],
        "changes": words.change_rows(proposed, here),
        "days": _days(proposed.better.meals, proposed.new),
        "better_chart": words.rows_chart(
            proposed.score, "menu-better", _("How often in 20 meals, in the better menu"), here
        ),
        "better": write_menu(proposed.better.meals, everything, table),
        "then_kept": proposed.score.frequencies.kept,
    }


def _days(meals: Any, new: tuple[tuple[bool, ...], ...] | None) -> list[dict[str, Any]]:
    """Day by day, each course with its dishes in the order of the table; whether a dish is new on this day."""
    found = []
    for at, meal in enumerate(meals):
        marks = new[at] if new is not None else (False,) * len(meal)
        dishes: dict[str, list[dict[str, Any]]] = {course: [] for course in words.COURSES}
        for portion, mark in zip(meal, marks, strict=True):
            dishes.setdefault(_course(portion), []).append({"name": portion.name, "new": mark})
        cells = [{"course": words.course_name(course), "dishes": listed} for course, listed in dishes.items()]
        found.append({"day": at + 1, "cells": cells})
    return found


def _course(portion: Portion) -> str:
    return str(portion.dish.facts.get("course", ""))


def _question(asked: Asked, given: QueryDict, here: str) -> dict[str, Any]:
    """The second question, with today's cost and CO2 as limits to begin with."""
    score, meals = asked.score, menu_tables().frequencies.meals
    first = "aim" not in given
    dishes = [*(portion for meal in asked.menu.meals for portion in meal), *asked.menu.others]
    costs, weights = all(each.cost is not None for each in dishes), all(each.co2 is not None for each in dishes)
    bought = all(each.purchases is not None for each in dishes)
    today = {
        # Rounded up, so that the menu of today is within its own limit.
        "cost": number(score.cost / meals + 0.005, here, 2) if costs else "",
        "co2": number(score.co2 / meals + 0.005, here, 2) if weights else "",
    }
    return {
        "aims": [
            {"value": each, "label": words.aim_words(each), "selected": each == given.get("aim", AIMS[0])}
            for each in AIMS
        ],
        "limits": {name: today[name] if first else given.get(name, "") for name in today},
        "purchases": [
            {
                "value": "on",
                "label": _("Keep the shares of purchases too"),
                "hint": "" if bought else _("Purchases are not known for every dish."),
                "selected": bought if first else "purchases" in given,
            }
        ],
    }


def _recording(request: HttpRequest, asked: Asked, given: QueryDict, here: str) -> dict[str, Any]:
    known = kitchens(request.user)
    facts: dict[str, Any] = {
        "may_record": accounts.may(request.user, "import_observations"),
        "kitchens": [
            {"value": each.code, "label": each.name.say(here), "selected": each.code == given.get("kitchen")}
            for each in known
        ],
    }
    if given.get("do") == "record":
        values = observed(asked.score, menu_tables().frequencies.meals)
        source = f"console:{request.user.get_username()}"
        report = record_menu(given.get("kitchen", ""), values, source, by=request.user)
        facts["recorded"] = report.accepted
        facts["refused"] = report.read - report.accepted - report.duplicates
    return facts


@require_POST
@asks("see_places")
def as_file(request: HttpRequest) -> HttpResponse:
    """The better menu, or the invented one, as a table that this page and ``pagus menu`` read."""
    table = menu_tables().frequencies
    text = example_menu() if request.POST.get("example") == "yes" else request.POST.get("better", "")
    menu = parse_menu(text.replace("\r\n", "\n"), table)
    return attached(write_menu(menu.meals, menu.others, table).encode(), "text/csv; charset=utf-8", "menu.csv")


@require_POST
@asks("see_places")
def as_pdf(request: HttpRequest) -> HttpResponse:
    """The menu on paper: twenty days, what changes, the rules, cost and CO2."""
    table = menu_tables().frequencies
    given = request.POST
    before = parse_menu(given.get("menu", "").replace("\r\n", "\n"), table)
    text = given.get("better", "").replace("\r\n", "\n")
    after = parse_menu(text, table) if text.strip() else None
    made = menu_paper(before, after, language(), simulated=given.get("example") == "yes")
    return attached(made, "application/pdf", "menu.pdf")
