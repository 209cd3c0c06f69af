"""One's own page: opened by its key alone, answered, read, left; the key stands in no log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.test import Client

from pagus.apps.pathways import actions
from pagus.apps.people.keys import make_personal_key
from pagus.web.security import LogWithoutPersons
from tests.apps.pathways.activity import ANNA, BERT, people
from tests.faces.console.activity_kit import installed_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(tmp_path: Path) -> str:
    people()
    actions.enrol("system", installed_activity(tmp_path, walk_role="person"), "activity", ANNA)
    from tests.apps.pathways.activity import open_task

    actions.complete_task("system", open_task("interview"), {"limitation": 2.0})
    return make_personal_key("system", ANNA)


def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def test_a_key_opens_its_page_and_no_other(key: str) -> None:
    page = visitor().get(f"/mine/{key}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert "You are invited to a first interview." in text
    assert "112" in text
    assert "P-AAA" not in text
    assert visitor().get(f"/mine/{key[:-1]}/").status_code == 404
    other = make_personal_key("system", BERT)
    assert "You are invited" not in visitor().get(f"/mine/{other}/").content.decode()


def test_answers_are_given_message_read_pathway_left(key: str) -> None:
    import re

    client, page = visitor(), visitor().get(f"/mine/{key}/").content.decode()
    address = re.search(r'href="(/mine/[^"]+/tasks/\d+/)"', page)
    assert address is not None
    wrong = client.post(address[1], {"_asked": "stairs weight", "weight": "7", "_intent": "finish"})
    assert wrong.status_code == 422
    assert "Weight: 7 cannot be" in wrong.content.decode()
    part = client.post(address[1], {"_asked": "stairs", "stairs": "some", "_intent": "save", "_key": "a" * 32})
    assert part["Location"] == address[1]
    whole = {"_asked": "stairs walking", "stairs": "some", "walking": "none", "_intent": "finish", "_key": "b" * 32}
    assert client.post(address[1], whole)["Location"] == f"/mine/{key}/"
    read = re.search(r'action="(/mine/[^"]+/read)"', page)
    assert read is not None
    client.post(read[1])
    assert "I have read it" not in client.get(f"/mine/{key}/").content.decode()
    leave = re.search(r'action="(/mine/[^"]+/leave)"', client.get(f"/mine/{key}/data/").content.decode())
    assert leave is not None
    left = client.post(leave[1], follow=True).content.decode()
    assert "You have left." in left
    assert "I do not want to go on" not in left


def test_the_key_stands_in_no_log(key: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, f"GET /mine/{key}/tasks/3/", None, None)
    assert key not in LogWithoutPersons().format(record)
