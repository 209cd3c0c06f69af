"""The pages of monitoring: one form that refuses whole, the stop, what is due, the month, the legal minimum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import enrolments_of, followed_now
from pagus.apps.journal.queries import entries
from pagus.apps.monitoring import statement
from pagus.apps.monitoring.models import Consent, MonitoringStop, Prescription
from pagus.faces.console.monitoring import months
from pagus.kernel.time import DAY
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
ANNA, BERT = "person:P-AAA", "person:P-BBB"
FORM = {
    "prescriber": "Dr Exemple",
    "rpps": "10001234567",
    "issued_on": "2026-02-10",
    "months": "6",
    "answer_hospitalised": "yes",
    "consent_on": "2026-02-12",
    "consent_way": "oral",
    "told": "yes",
    "team": "team-a",
}


@pytest.fixture
def kit() -> int:
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67447", "team-b")
    return installations.install("heart-failure-home", EUROMETROPOLE, {})


def client(role: str, team: str = "") -> Client:
    made = Client(HTTP_ACCEPT_LANGUAGE="en")
    made.force_login(account(role, EUROMETROPOLE, team))
    return made


def text(answer: Any) -> str:
    return answer.content.decode()


def test_the_form_refuses_whole_and_names_every_box(kit: int) -> None:
    coordinator = client("coordinator")
    where = f"/console/subjects/{ANNA}/monitoring/{kit}/enrol/"
    assert "One yes among these is enough." in text(coordinator.get(where))
    answer = coordinator.post(where, {"prescriber": "Dr Exemple"})
    assert answer.status_code == 422
    for field in ("rpps", "issued_on", "months", "answer_hospitalised", "consent_on", "consent_way", "told"):
        assert f'href="#field-{field}"' in text(answer), field
    assert 'value="Dr Exemple"' in text(answer)
    assert not Prescription.objects.exists()
    assert followed_now(kit) == ()
    answer = coordinator.post(where, FORM, follow=True)
    assert "Enrolled, with prescription and consent." in text(answer)
    assert "Dr Exemple, RPPS 10001234567" in text(answer)
    assert followed_now(kit) == (ANNA,)
    assert Consent.objects.get().way == "oral"


def test_the_form_takes_a_set_of_targets_and_what_is_prescribed(kit: int) -> None:
    diabetes = installations.install("diabetes-home", EUROMETROPOLE, {})
    where = f"/console/subjects/{ANNA}/monitoring/{diabetes}/enrol/"
    nurse = client("nurse", "team-a")
    shown = text(nurse.get(where))
    assert "What is prescribed to be measured" in shown
    assert "Needed for: Home monitoring: diabetes" in shown
    assert 'value="insulin_prescribed" checked' not in shown
    assert "Set of targets" in shown
    assert "Set of targets" not in text(client("coordinator").get(where)), "who may set no own value chooses no targets"
    form = {name: value for name, value in FORM.items() if name != "answer_hospitalised"} | {"asks_measured": "yes"}
    faults = [
        ({"measured": "silence_limit"}, "field-measured"),
        ({"answer_insulin": "yes"}, "field-measured"),
        ({"target_set": "elderly"}, "field-target_set"),
        ({"measured": "insulin_prescribed"}, "field-answer_insulin"),
    ]
    for change, field in faults:
        answer = nurse.post(where, form | change)
        assert (answer.status_code, f'href="#{field}"' in text(answer)) == (422, True), change
    assert followed_now(diabetes) == ()
    chosen = {"measured": ["insulin_prescribed"], "answer_insulin": "yes", "target_set": "older_or_frail"}
    assert "Enrolled" in text(nurse.post(where, form | chosen, follow=True))
    ((_, enrolled),) = enrolments_of(ANNA)
    assert [enrolled.parameters[name] for name in ("insulin_prescribed", "capillary_prescribed")] == [1.0, 0.0]
    assert enrolled.parameters["time_in_range_wanted"] == 0.5
    shown = text(nurse.get(where))
    assert 'value="insulin_prescribed" checked' in shown
    assert '<option value="older_or_frail" selected>' in shown
    other = f"/console/subjects/{BERT}/monitoring/{diabetes}/enrol/"
    without = text(client("coordinator").post(other, form | {"team": "team-b"}, follow=True))
    assert "Enrolled on no line of home monitoring" in without
    assert "Enrolled on no line of home monitoring" not in text(nurse.post(where, form | chosen, follow=True))
    assert "asked of everybody on this line" in text(nurse.get("/console/kits/diabetes-home/"))


def test_who_may_not_enrol_sees_no_form(kit: int) -> None:
    where = f"/console/subjects/{ANNA}/monitoring/"
    assert client("clinician").get(f"{where}{kit}/enrol/").status_code == 403
    assert client("nurse", "team-b").get(where).status_code == 404
    assert client("analyst").get(where).status_code == 403
    assert "Enrol in a monitoring" not in text(client("clinician").get(where))


def test_a_stop_says_what_stays_and_why(kit: int) -> None:
    coordinator = client("coordinator")
    coordinator.post(f"/console/subjects/{ANNA}/monitoring/{kit}/enrol/", FORM)
    where = f"/console/subjects/{ANNA}/monitoring/{kit}/stop/"
    shown = text(coordinator.get(where))
    assert "What stays, and why" in shown
    assert "twenty years" in shown
    refused = coordinator.post(where, {"said_by": "person", "words": ""})
    assert refused.status_code == 422
    assert "a stop needs their words" in text(refused)
    answer = coordinator.post(where, {"said_by": "person", "words": "It is too much for me"}, follow=True)
    assert "<q>It is too much for me</q>" in text(answer)
    assert "what a device sends now is refused" in text(answer)
    assert MonitoringStop.objects.get().said_by == "person"
    assert coordinator.get(where).status_code == 200  # the kit still runs; nobody is enrolled
    assert coordinator.post(where, {"said_by": "person", "words": "again"}).status_code == 404


def test_what_is_due_is_a_list_with_its_reasons(kit: int) -> None:
    installations.enrol(kit, BERT, "system")
    coordinator = client("coordinator")
    coordinator.post(f"/console/subjects/{ANNA}/monitoring/{kit}/enrol/", FORM | {"months": "2"})
    shown = text(coordinator.get("/console/monitoring/"))
    assert shown.index("P-BBB") < shown.index("P-AAA")
    assert "no prescription, no consent" in shown
    assert "ends soon" in shown
    assert f"/console/monitoring/{kit}/2026-02/" in shown
    assert "P-BBB" not in text(client("nurse", "team-a").get("/console/monitoring/"))


def test_what_is_due_comes_a_page_at_a_time(kit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "PER_PAGE", 1)
    for code in (ANNA, BERT):
        installations.enrol(kit, code, "system")
    coordinator = client("coordinator")
    first = text(coordinator.get("/console/monitoring/"))
    assert ("P-AAA" in first, "P-BBB" in first) == (True, False)
    assert [each.purpose for each in entries(object_code=BERT) if each.verb == "read"] == [], "nobody was shown B"
    for number in (2, 99):
        shown = text(coordinator.get(f"/console/monitoring/?page={number}"))
        assert ("P-AAA" in shown, "P-BBB" in shown) == (False, True)
    for code in (ANNA, BERT):
        assert [each.purpose for each in entries(object_code=code) if each.verb == "read"] == ["monitoring"]


def test_a_simulation_shows_a_month_and_gives_no_statement(kit: int) -> None:
    installations.enrol(kit, ANNA, "system", from_ms=NOW - 30 * DAY)
    coordinator = client("coordinator")
    shown = text(coordinator.get(f"/console/monitoring/{kit}/2026-02/"))
    assert "No statement can be given of this month" in shown
    assert "which never gives a statement" in shown
    assert "names no certificate" in shown
    assert "statement.pdf" not in shown
    for ending in ("csv", "pdf"):
        answer = coordinator.get(f"/console/monitoring/{kit}/2026-02/statement.{ending}")
        assert answer.status_code == 409
        assert "names no certificate" in text(answer)


def test_a_month_comes_a_page_at_a_time(kit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "PER_PAGE", 1)
    for code in (ANNA, BERT):
        installations.enrol(kit, code, "system", from_ms=NOW - 30 * DAY)
    coordinator = client("coordinator")
    first, second = (text(coordinator.get(f"/console/monitoring/{kit}/2026-02/?page={number}")) for number in (1, 2))
    assert ("P-AAA" in first, "P-BBB" in first) == (True, False)
    assert ("P-AAA" in second, "P-BBB" in second) == (False, True)
    assert "1 to 1 of 2" in first


def test_a_certified_month_is_a_table_and_a_paper(kit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    coordinator = client("coordinator")
    coordinator.post(f"/console/subjects/{ANNA}/monitoring/{kit}/enrol/", FORM)
    installations.enrol(kit, BERT, "system")
    real = statement.get_installation

    def certified(number: int) -> Any:
        installed = real(number)
        device = replace(installed.kit.device, certificate="CE 1234")
        return replace(installed, mode="certified", kit=replace(installed.kit, device=device))

    monkeypatch.setattr(statement, "get_installation", certified)
    monkeypatch.setattr(statement, "now", lambda: NOW + 30 * DAY)
    answer = coordinator.get(f"/console/monitoring/{kit}/2026-03/statement.csv")
    rows = text(answer).splitlines()
    assert rows[0].startswith("month,kit,version,line,person")
    assert [row.split(",")[3:5] for row in rows[1:]] == [["1612544", ANNA]]
    assert coordinator.get(f"/console/monitoring/{kit}/2026-03/statement.pdf").content[:5] == b"%PDF-"


@pytest.mark.parametrize("page", ["/console/kits/heart-failure-home/", "/console/installations/{kit}/"])
def test_the_legal_minimum_stands_on_the_pages_of_the_kit(kit: int, page: str) -> None:
    shown = text(client("coordinator").get(page.format(kit=kit)))
    assert "Legal minimum" in shown
    assert "1612544" in shown
    assert "body weight, at least once in 24 h" in shown
    assert "nobody can switch it off" in shown
    assert "none: no statement of activity, nothing is paid" in shown
    assert "JORFARTI000047720221" in shown


def test_a_death_is_written_down_on_a_page_that_says_first_what_it_ends(kit: int) -> None:
    coordinator = client("coordinator")
    installations.enrol(kit, ANNA, "system")
    where = f"/console/subjects/{ANNA}/departure/"
    for page in (f"/console/subjects/{ANNA}/", f"/console/subjects/{ANNA}/monitoring/"):
        assert f'href="{where}"' in text(coordinator.get(page))
    shown = text(coordinator.get(where))
    assert "its tasks: Heart failure" in shown
    refused = coordinator.post(where, {"kind": "died", "on": "2026-03-15", "words": ""})
    assert refused.status_code == 422
    assert "write how it is known" in text(refused)
    assert followed_now(kit) == (ANNA,)
    sent = {"kind": "died", "on": "2026-03-15", "words": "the daughter called"}
    answer = text(coordinator.post(where, sent, follow=True))
    assert "Died, 15 Mar 2026. Written down by coordinator" in answer
    assert "<q>the daughter called</q>" in answer
    assert f'href="{where}"' not in answer
    assert "Video consultation</a>" not in answer, "nobody is called, referred or asked about"
    assert "Died" in text(coordinator.get("/console/people/"))
    papers = text(coordinator.get(f"/console/subjects/{ANNA}/monitoring/"))
    assert "Died, written down by coordinator" in papers
    assert "Enrol in a monitoring" not in papers
    assert coordinator.post(where, sent).status_code == 422
    answer = text(coordinator.post(f"{where}undo/", {"reason": "she answered the phone"}, follow=True))
    assert "Enrol in a monitoring" in answer
    reader = text(client("clinician").get(f"/console/subjects/{ANNA}/"))
    assert where not in reader


def test_two_pseudonyms_are_merged_by_a_form(kit: int) -> None:
    # Of nobody else are there readings: copying some takes a transaction of its own.
    one, other = person("person:P-ONE", "commune:67482", "team-a"), person("person:P-TWO", "commune:67447", "team-b")
    coordinator = client("coordinator")
    where = f"/console/subjects/{one}/merge/"
    refused = coordinator.post(where, {"stays": "P-NONE", "reason": "x"})
    assert refused.status_code == 422
    assert "no person here" in text(refused)
    for code in (one, other):
        installations.enrol(kit, code, "system")
    seen = text(coordinator.get(where, {"stays": "P-TWO"}))
    assert "From P-ONE to P-TWO" in seen
    assert "Both are followed by Heart failure" in seen
    assert "Two care teams: from now on team-b follows the person alone." in seen
    assert "It can be undone, but for the readings" in seen
    answer = coordinator.post(where, {"stays": "P-TWO", "reason": "same identity"}, follow=True)
    assert "One person from now on" in text(answer)
    assert "This pseudonym ended: same identity" in text(coordinator.get(f"/console/subjects/{one}/monitoring/"))
    assert "The person is P-TWO now" in text(coordinator.get(f"/console/subjects/{one}/"))
    assert "What was closed before: P-ONE" in text(coordinator.get("/console/subjects/person:P-TWO/"))
    undo = f"/console/subjects/{one}/unmerge/"
    assert "Goes back to P-ONE" in text(coordinator.get(undo))
    assert client("clinician").get(undo).status_code == 403
    assert "two are two persons" in text(coordinator.post(undo, {"reason": ""}))
    assert "Two persons again" in text(coordinator.post(undo, {"reason": "a twin sister"}, follow=True))
    assert "undone on" in text(coordinator.get(f"/console/subjects/{one}/monitoring/"))
    assert coordinator.get(undo).status_code == 409
