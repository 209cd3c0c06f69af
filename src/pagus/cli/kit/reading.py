"""``pagus kit list`` and ``show``: which kits there are, and what each one says."""

from __future__ import annotations

from dataclasses import asdict

from pagus.cli.kit.naming import KitName
from pagus.cli.screen import Json, show, table
from pagus.cli.values import LanguageName, read_language

__all__ = ["list_kits", "show_kit"]


def list_kits(language: LanguageName = "en", json: Json = False) -> None:
    """List the kits of the library."""
    from pagus.apps.installations.kit_library import library_kits

    chosen = read_language(language)
    rows = [
        {"slug": kit.slug, "version": kit.version, "maturity": kit.maturity, "title": kit.title.say(chosen)}
        for kit in library_kits()
    ]
    drawn = table(("slug", "version", "maturity", "title"), [list(row.values()) for row in rows])
    show(rows, json, lambda console: console.print(drawn))


def show_kit(kit: KitName, language: LanguageName = "en", json: Json = False) -> None:
    """Show a kit as sentences: what it measures, each rule with threshold, certainty and source."""
    from pagus.apps.installations.kit_library import library_kit
    from pagus.cli.kit.drawing import draw_sentences
    from pagus.kit_language import kit_sentences

    checked = library_kit(kit)
    words = kit_sentences(checked, read_language(language))
    document = {"id": checked.id, "version": checked.version, "digest": checked.digest} | asdict(words)
    show(document, json, lambda console: draw_sentences(console, checked, words))
