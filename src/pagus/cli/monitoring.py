"""``pagus statement``, ``pagus person``: a month of a monitoring; two pseudonyms that are one person, or two again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter

__all__ = ["app", "statement"]

app = typer.Typer(help="Persons: two pseudonyms that are one.", no_args_is_help=True)


@app.command("merge")
def merge(
    merged: Annotated[str, typer.Argument(metavar="MERGED", help="The pseudonym that ends, as person:P-7K3Q9.")],
    stays: Annotated[str, typer.Argument(metavar="STAYS", help="The pseudonym that stays.")],
    reason: Annotated[str, typer.Option(help="How it is known that the two are one person. No name.")] = "",
    preview: Annotated[bool, typer.Option(help="Only show what would go over, and what both have.")] = False,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Make one person of two pseudonyms: everything of the one is of the other. ``person unmerge`` undoes it."""
    enter(workspace)
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.monitoring.actions import merge_persons
    from pagus.apps.monitoring.merge_preview import merge_preview

    seen = merge_preview(SYSTEM, merged, stays)
    document = {**asdict(seen), "clashes": [list(each) for each in seen.clashes]}
    if not preview:
        made = merge_persons(merged, stays, SYSTEM, reason=reason)
        document |= {"copied": made.copied, "set_aside": made.set_aside}

    def draw(console: Console) -> None:
        rows = [("readings", str(seen.readings)), *((kind, str(count)) for kind, count in seen.goes_over.items())]
        console.print(table(("goes over", "how many"), rows, ("how many",)))
        for what, which in seen.clashes:
            console.print(f"both have, or it differs: {what} ({which})")
        for kind, count in seen.stays_behind.items():
            console.print(f"stays under {merged}: {count} {kind.replace('_', ' ')}")
        if not preview:
            console.print(f"{merged} is {stays}: {made.copied} readings went over, {made.set_aside} stayed")

    show(document, json, draw)


@app.command("unmerge")
def unmerge(
    merged: Annotated[str, typer.Argument(metavar="MERGED", help="The pseudonym that ended, as person:P-7K3Q9.")],
    reason: Annotated[str, typer.Option(help="How it is known that the two are two persons. No name.")],
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Undo a merge: what went over goes back where it can; copied readings stay, and that is said."""
    enter(workspace)
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.monitoring.actions import unmerge_persons

    done = unmerge_persons(merged, SYSTEM, reason=reason)

    def draw(console: Console) -> None:
        rows = [(kind, str(done.back.get(kind, 0)), str(count)) for kind, count in done.went_over.items()]
        console.print(table(("went over", "back", "of"), rows, ("back", "of")))
        console.print(f"{merged} and {done.stays} are two persons again; keys of the personal page stay revoked")
        if done.afresh:
            console.print(f"{done.stays} keeps readings of both: rules judge it by what is measured from now on only")

    show(asdict(done), json, draw)


def statement(
    kit: Annotated[str, typer.Argument(metavar="KIT", help="The slug or the id of a kit that runs here.")],
    month: Annotated[str, typer.Argument(metavar="MONTH", help="As 2026-03.")],
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """State a month of a monitoring, person by person. Refused without the line, the certificate, the papers."""
    enter(workspace)
    from pagus.apps.installations.queries import active_installations
    from pagus.apps.journal.actions import SYSTEM
    from pagus.apps.monitoring.statement import month_of, require_statement
    from pagus.errors import NotFound

    running = [each for each in active_installations() if kit in (each.kit.id, each.kit.slug)]
    if not running:
        raise NotFound("{kit} does not run here", kit=kit)
    found = month_of(SYSTEM, running[-1].id, month)
    persons = require_statement(found, SYSTEM)
    document: dict[str, Any] = {
        "kit": found.installed.kit.id,
        "version": found.installed.kit.version,
        "line": "" if found.line is None else found.line.id,
        "month": month,
        "persons": [{name: value for name, value in asdict(each).items() if name != "outside"} for each in persons],
        "left_out": {each.subject: each.outside for each in found.persons if each.outside},
    }

    def draw(console: Console) -> None:
        rows = [
            (each.subject, each.days, each.days_with_data, each.alerts, each.in_time, each.waiting) for each in persons
        ]
        heads = ("person", "days", "with data", "alerts", "in time", "waiting")
        console.print(table(heads, [tuple(map(str, row)) for row in rows], heads[1:]))

    show(document, json, draw)
