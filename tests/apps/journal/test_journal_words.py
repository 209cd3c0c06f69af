"""Each verb and purpose that is written into the journal has its words: people read them, on their own page too."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from pagus.web.journal_words import PURPOSES, VERBS
from tests.conftest import ROOT

WRITERS = {"record", "record_each", "write_journal", "_write_journal", "_journal"}
READERS = {"record_reads", "note_reading", "read_person", "read_people"}
VERB_AT = {"record": (1, 2), "record_each": (2,), "write_journal": (1,), "_write_journal": (1,), "_journal": (0, 1)}
OWN = {"source", "none", "person", "workspace", "broadband", "account:", "api"}
"""Words of a call that are a role, or whom it is about."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "src" / "pagus" / "apps").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(name in text for name in WRITERS | READERS):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    if name in WRITERS | READERS:
                        yield name, node


def texts(call: ast.Call) -> list[tuple[int, str]]:
    return [
        (place, argument.value)
        for place, argument in enumerate(call.args)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value not in OWN
    ]


@pytest.fixture(scope="module")
def written() -> tuple[set[str], set[str]]:
    verbs: set[str] = set()
    purposes: set[str] = set()
    for name, call in calls():
        for place, text in texts(call):
            (verbs if name in WRITERS and place in VERB_AT[name] else purposes).add(text)
    return verbs, purposes


def test_every_verb_has_words(written: tuple[set[str], set[str]]) -> None:
    verbs, _purposes = written
    assert {"merge_persons", "ask_consultation", "make_personal_key"} <= verbs
    assert sorted(verbs - VERBS.keys()) == []


def test_every_purpose_has_words(written: tuple[set[str], set[str]]) -> None:
    _verbs, purposes = written
    assert {"monitoring", "worklist", "video consultation"} <= purposes
    assert sorted(purposes - PURPOSES.keys()) == []
