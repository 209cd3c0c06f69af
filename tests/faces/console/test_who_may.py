"""Who may open what: every address of the console, for nobody, and for a nurse of another team.

A new address fails here until it stands in one of the two lists: it is about one person, or about no person.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.contrib.auth.models import User
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from pagus.apps.appointments.actions import refer
from pagus.apps.appointments.queries import Need
from pagus.apps.consultations.actions import ask_consultation
from pagus.apps.handovers.asking import Asked, hand_over
from pagus.apps.journal.models import JournalEntry
from pagus.apps.messages.models import Message, PersonalRequest
from pagus.apps.pathways import actions as pathways
from pagus.apps.people.keys import keys_of, make_personal_key
from pagus.faces.console.urls import urlpatterns
from tests.apps.cast import account
from tests.apps.pathways.activity import open_task
from tests.apps.workspace import NOW
from tests.faces.console.activity_kit import installed_activity
from tests.faces.console.conftest import ANNA, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
pytestmark = pytest.mark.django_db(transaction=True)

OF_A_PERSON = {
    "alert": ["number"], "alert_provenance": ["number"], "case": ["code"], "subject": ["code"],
    "subject_parameter": ["code"], "subject_targets": ["code"], "refer": ["code"], "identity": ["code"],
    "monitoring_papers": ["code"], "monitoring_enrol": ["code", "kit"], "monitoring_stop": ["code", "kit"],
    "monitoring_depart": ["code"], "monitoring_come_back": ["code"],
    "monitoring_merge": ["code"], "monitoring_unmerge": ["code"], "call": ["call"], "call_vitals": ["call"],
    "hand_over": ["code"],
    "handover": ["handover"], "handover_sheet": ["handover"], "handover_paper": ["handover"], "referral": ["referral"],
    "referral_sheet": ["referral"], "referral_choose": ["referral"], "referral_move": ["referral"],
    "call_told": ["message"], "person_answer": ["request"], "task": ["task"], "task_sheet": ["task"], "course": ["run"],
    "course_facts": ["run"], "course_retract": ["run", "task"], "course_measure": ["run"],
    "course_form": ["run", "form"], "course_withdraw": ["run"], "personal_key": ["code"], "personal_keys": ["code"],
    "personal_key_revoke": ["code", "key"], "contact": ["code"], "contact_forget": ["code"], "course_begin": ["code"],
    "program_open": ["code"],
}  # fmt: skip
"""Addresses about one person: which facts of Anna they take."""
DEEDS = {
    "alert_act": ("number", ["acknowledge", "snooze", "close"]),
    "case_act": ("code", ["claim", "release", "call", "close", "ask", "contact", "threshold"]),
    "call_act": ("call", ["admit", "invite", "send-away", "phone", "consent", "end", "cancel", "summary"]),
    "handover_act": (
        "handover", ["link", "answer", "decline", "noted", "apply", "leave", "deliver", "cancel"],
    ),
    "task_act": ("task", ["claim", "release"]),
}  # fmt: skip
OF_NO_PERSON = {
    "today", "alerts", "worklist", "worklist_rows", "worklist_told", "rota", "rota_add", "rota_end", "clock_set",
    "practice", "practice_begin", "practice_close", "people", "monitoring_due", "monitoring_month", "monitoring_csv",
    "monitoring_pdf", "consultations", "call_new", "referrals", "work", "task_calendar", "calls", "asked_by_people",
    "form_worker", "pathway_board", "ready_forms", "ready_form", "map", "places", "place", "map_geometry", "map_values",
    "map_points", "kits", "backtests", "backtest", "backtest_answer", "kit", "kit_install", "kit_rehearsal",
    "kit_acceptance", "registries", "offered_kit", "offered_install", "offered_rehearsal", "offered_acceptance",
    "installation", "installation_parameter", "installation_task", "installation_upgrade",
    "installation_upgrade_replay", "installation_rollback", "installation_move", "installation_end", "audit",
    "indicators", "indicator", "indicator_values", "indicator_csv", "observations", "observations_import",
    "import_report", "held_review", "devices", "device", "gateway_add", "gateway_revoke", "journal", "limits",
    "programs",
    "identities", "identities_give", "identities_end",
    "program_add", "program_revoke", "access_lab", "placing", "rounds", "rounds_unit", "menus", "menus_csv",
    "menus_pdf", "access_data", "access_geometry", "access_values", "access_cells", "access_result", "access_column",
    "access_csv", "access_geojson", "access_pdf", "access_council", "access_scenarios", "access_save",
    "access_compare", "access_act", "access_shared",
}  # fmt: skip
"""Addresses of pages about many people, whose lists are cut to the team, or about none."""
MADE_UP = {"int": 1, "slug": "x", "str": "x"}


@pytest.fixture
def facts(scene: Scene, tmp_path: Path) -> dict[str, Any]:
    """One of each thing that is kept about Anna."""
    account("physician", EUROMETROPOLE, "team-a")
    kit = installed_activity(tmp_path)
    run = pathways.enrol(scene.nurse, kit, "activity", ANNA)
    asked = Asked(question="Lower it?", urgency="week", days=14, to_part="physician")
    make_personal_key(scene.nurse, ANNA)
    row = PersonalRequest.objects.create(person=ANNA, key="k", kind="question", words="?", asked_ms=NOW)
    told = Message.objects.create(
        run_id=run, key="t", notice="t", person=ANNA, place="commune:67482", team="team-a", to="person",
        text_fr="t", text_en="t", text_de="t", at_ms=NOW,
    )  # fmt: skip
    return {
        "code": ANNA, "number": scene.alert, "kit": scene.installation, "run": run, "task": open_task("interview"),
        "form": "wellbeing", "call": ask_consultation(scene.nurse, ANNA), "request": row.pk, "message": told.pk,
        "handover": hand_over(ANNA, asked, scene.nurse, language="en", paper=lambda _sheet, _language: b"%PDF").number,
        "referral": refer(ANNA, Need(service="dental", urgency="soon", within_min=45), scene.nurse, question="?"),
        "key": keys_of(scene.nurse, ANNA)[0].id,
    }  # fmt: skip


def addresses(facts: dict[str, Any]) -> list[str]:
    found = [reverse(f"console:{name}", args=[facts[each] for each in taken]) for name, taken in OF_A_PERSON.items()]
    return found + [
        reverse(f"console:{name}", args=[facts[taken], verb])
        for name, (taken, verbs) in DEEDS.items()
        for verb in verbs
    ]


def test_every_address_is_classified() -> None:
    names = [each.name for each in urlpatterns]
    assert sorted(names) == sorted([*OF_A_PERSON, *DEEDS, *OF_NO_PERSON])
    assert len(set(names)) == len(names)


def test_nobody_opens_anything(db: None) -> None:
    client = Client()
    for each in urlpatterns:
        if each.name == "form_worker":  # a script that holds nothing
            continue
        made_up = [MADE_UP[type(it).__name__.removesuffix("Converter").lower().replace("string", "str")]
                   for it in each.pattern.converters.values()]  # fmt: skip
        address = reverse(f"console:{each.name}", args=made_up)
        for answer in (client.get(address), client.post(address, {})):
            assert answer.status_code in {302, 405}, (address, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"].startswith("/login"), (address, answer["Location"])


ELSEWHERE = "departement:74"
STRANGERS = (
    ("nurse", EUROMETROPOLE, "team-b"),  # another team
    ("nurse", ELSEWHERE, "team-a"),  # the same name of a team, another territory
    ("coordinator", ELSEWHERE, ""),  # everybody, but elsewhere
    ("analyst", EUROMETROPOLE, ""),  # no person at all
)


def test_no_stranger_opens_anything_about_her_or_changes_it(facts: dict[str, Any], browse: Browse) -> None:
    others: list[User] = [account(*each) for each in STRANGERS]
    before = JournalEntry.objects.aggregate(last=Max("number"))["last"]
    for other in others:
        client = browse(other)
        for address in addresses(facts):
            for answer in (client.get(address), client.post(address, {"reason": "x", "note": "x", "value": "1"})):
                assert answer.status_code in {403, 404, 405}, (other.username, address, answer.status_code)
                if "P-AAA" not in address:  # else the page says again what was typed
                    assert "P-AAA" not in answer.content.decode(errors="replace"), (other.username, address)
    names = [each.username for each in others]
    done = JournalEntry.objects.filter(number__gt=before, actor__in=names).exclude(verb__startswith="refuse")
    assert not list(done.values_list("actor", "verb", "object_code"))


def test_she_finds_her_in_no_list(facts: dict[str, Any], browse: Browse) -> None:
    client = browse(account("nurse", EUROMETROPOLE, "team-b"))
    lists = ("alerts", "worklist", "worklist_rows", "people", "consultations", "referrals", "work", "task_calendar",
             "calls", "asked_by_people", "today")  # fmt: skip
    for name in lists:
        answer = client.get(reverse(f"console:{name}"))
        assert answer.status_code in {200, 204}, name
        assert "P-AAA" not in answer.content.decode(), name


def test_her_own_nurse_opens_all_of_it(facts: dict[str, Any], scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    refused = [
        name
        for name, taken in OF_A_PERSON.items()
        if client.get(reverse(f"console:{name}", args=[facts[each] for each in taken])).status_code in {403, 404}
    ]
    assert refused == ["course_form"], "the form belongs to a task that has not come yet"
