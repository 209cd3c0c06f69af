"""``pagus registry``: what a registry offers, and its index kept fresh."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pagus.apps.wall_clock import wall_ms
from pagus.cli.kit.passphrase import KeyFile, PassphraseFile, open_key
from pagus.cli.kit.publishing import Former, Trust, ValidDays, publics, trust_of
from pagus.cli.screen import Json, show, table
from pagus.cli.values import LanguageName, read_language
from pagus.cli.workspace import DEFAULT, Folder

__all__ = ["app"]

app = typer.Typer(help="Registries: where kits are found.", no_args_is_help=True)
Where = Annotated[
    str, typer.Argument(metavar="REGISTRY", help="A folder, an address, or a name of [registries] in pagus.toml.")
]
Place = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the registry.")]


@app.command("show")
def show_registry(
    registry: Where,
    trust: Trust = None,
    language: LanguageName = "en",
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """List the kits of a registry: its index must be signed by a key that is trusted for that."""
    from pagus.apps.registry.locations import registries
    from pagus.apps.registry.queries import browse

    chosen = read_language(language)
    index = browse(registry, trust_of(trust, workspace), wall_ms(), registries(workspace))
    rows = [
        (it.id, it.version, it.title[chosen], "clinical" if it.clinical else "", len(it.statements))
        for it in index.entries
    ]
    withdrawn = [f"withdrawn: {it.id} {it.version}: {it.yanked.reason}" for it in index.entries if it.yanked]

    def draw(console: Console) -> None:
        console.print(table(("kit", "version", "title", "", "statements"), rows, ("statements",)))
        for line in withdrawn:
            console.print(line, markup=False, soft_wrap=True)

    show(asdict(index), json, draw)


@app.command("renew")
def renew(
    registry: Place,
    key: KeyFile,
    valid_days: ValidDays = 180,
    former: Former = None,
    passphrase_file: PassphraseFile = None,
    json: Json = False,
) -> None:
    """Sign the index of a registry anew, before it expires or with the key that follows on another."""
    from pagus.apps.registry.actions import sign_again
    from pagus.kernel.time import format_instant

    index = sign_again(
        registry, open_key(key, passphrase_file), wall_ms(), valid_days=valid_days, former=publics(former)
    )
    document = {"serial": index.serial, "kits": len(index.entries), "expires": format_instant(index.expires_ms)}
    text = f"index {index.serial} with {len(index.entries)} kits holds until {document['expires']}"
    show(document, json, lambda console: console.print(text))


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A short name: small letters, digits and -.")],
    location: Annotated[str, typer.Argument(metavar="LOCATION", help="A folder or an http(s) address.")],
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Let the workspace know a registry: its kits are then ``registry:NAME/publisher/kit@version``."""
    from pagus.apps.registry.settings_files import add_registry
    from pagus.apps.workspace import open_workspace

    add_registry(open_workspace(workspace).folder, name, location)
    document = {"name": name, "location": location}
    show(document, json, lambda console: console.print(f"{name} is known: pagus registry show {name}"))
