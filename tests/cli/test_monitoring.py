"""``pagus statement`` and ``pagus person``: what is refused with its reasons; two persons made one, and two again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pagus.apps.installations import actions as installations
from tests.apps.cast import person

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
EUROMETROPOLE = "epci:246700488"


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_refused_with_every_reason_and_persons_are_merged(
    document: Document, pagus: Speak, here: tuple[str, str]
) -> None:
    installations.install("heart-failure-home", EUROMETROPOLE, {})
    for code in ("person:P-MRG1", "person:P-MRG2"):
        person(code)
    code, out, err = pagus("statement", "heart-failure-home", "2026-02", *here)
    assert (code, out) == (7, "")
    assert "never gives a statement" in err.replace("\n", " ")
    assert "names no certificate" in err.replace("\n", " ")
    code, seen = document("person", "merge", "person:P-MRG1", "person:P-MRG2", "--preview", *here)
    assert (code, seen["clashes"], "copied" in seen) == (0, [], False)
    code, made = document("person", "merge", "person:P-MRG1", "person:P-MRG2", "--reason", "same identity", *here)
    assert (code, made["stays"], made["copied"]) == (0, "person:P-MRG2", 0)
    code, _, err = pagus("person", "merge", "person:P-MRG1", "person:P-MRG2", "--reason", "again", *here)
    assert code == 7
    assert "was merged into person:P-MRG2 before" in err.replace("\n", " ")
    code, undone = document("person", "unmerge", "person:P-MRG1", "--reason", "two sisters", *here)
    assert (code, undone["stays"], undone["afresh"]) == (0, "person:P-MRG2", False)
