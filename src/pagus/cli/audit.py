"""``pagus audit``: which rule held at a date, with which values, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table
from pagus.cli.values import LanguageName, read_instant, read_language
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.errors import NotFound
from pagus.kernel.time import format_instant

if TYPE_CHECKING:
    from pagus.apps.installations.queries import InForce

__all__ = ["audit", "draw_standing", "standing_document"]


def audit(
    kit: Annotated[str, typer.Argument(metavar="KIT", help="The slug or the id of a kit that runs or ran here.")],
    at: Annotated[str, typer.Option(help="A day (its midnight here), or an instant with its offset.")],
    subject: Annotated[str | None, typer.Option(help="What held for this person, thing or place. Journalled.")] = None,
    territory: Annotated[str | None, typer.Option(help="A place code; the territory of the workspace.")] = None,
    language: LanguageName = "en",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Say which version of a kit held at an instant: its rules, values by layer, who signed, accepted, installed it."""
    opened = enter(workspace)
    from pagus.apps.installations.queries import in_force
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.people.queries import is_person, read_person
    from pagus.kit_language.sentences import kit_sentences

    wanted, place = (kit if "/" in kit else f"pagus/{kit}"), territory or opened.territory
    instant = read_instant(at)
    if subject is not None and is_person(subject):
        read_person(SYSTEM, subject, "audit")
    found = in_force(wanted, place, instant, subject)
    if found is None:
        told = {"kit": wanted, "territory": place, "at": format_instant(instant)}
        raise NotFound("no version of {kit} was in force in {territory} at {at}", **told)
    document = standing_document(found)
    words = kit_sentences(found.installed.kit, read_language(language), document["held"])
    document["rules"] = [{"id": rule.id, "title": rule.title, "text": rule.text} for rule in words.rules]

    def draw(console: Console) -> None:
        draw_standing(console, document)
        for rule in document["rules"]:
            console.print(f"[bold]{rule['title']}[/bold]")
            console.print(rule["text"], markup=False)

    show(document, json, draw)


def standing_document(found: InForce) -> dict[str, Any]:
    """On whose word a version worked at an instant, as one document."""
    installed = found.installed
    return {
        "kit": installed.kit.id,
        "version": installed.kit.version,
        "digest": installed.kit.digest,
        "territory": installed.territory,
        "mode": installed.mode,
        "installation": installed.id,
        "at": format_instant(found.at_ms),
        "origin": found.origin,
        "installed_by": installed.installed_by,
        "installed_at": format_instant(installed.installed_ms),
        "acceptance": None if found.acceptance is None else asdict(found.acceptance),
        "signatures": [dict(each) for each in found.signatures],
        "held": {name: next(it.value for it in layers if it.holds) for name, layers in found.values.items()},
        "layers": {name: [asdict(it) for it in layers] for name, layers in found.values.items()},
    }


def draw_standing(console: Console, document: Mapping[str, Any]) -> None:
    """Draw the version, who answers for it, and the values by layer."""
    console.print(f"{document['kit']} {document['version']} in {document['territory']}, {document['at']}")
    console.print(f"digest {document['digest']}", soft_wrap=True)
    console.print(f"from {document['origin']}; installed by {document['installed_by']}, {document['installed_at']}")
    accepted = document["acceptance"]
    told = f"{accepted['by']} ({accepted['role']}): {accepted['words']}" if accepted else "none"
    console.print(f"clinical acceptance: {told}", markup=False)
    for each in document["signatures"]:
        console.print(f"{each['kind']} signed by {each['organisation']} ({each['key']})", markup=False)
    rows = [
        (name, it["layer"], it["holder"], f"{it['value']:g}", "held" if it["holds"] else "", it["by"], it["reason"])
        for name, layers in document["layers"].items()
        for it in layers
    ]
    console.print(table(("parameter", "layer", "of", "value", "", "by", "reason"), rows, ("value",)))
