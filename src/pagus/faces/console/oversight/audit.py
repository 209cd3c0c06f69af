"""The audit: which rule, in which version, with which value from which layer, on whose word; at any date.

Whoever holds ``audit_kit`` asks for any kit and any instant; whoever may see an alert asks for that alert. What held
for a person is that person's data: the reading is journalled.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import InForce, KnownKit
from pagus.apps.people import queries as people
from pagus.apps.territory.queries import get_place
from pagus.errors import InputError, NotFound
from pagus.faces.console.alerts.inbox import worklist_row
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.kits.standing import standing_facts
from pagus.faces.console.numbers import written
from pagus.kit_language.sentences import kit_sentences, rule_words
from pagus.web.instants import instant_of, written_instant
from pagus.web.middleware import in_words

__all__ = ["show", "show_provenance"]


@require_GET
@asks("audit_kit")
def show(request: HttpRequest) -> HttpResponse:
    """Draw the question, and the answer once a kit is chosen."""
    kits = _kits(request.user)
    chosen = _chosen(kits, request.GET.get("kit", ""), request.GET.get("territory", ""))
    subject, now_ms = request.GET.get("subject", "").strip(), settings.WORKSPACE.clock.now_ms()
    at_ms, problem, found = now_ms, "", None
    try:
        at_ms = instant_of(request.GET.get("at", "")) if request.GET.get("at") else now_ms
        if chosen is not None:
            _may_read(request.user, subject)
            found = installations.in_force(chosen.id, chosen.territory, at_ms, subject or None)
    except (InputError, NotFound) as error:
        problem = in_words(error)
    facts = {
        "kits": [_option(each, chosen) for each in kits],
        "at": written_instant(at_ms),
        "subject": subject,
        "problem": problem,
        "asked": chosen is not None and not problem,
        "at_ms": at_ms,
        "place": get_place(chosen.territory).name if chosen else "",
    }
    if found is not None:
        facts |= _answer(found)
    return page(request, "oversight/audit", "kits", facts, status=422 if problem else 200)


@require_GET
@asks("see_places")
def show_provenance(request: HttpRequest, number: int) -> HttpResponse:
    """On whose word was this alert raised: its rule and its values as they held when it was recorded."""
    sheet = alerts.alert_sheet(request.user, number)
    standing = installations.standing_of(sheet.installed.id, sheet.row.recorded_ms, sheet.row.subject)
    kit = standing.installed.kit
    stored = dict(sheet.parameters)
    held = _held(standing)
    words = rule_words(sheet.rule, kit, language(), {**held, **stored})
    facts = {
        "row": worklist_row(sheet.row),
        "number": number,
        "recorded_ms": sheet.row.recorded_ms,
        "kit_title": kit.title.say(language()),
        "place": get_place(standing.installed.territory).name,
        "standing": standing_facts(standing),
        "rules": [words],
        "parameters": [
            row | {"differs": row["name"] in _differing(held, stored)} for row in _parameters(standing, stored)
        ],
        "differs": bool(_differing(held, stored)),
    }
    return page(request, "oversight/provenance", "alerts", facts)


def _differing(held: dict[str, float], stored: dict[str, float]) -> set[str]:
    """Of which parameters does the alert hold another value than the one that the layers give for that instant?"""
    return {name for name, value in stored.items() if held.get(name) != value}


def _kits(user: Any) -> list[KnownKit]:
    return [each for each in installations.known_kits() if accounts.may(user, "audit_kit", each.territory)]


def _chosen(kits: list[KnownKit], kit: str, territory: str) -> KnownKit | None:
    """The kit that the form or a link names: ``id`` with a territory, or ``id|territory`` of the list."""
    wanted, _bar, place = kit.partition("|")
    place = place or territory
    return next((each for each in kits if each.id == wanted and place in {"", each.territory}), None)


def _option(kit: KnownKit, chosen: KnownKit | None) -> dict[str, Any]:
    label = f"{kit.title.say(language())} · {get_place(kit.territory).name}"
    return {"value": f"{kit.id}|{kit.territory}", "label": label, "selected": kit == chosen}


def _may_read(user: Any, subject: str) -> None:
    if people.is_person(subject):
        people.read_person(user, subject, "audit")


def _answer(found: InForce) -> dict[str, Any]:
    values = _held(found)
    words = kit_sentences(found.installed.kit, language(), values)
    return {
        "standing": standing_facts(found),
        "kit_title": words.title,
        "rules": words.rules,
        "parameters": _parameters(found, values),
        "installation_url": reverse("console:installation", args=[found.installed.id]),
    }


def _held(standing: InForce) -> dict[str, float]:
    """The value that held for each parameter."""
    return {name: next(each.value for each in layers if each.holds) for name, layers in standing.values.items()}


def _parameters(standing: InForce, wanted: dict[str, float]) -> list[dict[str, Any]]:
    """Each wanted parameter with the value that held or is stored, and what each layer said at that instant."""
    rows = []
    for name, held in wanted.items():
        parameter = standing.installed.kit.parameters[name]
        layers = [
            {
                "layer": each.layer,
                "value": written(parameter, each.value),
                "by": each.by,
                "at": each.at_ms,
                "reason": each.reason,
                "holds": each.holds,
            }
            for each in standing.values[name]
        ]
        value = written(parameter, held)
        certainty = parameter.evidence.certainty
        rows.append(
            {
                "name": name,
                "label": parameter.label.say(language()),
                "value": value,
                "layers": layers,
                "certainty": certainty,
            }
        )
    return rows
