"""``pagus kit``: list, show, lint, test, plan, install."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pagus.cli.screen import Json, show, table
from pagus.cli.values import LanguageName, Parameters, read_language, read_values
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.errors import InputError

__all__ = ["app"]

app = typer.Typer(help="Kits: the folders that hold an innovation.", no_args_is_help=True)

KitName = Annotated[
    str, typer.Argument(metavar="KIT", help="The slug of a library kit, or the path of a kit's folder.")
]
AnyKit = Annotated[str | None, typer.Argument(metavar="[KIT]", help="A slug or a folder; or say --all.")]
Every = Annotated[bool, typer.Option("--all", help="Every kit of the library.")]
TerritoryCode = Annotated[str | None, typer.Option(help="A place code; the territory of the workspace by default.")]
ModeName = Annotated[str, typer.Option(help="simulation, investigational or certified.")]


@app.command(name="list")
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


@app.command(name="show")
def show_kit(kit: KitName, language: LanguageName = "en", json: Json = False) -> None:
    """Show a kit as sentences: what it measures, each rule with threshold, certainty and source."""
    from pagus.apps.installations.kit_library import library_kit
    from pagus.cli.kit_drawing import draw_sentences
    from pagus.kit_language import kit_sentences

    checked = library_kit(kit)
    words = kit_sentences(checked, read_language(language))
    document = {"id": checked.id, "version": checked.version, "digest": checked.digest} | asdict(words)
    show(document, json, lambda console: draw_sentences(console, checked, words))


@app.command()
def lint(kit: AnyKit = None, every: Every = False, json: Json = False) -> None:
    """List every fault of a kit, by file and line. Ends with code 3 when there is one."""
    from pagus.kit_language import lint_kit

    faults = {folder.name: lint_kit(folder) for folder in _folders(kit, every)}
    document = {name: [asdict(fault) for fault in found] for name, found in faults.items()}
    lines = [f"{name}/{fault}" for name, found in faults.items() for fault in found]
    text = "\n".join(lines) or f"no fault in {', '.join(faults)}"
    show(document, json, lambda console: console.print(text, markup=False))
    if lines:
        raise typer.Exit(3)


@app.command(name="test")
def run_tests(kit: AnyKit = None, every: Every = False, json: Json = False) -> None:
    """Run the scenarios of a kit: how many ran, how many failed, which rules they cover. Code 3 when one fails."""
    from pagus.analytics.scenarios import run_scenarios
    from pagus.apps.installations.kit_library import library_kit
    from pagus.cli.kit_drawing import draw_reports

    reports = {folder.name: run_scenarios(library_kit(str(folder))) for folder in _folders(kit, every)}
    document = {name: asdict(report) for name, report in reports.items()}
    show(document, json, lambda console: draw_reports(console, reports))
    if any(report.failed for report in reports.values()):
        raise typer.Exit(3)


@app.command()
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
    from pagus.cli.kit_drawing import draw_plan

    planned = plan_here(kit, territory or opened.territory, read_values(param), _mode(mode))
    show(asdict(planned), json, lambda console: draw_plan(console, planned))
    if planned.refusals:
        raise typer.Exit(7)


@app.command()
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


def _folders(kit: str | None, every: bool) -> list[Path]:
    from pagus.apps.installations.kit_library import kit_folder
    from pagus.kit_language import shipped_folder, shipped_slugs

    if every == (kit is not None):
        raise InputError("name a kit, or say --all")
    return [shipped_folder(slug) for slug in shipped_slugs()] if kit is None else [kit_folder(kit)]


def _mode(mode: str) -> Any:
    if mode not in {"simulation", "investigational", "certified"}:
        raise InputError("unknown mode {mode}: choose simulation, investigational or certified", mode=mode)
    return mode
