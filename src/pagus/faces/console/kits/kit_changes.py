"""Changing the version of a running kit, moving its people, going back, ending it: first the plan, then the decision.

Each page shows the plan that its action executes, whom it touches, and what a person must sign; then asks why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import actions, queries
from pagus.apps.installations.kit_library import KitSource, known_kit
from pagus.apps.installations.queries import InstalledKit, NewerVersion
from pagus.apps.installations.upgrade_plan import Followers, UpgradePlan
from pagus.apps.territory.queries import get_place
from pagus.errors import Conflict, InputError, KitError, NotFound
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.changes import change_rows
from pagus.faces.console.kits.kit_pages import pages_of
from pagus.faces.console.kits.remarks import category_names, refusal_rows, remark_words, role_names
from pagus.faces.console.kits.standing import accepted_words, signed_rows
from pagus.kernel.remark import Remark
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.model import Kit
from pagus.web.charts.language import number
from pagus.web.middleware import in_words

__all__ = ["end", "move", "offered", "roll_back", "upgrade"]

Rows = list[dict[str, Any]]


@require_http_methods(["GET", "POST"])
@asks("install_kit")
def upgrade(request: HttpRequest, installation: int) -> HttpResponse:
    """The plan of an upgrade to the newer version that is offered; then the upgrade."""
    installed = _running(request, installation)
    reference = (request.POST if request.method == "POST" else request.GET).get("to", "")
    pages = pages_of(offered(installation, reference).reference)
    source = known_kit(pages.reference)
    plan = queries.plan_upgrade_here(installation, source, {})
    move = request.POST.get("move") == "on"

    def change() -> int:
        reason = request.POST.get("reason", "")
        return actions.upgrade(installation, reference, request.user, reason=reason, move=move)

    done = _("Version {version} runs from now on.").format(version=plan.install.version)
    answer, problem = _decided(request, change, done)
    replay = reverse("console:installation_upgrade_replay", args=[installation])
    names = {"old": plan.from_version, "new": plan.install.version}
    facts = {
        "heading": _("From version {old} to {new}").format(**names),
        "lead": _("What the newer version would change here, before it does. Nothing happens until you decide."),
        "changes": change_rows(plan.difference, installed.kit, source.kit),
        "touched": _touched_by_upgrade(plan, source.kit),
        "plan_rows": _upgrade_rows(plan, source),
        "signatures": signed_rows(source.judgement.signed),
        "shipped": source.origin == "library",
        "remarks": _said(plan.remarks, source.kit, installed.kit),
        "refusals": refusal_rows(plan.refusals, (source.kit, installed.kit), acceptance_url=pages.acceptance),
        "replay_url": f"{replay}?{urlencode({'to': reference})}",
        "reference": reference,
        "kit_url": pages.kit,
        "may_move": plan.movable and plan.followers.people > 0,
        "button": _("Change the version"),
    }
    return answer or _draw(request, installed, facts, problem)


@require_http_methods(["GET", "POST"])
@asks("install_kit")
def roll_back(request: HttpRequest, installation: int) -> HttpResponse:
    """What going back to the version before would do; then the way back."""
    installed = _running(request, installation)
    plan = queries.plan_rollback(installation)
    before = queries.get_installation(installed.replaces).kit if installed.replaces else None

    def change() -> int:
        return actions.rollback(installation, request.user, reason=request.POST.get("reason", ""))

    done = _("Version {version} runs again, with everybody.").format(version=plan.to_version)
    answer, problem = _decided(request, change, done)
    lead = _("Everybody goes back with their history. Alerts and cases of this version stay on record with it.")
    facts = {
        "heading": _("Back to version {version}").format(version=plan.to_version or "–"),
        "lead": lead,
        "changes": change_rows(compare_kits(installed.kit, before), installed.kit, before) if before else [],
        "touched": _followers(plan.followers, _("go back with their history")),
        "remarks": _said(plan.dropped, installed.kit),
        "refusals": refusal_rows(plan.refusals, (installed.kit,)),
        "button": _("Go back"),
    }
    return answer or _draw(request, installed, facts, problem)


@require_http_methods(["GET", "POST"])
@asks("install_kit")
def move(request: HttpRequest, installation: int) -> HttpResponse:
    """Who would go over to this version; then the move."""
    installed = _running(request, installation)
    plan = queries.plan_move_here(installation)

    def change() -> int:
        moved = actions.move_people(installation, request.user, reason=request.POST.get("reason", ""))
        told = ngettext("{count} person was moved.", "{count} people were moved.", moved)
        messages.success(request, told.format(count=number(moved, language())))
        return installation

    answer, problem = _decided(request, change)
    stay = _("{people}; open alerts and cases stay with that version: {alerts}, {cases}")
    facts = {
        "heading": _("People to version {version}").format(version=plan.version),
        "lead": _("They keep their history, so no window starts empty. Alerts of before are not told again."),
        "changes": _changes_for_movers(plan.older, installed.kit),
        "touched": [
            {
                "term": _("From version {version}").format(version=each.version),
                "value": stay.format(
                    people=_people(each.followers.people),
                    alerts=_alerts(each.followers.open_alerts),
                    cases=_cases(each.followers.open_cases),
                ),
            }
            for each in plan.older
        ]
        + _for_movers(installed.kit),
        "remarks": _said(plan.remarks, installed.kit),
        "refusals": refusal_rows(plan.refusals, (installed.kit,)),
        "button": _("Move them"),
    }
    return answer or _draw(request, installed, facts, problem)


@require_http_methods(["GET", "POST"])
@asks("install_kit")
def end(request: HttpRequest, installation: int) -> HttpResponse:
    """What ending this kit here would stop and close; then the end."""
    installed = _running(request, installation)
    plan = queries.plan_uninstall(installation)

    def change() -> int:
        actions.uninstall(installation, request.user, reason=request.POST.get("reason", ""))
        return installation

    answer, problem = _decided(request, change, _("The kit has ended here. Its records stay."))
    lead = _("Its rules stop at once. Alerts, values and observations stay on record, with the rules they speak of.")
    facts = {
        "heading": _("End this kit here"),
        "lead": lead,
        "changes": [],
        "touched": [
            {"term": _("Versions that end"), "value": ", ".join(plan.versions)},
            *_followers(plan.followers, _("are no longer followed"), closing=True),
            _counted(_("Open tasks"), plan.open_tasks, _("closed, for your reason")),
            _counted(_("Alerts on record"), plan.kept_alerts, _("all of them stay")),
        ],
        "refusals": [],
        "button": _("End it"),
        "grave": True,
    }
    return answer or _draw(request, installed, facts, problem)


def offered(installation: int, reference: str) -> NewerVersion:
    """The newer version that is offered for an installation under this reference. A page follows no other reference.

    Refuses: NotFound.
    """
    for each in queries.newer_versions():
        if each.installation == installation and each.newest is not None and each.reference == reference:
            return each
    raise NotFound("no newer version of installation {installation} is offered there", installation=installation)


def _running(request: HttpRequest, installation: int) -> InstalledKit:
    installed = queries.get_installation(installation)
    accounts.require(request.user, "install_kit", installed.territory)
    if installed.removed_ms is not None:
        raise NotFound("no running installation has the number {installation}", installation=installation)
    return installed


def _decided(request: HttpRequest, change: Callable[[], int], said: str = "") -> tuple[HttpResponse | None, str]:
    """The way to the installation when the decision was carried out; else what stood against it."""
    if request.method != "POST":
        return None, ""
    try:
        leads_to = change()
    except (InputError, KitError, Conflict) as error:
        return None, in_words(error)
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("console:installation", args=[leads_to])), ""


def _draw(request: HttpRequest, installed: InstalledKit, facts: dict[str, Any], problem: str) -> HttpResponse:
    common = {
        "installed": installed,
        "title": installed.kit.title.say(language()),
        "place": get_place(installed.territory).name,
        "problem": problem,
        "reason": request.POST.get("reason", ""),
        "move": request.POST.get("move") == "on",
    }
    return page(request, "kits/kit_change", "kits", common | facts, status=422 if problem else 200)


def _touched_by_upgrade(plan: UpgradePlan, new: Kit) -> Rows:
    stay = _("may be moved now or later: the version declares it") if plan.movable else _("stay on their version")
    people = _followers(plan.followers, stay)
    if plan.followers.others or plan.install.subjects:
        note = _("things or places, followed by the new version at once")
        people.append({"term": _("Goes over"), "value": number(len(plan.install.subjects), language()), "note": note})
    return people + _for_movers(new)


def _for_movers(new: Kit) -> Rows:
    """What the version says to the people who may be moved to it."""
    told = new.upgrade.changes.say(language()) if new.upgrade is not None else ""
    return [{"term": _("What changes for those who are moved"), "value": told}] if told else []


def _followers(followers: Followers, note: str, *, closing: bool = False) -> Rows:
    fate = _("closed, for your reason") if closing else _("stay with the version that raised them")
    things = [_counted(_("Things or places"), followers.others, note)] if followers.others and closing else []
    return [
        {"term": _("People followed"), "value": _people(followers.people), "note": note if followers.people else ""},
        *things,
        _counted(_("Open alerts"), followers.open_alerts, fate),
        _counted(_("Open cases"), followers.open_cases, fate),
    ]


def _counted(term: str, count: int, note: str) -> dict[str, Any]:
    """A number with what becomes of it; where there is none, nothing becomes of it."""
    return {"term": term, "value": number(count, language()), "note": note if count else ""}


def _upgrade_rows(plan: UpgradePlan, source: KitSource) -> Rows:
    """What the new version brings with it, and what a person must sign for."""
    kept = [each.label.say(language()) for each in plan.install.parameters if each.is_local]
    rows = [
        (_("Values of the territory that go over"), ", ".join(kept) or _("none is set")),
        (_("New categories of data"), category_names(plan.install.new_categories) or _("none")),
        (_("Roles it needs"), role_names(plan.install.roles) or _("none")),
        (_("Roles that nobody holds here"), role_names(plan.install.roles_missing) or _("none")),
        (_("Clinical acceptance"), acceptance_words(source.kit, plan.install.territory, plan.install.needs_acceptance)),
    ]
    return [{"term": term, "value": value} for term, value in rows]


def acceptance_words(kit: Kit, territory: str, asked: bool) -> str:
    """Does this kit ask for a clinical acceptance here, and who has given it?"""
    row = next((each for each in queries.acceptances(kit.id, territory) if each.digest == kit.digest), None)
    given = accepted_words(row.given) if row else None
    if given is not None:
        return _("given by {by} ({role}): {words}").format(**given)
    return _("needed, and not given yet") if asked else _("not needed for this")


def _changes_for_movers(older: Iterable[Any], new: Kit) -> Rows:
    kits = [queries.get_installation(each.installation).kit for each in older]
    return [row for kit in kits[:1] for row in change_rows(compare_kits(kit, new), kit, new)]


def _said(remarks: Iterable[Remark], *kits: Kit) -> list[str]:
    return [remark_words(each, *kits) for each in remarks]


def _people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=number(count, language()))


def _alerts(count: int) -> str:
    return ngettext("{count} alert", "{count} alerts", count).format(count=number(count, language()))


def _cases(count: int) -> str:
    return ngettext("{count} case", "{count} cases", count).format(count=number(count, language()))
