"""The note for a council: two pages about one commune, in plain words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from pagus.apps.access.council import Council, Help, SiteNear, council_of
from pagus.apps.access.lab import PROFESSIONS
from pagus.apps.access.outcome import cut_points, outcome_of
from pagus.apps.accounts import queries as accounts
from pagus.apps.territory.queries import CREDIT, ancestors, get_place, is_within
from pagus.faces.console.access.access_exports import attached, day_of_now, drawn_map, notes
from pagus.faces.console.access.access_page import sources
from pagus.faces.console.access.access_words import access_map, percent, profession_name, shown, unit_words
from pagus.faces.console.frame import asks, language
from pagus.library.access import access_method
from pagus.web import charts
from pagus.web.charts.language import number
from pagus.web.pdf import compile_pdf

__all__ = ["as_pdf", "council_facts", "council_territory"]

SHOWN_SITES = 5
SHOWN_HELPS = 5


@require_GET
@asks("see_places")
def as_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Two pages about a commune: what it has, what it loses when its doctor retires, what would help most."""
    place = get_place(code)
    accounts.require(request.user, "see_places", place.code)
    profession = request.GET.get("profession") or PROFESSIONS[0]
    territory = request.GET.get("place") or council_territory(request, place.code)
    accounts.require(request.user, "see_places", territory)
    found = council_of(territory, place.code, profession, request.GET.get("method", ""))
    facts, pictures = council_facts(found, language())
    made = compile_pdf("council", facts, pictures)
    return attached(made, "application/pdf", f"council-{place.code.partition(':')[2]}.pdf")


def council_territory(request: HttpRequest, code: str) -> str:
    """With which territory is this commune compared: one of the user's that holds it, or its département."""
    for mine in accounts.territories(request.user, "see_places"):
        if is_within(code, mine):
            return mine
    return next((each.code for each in ancestors(code) if each.kind == "departement"), code)


def council_facts(found: Council, here: str) -> tuple[dict[str, Any], dict[str, str]]:
    """All that the document shows, and its pictures."""
    lab, loss = found.lab, found.loss
    look = access_map(loss, cut_points(loss))
    legend = charts.legend(look, here)
    facts = {
        "language": here,
        "title": _("Access to care in {place}").format(place=found.name),
        "over": _("Note for the council"),
        "profession": profession_name(lab.profession, here),
        "day": day_of_now(here),
        "territory": get_place(lab.territory).name,
        "simulated": _("Simulated supply: not real practices") if lab.simulated else "",
        "figures": _figures(found, here),
        "has": {"title": _("What the commune has"), "text": _has(found, here), **_table(found, here)},
        "map": {
            "title": _("Access by commune"),
            "legend_title": legend.title,
            "legend": [[charts.PRINTED[entry.tone], entry.label] for entry in legend.entries],
            "note": _("{place} has the thick border.").format(place=found.name),
        },
        "loses": _loses(found, here),
        "helps": _helps(found, here),
        "sure": {"title": _("How sure is this?"), "texts": _sure(found, here)},
        "rests": {"title": _("What this rests on"), "texts": notes(loss, here)},
        "sources": {
            "title": _("Sources"),
            "rows": [f"{each['what']}: {each['source']} {each['as_of']}".strip() for each in sources(lab, here)],
        },
        "credit": CREDIT,
    }
    today = drawn_map(outcome_of(lab, ()), look, here, frozenset({found.code}))
    return facts, {"map": today}


def _figures(found: Council, here: str) -> list[dict[str, str]]:
    lab, before = found.lab, found.loss.before
    fte = sum(site.fte for site in found.sites)
    return [
        {
            "label": _("Access today"),
            "value": shown(lab, found.here.before, here),
            "note": _("{unit}; {place} on average: {mean}").format(
                unit=unit_words(lab), place=get_place(lab.territory).name, mean=shown(lab, before.mean, here)
            ),
        },
        {
            "label": _("Rank among communes"),
            "value": f"{number(found.rank, here, 0)} / {number(found.of, here, 0)}",
            "note": _("1 is the best served; communes with inhabitants"),
        },
        {
            "label": _("Care in the commune"),
            "value": number(fte, here, 1),
            "note": _("full-time equivalents, n = {n} sites; {people} inhabitants").format(
                n=len(found.sites), people=number(found.here.people, here, 0)
            ),
        },
    ]


def _has(found: Council, here: str) -> str:
    limit = number(found.lab.pairs.limit_min, here, 0)
    reached = ngettext(
        "Within {minutes} minutes its inhabitants reach {count} site.",
        "Within {minutes} minutes its inhabitants reach {count} sites.",
        found.reach,
    ).format(minutes=limit, count=number(found.reach, here, 0))
    if not found.sites:
        return _("There is no such care in the commune itself.") + " " + reached
    old = sum(site.over_65 for site in found.sites)
    aged = (
        " " + _("{fte} full-time equivalents are given by people over 65.").format(fte=number(old, here, 1))
        if old > 0
        else ""
    )
    return reached + aged


def _table(found: Council, here: str) -> dict[str, Any]:
    listed = (*found.sites, *found.near)[:SHOWN_SITES]
    return {
        "columns": [_("Where"), _("Full-time equivalents"), _("Oldest"), _("Minutes")],
        "rows": [_site_row(site, found.code, here) for site in listed],
    }


def _site_row(site: SiteNear, code: str, here: str) -> list[str]:
    name = site.name if site.place == code or not site.place_name else f"{site.name}, {site.place_name}"
    remote = f" ({_('remote')})" if site.remote else ""
    age = _("{age} years").format(age=site.oldest) if site.oldest is not None else "–"
    return [name + remote, number(site.fte, here, 1), age, number(site.minutes, here, 0)]


def _loses(found: Council, here: str) -> dict[str, Any]:
    lab, before, after = found.lab, found.here.before or 0.0, found.after_loss.after or 0.0
    who = found.who.name if found.who else ""
    texts = {
        "over_65": _("If everyone over 65 in the commune retires and nobody follows"),
        "oldest": _("Nobody here is over 65. If the oldest, at {who}, stopped and nobody followed").format(who=who),
        "largest": _("No ages are known. If the largest practice, {who}, closed and nobody followed").format(who=who),
        "nearest": _("There is no practice to lose here. If the nearest one, {who}, closed and nobody followed").format(
            who=who
        ),
        "nobody": _("There is no practice within reach to lose"),
    }
    share = (after - before) / before if before > 0 else 0.0
    more = found.loss.after.people_under - found.loss.before.people_under
    told = _("{if_so}, access in {place} goes from {before} to {after} ({change}).").format(
        if_so=texts[found.leaving],
        place=found.name,
        before=shown(lab, before, here),
        after=shown(lab, after, here),
        change=_signed(share, here),
    )
    around = ngettext(
        "Around it, {count} commune loses more than one per cent.",
        "Around it, {count} communes lose more than one per cent.",
        len(found.loss.losers(1000)),
    ).format(count=len(found.loss.losers(1000)))
    under = (
        _("In the territory {people} more people would be short of care.").format(people=number(more, here, 0))
        if more >= 1
        else _("Nobody more in the territory would be short of care.")
    )
    return {
        "title": _("What it loses when the doctor retires")
        if lab.profession == "general_practice"
        else _("What it loses when somebody retires"),
        "text": told if found.leaving != "nobody" else texts["nobody"] + ".",
        "around": f"{around} {under}" if found.leaving != "nobody" else "",
        "unit": unit_words(lab),
        "bars": [
            _bar(_("today"), before, found, here),
            _bar(_("after"), after, found, here),
            _bar(_("{place}, mean").format(place=get_place(lab.territory).name), found.loss.before.mean, found, here),
        ],
    }


def _helps(found: Council, here: str) -> dict[str, Any]:
    best = found.helps[:SHOWN_HELPS]
    text = ""
    if best:
        text = _("After that loss, the most would be gained here if {arrival}: access goes up to {after}.").format(
            arrival=best[0].arrival.title[here], after=shown(found.lab, best[0].here.after, here)
        )
    return {
        "title": _("What would help most"),
        "text": text,
        "bars": [_help_bar(each, found, here) for each in best],
        "note": _(
            "Each is computed alone, after the loss, with its usual size (a local default, to be replaced by your "
            "project). Nobody can be moved here: help to settle, a good welcome and shared work make somebody come."
        ),
        "remote": _("A booth’s doctors practise elsewhere: local access rises without local doctors."),
    }


def _help_bar(each: Help, found: Council, here: str) -> dict[str, Any]:
    size = (
        _("acts × {value}").format(value=number(each.value, here))
        if each.arrival.is_factor
        else _("{value} FTE").format(value=number(each.value, here))
    )
    people = number(max(0.0, each.people_over), here, 0)
    note = _("{people} people fewer short of care").format(people=people) if each.people_over >= 1 else ""
    title = each.arrival.title[here]
    return _bar(f"{title[:1].upper()}{title[1:]} ({size})", each.here.after or 0.0, found, here) | {"note": note}


def _bar(label: str, access: float, found: Council, here: str) -> dict[str, Any]:
    values = [found.here.before or 0.0, found.loss.before.mean, *(each.here.after or 0.0 for each in found.helps)]
    top = max(*values, 1e-12)
    return {"label": label, "value": shown(found.lab, access, here), "share": max(0.0, min(1.0, access / top))}


def _sure(found: Council, here: str) -> list[str]:
    told = []
    if found.others:
        shares = [found.relative, *(share for _, share in found.others)]
        titles = ", ".join(access_method(method).title[here] for method, _share in found.others)
        told.append(
            _(
                "Access here is {own} of the territory’s mean. Other accepted ways of counting the same care say "
                "{low} to {high} ({methods})."
            ).format(
                own=percent(found.relative, here),
                low=percent(min(shares), here),
                high=percent(max(shares), here),
                methods=titles,
            )
        )
    told.append(
        _(
            "This is potential access: how much care is within reach if everybody near shares it. It says nothing "
            "about waiting times, quality, or who takes new patients."
        )
    )
    return told


def _signed(share: float, here: str) -> str:
    return ("+" if share > 0 else "") + percent(share, here)
