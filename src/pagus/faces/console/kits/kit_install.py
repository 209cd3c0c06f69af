"""Install a kit: fill its values, try them on the workspace's own history, read the plan, decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import actions
from pagus.apps.installations import queries as installations
from pagus.apps.installations.kit_library import known_kit
from pagus.apps.installations.queries import InstallPlan
from pagus.apps.installations.rehearsal import Rehearsal, rehearse
from pagus.apps.territory.queries import get_place
from pagus.errors import Conflict, DataGapError, InputError, KitError
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.kit_changes import acceptance_words
from pagus.faces.console.kits.kit_pages import KitPages, library_pages
from pagus.faces.console.kits.rehearsals import rehearsal_facts
from pagus.faces.console.kits.remarks import category_names, refusal_rows, remark_words, role_names
from pagus.faces.console.kits.standing import signed_rows
from pagus.faces.console.numbers import parameter_field, values_written
from pagus.kit_language.model import Kit
from pagus.web.middleware import in_words

__all__ = ["draw_install", "draw_rehearsal", "install", "show_rehearsal"]


@require_http_methods(["GET", "POST"])
@asks("try_kit")
def install(request: HttpRequest, slug: str) -> HttpResponse:
    """Fill the parameters of a kit of the library, try them on the history, read the plan; then install."""
    return draw_install(request, library_pages(slug))


def draw_install(request: HttpRequest, pages: KitPages) -> HttpResponse:
    """Fill the parameters, try them on the history, read the plan; then install."""
    source = known_kit(pages.reference)
    kit = source.kit
    # Somebody who holds the role in several territories installs in the first; the others have accounts of their own.
    territory = accounts.territories(request.user, "try_kit")[0]
    given = request.POST if request.method == "POST" else request.GET
    values, errors = values_written(kit, kit.parameters.values(), given)
    mode = given.get("mode", "simulation")
    problem = ""
    plan = None if errors else installations.plan_source(source, territory, values, mode)
    if request.method == "POST" and plan is not None:
        try:
            number = actions.install(pages.reference, territory, values, mode, request.user)
        except (InputError, KitError, Conflict) as error:
            problem = in_words(error)
        else:
            messages.success(request, _("The kit runs from now on."))
            return HttpResponseRedirect(reverse("console:installation", args=[number]))
    facts = {
        "kit": kit,
        "pages": pages,
        "title": kit.title.say(language()),
        "place": get_place(territory).name,
        "fields": _fields(kit, values, errors, given),
        "modes": _modes(kit, mode),
        "mode": mode,
        "plan": _plan(plan, kit),
        "refusals": refusal_rows(
            plan.refusals, (kit,), acceptance_url=pages.acceptance, change_url=_change_url(kit, territory, pages)
        )
        if plan
        else [],
        "problem": problem,
        "signatures": signed_rows(source.judgement.signed),
        "shipped": source.origin == "library",
        "query": given.urlencode(),
        "faulty": bool(errors),
        "may_install": accounts.may(request.user, "install_kit", territory),
    }
    return page(request, "kits/kit_install", "kits", facts, status=422 if errors else 200)


@require_GET
@asks("try_kit")
def show_rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    """What these values would have raised: a part for the page above, or a page of its own without scripts."""
    return draw_rehearsal(request, library_pages(slug))


def draw_rehearsal(request: HttpRequest, pages: KitPages) -> HttpResponse:
    """As ``show_rehearsal``, for any kit that can be read here."""
    kit = known_kit(pages.reference).kit
    territory = accounts.territories(request.user, "try_kit")[0]
    values, errors = values_written(kit, kit.parameters.values(), request.GET)
    tried, problem = (None, "; ".join(errors.values())) if errors else _try(request.user, kit, territory, values)
    facts = {"kit": kit, "pages": pages, "title": kit.title.say(language()), "problem": problem}
    facts |= rehearsal_facts(tried, kit, language())
    if request.headers.get("HX-Request"):
        return render(request, "console/kits/rehearsal.html", facts)
    return page(request, "kits/kit_rehearsal", "kits", facts)


def _change_url(kit: Kit, territory: str, pages: KitPages) -> str:
    """Where the version that runs here is changed to this one; nowhere when it is not offered for it."""
    row = installations.current_row(kit.id, territory)
    offered = {each.installation: each.reference for each in installations.newer_versions()}
    if row is None or offered.get(row.pk) != pages.reference:
        return ""
    return f"{reverse('console:installation_upgrade', args=[row.pk])}?{urlencode({'to': pages.reference})}"


def _try(user: Any, kit: Kit, territory: str, values: dict[str, float]) -> tuple[Rehearsal | None, str]:
    try:
        return rehearse(user, kit, territory, values), ""
    except DataGapError as error:
        return None, in_words(error)


def _fields(kit: Kit, values: dict[str, float], errors: dict[str, str], given: Any) -> list[dict[str, Any]]:
    fields = []
    for parameter in kit.parameters.values():
        field = parameter_field(parameter, values.get(parameter.name, parameter.default))
        if parameter.name in errors:
            field |= {"error": errors[parameter.name], "value": given.get(parameter.name, "")}
        fields.append(field)
    return fields


def _modes(kit: Kit, chosen: str) -> list[dict[str, Any]]:
    labels = {
        "simulation": (_("Simulation"), _("Alerts are drawn and counted; nobody acts on a patient because of them.")),
        "investigational": (_("Investigational"), _("Within a study, under its protocol.")),
    }
    if kit.device is not None and kit.device.certificate:
        labels["certified"] = (_("Certified"), _("Routine care, under the certificate of the device."))
    return [
        {"value": mode, "label": label, "hint": hint, "selected": mode == chosen}
        for mode, (label, hint) in labels.items()
    ]


def _plan(plan: InstallPlan | None, kit: Kit) -> list[dict[str, str]]:
    if plan is None:
        return []
    here = language()
    new = [signal.name.say(here) for signal in plan.signals if signal.is_new]
    known = [signal.name.say(here) for signal in plan.signals if not signal.is_new]
    rows = [
        (_("Signals that are new here"), ", ".join(new) or _("none")),
        (_("Signals known already"), ", ".join(known) or _("none")),
        (_("Rules that will watch"), ", ".join(rule.title.say(here) for rule in plan.rules)),
        (_("Indicators"), str(len(plan.indicators))),
        (
            _("Followed at once"),
            _("{count} things or places").format(count=len(plan.subjects))
            if plan.subject != "person"
            else _("nobody: people are enrolled one by one, by a professional"),
        ),
        (_("Roles it needs"), role_names(plan.roles) or _("none")),
        (_("Roles that nobody holds here"), role_names(plan.roles_missing) or _("none")),
        (_("New categories of data"), category_names(plan.new_categories) or _("none")),
        (_("Clinical acceptance"), acceptance_words(kit, plan.territory, plan.needs_acceptance)),
        *((_("Remark"), remark_words(remark, kit)) for remark in plan.remarks),
    ]
    return [{"term": term, "value": value} for term, value in rows]
