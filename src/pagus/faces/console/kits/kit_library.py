"""The kit library, and a kit as the sentences a clinician reads."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pagus.analytics.scenarios import ScenarioReport, run_scenarios
from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.kit_library import known_kit
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.kit_contents import contents_of
from pagus.faces.console.kits.kit_pages import KitPages, library_pages
from pagus.faces.console.kits.kit_pathways import pathways_of
from pagus.faces.console.kits.remarks import remark_words
from pagus.faces.console.kits.standing import signed_rows
from pagus.faces.console.kits.statements import result_rows, withdrawn_why
from pagus.faces.console.monitoring.monitoring_words import minimum_of
from pagus.kit_language.choices_words import clock_words, target_set_words
from pagus.kit_language.evaluation import evaluation_words
from pagus.kit_language.model import Kit
from pagus.kit_language.sentences import kit_sentences

__all__ = ["draw_kit", "scenario_report", "show", "show_library"]


@require_GET
@asks("see_places")
def show_library(request: HttpRequest) -> HttpResponse:
    """Draw the library."""
    here = language()
    running = {installed.kit.id: installed for installed in installations.active_installations()}
    cards = [
        {
            "title": kit.title.say(here),
            "summary": kit.summary.say(here),
            "url": reverse("console:kit", args=[kit.slug]),
            "maturity": kit.maturity,
            "version": kit.version,
            "publisher": kit.publisher,
            "rules": len(kit.rules),
            "installed": kit.id in running,
            "mode": running[kit.id].mode if kit.id in running else "",
        }
        for kit in installations.library_kits()
    ]
    return page(request, "kits/kits", "kits", {"cards": cards})


@require_GET
@asks("see_places")
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw one kit of the library, as a clinician reads it."""
    return draw_kit(request, library_pages(slug))


def draw_kit(request: HttpRequest, pages: KitPages) -> HttpResponse:
    """Draw one kit, as a clinician reads it, with who signed what about it."""
    source = known_kit(pages.reference)
    kit = source.kit
    report = scenario_report(kit.digest, pages.reference)
    running = [each for each in installations.active_installations() if each.kit.id == kit.id]
    facts = {
        "kit": kit,
        "pages": pages,
        "words": kit_sentences(kit, language()),
        "clocks": clock_words(kit, language()),
        "target_sets": [target_set_words(kit, each, language()) for each in kit.target_sets.values()],
        "pathways": pathways_of(kit),
        "device": _device(kit),
        "minimum": minimum_of(kit, language()),
        "evaluation": evaluation_words(kit, language()),
        "report": report,
        "running": [{"id": each.id, "version": each.kit.version, "mode": each.mode} for each in running],
        "may_try": accounts.may(request.user, "try_kit"),
        "acceptance": _acceptance(request, kit, pages),
        "signatures": signed_rows(source.judgement.signed),
        "shipped": source.origin == "library",
        "doubts": [remark_words(each, kit) for each in (source.judgement.reasons or source.judgement.set_aside)],
        "results": result_rows(source.judgement.signed, kit),
        "withdrawn": withdrawn_why(pages.reference),
    }
    return page(request, "kits/kit", "kits", facts | {"contents": contents_of(facts), "sources_below": True})


def _acceptance(request: HttpRequest, kit: Kit, pages: KitPages) -> dict[str, Any]:
    """Whether this content is accepted where the reader may accept it; nothing for all others."""
    places = accounts.territories(request.user, "accept_kit")
    if not kit.clinical or not places:
        return {}
    row = installations.acceptance_of(kit.digest, places[0])
    return {"given": row is not None, "url": pages.acceptance}


@lru_cache(maxsize=32)
def scenario_report(digest: str, reference: str) -> ScenarioReport:
    """The scenarios of a kit, run once for each content: half a second that a page must not spend again."""
    return run_scenarios(known_kit(reference).kit)


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
