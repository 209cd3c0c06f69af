"""How a command speaks: its result on stdout, everything else on stderr."""

from __future__ import annotations

import json as json_format
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

__all__ = ["Json", "say", "show", "table"]

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout; messages stay on stderr.")]

_MESSAGES = Console(stderr=True, highlight=False)
_RESULT = Console(highlight=False)


def say(message: str) -> None:
    """Tell the person at the terminal something that is no result."""
    _MESSAGES.print(message, markup=False, soft_wrap=True)


def show(document: Any, as_json: bool, draw: Callable[[Console], None]) -> None:
    """Give the result of a command: as one JSON document, or drawn for a person."""
    if as_json:
        json_format.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
    else:
        draw(_RESULT)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str] = ()) -> Table:
    """A table for ``draw``: the columns named in ``numbers`` stand to the right."""
    drawn = Table(box=None, header_style="bold", pad_edge=False, show_header=any(columns))
    for column in columns:
        drawn.add_column(column, justify="right" if column in numbers else "left")
    for row in rows:
        drawn.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    return drawn
