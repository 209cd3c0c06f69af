"""Everything that answers at this door, registered in order: the house first, then what was kept."""

from __future__ import annotations

from pagus.doors.fhir_r4.capability import metadata
from pagus.doors.fhir_r4.instances import KEPT
from pagus.doors.fhir_r4.own_routes import OWN_ROUTES
from pagus.doors.fhir_r4.provider import register
from pagus.doors.fhir_r4.routes import Route, add_routes

__all__ = ["register_all"]


def register_all() -> None:
    """Let all of them answer."""
    register(KEPT)
    add_routes([Route("GET", "metadata", "capabilities", metadata, open=True), *OWN_ROUTES])
