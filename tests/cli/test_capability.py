"""``pagus capability``: registered in shadow, looked at, decided by somebody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db


def test_from_registration_to_decision_and_back(
    document: Callable, pagus: Callable, here: tuple, tmp_path: Path
) -> None:
    card = tmp_path / "card.md"
    card.write_text("Trained on 300 pictures.\n", encoding="utf-8")
    given = ("--url", "https://reader.example/", "--model-digest", "A" * 64, "--model-card", str(card))
    assert document("capability", "add", "reader", *given, *here) == (0, {"name": "reader", "mode": "shadow"})
    _, shown = document("capability", "show", "reader", *here)
    assert (shown["mode"], shown["model_card"], shown["watched"]) == ("shadow", "Trained on 300 pictures.\n", [])
    assert document("capability", "approve", "reader", "--reason", "looked at", *here)[1]["mode"] == "approved"
    _, (listed,) = document("capability", "list", *here)
    assert (listed["mode"], listed["reason"], listed["model_digest"]) == ("approved", "looked at", "a" * 64)
    assert document("capability", "shadow", "reader", "--reason", "it drifts", *here)[1]["mode"] == "shadow"
    assert "reader" in pagus("capability", "list", *here)[1]
    assert "it drifts" in pagus("capability", "show", "reader", *here)[1]
    assert pagus("capability", "shadow", "reader", "--reason", "again", *here)[0] == 7
    assert pagus("capability", "show", "writer", *here)[0] == 5
