"""Which programs of others receive national identities: permitted, and taken back, by coordinators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.identities import programs
from pagus.apps.territory.queries import get_place
from pagus.faces.console.frame import asks, page

__all__ = ["end", "give", "show"]


@require_GET
@asks(programs.LETTING)
def show(request: HttpRequest) -> HttpResponse:
    """Draw which programs ask for national identities, and which may have them."""
    rows = [
        {
            "code": each.program.code,
            "name": each.program.name,
            "place": get_place(each.program.territory).name,
            "by": each.given_by,
            "ms": each.given_ms,
        }
        for each in programs.programs_asking(request.user)
    ]
    return page(request, "oversight/identities", "people", {"programs": rows})


@require_POST
@asks(programs.LETTING)
def give(request: HttpRequest) -> HttpResponse:
    """Let a program receive them."""
    programs.permit(request.POST.get("code", ""), request.user)
    messages.success(request, _("It receives the national identity with each person it reads, from now on."))
    return HttpResponseRedirect(reverse("console:identities"))


@require_POST
@asks(programs.LETTING)
def end(request: HttpRequest) -> HttpResponse:
    """Take it back."""
    programs.end_permit(request.POST.get("code", ""), request.user)
    messages.success(request, _("It receives no national identity any more."))
    return HttpResponseRedirect(reverse("console:identities"))
