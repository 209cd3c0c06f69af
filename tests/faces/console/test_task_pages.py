"""Tasks in the console: begun from the person, taken, answered in part and whole, printed, explained, left."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.contrib.auth.models import User
from django.test import Client

from pagus.apps.pathways import actions
from tests.apps.cast import account, team
from tests.apps.pathways.activity import ANNA, BERT, EUROMETROPOLE, open_task, people
from tests.faces.console.activity_kit import installed_activity

Browse = Callable[..., Client]
pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def kit(tmp_path: Path) -> int:
    people()
    return installed_activity(tmp_path)


@pytest.fixture
def nurse() -> User:
    return account("nurse", EUROMETROPOLE, team("team-a"))


@pytest.fixture
def walk(kit: int, nurse: User) -> int:
    """The task of Anna that is done by answering a form."""
    actions.enrol(nurse, kit, "activity", ANNA)
    actions.complete_task(nurse, open_task("interview"), {"limitation": 2.0})
    return open_task("walk")


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_from_the_person_to_the_worklist_and_the_course(kit: int, nurse: User, browse: Browse) -> None:
    client = browse(nurse)
    person = text_of(client.get(f"/console/subjects/{ANNA}/"))
    assert f'value="{kit}/activity"' in person
    begun = client.post(f"/console/subjects/{ANNA}/begin", {"pathway": f"{kit}/activity"})
    assert re.fullmatch(r"/console/courses/\d+/", begun["Location"])
    again = client.post(f"/console/subjects/{ANNA}/begin", {"pathway": f"{kit}/activity"}, follow=True)
    assert "already" in text_of(again)
    listed = text_of(client.get("/console/tasks/?role=nurse"))
    task = open_task("interview")
    assert f"/console/tasks/{task}/" in listed
    assert "P-AAA" in listed
    claimed = client.post(f"/console/tasks/{task}/claim", {"back": "/console/tasks/?state=mine"})
    assert claimed["Location"] == "/console/tasks/?state=mine"
    assert "Give back" in text_of(client.get("/console/tasks/?state=mine"))
    sheet = text_of(client.get(begun["Location"]))
    assert "Where the person stands" in sheet
    assert "chart-pathway" in sheet
    assert (
        client.post(f"/console/tasks/{task}/claim", {"back": "//elsewhere.example/"})["Location"] == "/console/tasks/"
    )


def test_a_task_without_a_form_asks_for_its_numbers(kit: int, nurse: User, browse: Browse) -> None:
    client = browse(nurse)
    run = actions.enrol(nurse, kit, "activity", ANNA)
    address = f"/console/tasks/{open_task('interview')}/"
    assert 'name="fact-limitation"' in text_of(client.get(address))
    wrong = client.post(address, {"fact-limitation": "much", "_key": "k1"})
    assert wrong.status_code == 422
    assert "is no number" in text_of(wrong)
    done = client.post(address, {"fact-limitation": "2", "_key": "k2"})
    assert done["Location"] == f"/console/courses/{run}/"
    sheet = text_of(client.get(done["Location"]))
    assert "How it came here, and why" in sheet
    assert "limitation" in sheet


def test_others_see_no_task_of_this_team(walk: int, browse: Browse) -> None:
    other = browse(account("nurse", EUROMETROPOLE, team("team-b")))
    assert other.get(f"/console/tasks/{walk}/").status_code == 404
    assert "P-AAA" not in text_of(other.get("/console/tasks/"))
    assert other.post(f"/console/tasks/{walk}/", {"_intent": "save"}).status_code in {403, 404}
    assert other.get(f"/console/subjects/{BERT}/").status_code == 200


PART = {"_asked": "stairs weight height", "stairs": "some", "_intent": "save", "_key": "a" * 32}


def test_answers_are_kept_in_part_and_refused_at_their_question(walk: int, nurse: User, browse: Browse) -> None:
    client, address = browse(nurse), f"/console/tasks/{walk}/"
    assert "What the answers say" not in text_of(client.get(address))
    assert client.post(address, PART)["Location"] == address
    kept = text_of(client.get(address))
    assert re.search(r'name="stairs" value="some" checked', kept)
    assert 'name="walking"' in kept  # what the answer opened
    assert "Not yet known" in kept
    wrong = client.post(
        address, {"_asked": "stairs walking weight height", "stairs": "some", "weight": "7", "_intent": "finish"}
    )
    text = text_of(wrong)
    assert wrong.status_code == 422
    assert "Weight: 7 cannot be: it goes from 20 to 300 kg" in text
    assert "Answer this question." in text
    assert 'value="7"' in text


def test_a_form_is_finished_printed_and_amended(walk: int, nurse: User, browse: Browse) -> None:
    client, address = browse(nurse), f"/console/tasks/{walk}/"
    whole = {"_asked": "stairs walking weight height", "stairs": "some", "walking": "none", "weight": "70,5"}
    assert client.post(address, {**whole, "_intent": "finish", "_key": "b" * 32})["Location"] == address
    done = text_of(client.get(address))
    assert "Sheet to print" in done
    assert "Keep the change" in done
    sheet = text_of(client.get(f"{address}sheet/"))
    assert "70.5" in sheet
    assert "P-AAA" in sheet
    amended = client.post(address, {**whole, "walking": "some", "_intent": "amend", "_key": "c" * 32})
    assert amended["Location"] == address
    late = client.post(address, {**whole, "_intent": "finish", "_key": "d" * 32})
    assert late.status_code == 409
    assert "answered already" in text_of(late)


def test_a_script_hears_whether_its_sending_was_taken(walk: int, nurse: User, browse: Browse) -> None:
    from pagus.apps.forms.models import Saving

    client, address = browse(nurse), f"/console/tasks/{walk}/"
    for _ in range(2):  # the second is the same sending, of which no answer had come back
        assert client.post(address, PART, headers=JSON).json() == {"kept": True, "url": address}
    assert Saving.objects.count() == 1
    missing = client.post(address, {**PART, "_intent": "finish", "_key": "e" * 32}, headers=JSON)
    assert (missing.status_code, "error" in missing.json()) == (422, True)
    other = browse(account("nurse", EUROMETROPOLE, team("team-b")))
    assert other.post(address, PART, headers=JSON).status_code == 404


def test_a_task_is_given_up_with_a_reason_and_a_course_is_left(kit: int, nurse: User, browse: Browse) -> None:
    client = browse(nurse)
    run = actions.enrol(nurse, kit, "activity", ANNA)
    assert client.post(f"/console/courses/{run}/withdraw", {"reason": ""}, follow=True).status_code == 200
    left = client.post(f"/console/courses/{run}/withdraw", {"reason": "Moves to her sister."}, follow=True)
    assert "the person withdrew" in text_of(left)
    assert "Moves to her sister." in text_of(left) or "How it ended" in text_of(left)


def test_the_board_keeps_small_numbers_back(walk: int, kit: int, browse: Browse) -> None:
    client = browse(account("coordinator", EUROMETROPOLE))
    text = text_of(client.get(f"/console/installations/{kit}/pathways/activity/"))
    assert "kept back" in text
    assert "P-AAA" not in text
    assert f"/console/installations/{kit}/pathways/activity/" in text_of(client.get(f"/console/installations/{kit}/"))


def test_the_address_of_a_personal_page_is_shown_once(walk: int, nurse: User, browse: Browse) -> None:
    client = browse(nurse)
    assert f"/console/subjects/{ANNA}/key" in text_of(client.get(f"/console/subjects/{ANNA}/"))
    given = client.post(f"/console/subjects/{ANNA}/key")
    address = re.search(r'value="http://testserver(/mine/[^"]+/)"', text_of(given))
    assert address is not None
    assert given["Cache-Control"] == "no-store"
    assert browse(None).get(address[1]).status_code == 200
    assert client.post(f"/console/subjects/{BERT}/key").status_code == 404


def test_a_role_that_nobody_holds_is_said_and_a_coordinator_stands_in(walk: int, browse: Browse) -> None:
    coordinator = browse(account("coordinator", EUROMETROPOLE))
    page, address = text_of(coordinator.get("/console/tasks/")), f"/console/tasks/{walk}/"
    assert "nobody has this role" not in page  # the fixture's nurse has it
    assert "I do it on their behalf" in page
    assert "Finish" not in text_of(coordinator.get(address))
    told = coordinator.post(f"{address}claim", {"back": address, "on_behalf": "yes"}, follow=True)
    assert "Finish" in text_of(told)
    User.objects.filter(username__startswith="nurse").update(is_active=False)
    page = text_of(coordinator.get("/console/tasks/"))
    assert "nobody has this role" in page
    assert "For some of these people nobody has the role: The nurse." in page


def test_a_carer_reads_no_course_of_nurses_and_no_page_of_the_person(walk: int, browse: Browse) -> None:
    carer = browse(account("carer", EUROMETROPOLE, team("team-a")))
    assert carer.get("/console/").status_code == 200
    assert "No task here" in text_of(carer.get("/console/tasks/"))
    assert carer.get(f"/console/tasks/{walk}/").status_code == 404
    assert carer.get(f"/console/subjects/{ANNA}/").status_code == 403
    assert carer.get("/console/people/").status_code == 403


def test_the_calendar_shows_the_week_and_the_same_as_a_table(walk: int, nurse: User, browse: Browse) -> None:
    client = browse(nurse)
    page = text_of(client.get("/console/tasks/calendar/"))
    assert page.count('class="week-day') == 7
    assert "Nothing is due in this week" in page
    due = text_of(client.get("/console/tasks/calendar/", {"week": "2026-04-01"}))  # any day of a week names it
    assert due.count(f'href="/console/tasks/{walk}/"') == 2
    assert 'name="week" value="2026-03-30"' in due
    assert "Walking test" in due
    later = text_of(client.get("/console/tasks/calendar/", {"week": "2026-04-06"}))
    assert "1 task was due before" not in later, "it is not late before its time"
    assert client.get("/console/tasks/calendar/", {"week": "nonsense", "role": "x"}).status_code == 200
    other = browse(account("nurse", EUROMETROPOLE, team("team-b")))
    assert "P-AAA" not in text_of(other.get("/console/tasks/calendar/", {"week": "2026-04-01"}))
    assert browse(account("analyst", EUROMETROPOLE)).get("/console/tasks/calendar/").status_code == 403


def test_who_has_no_page_is_on_the_list_of_calls(walk: int, nurse: User, browse: Browse) -> None:
    client = browse(nurse)
    page = text_of(client.get("/console/tasks/calls/"))
    assert "has no page" in page
    told = re.search(r'action="(/console/tasks/calls/\d+)"', page)
    assert told is not None
    assert "Nobody has to be called" in text_of(client.post(told[1], follow=True))
    assert browse(account("carer", EUROMETROPOLE, team("team-a"))).get("/console/tasks/calls/").status_code == 403
