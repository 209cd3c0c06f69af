"""What the access commands ask in the same words: tables, the method, where to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pagus.engines.access.model import Method

__all__ = ["DecayText", "DemandFile", "MethodName", "Out", "SitesFile", "Threshold", "method_of"]

DemandFile = Annotated[
    Path, typer.Option("--demand", help="CSV: id, x_m, y_m (or lon, lat), people; at will std_people.")
]
SitesFile = Annotated[Path, typer.Option("--sites", help="CSV: id, x_m, y_m (or lon, lat), capacity.")]
MethodName = Annotated[str, typer.Option("--method", help="2sfca, e2sfca, m2sfca, 3sfca, apl-2012 or apl-2015.")]
DecayText = Annotated[
    str | None,
    typer.Option("--decay", metavar="MIN:WEIGHT,...", help="Bands of the method, as 10:1,15:0.6667,20:0.3333."),
]
Threshold = Annotated[
    float | None, typer.Option("--threshold", help="Access at or under which a place is called under-served.")
]
Out = Annotated[Path | None, typer.Option("--out", help="Where to write the result; the screen when absent.")]


def method_of(name: str, decay: str | None) -> Method:
    """Which method is meant, with the bands that were given instead of its own? Refuses: NotFound, InputError."""
    from pagus.library.access import access_method, parse_decay

    return access_method(name, parse_decay(decay) if decay is not None else None)
