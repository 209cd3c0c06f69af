"""``pagus kit diff``: what changed from one version to another, and does the number say so?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table

__all__ = ["diff"]

Old = Annotated[str, typer.Argument(metavar="OLD", help="The older version: a slug, a folder or an archive.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The newer version: a slug, a folder or an archive.")]


def diff(old: Old, new: New, json: Json = False) -> None:
    """List what changed between two versions, the gravest first. Code 3 when the version number says too little."""
    from pagus.apps.registry.signing import opened_kit
    from pagus.cli.kit.naming import kit_path
    from pagus.kit_language.difference import compare_kits

    with opened_kit(kit_path(old)) as before, opened_kit(kit_path(new)) as after:
        found = compare_kits(before, after)
    document = asdict(found) | {
        "required": found.required,
        "least_version": found.least_version,
        "is_enough": found.is_enough,
    }
    rows = [
        (it.weight, it.words, "clinical" if it.clinical and found.changes_clinical_rules else "")
        for it in found.changes
    ]
    needed = f"{found.required or 'nothing'}: from {found.old} to {found.least_version} at least; it is {found.new}"
    verdict = f"{needed} ({'enough' if found.is_enough else 'too little'})"
    clinical = ["a clinical acceptance is needed anew"] if found.changes_clinical_rules else []

    def draw(console: Console) -> None:
        if rows:
            console.print(table(("", "", ""), rows))
        for line in (verdict, *clinical):
            console.print(line, markup=False)

    show(document, json, draw)
    if not found.is_enough:
        raise typer.Exit(3)
