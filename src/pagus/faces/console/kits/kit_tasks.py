"""What a running kit asks of people: the tasks that wait, and the form that finishes one with words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pagus.apps.installations import actions
from pagus.apps.installations.queries import OpenTask
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, language
from pagus.web.middleware import in_words

__all__ = ["finish", "task_rows"]

KINDS = {
    "revoked": gettext_lazy("This version was revoked: decide what takes its place"),
    "withdrawn": gettext_lazy("The registry has withdrawn this version: read why, and decide"),
    "chain": gettext_lazy("The chain from device to worklist is not proven today: look at the processes and the log"),
    "capability": gettext_lazy("A capability answers with another model than the registered one: find out why"),
}
URGENCIES = {
    "immediate": gettext_lazy("at once"),
    "soon": gettext_lazy("soon"),
    "routine": gettext_lazy("in the course of things"),
}


def task_rows(tasks: Iterable[OpenTask]) -> list[dict[str, Any]]:
    """Each task as pages show it: what is asked, about which kit, why, since when and until when."""
    here = language()
    return [
        {
            "id": each.id,
            "key": str(each.id),
            "what": KINDS.get(each.kind, each.kind),
            "titled": f"{each.installed.kit.title.say(here)} {each.installed.kit.version}",
            "url": reverse("console:installation", args=[each.installed.id]) + "#tasks-heading",
            "why": each.facts.get("reason", ""),
            "by": each.facts.get("by", ""),
            "urgency": URGENCIES.get(each.facts.get("urgency", ""), ""),
            "since": each.opened_ms,
            "due": each.due_ms,
            "state": "overdue" if each.overdue else "todo",
        }
        for each in tasks
    ]


@require_POST
@asks("see_places")
def finish(request: HttpRequest, number: int, task: int) -> HttpResponse:
    """Finish a task with words; what is refused is said on the page of the installation."""
    try:
        actions.finish_task(task, request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The task is done; what you wrote stays beside it."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(reverse("console:installation", args=[number]))
