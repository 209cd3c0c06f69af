"""The national identity: keys of matricules, what cannot be entered, who sees it, what is kept where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from pagus.apps.handovers import actions as handovers
from pagus.apps.handovers.actions import Asked
from pagus.apps.handovers.models import Handover
from pagus.apps.handovers.queries import handover, paper_of, shown_by_link
from pagus.apps.handovers.sheet import Sheet, digest_of
from pagus.apps.identities.actions import Identity, enter_identity
from pagus.apps.identities.matricule import NIR, TEST, checked_matricule, contradictions, key_of
from pagus.apps.identities.models import NationalIdentity
from pagus.apps.identities.queries import identity_of, may_see_identity, qualified_identity
from pagus.apps.identities.sealing import KEY_NAME, open_sealed, seal
from pagus.apps.journal.models import JournalEntry
from pagus.apps.territory.actions import add_definition
from pagus.errors import InputError, NotAllowed, NotFound, StoreError
from tests.apps.cast import account, person

PLACE = "epci:246700488"
ANNA = Identity(
    birth_name="d’Essai", first_names="anna  marie", birth_date="1955-08-14", sex="F", birth_place="14168",
    status="qualified", matricule="2 55 08 14 168 025 38", oid=TEST, document="passport", retrieved_on="2026-02-01",
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "key"),
    [("2550814168025", "38"), ("1840675123456", "41"), ("198032A004007", "85"), ("198032B004007", "15")],
)
def test_keys(body: str, key: str) -> None:
    digits = body.replace("2A", "19").replace("2B", "18")
    assert (int(digits) + int(key)) % 97 == 0
    assert key_of(body) == key
    spaced = f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {key}"
    assert str(checked_matricule(spaced.lower())) == body + key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2550814168025", "15 characters"),
        ("255081416802539", "mistyped"),
        ("255081416820538", "mistyped"),
        ("255082C16802538", "is digits"),
        ("955081416802538", "is digits"),
        ("٢55081416802538", "is digits"),
    ],
)
def test_what_is_no_matricule(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        checked_matricule(text)


def test_contradictions_are_told_not_refused() -> None:
    assert list(contradictions("2550814168025", "F", "1955-08-14")) == []
    assert list(contradictions("2550814168025", "M", "1956-09-14")) == ["sex", "year", "month"]
    assert list(contradictions("2554214168025", "F", "1955-08-14")) == []  # 20 to 42: the month is not known


@pytest.fixture
def nurse(transactional_db: None) -> User:
    add_definition("strasbourg_programme")
    person("person:P-AAA", "commune:67482", "team-a")
    return account("nurse", PLACE, "team-a")


def test_kept_sealed_seen_and_journalled(nurse: User) -> None:
    enter_identity("person:P-AAA", replace(ANNA, status="provisional", matricule="", oid=""), nurse)
    assert qualified_identity(nurse, "person:P-AAA") is None
    enter_identity("person:P-AAA", ANNA, nurse)
    kept = identity_of(nurse, "person:P-AAA")
    assert kept is not None
    assert (kept.identity.birth_name, kept.identity.first_names) == ("D’ESSAI", "ANNA MARIE")
    assert kept.identity.matricule == "255081416802538"
    assert qualified_identity(nurse, "person:P-AAA") == kept.identity
    for row in NationalIdentity.objects.all():
        assert b"ESSAI" not in bytes(row.sealed)
    assert (settings.WORKSPACE.folder / KEY_NAME).stat().st_mode & 0o777 == 0o600
    views = JournalEntry.objects.filter(verb="read_identity", object_code="person:P-AAA", actor=nurse.username)
    before = views.count()
    identity_of(nurse, "person:P-AAA")
    identity_of(nurse, "person:P-AAA")
    assert views.count() == before + 2
    assert not JournalEntry.objects.filter(detail__contains="25508").exists()


def test_who_may_not(nurse: User) -> None:
    enter_identity("person:P-AAA", ANNA, nurse)
    clinician, stranger = account("clinician", PLACE), account("nurse", PLACE, "team-b")
    assert not may_see_identity(clinician, "person:P-AAA")
    with pytest.raises(NotAllowed):
        identity_of(clinician, "person:P-AAA")
    for user in (stranger, account("analyst", PLACE)):
        with pytest.raises(NotFound):
            identity_of(user, "person:P-AAA")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "certain"}, "how far"),
        ({"birth_name": " "}, "birth name"),
        ({"sex": "X"}, "choose the sex"),
        ({"birth_place": "Caen"}, "INSEE code"),
        ({"birth_date": "14/08/1955"}, "YYYY-MM-DD"),
        ({"birth_date": "2055-08-14"}, "YYYY-MM-DD"),
        ({"status": "validated"}, "retrieved from the INSi"),
        ({"document": ""}, "identity document"),
        ({"retrieved_on": ""}, "INSi service was asked"),
        ({"oid": "1.2.3"}, "kind of number"),
        ({"oid": NIR}, "test numbers"),
        ({"matricule": "255081416802539"}, "mistyped"),
    ],
)
def test_what_cannot_be_entered(nurse: User, changes: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        enter_identity("person:P-AAA", replace(ANNA, **changes), nurse)
    assert not NationalIdentity.objects.exists()


def test_a_seal_opens_for_its_own_person_only() -> None:
    sealed = seal(settings.WORKSPACE.folder, "person:P-AAA", b"who")
    assert open_sealed(settings.WORKSPACE.folder, "person:P-AAA", sealed) == b"who"
    for person_code, content in (("person:P-BBB", sealed), ("person:P-AAA", sealed[:-1] + bytes([sealed[-1] ^ 1]))):
        with pytest.raises(StoreError, match="does not open"):
            open_sealed(settings.WORKSPACE.folder, person_code, content)


def test_only_a_qualified_identity_is_printed_and_only_for_who_may_see_it(nurse: User) -> None:
    def printed(sheet: Sheet, language: str) -> bytes:
        return f"%PDF {sheet['identity'] and sheet['identity']['matricule']}".encode()

    asked = Asked(question="?", urgency="week", days=14, to_name="Dr Cardon", with_identity=True)
    enter_identity("person:P-AAA", replace(ANNA, status="retrieved"), nurse)
    with pytest.raises(InputError, match="only a qualified"):
        handovers.hand_over("person:P-AAA", asked, nurse, language="fr", paper=printed)
    enter_identity("person:P-AAA", ANNA, nurse)
    made = handovers.hand_over("person:P-AAA", asked, nurse, language="fr", paper=printed)
    row = Handover.objects.get()
    assert b"25508" not in bytes(row.paper) + bytes(row.identity) + repr(row.sheet).encode()
    whole = handover(nurse, made.number).sheet
    assert whole["identity"] is not None
    assert digest_of(whole) == row.digest
    assert paper_of(nurse, made.number).content == b"%PDF 255081416802538"
    assert shown_by_link(made.key).sheet["identity"] == whole["identity"]
    clinician = account("clinician", PLACE)
    assert handover(clinician, made.number).sheet["identity"] is None
    with pytest.raises(NotAllowed):
        paper_of(clinician, made.number)
