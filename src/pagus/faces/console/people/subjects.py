"""The page of one subject, a person under a pseudonym or a thing such as a station: what is heard, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.alerts import queries as alerts
from pagus.apps.alerts.queries import InboxFilters
from pagus.apps.appointments import queries as appointments
from pagus.apps.clients.queries import apps_to_open
from pagus.apps.consultations import queries as consultations
from pagus.apps.identities.queries import may_see_identity
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import Enrolled, InstalledKit
from pagus.apps.monitoring.queries import merges_of
from pagus.apps.people import queries as people
from pagus.apps.reports.glucose import SIGNAL, glucose_report, glucose_targets
from pagus.apps.territory import queries as places
from pagus.faces.console.alerts.grouped_alerts import MOST_ALERTS, grouped_rows
from pagus.faces.console.consultations.listing import card_row
from pagus.faces.console.courses.course import courses_of
from pagus.faces.console.frame import asks, language, page
from pagus.faces.console.handovers.handover_words import handed_over
from pagus.faces.console.monitoring.departing import departure_words
from pagus.faces.console.numbers import parameter_fields, whole_number
from pagus.faces.console.own_values import RefusedValue, set_own_value, with_refused
from pagus.faces.console.people.glucose import glucose_charts
from pagus.faces.console.people.streams import series_chart, tiles
from pagus.faces.console.people.targets import targets_of
from pagus.faces.console.referrals.referral_words import referral_row
from pagus.kernel.time import DAY
from pagus.kit_language.model import Language
from pagus.web.security import leading_to

__all__ = ["set_parameter", "show"]

SPANS = {"1d": DAY, "3d": 3 * DAY, "14d": 14 * DAY, "28d": 28 * DAY}


@require_GET
@asks("see_places")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the page of a person or a thing."""
    return _draw(request, code, None)


def _draw(request: HttpRequest, code: str, refused: RefusedValue | None) -> HttpResponse:
    subject = _subject(request.user, code)
    here, now_ms = language(), settings.WORKSPACE.clock.now_ms()
    followed = installations.enrolments_of(code)
    signals = {name: signal for installed, _e in followed for name, signal in installed.kit.signals.items()}
    span = request.GET.get("span", "3d")
    span_ms = SPANS.get(span, SPANS["3d"])
    shown = [
        series_chart(code, signal, now_ms - span_ms, now_ms, here, f"series-{index}")
        for index, signal in enumerate(signals.values())
    ]
    shown_now = tiles(code, signals.values(), now_ms, here)
    open_alerts = alerts.inbox(request.user, InboxFilters(subject=code, limit=MOST_ALERTS))
    facts = {
        **subject,
        "code": code,
        "tiles": [tile for tile in shown_now if tile["at"] is not None],
        "never": [tile["name"] for tile in shown_now if tile["at"] is None],
        "charts": [each for each in shown if each["n"]],
        "silent": [each["name"] for each in shown if not each["n"]],
        "spans": _span_links(code, span if span in SPANS else "3d"),
        "glucose": _glucose(code, followed, here) if SIGNAL in signals and people.is_person(code) else None,
        "rows": grouped_rows(open_alerts.rows, now_ms),
        "refer_url": reverse("console:refer", args=[code]) if appointments.may_refer(request.user, code) else "",
        "referrals": _referrals(request.user, code, here),
        "merges": merges_of(request.user, code) if people.is_person(code) else (),
        "may_call": people.is_person(code) and consultations.may_consult(request.user, code),
        "consultations": _consultations(request.user, code),
        **handed_over(request.user, code, here),
        "identity_url": reverse("console:identity", args=[code]) if may_see_identity(request.user, code) else "",
        **(courses_of(request.user, code) if people.is_person(code) else {}),
        "followed": [_following(request.user, code, *each, refused) for each in followed],
        "programs": apps_to_open() if people.is_person(code) else (),
    }
    section = "people" if people.is_person(code) else "places"
    drawn = page(request, "people/subject", section, facts, status=422 if refused else 200)
    return leading_to(drawn, [each.launch_url for each in facts["programs"]])


@require_POST
@asks("set_person_parameter")
def set_parameter(request: HttpRequest, code: str) -> HttpResponse:
    """Set one person's own value of a parameter; what is refused is said where it was typed."""
    people.read_person(request.user, code, "parameter")
    refused = set_own_value(request, whole_number(request.POST.get("installation"), 0), "person", code)
    if refused is not None:
        return _draw(request, code, refused)
    return HttpResponseRedirect(reverse("console:subject", args=[code]))


def _subject(user: Any, code: str) -> dict[str, Any]:
    """Name and place of the subject, for somebody who may see it. Refuses: NotFound."""
    here = language()
    if people.is_person(code):
        person = people.read_person(user, code, "subject page")
        residence = places.get_place(person.residence)
        teams = {team.code: team.name.say(here) for team in people.teams()}
        lead = f"{residence.name} · {teams.get(person.team, person.team)}"
        return {
            "title": code.partition(":")[2],
            "lead": lead,
            "simulated": person.simulated,
            "kind": "person",
            "departure": departure_words(user, code),
            "may_depart": people.may_see(user, person, "enrol"),
        }
    thing = places.get_thing(code)
    accounts.require(user, "see_places", thing.place)
    zone = places.get_place(thing.represents) if thing.represents else None
    return {
        "title": thing.name.say(here),
        "lead": places.get_place(thing.place).name,
        "simulated": thing.simulated,
        "kind": "thing",
        "zone": zone,
    }


def _glucose(code: str, followed: Sequence[tuple[InstalledKit, Enrolled]], here: Language) -> dict[str, Any] | None:
    report = glucose_report(code, targets=glucose_targets(followed))
    return None if report is None else glucose_charts(report, here)


def _referrals(user: Any, code: str, here: str) -> list[dict[str, Any]]:
    return (
        [referral_row(each, here) for each in appointments.referrals_of(user, code)] if people.is_person(code) else []
    )


def _consultations(user: Any, code: str) -> list[dict[str, Any]]:
    return [card_row(each) for each in consultations.cards_of(user, code)[:5]] if people.is_person(code) else []


def _span_links(code: str, chosen: str) -> list[dict[str, Any]]:
    labels = {"1d": _("24 hours"), "3d": _("3 days"), "14d": _("14 days"), "28d": _("28 days")}
    base = reverse("console:subject", args=[code])
    return [
        {"label": label, "url": f"{base}?span={span}#series", "current": span == chosen}
        for span, label in labels.items()
    ]


def _following(
    user: Any, code: str, installed: InstalledKit, enrolled: Enrolled, refused: RefusedValue | None
) -> dict[str, Any]:
    own = [each for each in installed.kit.parameters.values() if "person" in each.layers]
    may_set = (
        people.is_person(code)
        and enrolled.to_ms is None
        and bool(people.visible_codes(user, [code]))
        and accounts.may(user, "set_person_parameter")
    )
    fields = parameter_fields(installed, own, code, enrolled.parameters) if own else []
    fields = with_refused(fields, installed.id, refused)
    persons = {field["name"] for field in fields if any(_is_persons(each) for each in field["layers"])}
    return {
        "title": installed.kit.title.say(language()),
        "url": reverse("console:installation", args=[installed.id]),
        "number": installed.id,
        "mode": installed.mode,
        "from_ms": enrolled.from_ms,
        "to_ms": enrolled.to_ms,
        "own": [field for field in fields if field["name"] in persons],
        "shared": [field for field in fields if field["name"] not in persons],
        "shared_open": any("refused" in field for field in fields if field["name"] not in persons),
        "may_set": may_set,
        "targets": targets_of(installed, enrolled, may_set=may_set) if enrolled.to_ms is None else None,
    }


def _is_persons(layer: dict[str, Any]) -> bool:
    return bool(layer["layer"] == "person" and layer["holds"])
