"""The page of a course: what is known is written down, a form is answered without a task, answers are taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.contrib.auth.models import User
from django.test import Client

from pagus.apps.journal.queries import entries
from pagus.apps.pathways import actions
from tests.apps.cast import account, team
from tests.apps.pathways.activity import ANNA, BERT, CHANGES, EUROMETROPOLE, installed, people

Browse = Callable[..., Client]
pytestmark = pytest.mark.django_db
PATHWAY = "pathway/activity.yaml"


@pytest.fixture
def kit(tmp_path: Path) -> int:
    """The limitation is a fact of the record here: nobody is asked for it by a task."""
    people()
    return installed(
        tmp_path, {PATHWAY: str(CHANGES[PATHWAY]).replace("range: [0, 3], task: interview", "range: [0, 3]")}
    )


@pytest.fixture
def nurse() -> User:
    return account("nurse", EUROMETROPOLE, team("team-a"))


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_what_the_record_says_is_written_down(kit: int, nurse: User, browse: Browse) -> None:
    run = actions.enrol(nurse, kit, "activity", ANNA)
    client, address = browse(nurse), f"/console/courses/{run}/"
    page = text_of(client.get(address))
    assert "not known yet" in page
    assert 'name="fact-limitation"' in page
    assert 'name="fact-tiredness_total"' not in page, "a form gives it"
    wrong = text_of(client.post(f"{address}facts", {"fact-limitation": "7"}, follow=True))
    assert "from 0 to 3" in wrong
    words = text_of(client.post(f"{address}facts", {"fact-limitation": "many"}, follow=True))
    assert "is no number" in words
    kept = text_of(client.post(f"{address}facts", {"fact-limitation": "2,0"}, follow=True))
    assert "It is written down" in kept
    assert re.search(r"The limitation</dt><dd>2\b", kept)


def test_a_form_is_answered_without_a_task_and_taken_back_with_a_reason(kit: int, nurse: User, browse: Browse) -> None:
    run = actions.enrol(nurse, kit, "activity", ANNA)
    client, address = browse(nurse), f"/console/courses/{run}/"
    form = f"{address}forms/tiredness/"
    assert form in text_of(client.get(address))
    assert "No task asks for this form now" in text_of(client.get(form))
    wrong = client.post(form, {"_asked": "stairs", "_intent": "finish"})
    assert wrong.status_code == 422
    done = client.post(form, {"_asked": "stairs", "stairs": "none", "_intent": "finish", "_key": "k" * 32})
    assert done["Location"] == address
    page = text_of(client.get(address))
    assert re.search(r"The tiredness</dt><dd>0\b", page), "decisions read it"
    retract = re.search(r'action="(/console/courses/\d+/answers/\d+/retract)"', page)
    assert retract is not None
    assert "needs a reason" in text_of(client.post(retract[1], {"reason": " "}, follow=True))
    taken = text_of(client.post(retract[1], {"reason": "of another person"}, follow=True))
    assert "entered in error" in taken
    assert "/retract" not in taken
    assert [it.verb for it in entries(object_code=ANNA)].count("retract_form") == 1
    other = browse(account("nurse", EUROMETROPOLE, team("team-b")))
    assert other.post(retract[1], {"reason": "x"}).status_code == 404
    assert other.get(form).status_code == 404
    assert client.get(f"{address}forms/nothing/").status_code == 404


def test_addresses_of_a_personal_page_are_listed_and_revoked(kit: int, nurse: User, browse: Browse) -> None:
    actions.enrol(nurse, kit, "activity", ANNA)
    client = browse(nurse)
    assert "No address yet" in text_of(client.get(f"/console/subjects/{ANNA}/keys/"))
    given = text_of(client.post(f"/console/subjects/{ANNA}/key"))
    address = re.search(r'value="http://testserver(/mine/[^"]+/)"', given)
    assert address is not None
    listed = text_of(client.get(f"/console/subjects/{ANNA}/keys/"))
    assert address[1].split("/")[2] not in listed
    revoke = re.search(r'action="(/console/subjects/[^"]+/keys/\d+/revoke)"', listed)
    assert revoke is not None
    after = text_of(client.post(revoke[1], follow=True))
    assert "revoked" in after
    assert browse(None).get(address[1]).status_code == 404
    assert client.get(f"/console/subjects/{BERT}/keys/").status_code == 404


def test_questionnaires_are_opened_for_a_person(kit: int, nurse: User, browse: Browse) -> None:
    actions.enrol(nurse, kit, "activity", ANNA)
    client = browse(nurse)
    assert "/console/forms/?person=person%3AP-AAA" in text_of(client.get(f"/console/subjects/{ANNA}/"))
    listed = text_of(client.get("/console/forms/", {"person": ANNA}))
    assert "/console/forms/who-5/?person=person%3AP-AAA" in listed
    assert "P-AAA" in text_of(client.get("/console/forms/who-5/", {"person": ANNA}))
    assert client.get("/console/forms/", {"person": BERT}).status_code == 404
