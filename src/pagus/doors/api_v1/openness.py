"""To whom the HTTP API is open."""

from __future__ import annotations

from pagus.apps.streams.queries import sources
from pagus.apps.workspace import Workspace
from pagus.doors.openness import Openness, reach_of_the_web

__all__ = ["openness"]


def openness(workspace: Workspace) -> tuple[Openness, ...]:
    """Who may send and read over HTTP?"""
    able = [source.name for source in sources() if source.revoked_ms is None]
    whom = (
        f"observations from {len(able)} sources with a token, each for its territory; places and things for everybody"
    )
    return (Openness("http", f"/api/v1/ ({reach_of_the_web(workspace)})", whom),)
