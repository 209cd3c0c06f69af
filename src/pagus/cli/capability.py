"""``pagus capability``: algorithms outside that kits ask, and whether their values reach the rules."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pagus.cli.screen import Json, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter

__all__ = ["app"]

app = typer.Typer(help="Capabilities: algorithms outside that kits ask.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that kits give it.")]
Reason = Annotated[str, typer.Option(help="Why: it stays beside the capability and in the journal.")]


@app.command("add")
def add(
    name: Name,
    url: Annotated[str, typer.Option(help="Where it answers: https://..., or http:// on this machine.")],
    model_digest: Annotated[str, typer.Option(help="SHA-256 of the model: each answer must repeat it.")],
    certificate: Annotated[str, typer.Option(help="Its certificate as a medical device, if it has one.")] = "",
    model_card: Annotated[str, typer.Option(help="Its model card: an address, or a text file to keep.")] = "",
    token_file: Annotated[Path | None, typer.Option(help="A file with the token to send to it.")] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Register a capability, in shadow mode; another model of a known name goes back into shadow mode too."""
    enter(workspace)
    from pagus.apps.capabilities.actions import register

    register(
        name,
        url=url,
        model_digest=model_digest.lower(),
        certificate=certificate,
        model_card=_card(model_card),
        token_file=token_file,
    )
    show({"name": name, "mode": "shadow"}, json, lambda console: console.print(f"{name} is known, in shadow mode"))


@app.command("list")
def list_capabilities(workspace: Folder = DEFAULT, json: Json = False) -> None:
    """List the registered capabilities, their mode and their last trouble."""
    enter(workspace)
    from pagus.apps.capabilities.queries import known

    found = known()
    rows = [(each.name, each.mode, each.url, each.model_digest[:12], each.trouble) for each in found]
    drawn = table(("name", "mode", "address", "model", "trouble"), rows)
    show([asdict(each) for each in found], json, lambda console: console.print(drawn))


@app.command("show")
def show_capability(
    name: Name,
    outcome: Annotated[str | None, typer.Option(help="Compare with this signal instead of the same one.")] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Show what a capability gave, and how far it is from what was measured otherwise; no person's own value."""
    enter(workspace)
    from pagus.apps.capabilities.queries import get_endpoint, watch
    from pagus.kernel.time import format_duration

    found, watched = get_endpoint(name), watch(name, outcome)

    def draw(console: Console) -> None:
        for key, value in asdict(found).items():
            console.print(f"{key.replace('_', ' ')}: {value}", markup=False, soft_wrap=True)
        for it in watched:
            age = "never" if it.last_age_ms is None else format_duration(it.last_age_ms)
            console.print(f"\n{it.signal}: {it.shadow} in shadow, {it.approved} approved; last value: {age}")
            console.print(f"  implausible {it.implausible}, rejected {it.rejected}")
            console.print(f"  against {it.compared_with}, n = {it.calibration.n}:{_differences(it.calibration)}")

    show({**asdict(found), "watched": [asdict(each) for each in watched]}, json, draw)


@app.command("approve")
def approve(name: Name, reason: Reason, workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Let the values of a capability reach the rules: a decision of a person, journalled."""
    enter(workspace)
    from pagus.apps.capabilities import actions

    actions.approve(name, reason=reason)
    show({"name": name, "mode": "approved"}, json, lambda console: console.print(f"{name} reaches the rules now"))


@app.command("shadow")
def shadow(name: Name, reason: Reason, workspace: Folder = DEFAULT, json: Json = False) -> None:
    """Take a capability back into shadow mode: its values are kept aside again."""
    enter(workspace)
    from pagus.apps.capabilities import actions

    actions.shadow(name, reason=reason)
    show({"name": name, "mode": "shadow"}, json, lambda console: console.print(f"{name} is in shadow mode"))


def _card(given: str) -> str:
    from pagus.errors import InputError

    if not given or "://" in given:
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("the model card {path} cannot be read as text", path=given) from error


def _differences(found: object) -> str:
    from pagus.analytics.calibration import Calibration

    assert isinstance(found, Calibration)
    if found.mean_difference is None:
        return " nothing to compare with"
    return f" mean difference {found.mean_difference:+.3g}, mean absolute {found.mean_absolute_difference:.3g}"
