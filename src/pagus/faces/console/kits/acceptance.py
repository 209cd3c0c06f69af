"""The clinical acceptance: what changed since the version that was accepted before, and the words of who answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import actions, queries
from pagus.apps.installations.kit_library import KitSource, installed_kit, known_kit
from pagus.apps.installations.queries import GivenAcceptance
from pagus.apps.territory.queries import get_place
from pagus.errors import Conflict, InputError, KitError, PagusError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.changes import change_rows
from pagus.faces.console.kits.kit_pages import KitPages, library_pages
from pagus.faces.console.kits.standing import accepted_words, signed_rows
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.model import Kit
from pagus.web.middleware import in_words

__all__ = ["accept", "draw_acceptance"]


@require_http_methods(["GET", "POST"])
@asks("accept_kit")
def accept(request: HttpRequest, slug: str) -> HttpResponse:
    """What a clinical lead reads before accepting a kit of the library; then the acceptance."""
    return draw_acceptance(request, library_pages(slug))


def draw_acceptance(request: HttpRequest, pages: KitPages) -> HttpResponse:
    """The acceptance of a kit that can be read here, in the territory of this user."""
    territory = accounts.territories(request.user, "accept_kit")[0]
    source = known_kit(pages.reference)
    problem = ""
    if request.method == "POST":
        try:
            _accept(request, source, pages.reference, territory)
        except (InputError, KitError, Conflict) as error:
            problem = in_words(error)
        else:
            messages.success(request, _("You have accepted this version. What you wrote stays beside it."))
            return HttpResponseRedirect(pages.kit)
    facts = _facts(source, territory) | {
        "kit_url": pages.kit,
        "words": request.POST.get("words", ""),
        "read": request.POST.get("read") == "on",
        "problem": problem,
    }
    return page(request, "kits/kit_acceptance", "kits", facts, status=422 if problem else 200)


def _accept(request: HttpRequest, source: KitSource, reference: str, territory: str) -> None:
    if request.POST.get("digest") != source.kit.digest:
        raise Conflict("{kit} has changed since you opened this page: read it again", kit=source.kit.id)
    if request.POST.get("read") != "on":
        raise InputError("tick that you have read the rules, their values and their sources")
    actions.accept(reference, territory, request.user, words=request.POST.get("words", ""))


def _facts(source: KitSource, territory: str) -> dict[str, Any]:
    kit = source.kit
    given = queries.acceptances(kit.id, territory)
    before = _before(kit, territory, given)
    return {
        "kit": kit,
        "title": kit.title.say(language()),
        "place": get_place(territory).name,
        "given": [{"version": each.version, **(accepted_words(each.given) or {})} for each in given],
        "accepted": next((accepted_words(each.given) for each in given if each.digest == kit.digest), None),
        "since": before.version if before else "",
        "changes": change_rows(compare_kits(before, kit), before, kit) if before else [],
        "signatures": signed_rows(source.judgement.signed),
        "shipped": source.origin == "library",
    }


def _before(kit: Kit, territory: str, given: tuple[GivenAcceptance, ...]) -> Kit | None:
    """What to compare with: the version accepted last, else the one that runs here."""
    for each in given:
        if each.digest != kit.digest:
            return _kept(each.digest)
    running = queries.current_row(kit.id, territory)
    return installed_kit(running.digest) if running and running.digest != kit.digest else None


def _kept(digest: str) -> Kit | None:
    try:
        return installed_kit(digest)
    except PagusError:
        return None
