"""Scored menus in plain words: each row of the frequencies, what a dish too many means, what a better menu changes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.menus.judging import Proposed
from pagus.engines.nutrition import Aim, MenuScore, RowVerdict, Unmet
from pagus.library.nutrition import PurchaseTable
from pagus.web import charts
from pagus.web.charts.language import number

__all__ = [
    "COURSES",
    "aim_words",
    "change_rows",
    "course_name",
    "figure_rows",
    "proof_words",
    "row_facts",
    "row_name",
    "rows_chart",
    "unmet_words",
    "wanted_words",
]

COURSES = ("starter", "main", "side", "dairy", "dessert")


def row_name(row: str) -> str:
    """The name of a row; one that is not known here by its own identifier."""
    known = {
        "fat_starters": _("Starters with more than 15 % fat"),
        "raw_starters": _("Starters of raw vegetables or fruit"),
        "fried": _("Fried or pre-fried, with more than 15 % fat"),
        "fat_protein_dishes": _("Main dishes with no more protein than fat"),
        "light_protein_dishes": _("Main dishes with less than 70 % of the protein portion"),
        "fish": _("Fish, 70 % of the dish or more"),
        "unminced_red_meat": _("Beef, veal, lamb or offal, not minced"),
        "cooked_vegetables": _("Sides of cooked vegetables"),
        "starches": _("Sides of starch or pulses"),
        "rich_cheese": _("Cheese with 150 mg of calcium or more"),
        "other_cheese": _("Cheese with 100 to 150 mg of calcium"),
        "dairy": _("Dairy with more than 100 mg of calcium, less than 5 g of fat"),
        "fat_desserts": _("Desserts with more than 15 % fat"),
        "sweet_desserts": _("Desserts with more than 20 g of sugars"),
        "raw_fruit": _("Desserts of raw fruit"),
        "cost": _("Cost of a meal"),
        "co2": _("CO2 of a meal"),
        "quality_purchases": _("Sustainable or quality purchases"),
        "organic_purchases": _("Organic purchases"),
    }
    return known.get(row, row.replace("_", " "))


def _short_name(row: str) -> str:
    """The name of a row where there is little room."""
    known = {
        "fat_starters": _("Fat starters"),
        "raw_starters": _("Raw starters"),
        "fried": _("Fried dishes"),
        "fat_protein_dishes": _("Fat main dishes"),
        "light_protein_dishes": _("Little protein"),
        "fish": _("Fish"),
        "unminced_red_meat": _("Red meat, not minced"),
        "cooked_vegetables": _("Cooked vegetables"),
        "starches": _("Starch, pulses"),
        "rich_cheese": _("Calcium-rich cheese"),
        "other_cheese": _("Other cheese"),
        "dairy": _("Yoghurt, milk"),
        "fat_desserts": _("Fat desserts"),
        "sweet_desserts": _("Very sweet desserts"),
        "raw_fruit": _("Raw fruit"),
    }
    return known.get(row, row.replace("_", " "))


def course_name(course: str) -> str:
    """The name of a course."""
    known = {
        "starter": _("Starter"),
        "main": _("Main dish"),
        "side": _("Side dish"),
        "dairy": _("Dairy"),
        "dessert": _("Dessert"),
    }
    return known.get(course, course)


def wanted_words(least: float | None, most: float | None, here: str) -> str:
    """How often it is to be served."""
    if least is not None and least == most:
        return _("exactly {count}").format(count=number(least, here, 0))
    if least is None:
        return _("at most {count}").format(count=number(most, here, 0))
    if most is None:
        return _("at least {count}").format(count=number(least, here, 0))
    return _("{least} to {most}").format(least=number(least, here, 0), most=number(most, here, 0))


def row_facts(score: MenuScore, here: str) -> list[dict[str, Any]]:
    """Each row: what it counts, how often it is served, how often it should be, and what that means."""
    return [
        {
            "id": each.row.id,
            "name": row_name(each.row.id),
            "count": each.count,
            "wanted": wanted_words(each.row.at_least, each.row.at_most, here),
            "verdict": _verdict(each),
            "state": {True: "done", False: "open", None: "draft"}[each.holds],
            "certainty": each.row.certainty,
            "dishes": [
                name if times == 1 else f"{name}\u00a0×\u00a0{number(times, here, 0)}"
                for name, times in Counter(each.dishes).items()
            ],
        }
        for each in score.frequencies.rows
    ]


def _verdict(found: RowVerdict) -> str:
    least, most = found.row.at_least, found.row.at_most
    if found.holds:
        return _("kept")
    if found.holds is None:
        return ngettext("not known for {n} dish", "not known for {n} dishes", found.unsure).format(n=found.unsure)
    if most is not None and found.count > most:
        return ngettext("{n} too many", "{n} too many", found.count - most).format(n=found.count - most)
    lack = (least or 0) - found.count
    return ngettext("{n} is missing", "{n} are missing", lack).format(n=lack)


def rows_chart(score: MenuScore, identifier: str, title: str, here: str) -> charts.Chart:
    """The rows as bars: what stands within the rule, what is too many, what is missing, what cannot be judged."""
    rows = []
    for each in score.frequencies.rows:
        least, most = each.row.at_least or 0, each.row.at_most
        over = max(0, each.count - most) if most is not None else 0
        missing = max(0, least - each.count - each.unsure)
        parts = (float(each.count - over), float(over), float(missing), float(each.unsure))
        note = wanted_words(each.row.at_least, each.row.at_most, here)
        rows.append(charts.StackRow(label=_short_name(each.row.id), parts=parts, note=note))
    return charts.stacked_bars(
        charts.StackedBars(
            setting=charts.Setting(identifier=identifier, language=here),
            title=title,
            unit="",
            classes=(
                charts.ClassKey(label=_("within the rule"), tone="good"),
                charts.ClassKey(label=_("too many"), tone="high"),
                charts.ClassKey(label=_("too few"), tone="quiet"),
                charts.ClassKey(label=_("not known"), tone="warning"),
            ),
            rows=tuple(rows),
            whole=max(20.0, *(sum(row.parts) for row in rows)),
        )
    )


def figure_rows(before: MenuScore, after: MenuScore | None, meals: int, shares: PurchaseTable, here: str) -> list[Any]:
    """What the menu comes to: of today, and of the better one when there is one."""
    asks = _("{share} % are asked for, over a year; quoted from memory")
    wanted = {
        name: asks.format(share=number(100 * share, here, 0))
        for name, share in (("quality", shares.quality), ("organic", shares.organic))
    }
    per_meal = _("food only, a portion of each course")

    def of(score: MenuScore | None) -> list[str]:
        if score is None:
            return [""] * 6
        lettered = sum(score.letters.values())
        good = (score.letters["A"] + score.letters["B"]) / lettered if lettered else None
        return [
            f"{score.frequencies.kept} / {len(score.frequencies.rows)}",
            f"{number(score.cost / meals, here, 2)} €",
            f"{number(score.co2 / meals, here, 2)} kg",
            _percent(score.quality, here),
            _percent(score.organic, here),
            _percent(good, here),
        ]

    labels = (
        (_("Frequencies kept"), _("for sure, of those of the order")),
        (_("Cost of a meal"), _missing(before, "cost") or per_meal),
        (_("CO2 of a meal"), _missing(before, "co2") or per_meal),
        (_("Sustainable or quality purchases"), _missing(before, "purchases") or wanted["quality"]),
        (_("Organic purchases"), _missing(before, "purchases") or wanted["organic"]),
        (_("Dishes with Nutri-Score A or B"), _missing(before, "nutri_score") or _("to compare, no legal label")),
    )
    return [
        {"label": label, "hint": hint, "before": was, "after": now}
        for (label, hint), was, now in zip(labels, of(before), of(after), strict=True)
    ]


def _percent(share: float | None, here: str) -> str:
    return "–" if share is None else f"{number(100 * share, here, 0)} %"


def _missing(score: MenuScore, what: str) -> str:
    count = score.unknown[what]
    if not count:
        return ""
    return ngettext("not known for {n} dish served", "not known for {n} dishes served", count).format(n=count)


def aim_words(aim: Aim) -> str:
    """What a better menu is for, as a choice."""
    return {
        "change": _("Change as few dishes as can be"),
        "cost": _("Cost as little as can be"),
        "co2": _("As little CO2 as can be"),
        "nutri_score": _("The best Nutri-Scores"),
    }[aim]


def proof_words(found: Proposed, meals: int, here: str) -> tuple[str, bool]:
    """How good the proposal is, and whether that is proven."""
    better = found.better
    if better.unmet:
        told = _("No menu of these dishes keeps everything. This one gives up as little as it can.")
        return told, not better.stopped
    proven = not better.stopped and better.gap <= 1e-3
    if better.aim == "change":
        told = ngettext("{n} dish is replaced.", "{n} dishes are replaced.", round(better.value)).format(
            n=number(better.value, here, 0)
        )
        proof = _("Proven: no menu that keeps everything replaces fewer.")
    else:
        told = {
            "cost": _("A meal costs {value} €.").format(value=number(better.value / meals, here, 2)),
            "co2": _("A meal weighs {value} kg CO2.").format(value=number(better.value / meals, here, 2)),
            "nutri_score": _("The Nutri-Scores add up to {value} points.").format(value=number(better.value, here, 0)),
        }[better.aim]
        proof = _("Proven: no menu of these dishes that keeps everything does better.")
    return f"{told} {proof if proven else _('Not proven to be the best: the search stopped at its limit.')}", proven


def unmet_words(unmet: Unmet, meals: int, here: str) -> str:
    """A rule that had to be given up, with what it comes to."""
    name = row_name(unmet.row)
    if unmet.row in {"cost", "co2"} and unmet.at_most is not None:
        unit = "€" if unmet.row == "cost" else "kg"
        value, most = (f"{number(each / meals, here, 2)} {unit}" for each in (unmet.value, unmet.at_most))
        return _("{name}: {value}, at most {most} wanted").format(name=name, value=value, most=most)
    if unmet.row.endswith("_purchases"):
        short = number(-unmet.value, here, 2)
        return _("{name}: {euros} € of twenty meals short of the share").format(name=name, euros=short)
    wanted = wanted_words(unmet.at_least, unmet.at_most, here)
    return _("{name}: {count}, {wanted} wanted").format(name=name, count=number(unmet.value, here, 0), wanted=wanted)


def change_rows(found: Proposed, here: str) -> list[dict[str, Any]]:
    """What comes more often and what less, by course."""
    return [
        {
            "course": course_name(each.course),
            "dish": each.dish,
            "before": number(each.before, here, 0),
            "after": number(each.after, here, 0),
            "word": _("comes in")
            if not each.before
            else _("goes out")
            if not each.after
            else _("more often")
            if each.after > each.before
            else _("less often"),
        }
        for each in found.changes
    ]
