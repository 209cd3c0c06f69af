"""``pagus trust``: whose signatures a workspace counts, and for what."""

from __future__ import annotations

from typing import Annotated

import typer

from pagus.apps.wall_clock import wall_ms
from pagus.cli.kit.publishing import trust_of
from pagus.cli.screen import Json, show, table
from pagus.cli.workspace import DEFAULT, Folder
from pagus.kernel.time import format_instant

__all__ = ["app"]

app = typer.Typer(help="Trust: whose signatures count here, and for what.", no_args_is_help=True)
Public = Annotated[str, typer.Argument(metavar="PUBLIC", help="The public key, as its holder told it: ed25519:...")]
KeyId = Annotated[str, typer.Argument(metavar="ID", help="The id of the key, as pagus trust list shows it.")]
May = Annotated[list[str], typer.Option(help="publish, accept, evaluate, measure, revoke or index; may be repeated.")]
Kits = Annotated[list[str], typer.Option(help="Which kits it may speak of: *, publisher/* or publisher/name.")]
ValidDays = Annotated[int, typer.Option(min=1, max=3_650, help="For how many days it is trusted.")]


@app.command("add")
def add(
    public: Public,
    name: Annotated[str, typer.Option(help="Who holds the key.")],
    organisation: Annotated[str, typer.Option(help="For which organisation.")],
    may: May,
    kits: Kits,
    valid_days: ValidDays = 365,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Trust a key, for these statements about these kits."""
    from pagus.apps.registry.settings_files import trust_key
    from pagus.apps.workspace import open_workspace
    from pagus.trust import read_public

    trust = open_workspace(workspace).trust
    identifier = trust_key(
        trust,
        read_public(public),
        name=name,
        organisation=organisation,
        may=may,
        kits=kits,
        now_ms=wall_ms(),
        valid_days=valid_days,
    )
    show({"id": identifier}, json, lambda console: console.print(f"{identifier} of {organisation} is trusted"))


@app.command("list")
def list_keys(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """List the keys that are known here, and what each may sign."""
    rows = [
        {
            "id": key.id,
            "name": key.name,
            "organisation": key.organisation,
            "may": sorted(key.may),
            "kits": list(key.kits),
            "until": format_instant(key.until_ms),
            "revoked": key.reason if key.revoked_ms is not None else "",
        }
        for key in trust_of(None, workspace).store.keys.values()
    ]
    names = ("id", "organisation", "may", "kits", "until", "revoked")
    cells = [[", ".join(row[name]) if isinstance(row[name], list) else row[name] for name in names] for row in rows]
    drawn = table(names, cells)
    show(rows, json, lambda console: console.print(drawn))


@app.command("revoke")
def revoke(
    key: KeyId,
    reason: Annotated[str, typer.Option(help="Why: lost, stolen, left the organisation.")],
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Say that a key was lost or stolen: nothing that it signed counts any more."""
    from pagus.apps.registry.settings_files import distrust_key
    from pagus.apps.workspace import open_workspace

    distrust_key(open_workspace(workspace).trust, key, reason, wall_ms())
    show({"id": key, "reason": reason}, json, lambda console: console.print(f"{key} counts no more: {reason}"))
