"""``pagus kit lint`` and ``test``: what the author of a kit asks again and again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pagus.cli.screen import Json, show
from pagus.errors import InputError

__all__ = ["lint", "run_tests"]

AnyKit = Annotated[str | None, typer.Argument(metavar="[KIT]", help="A slug or a folder; or say --all.")]
Every = Annotated[bool, typer.Option("--all", help="Every kit of the library.")]


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


def run_tests(kit: AnyKit = None, every: Every = False, json: Json = False) -> None:
    """Run the scenarios of a kit: how many ran, how many failed, which rules they cover. Code 3 when one fails."""
    from pagus.analytics.scenarios import run_scenarios
    from pagus.apps.installations.kit_library import library_kit
    from pagus.cli.kit.drawing import draw_reports

    reports = {folder.name: run_scenarios(library_kit(str(folder))) for folder in _folders(kit, every)}
    document = {name: asdict(report) for name, report in reports.items()}
    show(document, json, lambda console: draw_reports(console, reports))
    if any(report.failed for report in reports.values()):
        raise typer.Exit(3)


def _folders(kit: str | None, every: bool) -> list[Path]:
    from pagus.apps.installations.kit_library import kit_folder
    from pagus.kit_language import shipped_folder, shipped_slugs

    if every == (kit is not None):
        raise InputError("name a kit, or say --all")
    return [shipped_folder(slug) for slug in shipped_slugs()] if kit is None else [kit_folder(kit)]
