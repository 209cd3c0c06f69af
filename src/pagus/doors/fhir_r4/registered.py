"""Everything that answers at this door: what was kept, then the house, then what does something."""

from __future__ import annotations

from pagus.doors.fhir_r4.bulk.handling import EXPORT_ROUTES
from pagus.doors.fhir_r4.capability import add_security, metadata
from pagus.doors.fhir_r4.opening import open_door
from pagus.doors.fhir_r4.own_routes import OWN_ROUTES
from pagus.doors.fhir_r4.routes import Route, add_routes
from pagus.doors.fhir_r4.signing_in import add_way
from pagus.doors.fhir_r4.telling.handling import SUBSCRIPTION_ROUTES
from pagus.doors.smart.bearing import by_token
from pagus.doors.smart.discovery import security

__all__ = ["register_all"]


def register_all() -> None:
    """Let all of them answer. Addresses of their own come before those of every type."""
    open_door()
    add_way(by_token)
    add_security(security)
    add_routes([Route("GET", "metadata", "capabilities", metadata, open=True)])
    add_routes([*SUBSCRIPTION_ROUTES, *EXPORT_ROUTES, *OWN_ROUTES])
