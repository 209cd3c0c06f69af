"""How a kit is named on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["KitName"]

KitName = Annotated[
    str, typer.Argument(metavar="KIT", help="The slug of a library kit, or the path of a kit's folder.")
]
