"""Keep the French and the German of the interface: gather the English, merge, compile, check. English is the source.

    python tools/translations.py extract   print every message of the code and of the templates (as a POT file)
    python tools/translations.py update    merge it into locale/{fr,de}/LC_MESSAGES/django.po, then compile
    python tools/translations.py compile   write django.mo beside each django.po
    python tools/translations.py check     say what lacks, differs or is wrong; exit 1 when something does

Gathered are ``{% translate %}``, ``{% blocktranslate %}`` and ``_("...")`` in templates; gettext and its kin in Python;
the keys of the errors of ``pagus.errors``; the keys and remedies of notes on imports, of the API and of misses of FHIR.
Babel does it all: neither the machine that translates nor the one that installs needs Debian's gettext.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

import pagus.errors

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "pagus"
LOCALE = SOURCE / "web" / "locale"
LANGUAGES = ("fr", "de")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
UNMARKED = {"Pagus", "CSV", "PDF", "FR", "EN", "DE", "Français", "English", "Deutsch", "mg", "dL", "km²"}
"""Words that stand in templates as they are, in every language."""
EXEMPT = {"500.html", "field_facts.html"}
"""A page that speaks three languages at once, as nothing else may be asked when it is drawn; a part of a tag."""
AUTHORS = {
    f"pagus/kit_language/{module}.py"
    for module in (
        "form_schema", "pathway_schema", "schema", "schema_choices", "schema_course", "schema_evaluation",
        "schema_scenario", "written",
    )
}  # fmt: skip
"""Modules whose messages only the author of a kit reads, as faults: they stay English."""

_NAMED = re.compile(r"%\((\w+)\)[sd]")
_LONE_PERCENT = re.compile(r"(?<!%)%(?!%|\(\w+\)[sd])")
_SPOKEN_ATTRIBUTE = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-help)="([^"]*)"')
_SILENT = re.compile(r"<(code|pre|script|style)\b.*?</\1>|<[^>]*>|&\w+;", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class UntranslatableKey(Exception):
    """A message that is put together while the program runs: nobody can translate it before."""


class Translations(Catalog):
    """A catalogue whose head holds no date and no name, so that the same messages give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The head of the file."""
        return [
            ("Language", str(self.locale or "en")),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            *([("Plural-Forms", self.plural_forms)] if self.locale else []),
        ]


def catalogue(language: str | None = None) -> Translations:
    """An empty catalogue of this language; without one, the template of all."""
    head = f"# Pagus, {language or 'template'}: written with tools/translations.py; the English is in the source."
    return Translations(locale=language, header_comment=head, fuzzy=False)


def po_path(language: str) -> Path:
    """Where the translations of this language lie."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def gather() -> Translations:
    """Every message of the product, with the files it stands in. Refuses: UntranslatableKey, naming all of them."""
    found = catalogue()
    broken: list[str] = []
    modules = [path for path in sorted(SOURCE.rglob("*.py")) if _name(path) not in AUTHORS]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules}
    errors = error_names(trees.values())
    for path, tree in trees.items():
        add_all(found, path, path.read_text(encoding="utf-8"))
        for each in Calls(tree, errors).find():
            if each.text is None:
                broken.append(f"{path.relative_to(ROOT)}:{each.line}: {each.what} is put together: write it out")
            elif each.text:
                found.add(each.text, locations=[(_name(path), None)])
    for path in sorted(SOURCE.rglob("*.html")):
        add_all(found, path, templatize(path.read_text(encoding="utf-8")))
    if broken:
        raise UntranslatableKey("\n".join(broken))
    return found


def _name(path: Path) -> str:
    return path.relative_to(SOURCE.parent).as_posix()


def add_all(found: Translations, path: Path, code: str) -> None:
    """Add what this Python code gives to gettext and its kin."""
    for _line, text, _comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
        if text:
            found.add(text, locations=[(_name(path), None)], context=context)


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


def read(language: str) -> Catalog:
    """The translations of this language as they lie on the disk (none yet: an empty catalogue)."""
    path = po_path(language)
    if not path.is_file():
        return catalogue(language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain="django")


def merged(language: str, template: Catalog) -> Translations:
    """The messages of ``template`` with the translations that this language has for them; the others stay empty."""
    kept, fresh = read(language), catalogue(language)
    for message in sorted(_messages(template), key=lambda each: (each.locations[0], _identity(each))):
        old = kept.get(message.id, message.context)
        string = old.string if old is not None and not old.fuzzy else None
        fresh.add(message.id, string, locations=sorted(message.locations), context=message.context)
    return fresh


def _messages(of: Catalog) -> list[Message]:
    return [message for message in of if message.id]


def _identity(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def update() -> None:
    """Write both django.po anew: messages that are gone fall out, new ones come in empty."""
    template = gather()
    for language in LANGUAGES:
        fresh = merged(language, template)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        with po_path(language).open("wb") as stream:
            write_po(stream, fresh, width=118)
        empty = sum(not _is_whole(message) for message in _messages(fresh))
        print(f"{language}: {len(_messages(fresh))} messages, {empty} to translate")


def mo_bytes(language: str) -> bytes:
    """The compiled catalogue of what django.po says."""
    whole = catalogue(language)
    for message in _messages(read(language)):
        whole.add(message.id, message.string, flags=message.flags, context=message.context)
    stream = io.BytesIO()
    write_mo(stream, whole)
    return stream.getvalue()


def compile_all() -> None:
    """Write django.mo beside each django.po."""
    for language in LANGUAGES:
        po_path(language).with_suffix(".mo").write_bytes(mo_bytes(language))


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings)


def placeholders(text: str) -> tuple[list[str], list[str]]:
    """The parts of a message that the program fills in: ``%(name)s``, and ``{name!r:>3}`` where it is a format."""
    try:
        parts = [(name, conversion, form) for _, name, form, conversion in Formatter().parse(text)]
        braces = [f"{name}!{conversion}:{form}" for name, conversion, form in parts if name is not None]
    except ValueError:
        braces = ["no format"]
    return sorted(_NAMED.findall(text)), sorted(braces)


def message_faults(message: Message) -> Iterator[str]:
    """What is wrong with one translated message?"""
    english = message.id if isinstance(message.id, tuple) else (message.id, message.id)
    if message.fuzzy:
        yield "is marked fuzzy"
    if not _is_whole(message):
        yield "is not translated"
        return
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    # The singular may leave its number out ("one rule"); every other form has all that the English has.
    for index, string in enumerate(strings):
        source = english[min(index, 1)]
        if placeholders(string) != placeholders(source):
            yield f"has other placeholders: {string!r}"
        interpolated = "%%" in source or bool(_NAMED.search(source))
        if interpolated and _LONE_PERCENT.search(string):
            yield f"needs %% for a percent sign: {string!r}"
        if not interpolated and "%%" in string:
            yield f"doubles a percent sign: {string!r}"
        if string[:1].isspace() != source[:1].isspace() or string[-1:].isspace() != source[-1:].isspace():
            yield f"begins or ends with a space where the English does not: {string!r}"


def faults(template: Catalog) -> Iterator[str]:
    """Everything that is wrong with the catalogues, in words."""
    for language in LANGUAGES:
        known = read(language)
        for message in _messages(template):
            translated = known.get(message.id, message.context)
            if translated is None:
                yield f"{language}: {_identity(message)!r} is missing: run the command update"
                continue
            yield from (f"{language}: {_identity(message)!r} {fault}" for fault in message_faults(translated))
        gone = [each for each in _messages(known) if template.get(each.id, each.context) is None]
        yield from (f"{language}: {_identity(each)!r} is no longer used: run the command update" for each in gone)
        compiled = po_path(language).with_suffix(".mo")
        if not compiled.is_file() or compiled.read_bytes() != mo_bytes(language):
            yield f"{language}: django.mo is not what django.po gives: run the command compile"


def unmarked_words() -> Iterator[str]:
    """Words that a template shows without marking them for translation."""
    for path in sorted(SOURCE.rglob("*.html")):
        if path.name in EXEMPT:
            continue
        words = sorted(shown_words(path.read_text(encoding="utf-8")))
        if words:
            yield f"{_name(path)}: {', '.join(words)}"


def shown_words(template: str) -> set[str]:
    """The words that this template shows, or speaks to screen readers, without marking them for translation."""
    shown = _shown_text(template)
    spoken = " ".join(_SPOKEN_ATTRIBUTE.findall(shown))
    return set(_LETTERS.findall(_SILENT.sub(" ", shown) + " " + spoken)) - UNMARKED


def _shown_text(template: str) -> str:
    """The text of a template without its tags, its comments and what is marked for translation."""
    kept: list[str] = []
    hidden = ""
    for token in Lexer(template).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and token.contents == "block main_class":
            hidden = "endblock"
        elif token.token_type == TokenType.BLOCK and word in {"comment", "blocktranslate"}:
            hidden = f"end{word}"
        elif token.token_type == TokenType.BLOCK and word == hidden:
            hidden = ""
        elif token.token_type == TokenType.TEXT and not hidden:
            kept.append(token.contents)
    return "".join(kept)


def check() -> int:
    """Print every fault. Gives: 1 when there is one."""
    template = gather()
    found = [*faults(template), *(f"not marked for translation: {each}" for each in unmarked_words())]
    print("\n".join(found) if found else f"{len(_messages(template))} messages, whole in {' and '.join(LANGUAGES)}")
    return 1 if found else 0


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["extract", "update", "compile", "check"])
    command = parser.parse_args().command
    if command == "check":
        return check()
    if command == "extract":
        write_po(sys.stdout.buffer, gather(), width=118, sort_by_file=True)
    elif command == "update":
        update()
    if command != "extract":
        compile_all()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except UntranslatableKey as error:
        sys.exit(str(error))
