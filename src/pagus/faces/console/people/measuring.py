"""Measurements written by hand, on the page of a course or of a task."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pagus.apps.installations import queries as installations
from pagus.apps.pathways.measuring import measure
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, language
from pagus.faces.console.numbers import plain_number
from pagus.web.instants import instant_of, written_instant
from pagus.web.middleware import in_words

__all__ = ["measurement_fields", "record"]

FIELD = "measured-"


def measurement_fields(installation: int, pathway: str, run: int) -> dict[str, Any]:
    """What can be measured for somebody on this pathway: a field for each signal of its kit.

    ``open``: the pathway waits for alerts, so that measurements are what it lives on.
    """
    kit = installations.get_installation(installation).kit
    waits = any(way.kind == "alert" for state in kit.pathways[pathway].states.values() for way in state.transitions)
    return {
        "url": reverse("console:course_measure", args=[run]),
        "open": waits,
        "now": written_instant(settings.WORKSPACE.clock.now_ms()),
        "fields": [
            {"name": f"{FIELD}{it.code}", "label": it.name.say(language()), "unit": it.unit}
            for it in kit.signals.values()
        ],
    }


@require_POST
@asks("handle_task")
def record(request: HttpRequest, run: int) -> HttpResponse:
    """Write measurements down, then back to where the form stood."""
    try:
        sent = {name.removeprefix(FIELD): str(text) for name, text in request.POST.items() if name.startswith(FIELD)}
        values = {name: plain_number(text) for name, text in sent.items() if text.strip()}
        at = request.POST.get("at", "")
        told = instant_of(at) if at and at != request.POST.get("now") else None
        receipts = measure(request.user, run, values, at_ms=told)
        if receipts.rejected:
            messages.error(request, receipts.rejected[0].in_words(_)[0])
        elif receipts.held:
            messages.warning(request, _("This value is hardly possible: it is held until somebody confirms it."))
        else:
            messages.success(request, _("The measurement is kept; what follows from it comes within a minute."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_ours else reverse("console:course", args=[run]))
