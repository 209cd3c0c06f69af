"""The catalogues: where they lie, how they are read, merged and compiled."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "WIDTH",
    "Translations",
    "catalogue",
    "compile_all",
    "identity",
    "is_whole",
    "merged",
    "messages",
    "mo_bytes",
    "module_name",
    "po_path",
    "read",
    "write",
]

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pagus"
LOCALE = SOURCE / "web" / "locale"
LANGUAGES = ("fr", "de")
WIDTH = 118


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


def module_name(path: Path) -> str:
    """How messages name the file they stand in."""
    return path.relative_to(SOURCE.parent).as_posix()


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
    for message in sorted(messages(template), key=lambda each: (each.locations[0], identity(each))):
        old = kept.get(message.id, message.context)
        string = old.string if old is not None and not old.fuzzy else None
        fresh.add(message.id, string, locations=sorted(message.locations), context=message.context)
    return fresh


def messages(of: Catalog) -> list[Message]:
    """The messages of a catalogue, without its head."""
    return [message for message in of if message.id]


def identity(message: Message) -> str:
    """The English of a message; of one with a plural, its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def is_whole(message: Message) -> bool:
    """Is every form of it translated?"""
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings)


def write(language: str, fresh: Catalog) -> None:
    """Write django.po of this language."""
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    with po_path(language).open("wb") as stream:
        write_po(stream, fresh, width=WIDTH)


def mo_bytes(language: str) -> bytes:
    """The compiled catalogue of what django.po says."""
    whole = catalogue(language)
    for message in messages(read(language)):
        whole.add(message.id, message.string, flags=message.flags, context=message.context)
    stream = io.BytesIO()
    write_mo(stream, whole)
    return stream.getvalue()


def compile_all() -> None:
    """Write django.mo beside each django.po."""
    for language in LANGUAGES:
        po_path(language).with_suffix(".mo").write_bytes(mo_bytes(language))
