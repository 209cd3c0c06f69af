"""``pagus gateway``: the box beside the bed, from its settings file to what it could not send."""

from __future__ import annotations

import asyncio
import json as json_format
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pagus.cli.screen import Json, say, show, table

__all__ = ["app"]

app = typer.Typer(help="Read Bluetooth devices in a household and send what they say.", no_args_is_help=True)
SettingsPath = Annotated[Path, typer.Argument(metavar="FILE.toml", help="The settings of the box.")]


@app.command()
def check(file: SettingsPath, json: Json = False) -> None:
    """Read the settings, and say what the box would do; every fault is told at once."""
    from pagus.gateway.settings import read_settings

    settings = read_settings(file)
    document = {
        "name": settings.name,
        "sends": {"by": settings.destination.way, "address": settings.destination.address},
        "devices": [
            {
                "kind": device.kind.name,
                "address": device.address,
                "subjects": {str(number or "every user"): who for number, who in device.subjects.items()},
            }
            for device in settings.devices
        ],
    }
    rows = [(each.kind.name, each.address, ", ".join(sorted(set(each.subjects.values())))) for each in settings.devices]
    show(document, json, lambda console: console.print(table(("device", "address", "of"), rows)))


@app.command()
def run(
    file: SettingsPath, json: Annotated[bool, typer.Option("--json", help="Tell each event as a line of JSON.")] = False
) -> None:
    """Listen and send until stopped. What was heard and not sent yet stays on the disk."""
    from pagus.gateway.bluetooth import Bluetooth
    from pagus.gateway.program import Box, sender_of
    from pagus.gateway.settings import read_settings

    settings = read_settings(file)
    _tell_events(json)
    say(f"{settings.name}: listening to {len(settings.devices)} devices; stop with Ctrl-C")
    try:
        asyncio.run(Box(settings, Bluetooth(), sender_of(settings)).run())
    except* Exception as group:
        # A task group wraps the one error that ended it; the command line explains errors one by one.
        raise group.exceptions[0] from None


def _tell_events(as_json: bool) -> None:
    """Events go to the terminal, or as lines of JSON to stdout."""
    handler = logging.StreamHandler(sys.stdout if as_json else sys.stderr)
    handler.setFormatter(_JsonLines() if as_json else logging.Formatter("%(asctime)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {"t": int(record.created * 1000), "level": record.levelname.lower(), "message": record.getMessage()}
        return json_format.dumps(told, ensure_ascii=False)


@app.command()
def status(file: SettingsPath, json: Json = False) -> None:
    """What waits, what was sent, and what stays here because it was refused or nobody can say whose or when."""
    from pagus.gateway.outbox import Outbox
    from pagus.gateway.settings import read_settings
    from pagus.kernel.time import format_instant

    with Outbox(read_settings(file).outbox) as outbox:
        counts, unsent = outbox.counts(), outbox.unsent()
    not_sent = [
        {
            "device": reading.device,
            "heard": format_instant(heard),
            "state": state,
            "why": why,
            "values": [f"{value.measure.lower()} {value.value} {value.unit}" for value in reading.values],
        }
        for reading, heard, state, why in unsent
    ]

    def draw(console: Console) -> None:
        console.print(table(tuple(counts), [tuple(str(count) for count in counts.values())]))
        if unsent:
            rows = [(each["heard"], each["device"], each["state"], each["why"]) for each in not_sent]
            console.print(table(("heard", "device", "state", "why"), rows))

    show({"counts": counts, "not_sent": not_sent}, json, draw)
