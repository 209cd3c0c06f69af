"""Who may send observations: a gateway is given a token, shown once; and takes it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.streams import actions
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, page
from pagus.web.middleware import in_words

__all__ = ["add", "revoke"]


@require_POST
@asks("manage_things")
def add(request: HttpRequest) -> HttpResponse:
    """Register a gateway for the user's territory and show its token, this once."""
    name = request.POST.get("name", "").strip()
    territory = accounts.territories(request.user, "manage_things")[0]
    try:
        token = actions.add_source(name, territory, by=request.user)
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
        return HttpResponseRedirect(reverse("console:observations"))
    response = page(request, "observations/gateway", "observations", {"name": name, "token": token})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@asks("manage_things")
def revoke(request: HttpRequest) -> HttpResponse:
    """Let a gateway send no more."""
    actions.revoke_source(request.POST.get("name", ""), by=request.user)
    messages.success(request, _("In five seconds it can send no more. What it sent stays."))
    return HttpResponseRedirect(reverse("console:observations"))
