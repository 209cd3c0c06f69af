"""What every console page shares: who may open it, and the navigation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.kit_language.model import LANGUAGES, Language

__all__ = ["asks", "language", "page"]

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation: where it leads, what it says, and the verb one needs to see it."""

    name: str
    label: Any
    verb: str | None
    section: str


ENTRIES = (
    Entry("console:today", _("Today"), None, "today"),
    Entry("console:worklist", _("Worklist"), "handle_alert", "worklist"),
    Entry("console:alerts", _("Alerts"), "see_places", "alerts"),
    Entry("console:work", _("Tasks"), "see_course", "work"),
    Entry("console:people", _("People"), "see_person", "people"),
    Entry("console:consultations", _("Video"), "see_person", "consultations"),
    Entry("console:referrals", _("Referrals"), "see_person", "referrals"),
    Entry("console:map", _("Territory"), "see_places", "places"),
    Entry("console:access_lab", _("Access to care"), "see_places", "access"),
    Entry("console:indicators", _("Indicators"), "see_indicators", "indicators"),
    Entry("console:kits", _("Kits"), "see_places", "kits"),
    Entry("console:observations", _("Observations"), "see_places", "observations"),
    Entry("console:programs", _("Programs"), "operate", "programs"),
    Entry("console:journal", _("Journal"), "read_journal", "journal"),
)


def asks(verb: str | None = None) -> Callable[[View], View]:
    """Open a view only to a logged-in user who may do ``verb`` somewhere; refusals are journalled."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            if verb is not None:
                accounts.require(request.user, verb)
            return view(request, *arguments, **named)

        return guarded

    return decorate


def language() -> Language:
    """The language of this request."""
    chosen = (get_language() or "en")[:2]
    return next((known for known in LANGUAGES if known == chosen), "en")


def page(
    request: HttpRequest, template: str, section: str, facts: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Draw a console page: the template with its facts, the navigation and the account.

    Takes: the template's name below ``templates/console`` without its suffix; the section of the navigation to mark.
    """
    frame = {
        "navigation": _navigation(request, section),
        "home_url": reverse("console:today"),
        "section": section,
        "footer_links": [{"url": reverse("console:limits"), "label": gettext("What Pagus does not do")}],
    }
    return render(request, f"console/{template}.html", {**frame, **facts}, status=status)


def _navigation(request: HttpRequest, section: str) -> list[dict[str, Any]]:
    waiting = sum(alerts.counts_by_severity(request.user).values())
    return [
        {
            "url": reverse(entry.name),
            "label": entry.label,
            "current": entry.section == section,
            "count": waiting if entry.section == "alerts" else 0,
        }
        for entry in ENTRIES
        if entry.verb is None or accounts.may(request.user, entry.verb)
    ]
