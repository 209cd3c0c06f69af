"""``pagus kit measure``: what a kit has achieved here, computed and signed, so that it travels with the kit."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pagus.apps.wall_clock import wall_ms
from pagus.cli.kit.passphrase import KeyFile, PassphraseFile, open_key
from pagus.cli.kit.publishing import Organisation
from pagus.cli.kit.running import Running, TerritoryCode, current_installation
from pagus.cli.screen import Json, show
from pagus.cli.workspace import DEFAULT, Folder, enter

__all__ = ["measure"]

IndicatorName = Annotated[str, typer.Argument(metavar="INDICATOR", help="An indicator of the kit: a share of people.")]
Into = Annotated[
    Path | None, typer.Option(help="The folder that gets the statement; that of the workspace by default.")
]


def measure(
    kit: Running,
    indicator: IndicatorName,
    key: KeyFile,
    by: Organisation,
    into: Into = None,
    territory: TerritoryCode = None,
    passphrase_file: PassphraseFile = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Sign what a kit has achieved here: the last value of an indicator, from the data, with its interval."""
    opened = enter(workspace)
    from pagus.apps.registry.signing import sign_statement
    from pagus.apps.reports.measured import measured_result

    result = measured_result(current_installation(kit, territory or opened.territory), indicator)
    folder = into / result.digest if into is not None else opened.folder / "statements" / result.digest
    _, file = sign_statement(
        opened.kits / result.digest,
        open_key(key, passphrase_file),
        by,
        wall_ms(),
        kind="measured_result",
        facts=result.facts(),
        into=folder,
    )
    text = (
        f"{result.indicator} of {result.kit} {result.version} in {result.territory}, {result.period}: "
        f"{result.value:.1%} (95 % interval {result.low:.1%} to {result.high:.1%}, n = {result.n}"
        f"{', simulated' if result.simulated else ''})\n{file}"
    )
    document = asdict(result) | {"file": str(file)}
    show(document, json, lambda console: console.print(text, markup=False, soft_wrap=True))
