"""``pagus kit lint`` and ``test``: what the author of a kit asks again and again."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from pagus.cli.screen import Json, show
from pagus.errors import Fault, InputError

__all__ = ["lint", "run_tests"]

AnyKit = Annotated[str | None, typer.Argument(metavar="[KIT]", help="A slug, a folder, a folder of kits; or --all.")]
Every = Annotated[bool, typer.Option("--all", help="Every kit of the library.")]


def lint(kit: AnyKit = None, every: Every = False, json: Json = False) -> None:
    """List every fault of a kit, by file and line. Ends with code 3 when there is one."""
    folders = _folders(kit, every)
    faults = _faults(folders)
    document = {name: [asdict(fault) for fault in found] for name, found in faults.items()}
    lines = [f"{name}/{fault}" for name, found in faults.items() for fault in found]
    text = "\n".join(lines) or f"no fault in {', '.join(faults)}"
    show(document, json, lambda console: console.print(text, markup=False, soft_wrap=True))
    if lines:
        raise typer.Exit(3)


def _faults(folders: list[Path]) -> dict[str, list[Fault]]:
    """The faults of each kit and, where several are looked at, what they require of each other and do not find."""
    from pagus.kit_language import lint_kit, load_kit, requirement_faults

    faults = {folder.name: lint_kit(folder) for folder in folders}
    if len(folders) > 1:
        right = {load_kit(folder).slug: folder for folder in folders if not faults[folder.name]}
        for fault in requirement_faults([load_kit(folder) for folder in right.values()]):
            slug, _, file = fault.file.partition("/")
            faults[right[slug].name].append(replace(fault, file=file))
    return faults


def run_tests(
    kit: AnyKit = None,
    every: Every = False,
    rule: Annotated[str | None, typer.Option(help="Only the scenarios of this rule, and its coverage.")] = None,
    json: Json = False,
) -> None:
    """Run the scenarios of a kit: how many ran, how many failed, which rules they cover. Code 3 when one fails."""
    from pagus.analytics.scenarios import run_scenarios
    from pagus.apps.installations.kit_library import library_kit
    from pagus.cli.kit.drawing import draw_reports

    reports = {folder.name: run_scenarios(library_kit(str(folder)), rule) for folder in _folders(kit, every)}
    document = {name: asdict(report) for name, report in reports.items()}
    show(document, json, lambda console: draw_reports(console, reports))
    if any(report.failed for report in reports.values()):
        raise typer.Exit(3)


def _folders(kit: str | None, every: bool) -> list[Path]:
    from pagus.apps.installations.kit_library import kit_folder
    from pagus.kit_language import shipped_folder, shipped_slugs

    if every == (kit is not None):
        raise InputError("name a kit, or say --all")
    if kit is None:
        return [shipped_folder(slug) for slug in shipped_slugs()]
    inside = sorted(manifest.parent for manifest in Path(kit).glob("*/kit.yaml"))
    return inside if inside and not (Path(kit) / "kit.yaml").is_file() else [kit_folder(kit)]
