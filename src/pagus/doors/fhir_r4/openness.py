"""To whom the FHIR door is open."""

from __future__ import annotations

from pagus.apps.clients.queries import clients
from pagus.apps.journal.actions import SYSTEM
from pagus.apps.streams.queries import sources
from pagus.apps.workspace import Workspace
from pagus.doors.openness import Openness, reach_of_the_web

__all__ = ["openness"]


def openness(workspace: Workspace) -> tuple[Openness, ...]:
    """Who may read and write FHIR?"""
    able = sum(source.revoked_ms is None for source in sources())
    programs = sum(client.revoked_ms is None for client in clients(SYSTEM))
    whom = (
        f"{able} sources with a token, which send; {programs} programs with their scopes; people as their role allows"
    )
    return (Openness("fhir", f"/fhir/r4/ ({reach_of_the_web(workspace)})", whom),)
