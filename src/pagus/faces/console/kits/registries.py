"""The registries of the workspace: which kits they offer, who signed what about each, and the pages of one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import OfferedBy, OfferedKit
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.acceptance import draw_acceptance
from pagus.faces.console.kits.kit_install import draw_install, draw_rehearsal
from pagus.faces.console.kits.kit_library import draw_kit
from pagus.faces.console.kits.kit_pages import pages_of, registry_pages
from pagus.faces.console.kits.remarks import remark_words
from pagus.faces.console.kits.standing import signed_rows
from pagus.faces.console.kits.statements import result_rows
from pagus.kit_language.model import Kit
from pagus.kit_language.version import read_version

__all__ = ["accept", "install", "show", "show_kit", "show_rehearsal"]


@require_GET
@asks("see_places")
def show(request: HttpRequest) -> HttpResponse:
    """Draw what each registry offers, as it was when it was last asked."""
    active = [each.kit for each in installations.active_installations()]
    running, kin = {kit.digest for kit in active}, {kit.id: kit for kit in (*installations.library_kits(), *active)}
    facts = {
        "registries": [_registry(each, running, kin) for each in installations.offered_here()],
        "may_see_where": accounts.may(request.user, "install_kit") or accounts.may(request.user, "operate"),
    }
    return page(request, "kits/registries", "kits", facts)


@require_GET
@asks("see_places")
def show_kit(request: HttpRequest, registry: str, publisher: str, slug: str, version: str) -> HttpResponse:
    """Draw one kit of a registry as the sentences a clinician reads."""
    return draw_kit(request, registry_pages(registry, publisher, slug, version))


@require_http_methods(["GET", "POST"])
@asks("try_kit")
def install(request: HttpRequest, registry: str, publisher: str, slug: str, version: str) -> HttpResponse:
    """Fill the values of a kit of a registry, try them, read the plan; then install."""
    return draw_install(request, registry_pages(registry, publisher, slug, version))


@require_GET
@asks("try_kit")
def show_rehearsal(request: HttpRequest, registry: str, publisher: str, slug: str, version: str) -> HttpResponse:
    """What the values of a kit of a registry would have raised here."""
    return draw_rehearsal(request, registry_pages(registry, publisher, slug, version))


@require_http_methods(["GET", "POST"])
@asks("accept_kit")
def accept(request: HttpRequest, registry: str, publisher: str, slug: str, version: str) -> HttpResponse:
    """What a clinical lead reads before accepting a kit of a registry; then the acceptance."""
    return draw_acceptance(request, registry_pages(registry, publisher, slug, version))


def _registry(offered: OfferedBy, running: set[str], kin: dict[str, Kit]) -> dict[str, Any]:
    newest_first = sorted(offered.kits, key=lambda it: (it.entry.id, read_version(it.entry.version)), reverse=True)
    return {
        "name": offered.name,
        "location": offered.location,
        "asked_ms": offered.asked_ms,
        "problem": offered.problem,
        "kits": [_kit(each, running, kin) for each in newest_first],
    }


def _kit(offered: OfferedKit, running: set[str], kin: dict[str, Kit]) -> dict[str, Any]:
    """One version; ``kin``: another version of its kit, which names what is measured until this one is here."""
    entry = offered.entry
    readable = entry.yanked is None or offered.kit is not None
    return {
        "title": entry.title[language()],
        "version": entry.version,
        "publisher": entry.id.partition("/")[0],
        "clinical": entry.clinical,
        "maturity": offered.kit.maturity if offered.kit else "",
        "url": pages_of(offered.reference).kit if readable else "",
        "runs": entry.digest in running,
        "withdrawn": entry.yanked.reason if entry.yanked else "",
        "signatures": signed_rows(
            each for each in offered.judgement.signed if each.statement.kind != "measured_result"
        ),
        "trusted": offered.judgement.trusted,
        "doubts": [remark_words(each) for each in offered.judgement.reasons],
        "results": result_rows(offered.judgement.signed, offered.kit or kin.get(entry.id)),
    }
