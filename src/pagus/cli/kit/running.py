"""``pagus kit plan`` and ``install``: a kit's life in a workspace."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from pagus.cli.kit.naming import KitName
from pagus.cli.screen import Json, show
from pagus.cli.values import Parameters, read_values
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.errors import InputError

__all__ = ["install", "plan"]

TerritoryCode = Annotated[str | None, typer.Option(help="A place code; the territory of the workspace by default.")]
ModeName = Annotated[str, typer.Option(help="simulation, investigational or certified.")]


def plan(
    kit: KitName,
    territory: TerritoryCode = None,
    mode: ModeName = "simulation",
    param: Parameters = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Say what installing a kit would do, without doing it. Ends with code 7 when something stands against it."""
    opened = enter(workspace)
    from pagus.apps.installations.queries import plan_here
    from pagus.cli.kit.drawing import draw_plan

    planned = plan_here(kit, territory or opened.territory, read_values(param), _mode(mode))
    show(asdict(planned), json, lambda console: draw_plan(console, planned))
    if planned.refusals:
        raise typer.Exit(7)


def install(
    kit: KitName,
    territory: TerritoryCode = None,
    mode: ModeName = "simulation",
    param: Parameters = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Install a kit in the workspace: exactly what ``pagus kit plan`` says."""
    opened = enter(workspace)
    from pagus.apps.installations.actions import install as install_kit
    from pagus.apps.installations.queries import get_installation

    number = install_kit(kit, territory or opened.territory, read_values(param), _mode(mode))
    installed = get_installation(number)
    document = {
        "installation": number,
        "kit": installed.kit.id,
        "version": installed.kit.version,
        "digest": installed.kit.digest,
        "territory": installed.territory,
        "mode": installed.mode,
    }
    text = f"{installed.kit.id} {installed.kit.version} runs in {installed.territory} (installation {number})"
    show(document, json, lambda console: console.print(text))


def _mode(mode: str) -> Any:
    if mode not in {"simulation", "investigational", "certified"}:
        raise InputError("unknown mode {mode}: choose simulation, investigational or certified", mode=mode)
    return mode
