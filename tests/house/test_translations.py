"""The French and the German of the interface are whole, exact and typeset as those languages ask."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from django.utils.translation.template import templatize

from tests.conftest import ROOT

NARROW = "\u202f"


sys.path.insert(0, str(ROOT / "tools"))
catalogues, gathering, faults = (
    importlib.import_module(f"translating.{name}") for name in ("catalogues", "gathering", "faults")
)
sys.path.remove(str(ROOT / "tools"))


@pytest.fixture(scope="module")
def template() -> Catalog:
    return gathering.gather()


def translated(language: str) -> Iterator[tuple[Message, str]]:
    for message in catalogues.read(language):
        if message.id:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((message, string) for string in strings)


def glossary() -> dict[str, dict[str, str]]:
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {english: {"fr": french, "de": german} for english, french, german, _meaning in rows[2:]}


def test_everything_is_translated_and_fits(template: Catalog) -> None:
    assert len(list(template)) > 700, "the messages were not gathered"
    assert list(faults.faults(template)) == []


def test_templates_show_no_word_that_is_not_marked() -> None:
    assert list(faults.unmarked_words()) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_words_of_the_glossary_are_used(language: str) -> None:
    words, checked = glossary(), 0
    for message, string in translated(language):
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key.casefold() in words:
            checked += 1
            first = message.string if isinstance(message.string, str) else message.string[0]
            assert first.replace("’", "'").casefold() == words[key.casefold()][language].casefold(), string
    assert checked > 10


def test_french_typography() -> None:
    straight, spaced = r"[^\W\d_]'[^\W\d_]", r" [;:?!»](?=\s|$)|[\d}s] %(?!\()"
    wrong = re.compile(rf"{straight}|{spaced}|«[^\u202f]|[^\u202f]»|[^\s\u202f][;?!](?=\s|$)")
    assert [string for _, string in translated("fr") if wrong.search(string)] == []


def test_german_typography() -> None:
    wrong = re.compile(r"«|»|[\d}] %|[^\W\d_]'[^\W\d_]|\s[;:?!]")
    assert [string for _, string in translated("de") if wrong.search(string)] == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_readers_are_addressed_formally(language: str) -> None:
    familiar = {"fr": r"\b(tu|ton|tes|toi)\b", "de": r"\b(du|dein|deine|dir|dich)\b"}[language]
    assert [string for _, string in translated(language) if re.search(familiar, string, re.IGNORECASE)] == []


# The tool itself.


def texts_of(code: str) -> list[str | None]:
    tree = ast.parse(code)
    return [each.text for each in gathering.Calls(tree, gathering.error_names([tree])).find()]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('raise NotFound("no kit {slug}", slug=slug)', ["no kit {slug}"]),
        ('raise InputError("a" if plain else "b")', ["a", "b"]),
        ('def f():\n    key = "late"\n    raise InputError(key)', ["late"]),
        ('KEYS = {1: "one", 2: "two"}\ndef f(n):\n    raise InputError(KEYS[n])', ["one", "two"]),
        ('class Odd(InputError): ...\nraise Odd("odd")', ["odd"]),
        (
            'Note(1, "unit", "wrong {unit}", facts, "send {wanted}")',
            ["wrong {unit}", "send {wanted}"],
        ),
        ('Note.of_error(1, "unit", error, "send another")', ["send another"]),
        ("raise StoreError(failure.key, **failure.facts)", []),
        ('raise InputError(f"no {kit}")', [None]),
        ('raise InputError("no " + kit)', [None]),
        ('raise ValueError("not ours")', []),
    ],
)
def test_texts_of_errors_and_notes_are_found(code: str, found: list[str | None]) -> None:
    assert texts_of(code) == found


def test_texts_of_a_template_are_found(tmp_path) -> None:
    written = (
        '{% load i18n look %}{% translate "70 % of it" as share %}{% part "status" label=_("Installed") %}'
        "{% blocktranslate trimmed with place=name %}\n  In {{ place }}\n  today{% endblocktranslate %}"
        "{% blocktranslate count n=rows %}{{ n }} rule{% plural %}{{ n }} rules{% endblocktranslate %}"
    )
    catalogue = catalogues.catalogue()
    gathering.add_all(catalogue, catalogues.SOURCE / "page.html", templatize(written))
    found = {message.id for message in catalogue if message.id}
    assert found == {"70 %% of it", "Installed", "In %(place)s today", ("%(n)s rule", "%(n)s rules")}


@pytest.mark.parametrize(
    ("english", "string", "fault"),
    [
        ("no kit {slug!r}", "pas de kit {slug}", "other placeholders"),
        ("no kit {slug!r}", "pas de kit", "other placeholders"),
        ("%(n)s of %(all)s", "%(n)s sur %(tout)s", "other placeholders"),
        ("70 %% of %(n)s", "70 % de %(n)s", "needs %%"),
        ("70 % of it", "70 %% de cela", "doubles"),
        ("To do", "À faire ", "space"),
        ("To do", "", "not translated"),
        (("%(n)s rule", "%(n)s rules"), ("%(n)s règle", "règles"), "other placeholders"),
        ("no kit {slug!r}", "pas de kit {slug!r}", None),
        (("%(n)s rule", "%(n)s rules"), ("%(n)s règle", "%(n)s règles"), None),
    ],
)
def test_what_is_wrong_with_a_message(english, string, fault: str | None) -> None:
    found = list(faults.message_faults(Message(english, string)))
    assert found == [] if fault is None else any(fault in each for each in found)


def test_a_word_without_a_mark_is_seen() -> None:
    marked = (
        '<p class="quiet" title="{% translate "Hint" %}">{% translate "Alerts" %}{% comment %}No{% endcomment %}</p>'
    )
    assert faults.shown_words(marked) == set()
    assert faults.shown_words(f'<nav aria-label="Main">{marked} Warnings</nav>') == {"Main", "Warnings"}
