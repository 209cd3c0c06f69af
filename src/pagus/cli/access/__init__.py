"""``pagus access``: who can reach which care, what changes it, and where to act."""

from __future__ import annotations

import typer

from pagus.cli.access import placing, reaching, scoring, visiting

__all__ = ["app"]

app = typer.Typer(help="Access to care: who reaches what, and what would change it.", no_args_is_help=True)
app.command("score")(scoring.score)
app.command("whatif")(scoring.whatif)
app.command("nearest")(reaching.nearest)
app.command("isochrone")(reaching.isochrone)
app.command("matrix")(reaching.matrix)
app.command("site")(placing.site)
app.command("rounds")(visiting.rounds)
