"""The kit library, and a kit as the sentences a clinician reads."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.analytics.scenarios import ScenarioReport, run_scenarios
from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.faces.console.frame import asks, language, page
from pagus.kit_language.model import Kit
from pagus.kit_language.sentences import kit_sentences

__all__ = ["library_kit", "scenario_report", "show", "show_library"]


@require_GET
@asks("see_places")
def show_library(request: HttpRequest) -> HttpResponse:
    """Draw the library."""
    here = language()
    running = {installed.kit.slug: installed for installed in installations.active_installations()}
    cards = [
        {
            "title": kit.title.say(here),
            "summary": kit.summary.say(here),
            "url": reverse("console:kit", args=[kit.slug]),
            "maturity": kit.maturity,
            "version": kit.version,
            "publisher": kit.publisher,
            "rules": len(kit.rules),
            "installed": kit.slug in running,
            "mode": running[kit.slug].mode if kit.slug in running else "",
        }
        for kit in installations.library_kits()
    ]
    return page(request, "kits", "kits", {"cards": cards})


@require_GET
@asks("see_places")
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw one kit, as a clinician reads it."""
    kit = library_kit(slug)
    report = scenario_report(kit.digest, slug)
    running = [each for each in installations.active_installations() if each.kit.slug == slug]
    facts = {
        "kit": kit,
        "words": kit_sentences(kit, language()),
        "device": _device(kit),
        "report": report,
        "running": [{"id": each.id, "version": each.kit.version, "mode": each.mode} for each in running],
        "may_try": accounts.may(request.user, "try_kit"),
        "acceptance": _acceptance(request, kit),
    }
    return page(request, "kit", "kits", facts)


def _acceptance(request: HttpRequest, kit: Kit) -> dict[str, Any]:
    """Whether this content is accepted where the reader may accept it; nothing for all others."""
    places = accounts.territories(request.user, "accept_kit")
    if not kit.clinical or not places:
        return {}
    row = installations.acceptance_of(kit.digest, places[0])
    return {"given": row is not None, "url": reverse("console:kit_acceptance", args=[kit.slug])}


@lru_cache(maxsize=32)
def scenario_report(digest: str, slug: str) -> ScenarioReport:
    """The scenarios of a kit, run once for each content: half a second that a page must not spend again."""
    return run_scenarios(library_kit(slug))


def library_kit(slug: str) -> Kit:
    """The shipped kit of that slug, or the page that says there is none."""
    found = {kit.slug: kit for kit in installations.library_kits()}
    if slug not in found:
        raise Http404
    return found[slug]


def _device(kit: Kit) -> list[dict[str, str]]:
    if kit.device is None:
        return []
    device = kit.device
    return [
        {"term": _("Manufacturer"), "value": _known(device.manufacturer)},
        {"term": _("Intended use"), "value": device.intended_use.say(language())},
        {"term": _("Class"), "value": _known(device.device_class)},
        {"term": _("Certificate"), "value": device.certificate or _("none: simulation or study only")},
        {"term": _("Risk file"), "value": _known(device.risk_file)},
        {"term": _("Vigilance contact"), "value": _known(device.vigilance_contact)},
    ]


def _known(fact: str) -> str:
    """What the kit says of its device; ``none`` is its word for nothing."""
    return _("none") if fact == "none" else fact
