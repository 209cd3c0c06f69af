"""``pagus account``: an account is made, gets a role, is listed, is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import typer

pytestmark = pytest.mark.django_db
EUROMETROPOLE = "epci:246700488"


def test_an_account_from_its_making_to_its_end(
    pagus: Callable[..., tuple[int, str, str]],
    document: Callable[..., tuple[int, Any]],
    here: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "correct horse battery")
    made = document("account", "team", "team-a", "Team A", EUROMETROPOLE, "--name-de", "Team A (de)", *here)
    assert made == (0, {"team": "team-a", "territory": EUROMETROPOLE})
    assert pagus("account", "team", "Team A", "Team A", EUROMETROPOLE, *here)[0] == 2
    assert pagus("account", "add", "camille", *here)[0] == 0
    assert pagus("account", "add", "camille", *here)[0] == 7
    code, _, said = pagus("account", "role", "camille", "educator", EUROMETROPOLE, *here)
    assert (code, "without --team" in said) == (0, True)
    assert pagus("account", "role", "camille", "educator", EUROMETROPOLE, "--team", "team-a", *here)[0] == 0
    assert pagus("account", "role", "camille", "educator", EUROMETROPOLE, "--team", "nobody", *here)[0] == 5
    assert pagus("account", "role", "camille", "doctor", EUROMETROPOLE, *here)[0] == 2
    code, listed = document("account", "list", *here)
    assert code == 0
    assert listed["accounts"] == [
        {
            "login": "camille",
            "active": True,
            "roles": [
                {"role": "educator", "territory": EUROMETROPOLE, "team": ""},
                {"role": "educator", "territory": EUROMETROPOLE, "team": "team-a"},
            ],
        }
    ]
    assert {"physician", "educator", "carer"} <= set(listed["roles"])
    assert pagus("account", "close", "camille", *here)[0] == 0
    assert document("account", "list", *here)[1]["accounts"][0]["active"] is False
