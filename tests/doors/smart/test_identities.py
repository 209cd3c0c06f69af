"""National identities in Patient: only for a service with the scope and a coordinator's permission; journalled."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client as Browser

from pagus.apps.identities import programs
from pagus.apps.identities.actions import enter_identity
from pagus.apps.identities.models import NationalIdentity
from pagus.apps.identities.sealing import open_sealed
from pagus.apps.journal.models import JournalEntry
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.fhir_r4.profiles import PROFILES
from tests.apps.cast import account, person
from tests.apps.identities.test_identity import ANNA
from tests.doors.conftest import empty  # noqa: F401
from tests.doors.smart.programs import EUROMETROPOLE, service, token_of
from tests.doors.smart.test_scoped_reading import ids, send

pytestmark = pytest.mark.django_db(transaction=True)
SCOPES = "system/Patient.rs pagus/ins"
NUMBER = "255081416802538"
OID = "urn:oid:1.2.250.1.213.1.4.10"
BY_NUMBER = (f"identifier={OID}|{NUMBER}", f"identifier={NUMBER}", f"identifier={OID}|")


@pytest.fixture
def coordinator(empty: None) -> User:  # noqa: F811
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    for code in ("AAAA", "CCCC", "DDDD"):
        person(f"person:P-{code}", team_code="team-a")
    person("person:P-BBBB", team_code="team-b")
    enter_identity("person:P-AAAA", ANNA, nurse)
    enter_identity("person:P-BBBB", replace(ANNA, matricule="184067512345641", birth_date="1984-06-02", sex="M"),
                   account("nurse", EUROMETROPOLE, "team-b"))  # fmt: skip
    enter_identity("person:P-CCCC", replace(ANNA, status="retrieved"), nurse)
    return account("coordinator", EUROMETROPOLE)


def reads() -> list[tuple[str, str]]:
    entries = JournalEntry.objects.filter(verb="read_identity", purpose="fhir").order_by("number")
    return list(entries.values_list("actor", "object_code"))


def of(token: str, code: str) -> dict[str, Any]:
    answer = send(token, "GET", f"Patient/{code}")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def shows_nothing(token: str) -> None:
    assert NUMBER not in str(send(token, "GET", "Patient?_count=50").json())
    assert NUMBER not in str(of(token, "P-AAAA"))
    for question in BY_NUMBER:
        assert ids(send(token, "GET", f"Patient?{question}")) == []
    counted = send(token, "GET", f"Patient?identifier={NUMBER}&_summary=count").json()
    assert counted["total"] == 0


def test_shown_found_and_journalled_with_scope_and_permission(coordinator: User) -> None:
    service("record", SCOPES, team="team-a")
    programs.permit("record", coordinator)
    token = token_of("record", SCOPES)
    document = of(token, "P-AAAA")
    assert document["identifier"][1] == {
        "use": "official",
        "type": {
            "coding": [{"system": "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203", "code": "INS-NIR-TEST"}]
        },
        "system": OID,
        "value": NUMBER,
    }
    assert document["extension"][0]["extension"][0]["valueCoding"]["code"] == "VALI"
    assert not {"name", "birthDate", "gender"} & set(document)
    (profile,) = (each for each in PROFILES.values() if each.name == "fr-core-patient-ins")
    places = [place for rule in profile.rules for place, _ in rule(document)]
    assert places == ["", "", "name"]  # only the traits are missing, which are not shown
    assert reads() == [("client:record", "person:P-AAAA")]
    for code in ("P-CCCC", "P-DDDD"):
        assert len(of(token, code)["identifier"]) == 1
        assert "extension" not in of(token, code)
    assert send(token, "GET", "Patient/P-BBBB").status_code == 404
    assert len(reads()) == 1
    for before, question in enumerate(BY_NUMBER, 1):
        assert ids(send(token, "GET", f"Patient?{question}")) == ["P-AAAA"]
        assert len(reads()) == before + 1
    assert send(token, "GET", f"Patient?identifier={NUMBER}&_summary=count").json()["total"] == 1
    assert len(reads()) == 5
    assert ids(send(token, "GET", "Patient?identifier=184067512345641")) == []
    assert len(reads()) == 5
    assert len(ids(send(token, "GET", "Patient?_count=50"))) == 3
    assert reads() == [("client:record", "person:P-AAAA")] * 6
    assert not JournalEntry.objects.filter(detail__contains="25508").exists()


def test_never_without_the_scope_the_permission_or_after_its_end(coordinator: User) -> None:
    service("record", SCOPES)
    service("every", "system/*.cruds")
    token = token_of("record", SCOPES)
    shows_nothing(token)
    shows_nothing(token_of("every", "system/*.cruds"))
    with pytest.raises(NotFound):
        programs.permit("every", coordinator)
    programs.permit("record", coordinator)
    shows_nothing(token_of("record", "system/Patient.rs"))
    assert reads() == []
    assert NUMBER in str(of(token, "P-AAAA"))
    programs.end_permit("record", coordinator)
    shows_nothing(token)
    verbs = JournalEntry.objects.filter(object_code="client:record").order_by("number").values_list("verb", "actor")
    assert list(verbs)[-2:] == [
        ("permit_identities", coordinator.username),
        ("end_identity_permit", coordinator.username),
    ]


def test_only_a_coordinator_of_the_place_permits_it(coordinator: User) -> None:
    service("record", SCOPES)
    elsewhere = account("coordinator", "commune:67482")
    for user in (account("operator", EUROMETROPOLE), account("nurse", EUROMETROPOLE, "team-a"), elsewhere):
        with pytest.raises(NotAllowed):
            programs.permit("record", user)
    assert programs.programs_asking(elsewhere) == ()
    assert [each.given_by for each in programs.programs_asking(coordinator)] == [""]
    browser = Browser()
    browser.force_login(coordinator)
    page = browser.get("/console/programs/identities/", headers={"accept-language": "fr"})
    assert "record" in page.content.decode()
    assert browser.post("/console/programs/identities/give", {"code": "record"}).status_code == 302
    assert programs.is_permitted("record")
    with pytest.raises(Conflict):
        programs.permit("record", coordinator)
    assert browser.post("/console/programs/identities/end", {"code": "record"}).status_code == 302
    assert not programs.is_permitted("record")
    operator = Browser()
    operator.force_login(account("operator", EUROMETROPOLE))
    assert operator.post("/console/programs/identities/give", {"code": "record"}).status_code == 403
    assert not programs.is_permitted("record")


def test_an_app_cannot_have_the_scope(coordinator: User) -> None:
    from pagus.apps.clients.policy import checked_scopes

    with pytest.raises(InputError, match="pagus/ins"):
        checked_scopes("user/Patient.rs pagus/ins", "app")


QUESTIONS = (
    "Observation?subject.identifier={}",
    "Observation?subject:Patient.identifier={}",
    "Observation?patient.identifier={}",
    "Observation?patient.identifier:not={}",
    "Patient?_has:Observation:patient:patient.identifier={}",
    "Patient?identifier:not={}",
    "Organization?_has:Patient:organization:identifier={}",
    "Organization?_has:Patient:organization:identifier:not={}",
    "Patient?identifier={}&_total=accurate&_count=0",
    "Observation?subject.identifier={}&_total=accurate&_count=0",
)
"""Each leads through the identity of somebody."""
ALL_SCOPES = "system/Patient.rs system/Observation.rs system/Organization.rs pagus/ins"


@pytest.fixture
def readings(coordinator: User) -> User:
    from pagus.apps.streams.actions import add_source
    from pagus.doors.fhir_r4 import reach

    reach.forget_reach()
    source = add_source("gateway", EUROMETROPOLE)
    for code in ("AAAA", "BBBB", "CCCC", "DDDD"):
        made = {
            "resourceType": "Observation",
            "status": "final",
            "code": {"text": code},
            "subject": {"reference": f"Patient/P-{code}"},
        }
        assert send(source, "POST", "Observation", made).status_code == 201
    return coordinator


def said(token: str, question: str) -> Any:
    """What is answered, without what differs from one answer to the next for everybody."""
    answer = send(token, "GET", question)
    content = dict(answer.json())
    content.pop("timestamp", None)
    entries = [[each["fullUrl"], each["resource"].get("meta")] for each in content.pop("entry", ())]
    return answer.status_code, len(content.pop("link", ())), sorted(entries, key=str), content


def whose(token: str, question: str) -> set[str]:
    answer = send(token, "GET", question)
    assert answer.status_code == 200, answer.content
    found = [each["resource"] for each in answer.json().get("entry", ())]
    return {each.get("subject", {}).get("reference", each["id"]).removeprefix("Patient/") for each in found}


def test_what_leads_through_a_number_finds_its_person_and_is_journalled(readings: User) -> None:
    service("record", ALL_SCOPES, team="team-a")
    programs.permit("record", readings)
    token = token_of("record", ALL_SCOPES)
    others = {"P-CCCC", "P-DDDD"}
    wanted = [{"P-AAAA"}] * 3 + [others, {"P-AAAA"}, others]
    for question, people in zip(QUESTIONS, wanted, strict=False):
        before = len(reads())
        assert whose(token, question.format(f"{OID}|{NUMBER}")) == people, question
        assert reads()[before:], question
        assert set(reads()) == {("client:record", "person:P-AAAA")}, question
        # A number that nobody here has, and one of somebody of another team.
        for number in ("255081416802539", "184067512345641"):
            assert whose(token, question.format(number)) == (set() if "not" not in question else others | {"P-AAAA"})
    assert send(token, "GET", QUESTIONS[-2].format(NUMBER)).json()["total"] == 1
    assert send(token, "GET", QUESTIONS[-1].format(NUMBER)).json()["total"] == 1
    assert not JournalEntry.objects.filter(detail__contains="25508").exists()


@pytest.mark.parametrize("lacking", ["scope", "permit", "patients", "asked"])
def test_who_may_not_know_numbers_is_answered_alike_for_every_number(readings: User, lacking: str) -> None:
    """A number of somebody here, of nobody, of another team: no answer tells one from another, nor does the journal."""
    scopes = {
        "scope": "system/*.rs",
        "permit": ALL_SCOPES,
        "patients": "system/Observation.rs system/Organization.rs pagus/ins",
        "asked": ALL_SCOPES,
    }[lacking]
    service("record", scopes, team="team-a")
    if lacking in ("patients", "asked"):
        programs.permit("record", readings)
    token = token_of("record", scopes.removesuffix(" pagus/ins") if lacking == "asked" else scopes)
    for question in QUESTIONS:
        if question.startswith("Patient") and lacking == "patients":
            continue
        of_somebody = said(token, question.format(NUMBER))
        for number in ("255081416802539", "184067512345641", f"{OID}|{NUMBER}"):
            assert said(token, question.format(number)) == of_somebody, question
        assert of_somebody[0] == 200, of_somebody
    assert reads() == []


def test_a_number_is_found_without_opening_every_identity(coordinator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        person(f"person:P-N{number:03d}", team_code="team-a")
        enter_identity(f"person:P-N{number:03d}", replace(ANNA, status="provisional", matricule="", oid=""),
                       account("nurse", EUROMETROPOLE, "team-a"))  # fmt: skip
    service("record", SCOPES, team="team-a")
    programs.permit("record", coordinator)
    token = token_of("record", SCOPES)
    opened: list[str] = []

    def counted(folder: Any, code: str, sealed: bytes) -> bytes:
        opened.append(code)
        return open_sealed(folder, code, sealed)

    monkeypatch.setattr(programs, "open_sealed", counted)
    assert ids(send(token, "GET", f"Patient?identifier={NUMBER}")) == ["P-AAAA"]
    assert set(opened) == {"person:P-AAAA", "person:P-CCCC"}  # the number of the latter is not verified
    opened.clear()
    assert ids(send(token, "GET", "Patient?identifier=urn:pagus:code|person:P-N003")) == ["P-N003"]
    assert set(opened) == {"person:P-N003"}
    # What was entered before there were marks is looked at as ever, until it is marked.
    NationalIdentity.objects.update(mark="")
    assert ids(send(token, "GET", f"Patient?identifier={NUMBER}")) == ["P-AAAA"]
    import_module("pagus.apps.identities.migrations.0003_marks_of_numbers").mark(apps, None)
    marks = dict(NationalIdentity.objects.values_list("person", "mark"))
    assert marks["person:P-AAAA"] == marks["person:P-CCCC"] != marks["person:P-BBBB"]
    assert marks["person:P-N003"] == "-"
    assert not any(NUMBER in mark for mark in marks.values())
    # A number that was taken back is found no more, although its mark is still there.
    enter_identity("person:P-AAAA", replace(ANNA, status="provisional", matricule="", oid=""),
                   account("nurse", EUROMETROPOLE, "team-a"))  # fmt: skip
    assert ids(send(token, "GET", f"Patient?identifier={NUMBER}")) == []
