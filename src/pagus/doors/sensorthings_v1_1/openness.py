"""To whom the SensorThings door is open."""

from __future__ import annotations

from pagus.apps.streams.queries import sources
from pagus.apps.workspace import Workspace
from pagus.doors.openness import Openness, reach_of_the_web

__all__ = ["openness"]


def openness(workspace: Workspace) -> tuple[Openness, ...]:
    """Who may read and write SensorThings?"""
    able = sum(source.revoked_ms is None for source in sources())
    whom = f"everybody reads things and places, never a person's; {able} sources with a token declare and send"
    return (Openness("sensorthings", f"/sensorthings/v1.1/ ({reach_of_the_web(workspace)})", whom),)
