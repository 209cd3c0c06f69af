"""To whom the door for files is open."""

from __future__ import annotations

from pagus.apps.accounts.queries import accounts
from pagus.apps.workspace import Workspace
from pagus.doors.openness import Openness

__all__ = ["openness"]


def openness(_: Workspace) -> tuple[Openness, ...]:
    """Who may bring files in?"""
    able = sum(any("import_observations" in grant.role.verbs for grant in each.grants) for each in accounts())
    whom = f"{able} accounts whose role allows imports, and whoever may use the command line of this machine"
    return (Openness("files", "the console, and pagus import", whom),)
