"""The sets of targets of a kit for one person: which one holds, and the choice of another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pagus.apps.installations import actions as installing
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import Enrolled, InstalledKit
from pagus.apps.people import queries as people
from pagus.errors import Conflict, InputError
from pagus.faces.console.frame import asks, language
from pagus.faces.console.numbers import whole_number
from pagus.kit_language.choices_words import target_set_words
from pagus.web.middleware import in_words

__all__ = ["choose", "set_options", "targets_of"]


@require_POST
@asks("set_person_parameter")
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Let a set of targets hold for a person, or none; what is refused is said on the page."""
    people.read_person(request.user, code, "targets")
    number = whole_number(request.POST.get("installation"), 0)
    name, reason = request.POST.get("set", ""), request.POST.get("reason", "")
    try:
        installing.choose_target_set(number, code, name, reason=reason, by=request.user)
        messages.success(request, _("The targets hold from now on."))
    except (InputError, Conflict) as error:
        messages.error(request, in_words(error))
    return HttpResponseRedirect(f"{reverse('console:subject', args=[code])}#kit-{number}")


def targets_of(installed: InstalledKit, enrolled: Enrolled, *, may_set: bool) -> dict[str, Any] | None:
    """What the page of a person says of the sets of targets of a kit; None where it has none."""
    kit, here = installed.kit, language()
    if not kit.target_sets:
        return None
    chosen = installations.chosen_set(installed, enrolled)
    target = kit.target_sets.get(chosen.name) if chosen is not None else None
    return {
        "code": enrolled.subject,
        "number": installed.id,
        "field": f"targets-{installed.id}",
        "may_set": may_set,
        "sets": [target_set_words(kit, each, here) for each in kit.target_sets.values()],
        "options": set_options(installed, "" if chosen is None else chosen.name),
        "chosen": None
        if chosen is None
        else {
            "title": chosen.name if target is None else target.label.say(here),
            "by": chosen.by,
            "at_ms": chosen.at_ms,
            "reason": chosen.reason,
            "changed": [kit.parameters[name].label.say(here) for name in chosen.changed],
        },
    }


def set_options(installed: InstalledKit, chosen: str) -> list[dict[str, Any]]:
    """The sets of a kit as options of a form, with none before them."""
    named = [(name, each.label.say(language())) for name, each in installed.kit.target_sets.items()]
    none = _("None: the values of the kit, the territory and the team")
    return [{"value": name, "label": label, "selected": name == chosen} for name, label in [("", none), *named]]
