"""Two pseudonyms that turned out to be one person: the form that says what will happen, and does it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pagus.apps.monitoring import actions
from pagus.apps.people import queries as people
from pagus.errors import Conflict, InputError, NotAllowed, NotFound, StoreError
from pagus.faces.console.frame import asks, page
from pagus.web.middleware import in_words

__all__ = ["merge"]


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the form; a POST merges this pseudonym into the one that stays."""
    person = people.read_person(request.user, code, "monitoring")
    if not people.may_see(request.user, person, "enrol"):
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
    stays, reason, refused = request.POST.get("stays", "").strip(), request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            whole = stays if stays.startswith("person:") else f"person:{stays}"
            made = actions.merge_persons(code, whole, request.user, reason=reason)
            words = _("One person from now on: {count} readings went over.").format(count=made.copied)
            messages.success(request, words)
            return HttpResponseRedirect(reverse("console:monitoring_papers", args=[whole]))
        except (InputError, Conflict, NotFound, StoreError) as error:
            refused = in_words(error)
    facts = {
        "code": code,
        "title": code.partition(":")[2],
        "simulated": person.simulated,
        "stays": stays,
        "reason": reason,
        "refused": refused,
    }
    return page(request, "monitoring/monitoring_merge", "people", facts, status=422 if refused else 200)
