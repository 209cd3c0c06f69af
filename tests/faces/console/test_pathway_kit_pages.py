"""A kit with pathways and forms in the library: read in words, drawn, and compared with an older version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.test import Client
from django.utils.translation import override

from pagus.faces.console.kits.changes import change_rows
from pagus.kit_language import shipped_kit
from pagus.kit_language.difference import compare_kits
from pagus.kit_language.model import Text
from tests.apps.cast import account
from tests.apps.pathways.activity import EUROMETROPOLE

pytestmark = pytest.mark.django_db


def test_the_page_of_a_kit_shows_its_pathways_and_forms(browse: Callable[..., Client]) -> None:
    page = browse(account("coordinator", EUROMETROPOLE)).get("/console/kits/sport-on-prescription/").content.decode()
    assert "Who does what next" in page
    assert "With a health professional" in page
    assert "What it asks" in page
    assert "Well-being (WHO-5)" in page
    assert page.count('role="img"') >= 2, "a drawing for each pathway"
    assert "When it raises an alert" not in page, "it has no rules"


def test_changes_of_pathways_and_forms_are_said_in_words() -> None:
    old = shipped_kit("sport-on-prescription")
    pathway, form = old.pathways["activity"], old.forms["who_5"]
    welcome, session = pathway.states["welcome"], pathway.tasks["session"]
    calm = replace(form.items["calm"], text=Text("Posé", "At ease", "Gelassen"))
    new = replace(
        old,
        digest="other",
        pathways={
            **old.pathways,
            "activity": replace(
                pathway,
                states={**pathway.states, "welcome": replace(welcome, transitions=welcome.transitions[:1])},
                tasks={**pathway.tasks, "session": replace(session, role="nurse", due_ms=session.due_ms * 2)},
            ),
        },
        forms={**old.forms, "who_5": replace(form, items={**form.items, "calm": calm})},
    )
    with override("en"):
        rows = {(row["name"], row["what"]): row for row in change_rows(compare_kits(old, new), old, new)}
        ways = rows["To be welcomed", "Ways on"]
        assert ways["part"] == "State of a pathway"
        assert "After 45\u00a0days" in ways["before"]
        assert "After 45\u00a0days" not in ways["after"]
        assert (rows["Session", "Role"]["before"], rows["Session", "Role"]["after"]) == ("educator", "nurse")
        assert rows["Session", "Due within"]["after"].split() == ["28", "days"]
        assert rows["At ease", "Text"]["part"] == "Question of a form"
        assert not [
            text for row in rows.values() for text in (row["before"], row["after"]) if "(" in text and "=" in text
        ]
