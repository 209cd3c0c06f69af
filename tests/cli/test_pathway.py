"""``pagus pathway``: enrol, show, due."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagus.apps.journal.queries import entries
from pagus.kernel.time import DAY, format_instant
from tests.apps.pathways.activity import ANNA, EUROMETROPOLE, installed, people
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_begins_and_is_shown(
    document: Callable[..., tuple[int, Any]],
    pagus: Callable[..., tuple[int, str, str]],
    here: tuple[str, str],
    tmp_path: Path,
    clock_at: Callable[[int], None],
) -> None:
    people()
    installed(tmp_path)
    where = ("--territory", EUROMETROPOLE, *here)
    kit = "activity"
    code, made = document("pathway", "enrol", kit, "activity", ANNA, "--fact", "limitation=3", *where)
    assert (code, made["person"]) == (0, ANNA)
    code, shown = document("pathway", "show", str(made["course"]), *here)
    assert (code, shown["standing"], shown["outcome"]) == (0, ["Prescribed"], "running")
    assert shown["tasks"][0] | {"by": ""} == {
        "task": "First interview",
        "role": "nurse",
        "due": format_instant(NOW + 14 * DAY),
        "late": False,
        "how": "open",
        "by": "",
    }
    assert "simulated person" in pagus("pathway", "show", str(made["course"]), *here)[1]
    assert [it for it in entries(actor="system") if it.verb == "read" and it.object_code == ANNA]
    assert document("pathway", "due", *here) == (0, {"due": [], "woken": 0, "failed": 0})
    clock_at(NOW + 61 * DAY)
    code, due = document("pathway", "due", "--wake", *here)
    assert (code, due["due"][0]["course"], due["woken"]) == (0, made["course"], 1)
    text = pagus("pathway", "show", str(made["course"]), *here)[1]
    assert "Prescribed -> To be called back" in text
    assert pagus("pathway", "enrol", kit, "activity", ANNA, *where)[0] != 0
    assert pagus("pathway", "show", "999", *here)[0] != 0
