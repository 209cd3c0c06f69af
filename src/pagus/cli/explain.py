"""``pagus explain``: why an alert was raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console

from pagus.cli.audit import draw_standing, standing_document
from pagus.cli.screen import Json, show, table
from pagus.cli.values import LanguageName, read_language
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.kernel.time import format_instant

__all__ = ["explain"]


def explain(
    alert: Annotated[int, typer.Argument(help="The number of the alert.")],
    language: LanguageName = "en",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Explain an alert: the rule, what it saw, who set which threshold, its sources, on whose word. Journalled."""
    enter(workspace)
    from pagus.apps.alerts.queries import alert_sheet
    from pagus.apps.installations.queries import standing_of
    from pagus.apps.journal.actions import SYSTEM
    from pagus.kit_language import rule_words

    sheet = alert_sheet(SYSTEM, alert)
    words = rule_words(
        sheet.rule, sheet.installed.kit, read_language(language), {**sheet.installed.parameters, **sheet.parameters}
    )
    provenance = standing_document(standing_of(sheet.installed.id, sheet.row.recorded_ms, sheet.row.subject))
    document = {
        "alert": asdict(sheet.row),
        "rule": asdict(words),
        "when": sheet.rule.when,
        "features": dict(sheet.features),
        "parameters": dict(sheet.parameters),
        "layers": {name: [asdict(layer) for layer in layers] for name, layers in sheet.layers.items()},
        "windows": dict(sheet.windows),
        "trace": sheet.trace,
        "sources": [asdict(source) for source in sheet.sources],
        "log": [asdict(event) for event in sheet.log],
        "provenance": provenance,
        "as_stored": all(provenance["held"].get(name) == value for name, value in sheet.parameters.items()),
    }
    show(document, json, lambda console: _draw(console, document))


def _draw(console: Console, document: Mapping[str, Any]) -> None:
    row, rule = document["alert"], document["rule"]
    console.print(f"[bold]{rule['title']}[/bold]  alert {row['id']}: {row['severity']}, {row['status']}")
    console.print(f"{row['subject']} in {row['place_name']}, {format_instant(row['t_ms'])}")
    console.print(rule["condition"], markup=False)
    console.print(document["when"], style="dim", markup=False)
    values = [(name, "unknown" if value is None else f"{value:g}") for name, value in document["features"].items()]
    console.print(table(("feature", "value"), values, ("value",)))
    layers = [
        (name, each["layer"], each["holder"], f"{each['value']:g}", "holds" if each["holds"] else "", each["reason"])
        for name, found in document["layers"].items()
        for each in found
    ]
    console.print(table(("parameter", "layer", "of", "value", "", "reason"), layers, ("value",)))
    _draw_trace(console, document["trace"], 0)
    for source in document["sources"]:
        console.print(f"{source['title']} ({source['year']}) {source['doi'] or source['url'] or ''}", markup=False)
    for event in document["log"]:
        console.print(
            f"{format_instant(event['at_ms'])} {event['verb']} by {event['by']} {event['reason']}", style="dim"
        )
    console.print("[bold]On whose word, when it was recorded[/bold]")
    draw_standing(console, document["provenance"])
    same = "are those" if document["as_stored"] else "are NOT those"
    console.print(f"The values that held then {same} that the alert holds.")


def _draw_trace(console: Console, node: Mapping[str, Any], depth: int) -> None:
    value = node.get("value")
    console.print(f"{'  ' * depth}{node.get('text', '')} = {'unknown' if value is None else value}", markup=False)
    for child in node.get("children") or ():
        _draw_trace(console, child, depth + 1)
