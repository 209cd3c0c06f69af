"""What people ask on their own pages: the list of a team, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations.queries import active_installations
from pagus.apps.messages.asking import answer_person, requests_for
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, language, page
from pagus.web.middleware import in_words

__all__ = ["answer", "show"]


@require_GET
@asks("see_person")
def show(request: HttpRequest) -> HttpResponse:
    """Draw what nobody has answered yet, the oldest first; a wish to stop says where to end the follow-up."""
    here = language()
    titles = {each.kit.id: each.kit.title.say(here) for each in active_installations()}
    kinds = {"question": _("Question"), "stop": _("Wants to stop"), "call": _("Wants to be called")}
    rows = [
        {
            "id": each.id,
            "person": each.person.partition(":")[2],
            "person_url": reverse("console:subject", args=[each.person]),
            "contact_url": reverse("console:contact", args=[each.person]),
            "kind": each.kind,
            "kind_words": kinds[each.kind],
            "about": titles.get(each.kit, ""),
            "words": each.words,
            "asked_ms": each.asked_ms,
        }
        for each in requests_for(request.user)
    ]
    facts = {
        "rows": rows,
        "may_act": accounts.may(request.user, "handle_task"),
        "may_reach": accounts.may(request.user, "enrol"),
    }
    return page(request, "tasks/asked_by_people", "work", facts)


@require_POST
@asks("handle_task")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer: the person reads it on their page."""
    try:
        answer_person(request.user, number, request.POST.get("answer", ""))
        messages.success(request, _("The person reads your answer on their page."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(reverse("console:asked_by_people"))
