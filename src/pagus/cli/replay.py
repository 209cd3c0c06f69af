"""``pagus replay``: what a kit would have raised on the workspace's own history."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table
from pagus.cli.values import Parameters, read_instant, read_values
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.kernel.time import format_instant

__all__ = ["replay"]


def replay(
    kit: Annotated[str, typer.Argument(metavar="KIT", help="The slug of a library kit, or a folder.")],
    start: Annotated[str | None, typer.Option("--from", help="A day (2026-03-01) or an instant with offset.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The end; now by default.")] = None,
    param: Parameters = None,
    territory: Annotated[str | None, typer.Option(help="A place code; that of the workspace by default.")] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Replay a kit on the history of the workspace: how many alerts a day would it have raised?"""
    opened = enter(workspace)
    from pagus.apps.installations.rehearsal import rehearse
    from pagus.apps.journal.actions import SYSTEM

    found = rehearse(
        SYSTEM,
        kit,
        territory or opened.territory,
        read_values(param),
        start_ms=read_instant(start) if start else None,
        end_ms=read_instant(end) if end else None,
    )

    def draw(console: Console) -> None:
        period = f"{format_instant(found.start_ms)} to {format_instant(found.end_ms)}"
        console.print(f"[bold]{found.kit} {found.version}[/bold] in {found.territory}, {period}")
        console.print(f"{found.subjects} subjects, {found.observations} observations")
        rows = [(rule.rule, rule.severity, rule.alerts, rule.subjects) for rule in found.per_rule]
        console.print(table(("rule", "severity", "alerts", "subjects"), rows, ("alerts", "subjects")))
        console.print(f"{found.alerts} alerts, {found.alerts_per_day:.2f} a day")

    show(asdict(found), json, draw)
