"""The rota of a team and the clocks of its kits: who is told, when, and how soon somebody looks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.apps.people import queries as people
from pagus.apps.worklist import duty
from pagus.apps.worklist.policy import SHIFT_KINDS
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.numbers import whole_number
from pagus.kernel.time import DAY, MINUTE, clock_text, read_clock
from pagus.kit_language.model import SEVERITIES
from pagus.kit_language.wording import duration_text
from pagus.library.worklist import usual
from pagus.web.middleware import in_words

__all__ = ["add", "end", "set_clock", "show"]

MIDNIGHT = ("24:00", "00:00")
MONDAY_MS = 4 * DAY
"""The first Monday after the beginning of 1970: names of weekdays are written from it."""


@require_GET
@asks("handle_alert")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the rota of one team and the clocks."""
    here = language()
    own = _teams(request.user)
    chosen = request.GET.get("team") or next(iter(own), "")
    names = {team.code: team.name.say(here) for team in people.teams()}
    shifts = duty.shifts_of(chosen) if chosen in own else ()
    may = accounts.may(request.user, "set_parameter")
    facts = {
        "team": chosen,
        "team_name": names.get(chosen, chosen),
        "teams": [
            {"label": names[code], "url": f"{reverse('console:rota')}?team={code}", "current": code == chosen}
            for code in own
        ],
        "days": [
            {
                "ms": MONDAY_MS + day * DAY,
                "shifts": [_shift(it, here) for it in shifts if it.weekday == day],
            }
            for day in range(7)
        ],
        "empty": not shifts,
        "kinds": [{"value": key, "label": capfirst(text.say(here))} for key, text in SHIFT_KINDS.items()],
        "logins": [{"value": login, "label": login} for login in _logins(chosen)],
        "kits": [{"value": "", "label": _("All kits"), "selected": True}, *_kits(here)],
        "weekdays": [{"value": day, "ms": MONDAY_MS + day * DAY} for day in range(7)],
        "may_plan": may,
        "clocks": _clocks(request.user, here),
        "note": getattr(usual().note, here),
        "certainty": usual().certainty,
        "zone": settings.TIME_ZONE,
        "quiet_from": usual().quiet_from,
        "quiet_until": usual().quiet_until,
    }
    return page(request, "alerts/rota", "worklist", facts)


@require_POST
@asks("set_parameter")
def add(request: HttpRequest) -> HttpResponse:
    """Add shifts."""
    team = request.POST.get("team", "")
    try:
        duty.add_shift(
            team,
            request.POST.get("login", ""),
            request.user,
            kind=request.POST.get("kind", ""),
            weekdays=[whole_number(day, 7) for day in request.POST.getlist("weekday")],
            start=_minute(request.POST.get("start", "")),
            end=_minute(request.POST.get("end", ""), is_end=True),
            kit=request.POST.get("kit", ""),
        )
        messages.success(request, _("The shift stands in the rota."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(f"{reverse('console:rota')}?team={team}")


@require_POST
@asks("set_parameter")
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Take a shift off the rota."""
    duty.end_shift(number, request.user)
    messages.success(request, _("The shift is off the rota."))
    return HttpResponseRedirect(f"{reverse('console:rota')}?team={request.POST.get('team', '')}")


@require_POST
@asks("set_parameter")
def set_clock(request: HttpRequest, number: int) -> HttpResponse:
    """Set the clocks of an installation."""
    try:
        known = {wait.severity: wait.minutes for wait in duty.waits_of(installations.get_installation(number))}
        asked = {level: whole_number(request.POST.get(level, "").strip(), 0) for level in SEVERITIES}
        changed = {level: wait for level, wait in asked.items() if wait != known[level]}
        if not changed:
            raise InputError("no clock was changed")
        duty.set_clock(number, changed, request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The clocks hold from now on."))
    except InputError as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(f"{reverse('console:rota')}#clocks")


def _minute(text: str, *, is_end: bool = False) -> int:
    if is_end and text.strip() in MIDNIGHT:
        return 1_440
    minute = read_clock(text)
    if minute is None:
        raise InputError("{text!r} is no time of day: write 08:30", text=text[:20])
    return minute


def _teams(user: Any) -> list[str]:
    grants = accounts.grants(user)
    every = any(grant.role.every_team for grant in grants)
    mine = {grant.team for grant in grants if grant.team}
    return [team.code for team in people.teams() if every or team.code in mine]


def _logins(team: str) -> list[str]:
    found = [
        login for role in ("nurse", "physician") for login, _place, its in accounts.accounts_with(role) if its == team
    ]
    return list(dict.fromkeys([*found, *(login for login, _place, _team in accounts.accounts_with("coordinator"))]))


def _shift(shift: duty.KeptShift, here: Any) -> dict[str, Any]:
    return {
        "number": shift.number,
        "login": shift.login,
        "kind": SHIFT_KINDS[shift.kind].say(here),
        "on_call": shift.kind == "on_call",
        "start": clock_text(shift.start),
        "end": clock_text(shift.end),
        "kit": shift.kit,
    }


def _kits(here: Any) -> list[dict[str, Any]]:
    found = {each.kit.slug: each.kit for each in installations.active_installations() if each.kit.subject == "person"}
    return [{"value": slug, "label": kit.title.say(here)} for slug, kit in found.items()]


def _clocks(user: Any, here: Any) -> list[dict[str, Any]]:
    rows = []
    for each in installations.active_installations():
        if each.kit.subject != "person" or not accounts.may(user, "see_places", each.territory):
            continue
        waits = [
            {
                "level": wait.severity,
                "minutes": wait.minutes,
                "said": duration_text(wait.minutes * MINUTE, here),
                "layer": wait.layer,
                "own": wait.layer == "territory",
                "at_most": wait.at_most,
            }
            for wait in reversed(duty.waits_of(each))
        ]
        rows.append({"number": each.id, "title": each.kit.title.say(here), "waits": waits})
    return rows
