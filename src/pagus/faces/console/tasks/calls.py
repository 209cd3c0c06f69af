"""What has to be told by phone, to people without a screen: the list, and the word that it was done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.messages.calling import mark_told, to_call
from pagus.faces.console.frame import asks, language, page

__all__ = ["show", "told"]


@require_GET
@asks("see_person")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the messages that nobody has read, those of people without a page first of all."""
    here = language()
    rows = [
        {
            "id": each.id,
            "person": each.person.partition(":")[2],
            "person_url": reverse("console:subject", args=[each.person]),
            "course_url": reverse("console:course", args=[each.run]),
            "text": each.text.say(here),
            "at_ms": each.at_ms,
            "has_page": each.has_page,
        }
        for each in to_call(request.user)
    ]
    return page(request, "tasks/calls", "work", {"rows": rows, "may_act": accounts.may(request.user, "handle_task")})


@require_POST
@asks("handle_task")
def told(request: HttpRequest, message: int) -> HttpResponse:
    """Say that a person was told."""
    mark_told(request.user, message)
    messages.success(request, _("It is written down that you have told them."))
    return HttpResponseRedirect(reverse("console:calls"))
