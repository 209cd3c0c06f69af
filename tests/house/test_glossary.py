"""The names of models and of the parts of a kit are words of the glossary."""

from __future__ import annotations

import ast
import dataclasses
import re

import pytest

from pagus.kit_language import model
from tests.conftest import ROOT

ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and "---" not in line
][1:]
WORDS = {row[0] for row in ROWS}


def words_of(class_name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", class_name).lower()


def test_every_row_has_the_three_languages_and_a_meaning() -> None:
    assert [row for row in ROWS if len(row) != 4 or not all(row)] == []


def test_a_word_stands_once() -> None:
    assert len(WORDS) == len(ROWS)


@pytest.mark.parametrize("name", [n for n, kind in vars(model).items() if dataclasses.is_dataclass(kind)])
def test_part_of_a_kit_is_in_the_glossary(name: str) -> None:
    assert words_of(name) in WORDS


def is_abstract(model_class: ast.ClassDef) -> bool:
    """A base that other models share: it has no table, and nobody speaks of it."""
    metas = [node for node in model_class.body if isinstance(node, ast.ClassDef) and node.name == "Meta"]
    return any(ast.unparse(line) == "abstract = True" for meta in metas for line in meta.body)


def test_models_are_in_the_glossary() -> None:
    files = sorted((ROOT / "src" / "pagus" / "apps").glob("*/models.py"))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    names = [
        node.name
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base) == "models.Model" for base in node.bases)
        and not is_abstract(node)
    ]
    assert len(names) > 10
    assert sorted(words_of(name) for name in names if words_of(name) not in WORDS) == []
