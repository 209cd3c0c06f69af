"""Each verb and purpose that is written into the journal has its words: people read them, on their own page too."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from pagus.web.journal_words import PURPOSES, VERBS
from tests.conftest import ROOT

READERS = {"record_reads", "note_reading", "read_person", "read_people"}
OWN = {"source", "none", "person", "workspace", "broadband", "account:", "api"}
"""Words of a call that are a role, or whom it is about."""


def trees() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "src" / "pagus" / "apps").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(inside: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(inside) if isinstance(node, ast.Call))


def verb_places() -> dict[str, set[int]]:
    """Which functions write a verb, and as which of their arguments: those of the journal, and what hands it on."""
    places: dict[str, set[int]] = {"record": {1, 2}, "record_each": {2}}
    functions = [node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    known = -1
    while known != len(places):
        known = len(places)
        for function in functions:
            names = [argument.arg for argument in function.args.args]
            if "verb" in names and any(hands_on(call, places.get(name_of(call), set())) for call in calls(function)):
                places.setdefault(function.name, set()).add(names.index("verb"))
    return places


def hands_on(call: ast.Call, places: set[int]) -> bool:
    return any(
        isinstance(call.args[at], ast.Name) and call.args[at].id == "verb" for at in places if at < len(call.args)
    )


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
    places = verb_places()
    assert {"write_journal", "_journal", "_journal_system"} <= places.keys()
    for tree in trees():
        for call in calls(tree):
            name = name_of(call)
            if name in places or name in READERS:
                for place, text in texts(call):
                    (verbs if place in places.get(name, ()) else purposes).add(text)
    return verbs, purposes


def test_every_verb_has_words(written: tuple[set[str], set[str]]) -> None:
    verbs, _purposes = written
    assert {"merge_persons", "ask_consultation", "make_personal_key", "escalate_alert"} <= verbs
    assert sorted(verbs - VERBS.keys()) == []


def test_every_purpose_has_words(written: tuple[set[str], set[str]]) -> None:
    _verbs, purposes = written
    assert {"monitoring", "worklist", "video consultation"} <= purposes
    assert sorted(purposes - PURPOSES.keys()) == []
