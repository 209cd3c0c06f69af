"""A menu on paper, for the kitchen wall and the menu committee: the days, what changes, the rules, what it costs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.menus.files import MenuFile
from pagus.apps.menus.judging import changes, judge, menu_tables, new_dishes
from pagus.faces.console.access.access_exports import day_of_now
from pagus.faces.console.menus import menu_words as words
from pagus.web.charts.language import number
from pagus.web.pdf import compile_pdf

__all__ = ["menu_paper"]


def menu_paper(before: MenuFile, after: MenuFile | None, here: str, *, simulated: bool) -> bytes:
    """The PDF of the better menu with what changed, or of the menu itself when none was proposed."""
    tables = menu_tables()
    shown = before if after is None else after
    old, new = judge(before.meals), None if after is None else judge(after.meals)
    rows, then = words.row_facts(old, here), words.row_facts(new or old, here)
    marks = None if after is None else new_dishes(before.meals, after.meals)
    facts = {
        "language": here,
        "title": _("Twenty school lunches") if after is None else _("A better menu of twenty lunches"),
        "day": day_of_now(here),
        "simulated": _("Invented kitchen: an example") if simulated else "",
        "credit": tables.frequencies.title[here],
        "figures": words.figure_rows(old, new, tables.frequencies.meals, tables.purchases, here),
        "courses": [words.course_name(course) for course in words.COURSES],
        "days": [
            [
                [
                    [portion.name, marks is not None and marks[at][place]]
                    for place, portion in enumerate(meal)
                    if portion.dish.facts.get("course") == course
                ]
                for course in words.COURSES
            ]
            for at, meal in enumerate(shown.meals)
        ],
        "changes": [_change(each, here) for each in changes(before.meals, after.meals)] if after else [],
        "rows": [
            [row["name"], row["wanted"], f"{row['count']} ({row['verdict']})", f"{late['count']} ({late['verdict']})"]
            for row, late in zip(rows, then, strict=True)
        ],
        "compared": after is not None,
        "sources": [tables.frequencies.source, tables.purchases.source],
        "words": {
            "over": _("School kitchen"),
            "menu": _("The menu"),
            "meal": _("Meal"),
            "today": _("today"),
            "then": _("then"),
            "new": _("Bold: not on this day today."),
            "changes": _("What changes"),
            "rules": _("The rules"),
            "rule": _("In 20 meals"),
            "wanted": _("Wanted"),
            "sources": _("What this rests on"),
            "look": _("A cook looks at every menu: what goes together, seasons and stocks are not computed."),
        },
    }
    return compile_pdf("menus", facts)


def _change(each: Any, here: str) -> list[str]:
    return [each.dish, number(each.before, here, 0), number(each.after, here, 0)]
