"""The forms that this Pagus carries, and how one is copied into a kit.

A kit holds all that it means in its own folder, under its own digest: a ready form is copied, never referred to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pagus
from pagus.errors import Conflict, Fault, KitError, NotFound
from pagus.kit_language.bibliography import FILE as SOURCES
from pagus.kit_language.bibliography import read_bibliography
from pagus.kit_language.entries import Placed, nearest, read_entries
from pagus.kit_language.form_assembly import assemble_form
from pagus.kit_language.form_lint import form_evidence, form_faults
from pagus.kit_language.form_model import Form
from pagus.kit_language.form_schema import FormEntry
from pagus.kit_language.model import LANGUAGES, Language, Source
from pagus.kit_language.texts import Texts
from pagus.kit_language.yaml_document import YamlDocument, read_yaml

__all__ = ["READY", "ReadyForm", "read_ready", "ready_form", "ready_slugs", "with_ready_form"]

READY = Path(pagus.__file__).resolve().parent / "library" / "forms"
"""A plain folder: one folder a form, with form.yaml, fr.yaml, en.yaml, de.yaml and sources.bib."""
_TOP = re.compile(r"^forms:[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyForm:
    """A form of the library, and the sources that it cites."""

    slug: str
    form: Form
    sources: Mapping[str, Source]


def ready_slugs() -> tuple[str, ...]:
    """Which forms are ready, by slug, sorted?"""
    return tuple(sorted(file.parent.name for file in READY.glob("*/form.yaml")))


@lru_cache(maxsize=64)
def ready_form(slug: str) -> ReadyForm:
    """Which form is ready under this slug?

    Takes: its slug. Gives: the form and its sources, read once a process. Refuses: NotFound; KitError with every fault.
    """
    if slug not in ready_slugs():
        raise NotFound("no form {slug}: the library holds {known}", slug=slug, known=", ".join(ready_slugs()))
    found, faults = read_ready(READY / slug)
    if found is None or faults:
        raise KitError("the form {slug} has {count} faults", faults, slug=slug, count=len(faults))
    return found


def read_ready(folder: Path) -> tuple[ReadyForm | None, list[Fault]]:
    """What does this folder of one form say, and what is wrong with it?

    Takes: a folder with form.yaml, fr.yaml, en.yaml, de.yaml and sources.bib. Gives: the form with its sources, None
    when it cannot be read; and every fault.
    """
    faults: list[Fault] = []
    entries: dict[str, Placed[FormEntry]] = {}
    document = _document(folder, "form.yaml", faults)
    if document is not None:
        read_entries(FormEntry, document, (), entries, faults)
    messages: dict[Language, YamlDocument] = {}
    for language in LANGUAGES:
        if (words := _document(folder, f"{language}.yaml", faults)) is not None:
            messages[language] = words
    bibliography = read_bibliography((folder / SOURCES).read_text(encoding="utf-8"))
    faults += bibliography.faults
    if len(entries) != 1 or next(iter(entries.values())).value is None:
        if not faults:
            remedy = "write one entry under its name"
            faults.append(Fault(file="form.yaml", message="a ready form is one form", remedy=remedy))
        return None, faults
    (placed,) = entries.values()
    assert placed.value is not None  # seen just above
    texts = Texts(messages, faults)
    form = assemble_form(placed.name, placed.value, texts)
    texts.refuse_unasked()
    faults += form_faults(placed, form)
    cited = [key for _, block in form_evidence(placed.value) for key in block.sources]
    faults += [
        placed.fault(f"sources.bib has no entry {key!r}", nearest(key, bibliography.sources))
        for key in dict.fromkeys(cited)
        if key not in bibliography.sources
    ]
    for key, line in bibliography.lines.items():
        if key not in cited:
            unused = "nothing cites this entry"
            faults.append(Fault(file=SOURCES, line=line, path=key, message=unused, remedy="cite it"))
    return ReadyForm(slug=folder.name, form=form, sources=bibliography.sources), faults


def with_ready_form(texts: Mapping[str, str], slug: str) -> dict[str, str]:
    """What are the files of this kit once it has this ready form?

    Takes: the texts of a kit by path, and the slug of the form. Gives: the texts with forms/NAME.yaml, its words in
    messages/, and those of its sources that the kit lacks.
    Refuses: NotFound for an unknown slug; Conflict when the kit has a form of this name.
    """
    form = ready_form(slug).form
    folder, path = READY / slug, f"forms/{form.name}.yaml"
    if path in texts:
        raise Conflict("the kit has a file {path} already", path=path)
    result = {**texts, path: (folder / "form.yaml").read_text(encoding="utf-8")}
    for language in LANGUAGES:
        where = f"messages/{language}.yaml"
        result[where] = _joined(texts.get(where, ""), (folder / f"{language}.yaml").read_text(encoding="utf-8"))
    present = read_bibliography(texts.get(SOURCES, "")).sources
    wanted = (folder / SOURCES).read_text(encoding="utf-8")
    added = [entry for entry in re.split(r"\n(?=@)", wanted.strip()) if _key(entry) not in present]
    parts = (texts.get(SOURCES, "").strip(), *map(str.strip, added))
    result[SOURCES] = "\n\n".join(part for part in parts if part) + "\n"
    return result


def _joined(messages: str, words: str) -> str:
    """The words of a form under the ``forms:`` of the messages, which is made when it is not there."""
    head = _TOP.search(words)
    assert head is not None  # the files of the library begin with it
    body = words[head.end() :].strip("\n")
    found = _TOP.search(messages)
    if found is None:
        return f"{messages.rstrip()}\n\nforms:\n{body}\n".lstrip()
    return f"{messages[: found.end()]}\n{body}\n{messages[found.end() :].lstrip(chr(10))}"


def _key(entry: str) -> str:
    return entry.partition("{")[2].partition(",")[0].strip()


def _document(folder: Path, name: str, faults: list[Fault]) -> YamlDocument | None:
    document, found = read_yaml((folder / name).read_text(encoding="utf-8"), name)
    faults += found
    return document
