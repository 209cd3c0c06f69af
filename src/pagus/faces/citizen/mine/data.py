"""My data: who follows me and why, how I am reached, who has looked, what this device keeps, the way out."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pagus.apps.forms.mine import my_page
from pagus.apps.home.asked import Followed, followed
from pagus.apps.home.looks import PAGE, looks_at
from pagus.apps.home.stopping import stops_at_once
from pagus.apps.messages.asking import asked_by_person
from pagus.apps.people.contacts import Contact, agree_oneself, own_contact
from pagus.apps.people.keys import person_of_key
from pagus.apps.people.queries import teams
from pagus.errors import NotFound
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.frame import language
from pagus.faces.citizen.mine.frame import mine_page
from pagus.faces.citizen.mine.look_words import look_days
from pagus.faces.citizen.mine.opened import opened
from pagus.kernel.time import clock_text
from pagus.web.middleware import in_words

__all__ = ["agree", "show"]

_SHOWN_DIGITS = 2
_LONGEST_NUMBER = 15


@require_safe
@private_answer
@opened
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Draw what is kept and who has looked; ``?before=`` pages on."""
    person, here = person_of_key(key), language()
    before = request.GET.get("before", "")
    is_number = before.isascii() and before.isdigit() and len(before) <= _LONGEST_NUMBER
    looks = looks_at(person.code, before=int(before) if is_number else None)
    names = {team.code: team.name.say(here) for team in teams()}
    waiting = {one.kit for one in asked_by_person(person.code) if one.kind == "stop" and one.answered_ms is None}
    at_once, contact = stops_at_once(person.code), own_contact(person.code)
    facts = {
        "team": names.get(person.team, person.team),
        "followed": [_following(each, waiting, at_once, here) for each in followed(person.code)],
        "courses": [
            {
                "id": each.id,
                "field": f"reason-{each.id}",
                "title": each.title.say(here),
                "standing": [text.say(here) for text in each.standing],
                "since_ms": each.since_ms,
                "began_ms": each.began_ms,
                "ended_ms": each.ended_ms,
            }
            for each in my_page(key).courses
        ],
        "contact": None if contact is None else _reached(contact),
        "looks": look_days(looks, here),
        "older": looks[-1].entry.number if len(looks) == PAGE else None,
        "sending": secrets.token_hex(16),
    }
    return mine_page(request, key, person, "mine_data", facts)


@require_POST
@private_answer
@opened
def agree(request: HttpRequest, key: str) -> HttpResponse:
    """Agree to be written to, or no longer."""
    agreed = request.POST.get("agreed") == "yes"
    try:
        agree_oneself(person_of_key(key).code, agreed=agreed)
        said = _("We write to you again when your page waits.") if agreed else _("Nothing is sent to you any more.")
        messages.success(request, said)
    except NotFound as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(reverse("citizen:mine_data", args=[key]))


def _following(each: Followed, waiting: set[str], at_once: frozenset[int], here: str) -> dict[str, Any]:
    kit = each.kit.kit
    return {
        "installation": each.installation,
        "at_once": each.installation in at_once,
        "field": f"stop-{each.installation}",
        "title": kit.title.say(here),
        "summary": kit.summary.say(here),
        "basis": kit.legal_basis.say(here),
        "from_ms": each.from_ms,
        "to_ms": each.to_ms,
        "asked_to_stop": kit.id in waiting or "" in waiting,
    }


def _reached(contact: Contact) -> dict[str, Any]:
    """How somebody is reached, on a page that a lost telephone may show: only the ends of number and address."""
    name, at, domain = contact.email.partition("@")
    return {
        "channel": contact.channel,
        "phone": f"{contact.phone[:3]} … {contact.phone[-_SHOWN_DIGITS:]}" if contact.phone else "",
        "email": f"{name[:1]}…{at}{domain}" if contact.email else "",
        "agreed_ms": contact.agreed_ms,
        "quiet_from": clock_text(contact.quiet_from),
        "quiet_until": clock_text(contact.quiet_until),
        "by": clock_text(contact.measure_by),
        "most": contact.most_a_day,
    }
