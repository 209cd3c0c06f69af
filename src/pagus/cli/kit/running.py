"""``pagus kit plan``, ``install``, ``upgrade``, ``rollback``, ``uninstall`` and their kin: life in a workspace."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, get_args

import typer

from pagus.cli.kit.naming import KitName
from pagus.cli.screen import Json, say, show, table
from pagus.cli.values import Parameters, read_values
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.errors import InputError, NotFound
from pagus.kit_language.model import Mode

__all__ = ["current_installation", "install", "move", "outdated", "plan", "rollback", "uninstall", "upgrade"]

TerritoryCode = Annotated[str | None, typer.Option(help="A place code; the territory of the workspace by default.")]
ModeName = Annotated[str, typer.Option(help="simulation, investigational or certified.")]
Running = Annotated[str, typer.Argument(metavar="KIT", help="The slug or the id of a kit that runs here.")]
Reason = Annotated[str, typer.Option(help="Why; it stays on record.")]
OnlyPlan = Annotated[bool, typer.Option("--plan", help="Say what would be done, without doing it.")]
Move = Annotated[bool, typer.Option("--move", help="Also move the people, where the new version declares it.")]
Subjects = Annotated[list[str] | None, typer.Option("--subject", help="Only this person; may be repeated.")]


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

    number = install_kit(kit, territory or opened.territory, read_values(param), _mode(mode))
    _show_running(number, "{id} {version} runs in {territory} (installation {number})", json)


def outdated(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """List what runs here beside the newest version known: in the library, and in the registries of the workspace."""
    enter(workspace)
    from pagus.apps.installations.offers import ask_registries
    from pagus.apps.installations.queries import newer_versions

    for offers in ask_registries():
        if offers.problem:
            say(f"the registry {offers.name} cannot be used: {offers.problem}")

    rows = [asdict(each) for each in newer_versions()]
    cells = [(each["kit"], each["running"], each["newest"] or "", each["reference"]) for each in rows]
    show(rows, json, lambda console: console.print(table(("kit", "runs", "newer", "to upgrade to"), cells)))


def upgrade(
    kit: KitName,
    reason: Reason,
    territory: TerritoryCode = None,
    param: Parameters = None,
    move: Move = False,
    only_plan: OnlyPlan = False,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Let a newer version of a kit take over, as its plan says. Code 7 when something stands against it."""
    opened = enter(workspace)
    from pagus.apps.installations.actions import upgrade as upgrade_kit
    from pagus.apps.installations.kit_library import find_kit
    from pagus.apps.installations.queries import plan_upgrade_here
    from pagus.cli.kit.drawing import draw_upgrade

    source = find_kit(kit)
    number = current_installation(source.kit.id, territory or opened.territory)
    planned = plan_upgrade_here(number, source, read_values(param))
    if only_plan:
        show(asdict(planned) | {"remarks": planned.remarks}, json, lambda console: draw_upgrade(console, planned))
        if planned.refusals:
            raise typer.Exit(7)
        return
    made = upgrade_kit(number, kit, "system", reason=reason, values=read_values(param), move=move)
    _show_running(made, "{id} {version} runs in {territory} from now on (installation {number})", json)


def move(
    kit: Running,
    reason: Reason,
    subject: Subjects = None,
    territory: TerritoryCode = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Move people from the older versions of a kit to the one that is current, where it declares that they may be."""
    opened = enter(workspace)
    from pagus.apps.installations.actions import move_people

    number = current_installation(kit, territory or opened.territory)
    moved = move_people(number, "system", reason=reason, subjects=subject)
    show({"installation": number, "moved": moved}, json, lambda console: console.print(f"{moved} people were moved"))


def rollback(
    kit: Running,
    reason: Reason,
    territory: TerritoryCode = None,
    only_plan: OnlyPlan = False,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Go back to the version of a kit that ran before, with everybody. Code 7 when there is none."""
    opened = enter(workspace)
    from pagus.apps.installations.actions import rollback as roll_back
    from pagus.apps.installations.queries import plan_rollback
    from pagus.cli.kit.drawing import draw_rollback

    number = current_installation(kit, territory or opened.territory)
    if only_plan:
        planned = plan_rollback(number)
        show(asdict(planned), json, lambda console: draw_rollback(console, planned))
        if planned.refusals:
            raise typer.Exit(7)
        return
    _show_running(roll_back(number, "system", reason=reason), "{id} {version} runs in {territory} again", json)


def uninstall(
    kit: Running,
    reason: Reason,
    territory: TerritoryCode = None,
    only_plan: OnlyPlan = False,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """End a kit here: its rules stop, what waits closes with the reason, records stay."""
    opened = enter(workspace)
    from pagus.apps.installations.actions import uninstall as end_kit
    from pagus.apps.installations.queries import plan_uninstall
    from pagus.cli.kit.drawing import draw_end

    number = current_installation(kit, territory or opened.territory)
    planned = plan_uninstall(number)
    if not only_plan:
        end_kit(number, "system", reason=reason)
    show(asdict(planned) | {"done": not only_plan}, json, lambda console: draw_end(console, planned, not only_plan))


def current_installation(kit: str, territory: str) -> int:
    """The number of the version of a kit that is current in a territory. Refuses: NotFound."""
    from pagus.apps.installations.queries import current_row

    wanted = kit if "/" in kit else f"pagus/{kit}"
    row = current_row(wanted, territory)
    if row is None:
        raise NotFound("{kit} does not run in {territory}", kit=wanted, territory=territory)
    return row.pk


def _show_running(number: int, text: str, json: bool) -> None:
    from pagus.apps.installations.queries import get_installation

    installed = get_installation(number)
    document = {
        "installation": number,
        "kit": installed.kit.id,
        "version": installed.kit.version,
        "digest": installed.kit.digest,
        "territory": installed.territory,
        "mode": installed.mode,
    }
    words = {"id": installed.kit.id, "number": number, "version": installed.kit.version}
    said = text.format(**words, territory=installed.territory)
    show(document, json, lambda console: console.print(said))


def _mode(mode: str) -> Any:
    if mode not in get_args(Mode):
        raise InputError("unknown mode {mode}: choose simulation, investigational or certified", mode=mode)
    return mode
