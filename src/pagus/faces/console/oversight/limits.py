"""What Pagus does not do, and what a territory takes on: in words, and for each kit that runs here in facts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import InstalledKit
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.remarks import place_name
from pagus.faces.console.kits.standing import accepted_words
from pagus.faces.console.numbers import written

__all__ = ["show"]


@require_GET
@asks()
def show(request: HttpRequest) -> HttpResponse:
    """The limits of the product, then those of each kit that follows people here."""
    rows = [
        _row(each)
        for each in installations.active_installations()
        if each.kit.subject == "person" and accounts.may(request.user, "see_places", each.territory)
    ]
    return page(request, "oversight/limits", "limits", {"rows": rows})


def _row(installed: InstalledKit) -> dict[str, Any]:
    kit, here = installed.kit, language()
    accepted = installations.acceptances(kit.id, installed.territory)
    return {
        "title": kit.title.say(here),
        "version": kit.version,
        "place": place_name(installed.territory),
        "url": reverse("console:installation", args=[installed.id]),
        "mode": installed.mode,
        "certificate": (kit.device.certificate if kit.device else None) or _("none"),
        "acceptance": accepted_words(accepted[0].given) if accepted else None,
        "changed": _changed(installed),
    }


def _changed(installed: InstalledKit) -> list[dict[str, str]]:
    """The values that are not the kit's own, for the whole territory."""
    here = language()
    return [
        {
            "label": parameter.label.say(here),
            "own": written(parameter, parameter.default),
            "value": written(parameter, installed.parameters[parameter.name]),
        }
        for parameter in installed.kit.parameters.values()
        if abs(installed.parameters[parameter.name] - parameter.default) > 1e-9
    ]
