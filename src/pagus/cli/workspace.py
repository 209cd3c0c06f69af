"""Which workspace a command works on, and Django made ready for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pagus.apps.workspace import ENVIRONMENT_KEY, Workspace, open_workspace
from pagus.errors import ConfigError

__all__ = ["Folder", "enter", "enter_if_present", "open_finished", "set_up_django"]

Folder = Annotated[
    Path,
    typer.Option("--workspace", "-w", envvar=ENVIRONMENT_KEY, help="The folder of the workspace.", show_default=True),
]
DEFAULT = Path("workspace")


def enter(folder: Path) -> Workspace:
    """Open a workspace and make Django ready to work in it. Refuses: ConfigError for what is none, or is unfinished."""
    workspace = open_finished(folder)
    set_up_django(workspace)
    return workspace


def open_finished(folder: Path) -> Workspace:
    """Open a workspace that has its database. Refuses: ConfigError."""
    workspace = open_workspace(folder)
    if workspace.postgres is not None:
        workspace.postgres.require_driver()
        from pagus.apps.streams.store.fitness import refuse_unfit

        refuse_unfit(workspace)
    elif not workspace.database.exists():
        raise ConfigError("{folder} has no database: it was not finished; make it again", folder=folder)
    return workspace


def enter_if_present(folder: Path) -> Workspace | None:
    """Open the workspace when there is one; None when the folder holds none."""
    return enter(folder) if (folder / "pagus.toml").exists() else None


def set_up_django(workspace: Workspace) -> None:
    """Point Django at this workspace, once in a process."""
    os.environ[ENVIRONMENT_KEY] = str(workspace.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pagus.web.settings"
    import django

    django.setup()
