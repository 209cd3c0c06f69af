"""``pagus pathway``: people on the pathways of running kits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.kit.running import current_installation
from pagus.cli.screen import Json, show, table
from pagus.cli.values import LanguageName, read_language, read_values
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.kernel.time import format_instant

if TYPE_CHECKING:
    from pagus.apps.pathways.queries import RunSheet
    from pagus.kit_language.model import Language

__all__ = ["app"]

app = typer.Typer(help="Pathways: who follows one, where they stand, what waits.", no_args_is_help=True)


@app.command("enrol")
def enrol(
    kit: Annotated[str, typer.Argument(metavar="KIT", help="The slug or the id of a kit that runs here.")],
    pathway: Annotated[str, typer.Argument(metavar="PATHWAY", help="The name of one of its pathways.")],
    person: Annotated[str, typer.Argument(metavar="PERSON", help="A pseudonym, as person:P-7K3Q9.")],
    territory: Annotated[
        str | None, typer.Option(help="A place code; the territory of the workspace by default.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", metavar="NAME=VALUE", help="What is known already; may be repeated.")
    ] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Let a person begin a pathway; the kit follows them from now on, if it does not yet."""
    opened = enter(workspace)
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.pathways.actions import enrol as begin

    installation = current_installation(kit, territory or opened.territory)
    number = begin(SYSTEM, installation, pathway, person, facts=read_values(fact))
    document = {"course": number, "person": person, "pathway": pathway}
    show(document, json, lambda console: console.print(f"{person} is on {pathway}: course {number}", markup=False))


@app.command("show")
def show_course(
    course: Annotated[int, typer.Argument(metavar="COURSE", help="The number of a course.")],
    language: LanguageName = "en",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Show where somebody stands, what waits, how they came there and why. The reading is journalled."""
    enter(workspace)
    from pagus.apps.accounts.queries import SYSTEM
    from pagus.apps.pathways.queries import run_sheet

    sheet = run_sheet(SYSTEM, course)
    document = _document(sheet, read_language(language))
    show(document, json, lambda console: _draw(console, document))


@app.command("due")
def due(
    wake: Annotated[bool, typer.Option("--wake", help="Work through the timers that have come.")] = False,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """List the courses whose timer has come; --wake does what the jobs process does every ten seconds."""
    enter(workspace)
    from pagus.apps.pathways.waking import due_now, wake_due

    found = due_now()
    woken, failed = wake_due() if wake else (0, 0)
    due = [{"course": number, "since": format_instant(at)} for number, at in found]
    document = {"due": due, "woken": woken, "failed": failed}

    def draw(console: Console) -> None:
        console.print(table(("course", "since"), [(it["course"], it["since"]) for it in due]))
        console.print(f"{len(found)} due, {woken} woken, {failed} cannot be run")

    show(document, json, draw)


def _document(sheet: RunSheet, language: Language) -> dict[str, Any]:
    row = sheet.row
    return {
        "course": row.id,
        "person": row.person,
        "simulated": row.simulated,
        "kit": row.kit,
        "pathway": row.title.say(language),
        "version": row.version,
        "outcome": row.outcome,
        "standing": [title.say(language) for title in row.standing],
        "began": format_instant(row.began_ms),
        "next": format_instant(sheet.next_ms) if sheet.next_ms is not None else None,
        "tasks": [
            {
                "task": it.title.say(language),
                "role": it.role,
                "due": format_instant(it.due_ms),
                "late": it.late,
                "how": it.how or "open",
                "by": it.closed_by or it.claimed_by,
            }
            for it in sheet.tasks
        ],
        "moves": [
            {
                "at": format_instant(it.at_ms),
                "from": it.source.say(language),
                "to": it.to.say(language),
                "by": it.by,
                "considered": [
                    {"words": way.words.say(language), "verdict": way.verdict, "read": dict(way.read)}
                    for way in it.considered
                ],
            }
            for it in sheet.moves
        ],
        "doubts": [str(it) for it in sheet.doubts],
        "conflicts": [str(it) for it in sheet.conflicts],
    }


def _draw(console: Console, document: dict[str, Any]) -> None:
    virtual = " (simulated person)" if document["simulated"] else ""
    console.print(f"{document['person']}{virtual}: {document['pathway']} {document['version']}", markup=False)
    stands = ", ".join(document["standing"]) or "-"
    console.print(f"{document['outcome']}: {stands}; next timer: {document['next'] or 'none'}\n", markup=False)
    columns = ("task", "role", "due", "how", "by")
    console.print(table(columns, [[it[name] for name in columns] for it in document["tasks"]]))
    for it in document["moves"]:
        console.print(f"\n{it['at']} {it['from']} -> {it['to']}", markup=False)
        for way in it["considered"]:
            said = {True: "holds", False: "does not hold", None: "is not known"}[way["verdict"]]
            console.print(f"  {way['words']} [{said}]", markup=False, soft_wrap=True)
    for words in (*document["doubts"], *document["conflicts"]):
        console.print(f"\n! {words}", markup=False, soft_wrap=True)
