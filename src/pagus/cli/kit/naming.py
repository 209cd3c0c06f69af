"""How a kit is named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["KitName", "kit_path"]

KitName = Annotated[
    str, typer.Argument(metavar="KIT", help="The slug of a library kit, or the path of a kit's folder.")
]


def kit_path(kit: str) -> Path:
    """The folder or archive that is meant: a path when something lies there, or a slug. Refuses: NotFound."""
    from pagus.apps.installations.kit_library import kit_folder

    return Path(kit) if Path(kit).is_file() else kit_folder(kit)
