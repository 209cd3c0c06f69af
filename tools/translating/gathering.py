"""Every message of the product: those of gettext in Python and templates, and the texts of errors and notes."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.utils.translation.template import templatize

import pagus.errors
from translating.catalogues import SOURCE, Translations, catalogue, module_name

__all__ = ["UntranslatableKey", "gather"]

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
AUTHORS = {
    f"pagus/kit_language/{module}.py"
    for module in (
        "form_schema", "pathway_schema", "schema", "schema_choices", "schema_course", "schema_evaluation",
        "schema_scenario", "written",
    )
}  # fmt: skip
"""Modules whose messages only the author of a kit reads, as faults: they stay English."""


class UntranslatableKey(Exception):
    """A message that is put together while the program runs: nobody can translate it before."""


def gather() -> Translations:
    """Every message of the product, with the files it stands in. Refuses: UntranslatableKey, naming all of them."""
    found = catalogue()
    broken: list[str] = []
    modules = [path for path in sorted(SOURCE.rglob("*.py")) if module_name(path) not in AUTHORS]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules}
    errors = error_names(trees.values())
    for path, tree in trees.items():
        add_all(found, path, path.read_text(encoding="utf-8"))
        for each in Calls(tree, errors).find():
            if each.text is None:
                broken.append(f"{module_name(path)}:{each.line}: {each.what} is put together: write it out")
            elif each.text:
                found.add(each.text, locations=[(module_name(path), None)])
    for path in sorted(SOURCE.rglob("*.html")):
        add_all(found, path, templatize(path.read_text(encoding="utf-8")))
    if broken:
        raise UntranslatableKey("\n".join(broken))
    return found


def add_all(found: Translations, path: Path, code: str) -> None:
    """Add what this Python code gives to gettext and its kin."""
    for _line, text, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
        if text:
            found.add(text, locations=[(module_name(path), None)], context=context)


def error_names(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of the classes of ``pagus.errors``, and of those derived from them anywhere."""
    kinds = {name: kind for name, kind in vars(pagus.errors).items() if isinstance(kind, type)}
    known = {name for name, kind in kinds.items() if issubclass(kind, pagus.errors.PagusError)}
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    size = 0
    while size != len(known):
        size = len(known)
        known |= {each.name for each in classes if any(isinstance(b, ast.Name) and b.id in known for b in each.bases)}
    return frozenset(known)


class Found(NamedTuple):
    """One text given to an error or a note; None when it cannot be known before the program runs."""

    line: int
    what: str
    text: str | None


class Calls:
    """The texts that one module gives to errors and notes."""

    def __init__(self, tree: ast.Module, errors: frozenset[str]) -> None:
        self._tree = tree
        self._errors = errors

    def find(self) -> Iterator[Found]:
        """Each text, function by function."""
        for scope in ast.walk(self._tree):
            if isinstance(scope, ast.Module | ast.FunctionDef):
                for node in _own_nodes(scope):
                    if isinstance(node, ast.Call):
                        for what, argument in self._arguments(node):
                            for text in self._texts(argument, scope):
                                yield Found(node.lineno, what, text)

    def _arguments(self, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
        name = ast.unparse(call.func)
        named = {each.arg: each.value for each in call.keywords}
        if name in self._errors:
            yield from (("the key of the error", each) for each in call.args[:1])
            if name == "ApiError":
                yield "the remedy", named["remedy"]
        elif name == "Remark":
            yield "the remark", call.args[0]
        elif name == "Note" and len(call.args) == 5:
            yield from (("a text of the note", each) for each in call.args[2:5:2])
        elif name in {"Miss", "Observed"}:
            yield from (("a text of the refusal", each) for each in call.args[2:5:2])
        elif name == "Note.of_error" and len(call.args) == 4:
            yield "the remedy", call.args[3]

    def _texts(self, node: ast.expr, scope: ast.AST) -> Iterator[str | None]:
        """What this expression can be; nothing where it repeats a message that was gathered where it was written."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.IfExp):
            yield from self._texts(node.body, scope)
            yield from self._texts(node.orelse, scope)
        elif isinstance(node, ast.Dict):
            for value in node.values:
                yield from self._texts(value, scope)
        elif isinstance(node, ast.Subscript):
            yield from self._texts(node.value, scope)
        elif isinstance(node, ast.Attribute) and node.attr in {"key", "remedy"}:
            return
        elif isinstance(node, ast.Name) and (values := self._assigned(node.id, scope)):
            for value in values:
                yield from self._texts(value, scope)
        else:
            yield None

    def _assigned(self, name: str, scope: ast.AST) -> list[ast.expr]:
        for where in (scope, self._tree):
            found = [value for target, value in _assignments(where) if target == name]
            if found:
                return found
        return []


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or module without those of the functions within it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from _own_nodes(child)


def _assignments(scope: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    for node in _own_nodes(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value
