"""Two pseudonyms that are one person, or two after all: what will happen is shown first, then done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pagus.apps.monitoring import actions
from pagus.apps.monitoring.merge_preview import merge_preview, unmerge_preview
from pagus.apps.people import queries as people
from pagus.errors import Conflict, InputError, NotAllowed, NotFound, StoreError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.monitoring.merge_words import merge_facts, unmerge_facts
from pagus.web.middleware import in_words

__all__ = ["merge", "person_to_enrol", "unmerge"]

_REFUSALS = (InputError, Conflict, NotFound, StoreError)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the pseudonym that stays, and show what goes over; a POST merges this one into it."""
    facts = person_to_enrol(request, code)
    sent = request.POST if request.method == "POST" else request.GET
    stays, reason, refused = sent.get("stays", "").strip(), request.POST.get("reason", ""), ""
    whole = stays if stays.startswith("person:") or not stays else f"person:{stays}"
    seen: dict[str, Any] | None = None
    try:
        if request.method == "POST":
            made = actions.merge_persons(code, whole, request.user, reason=reason)
            words = _("One person from now on: {count} readings went over.").format(count=made.copied)
            messages.success(request, words)
            return HttpResponseRedirect(reverse("console:monitoring_papers", args=[whole]))
    except _REFUSALS as error:
        refused = in_words(error)
    try:
        seen = merge_facts(merge_preview(request.user, code, whole), language()) if whole else None
    except _REFUSALS as error:
        refused = refused or in_words(error)
    facts |= {"stays": stays, "other": whole.partition(":")[2], "reason": reason, "refused": refused, "seen": seen}
    return page(request, "monitoring/monitoring_merge", "people", facts, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@asks("enrol")
def unmerge(request: HttpRequest, code: str) -> HttpResponse:
    """Show what undoing the merge of this pseudonym puts back, and what it cannot; a POST undoes it."""
    facts = person_to_enrol(request, code)
    reason, refused = request.POST.get("reason", ""), ""
    seen = unmerge_preview(request.user, code)
    if request.method == "POST":
        try:
            actions.unmerge_persons(code, request.user, reason=reason)
            messages.success(request, _("Two persons again. Make new keys for their personal pages."))
            return HttpResponseRedirect(reverse("console:monitoring_papers", args=[code]))
        except _REFUSALS as error:
            refused = in_words(error)
    facts |= {
        "other": seen.stays.partition(":")[2], "at_ms": seen.at_ms, "reason": reason, "refused": refused,
        **unmerge_facts(seen),
    }  # fmt: skip
    return page(request, "monitoring/monitoring_unmerge", "people", facts, status=422 if refused else 200)


def person_to_enrol(request: HttpRequest, code: str) -> dict[str, Any]:
    """What the head of such a page says of the person, for whoever may enrol them. Refuses: NotFound, NotAllowed."""
    person = people.read_person(request.user, code, "monitoring")
    if not people.may_see(request.user, person, "enrol"):
        raise NotAllowed("your roles do not allow: {verb}", verb="enrol")
    return {"code": code, "title": code.partition(":")[2], "simulated": person.simulated}
