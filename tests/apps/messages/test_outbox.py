"""What is told to roles and to people: once, read by those who may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.messages.actions import mark_read
from pagus.apps.messages.models import Message
from pagus.apps.messages.queries import messages_for
from pagus.apps.messages.telling import tell
from pagus.apps.pathways import actions
from pagus.apps.pathways.waking import wake_due
from pagus.errors import NotFound
from pagus.kernel.time import DAY
from pagus.kit_language.model import Text
from tests.apps.pathways.activity import ANNA, installed, nurse_of, people
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db


def test_messages_are_told_once_and_read_by_the_team(tmp_path: Path, clock_at: Callable[[int], None]) -> None:
    people()
    nurse, other = nurse_of("team-a"), nurse_of("team-b")
    run = actions.enrol(nurse, installed(tmp_path), "activity", ANNA)
    clock_at(NOW + 61 * DAY)
    wake_due()
    assert [(it.to, it.read_ms) for it in messages_for(nurse)] == [("coordinator", None)]
    assert messages_for(other) == ()
    assert messages_for(nurse, role="physician") == ()
    number = messages_for(nurse)[0].id
    with pytest.raises(NotFound):
        mark_read(other, number)
    mark_read(nurse, number)
    clock_at(NOW + 62 * DAY)
    mark_read(nurse, number)
    row = Message.objects.get(pk=number)
    assert (row.read_ms, row.read_by) == (NOW + 61 * DAY, nurse.username)  # type: ignore[attr-defined]
    assert messages_for(nurse, unread=True) == ()
    own = Message.objects.filter(to="person")[0].pk
    with pytest.raises(NotFound):
        mark_read(nurse, own)
    before = Message.objects.count()
    tell(
        run, ANNA, "commune:67482", "team-a", key=row.key, notice="late", to="nurse", text=Text("x", "x", "x"), at_ms=1
    )
    assert Message.objects.count() == before
