"""What the page of the access lab shows: figures, map, table, who gains and loses, the form of changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.access.edits import FACTORS, MOST_FTE, Edit
from pagus.apps.access.lab import Lab
from pagus.apps.access.outcome import Outcome, PlaceAccess, cut_points
from pagus.apps.territory.queries import CREDIT, get_place
from pagus.faces.console.access.access_asked import Asked
from pagus.faces.console.access.access_words import (
    access_map,
    change_map,
    digits_of,
    edit_sentences,
    method_title,
    percent,
    profession_options,
    router_words,
    shown,
    threshold_words,
    unit_words,
)
from pagus.library.access import access_methods
from pagus.library.access_lab import arrivals
from pagus.web import charts
from pagus.web.charts.language import number

__all__ = ["figures", "lab_facts", "place_row", "selects", "sources"]


def lab_facts(asked: Asked, outcome: Outcome, here: str) -> dict[str, Any]:
    """All that the page shows of an outcome, by template name."""
    lab = outcome.lab
    cuts = cut_points(outcome)
    look = access_map(outcome, cuts)
    return {
        "territory": get_place(lab.territory),
        "unit": unit_words(lab),
        "figures": figures(outcome, here),
        "edits": _edits(asked, lab, outcome.edits, here),
        "changed": bool(outcome.edits),
        "winners": [place_row(lab, place, here) for place in outcome.winners()],
        "losers": [place_row(lab, place, here) for place in outcome.losers()],
        "people_gaining": outcome.people_gaining,
        "people_losing": outcome.people_losing,
        "rows": [place_row(lab, place, here) for place in sorted(outcome.places, key=lambda each: each.name)],
        "legend": charts.legend(look, here),
        "change_legend": charts.legend(change_map(), here),
        "method": {
            "title": method_title(lab, here),
            "note": lab.method.note.get(here, lab.method.note["en"]),
            "certainty": lab.method.certainty,
            "source": lab.method.source,
        },
        "threshold": {"words": threshold_words(outcome, here), "certainty": lab.threshold.certainty},
        "threshold_source": lab.threshold.source,
        "router": router_words(lab, here),
        "sources": sources(lab, here),
        "simulated": lab.simulated,
        "straight": lab.ways.straight is not None,
        "weighted": lab.area.weighted,
        "grid": lab.area.grid,
        "rim": len(lab.area.codes) - lab.area.inside_count,
        "rim_without_care": lab.rim_without_care,
        "lost": {"sites": outcome.lost_after[0], "capacity": number(outcome.lost_after[1], here, 1)},
        "remote": _remote(outcome, here),
        "credit": CREDIT,
        "forms": _forms(lab, here),
    }


def figures(outcome: Outcome, here: str) -> list[dict[str, Any]]:
    """The figures of the territory, before and after, as text, with what each says."""
    before, later, lab = outcome.before, outcome.after, outcome.lab
    ratio = [
        _("no ratio") if each is None else f"{number(each, here, 1)} : 1" for each in (before.p90_p10, later.p90_p10)
    ]
    rows = (
        ("mean", _("Mean access"), shown(lab, before.mean, here), shown(lab, later.mean, here), unit_words(lab)),
        (
            "under",
            _("People short of care"),
            percent(before.share_under, here, 1),
            percent(later.share_under, here, 1),
            threshold_words(outcome, here),
        ),
        ("ratio", _("Best served tenth to worst"), *ratio, _("P90 / P10 between people; a ratio of 1 would be equal")),
        (
            "gini",
            _("Inequality (Gini)"),
            number(before.gini, here, 3),
            number(later.gini, here, 3),
            _("weighted by people; 0 would be equal"),
        ),
    )
    gains = (
        later.mean - before.mean,
        before.share_under - later.share_under,
        (before.p90_p10 or 0) - (later.p90_p10 or 0),
        before.gini - later.gini,
    )
    return [
        {"name": name, "label": label, "before": was, "after": now, "hint": hint, "better": _better(was, now, gain)}
        for (name, label, was, now, hint), gain in zip(rows, gains, strict=True)
    ]


def _better(was: str, now: str, gain: float) -> str:
    """Is it better than today? What looks the same is the same."""
    return "" if was == now else "better" if gain > 0 else "worse"


def place_row(lab: Lab, place: PlaceAccess, here: str) -> dict[str, Any]:
    """One commune as a row of a table or a line of a list."""
    sign = "+" if place.change > 0 else ""
    return {
        "code": place.code,
        "name": place.name,
        "people": place.people,
        "before": shown(lab, place.before, here),
        "after": shown(lab, place.after, here),
        "change": f"{sign}{number(100 * place.relative, here, 0)}\u00a0%" if abs(place.relative) > 1e-9 else "",
    }


def selects(asked: Asked, territories: list[tuple[str, str]], here: str) -> list[dict[str, Any]]:
    """The choices above the page."""
    listed = dict(territories) | {asked.place: get_place(asked.place).name}
    return [
        {
            "name": "place",
            "label": _("Territory"),
            "options": [
                {"value": code, "label": name, "selected": code == asked.place} for code, name in listed.items()
            ],
        },
        {"name": "profession", "label": _("Care"), "options": profession_options(asked.profession, here)},
        {
            "name": "method",
            "label": _("Method"),
            "options": [
                {"value": each.id, "label": each.title.get(here, each.title["en"]), "selected": each.id == asked.method}
                for each in access_methods()
            ],
        },
    ]


def sources(lab: Lab, here: str) -> list[dict[str, Any]]:
    """Where the data come from and how old they are."""
    names = {"care": _("Care"), "people": _("People"), "travel": _("Ways")}
    return [
        {
            "what": names[source.what],
            "source": source.source,
            "as_of": source.as_of.isoformat() if source.as_of else "",
            "simulated": source.simulated,
        }
        for source in lab.sources
    ]


def _edits(asked: Asked, lab: Lab, edits: tuple[Edit, ...], here: str) -> list[dict[str, str]]:
    """Each change as a sentence, with the address of the page without it."""
    told = edit_sentences(lab, edits, here)
    return [{"words": words, "without": asked.address(edits=_without(edits, at))} for at, words in enumerate(told)]


def _without(edits: tuple[Edit, ...], at: int) -> tuple[Edit, ...]:
    """The changes without one; those of a practice that it opened go with it, and later ones are numbered anew."""
    if edits[at].do != "open":
        return (*edits[:at], *edits[at + 1 :])
    opened = [index for index, edit in enumerate(edits) if edit.do == "open"]
    gone = opened.index(at) + 1
    kept = []
    for index, edit in enumerate(edits):
        number_of = int(edit.site[4:]) if edit.site.startswith("new-") else 0
        if index == at or number_of == gone:
            continue
        if number_of > gone:
            kept.append(replace(edit, site=f"new-{number_of - 1}"))
            continue
        kept.append(edit)
    return tuple(kept)


def _remote(outcome: Outcome, here: str) -> str:
    share = outcome.after.remote_share
    return percent(share, here, 1) if share > 0 else ""


def _forms(lab: Lab, here: str) -> dict[str, Any]:
    """The choices of the form: what may happen, to which practice, where, and how much."""
    whole = {"value": "", "label": _("the whole territory"), "selected": True}
    inside = sorted(zip(lab.area.names, lab.area.codes, strict=True))
    places = [{"value": code, "label": name} for name, code in inside if code in lab.inside_codes]
    names = dict(zip(lab.area.codes, lab.area.names, strict=True))
    sites = [
        {
            "value": row["site"],
            "label": f"{names.get(row['place'], '')} – {row['name']} ({number(row['fte'], here, digits=None)})",
        }
        for row in lab.supply.iter_rows(named=True)
        if row["place"] in lab.inside_codes
    ]
    return {
        "what": _what(lab, here),
        "sites": sorted(sites, key=lambda each: each["label"]),
        "places": [whole, *places],
        "digits": digits_of(lab),
    }


def _what(lab: Lab, here: str) -> list[dict[str, Any]]:
    """What may happen, in the order of a life: someone leaves, someone stays, someone comes, people change."""
    rows: list[tuple[str, str, float | None, float, float, str]] = [
        ("close", _("a practice closes"), None, 0, 0, ""),
        ("retire", _("everyone over 65 retires, nobody follows"), None, 0, 0, ""),
        ("hours", _("a practice works more or fewer hours"), 1.0, 0.0, MOST_FTE, ""),
        ("move", _("a practice sets up elsewhere"), None, 0, 0, ""),
    ]
    for each in arrivals():
        if each.serves(lab.profession):
            kind = "team" if each.is_factor else "open"
            rows.append((f"{kind}:{each.id}", each.title[here], each.usual, each.least, each.most, each.note[here]))
    rows += [
        ("grow", _("the population grows or shrinks"), 1.1, *FACTORS, ""),
        ("age", _("the population ages, and needs more care"), 1.1, *FACTORS, ""),
    ]
    return [
        {
            "value": value,
            "label": label,
            "usual": "" if usual is None else number(usual, here),
            "least": least,
            "most": most,
            "note": note,
        }
        for value, label, usual, least, most, note in rows
    ]
