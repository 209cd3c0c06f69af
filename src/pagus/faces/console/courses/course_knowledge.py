"""What is known of somebody on a pathway: shown, and written down where no form and no task asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pagus.apps.forms.actions import retract as take_back
from pagus.apps.pathways import actions
from pagus.apps.pathways.queries import KnownFact
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, language
from pagus.faces.console.numbers import plain_number
from pagus.kit_language.wording import value_text
from pagus.web.middleware import in_words

__all__ = ["fact_rows", "record", "retract"]

FIELD = "fact-"


def fact_rows(facts: Iterable[KnownFact]) -> list[dict[str, Any]]:
    """Each number that decisions read, as the page of a course shows it."""
    here = language()
    return [
        {
            "field": f"{FIELD}{each.name}",
            "label": _capital(each.label.say(here)),
            "unit": each.unit,
            "low": each.low,
            "high": each.high,
            "value": each.value,
            "written": "" if each.value is None else value_text(each.value, each.unit, here),
            "is_recorded": each.is_recorded,
        }
        for each in facts
    ]


@require_POST
@asks("handle_task")
def record(request: HttpRequest, run: int) -> HttpResponse:
    """Write down what became known; what is refused is said on the page of the course."""
    try:
        sent = {name.removeprefix(FIELD): text for name, text in request.POST.items() if name.startswith(FIELD)}
        facts = {name: plain_number(str(text)) for name, text in sent.items() if str(text).strip()}
        actions.record_facts(request.user, run, facts)
        messages.success(request, _("It is written down; what follows from it has been done."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(reverse("console:course", args=[run]))


@require_POST
@asks("handle_task")
def retract(request: HttpRequest, run: int, response: int) -> HttpResponse:
    """Mark answers as entered in error; they stay, and so does what followed from them."""
    try:
        take_back(request.user, response, reason=request.POST.get("reason", ""))
        messages.success(request, _("The answers are marked as entered in error; what followed from them stays."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(reverse("console:course", args=[run]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
