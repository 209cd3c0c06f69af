"""The routes of this door: one table, from which the addresses and the CapabilityStatement are both made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.http import HttpResponse

__all__ = ["Handler", "Route", "add_routes", "routes"]

Handler = Callable[..., HttpResponse]
TYPE, ID, VERSION = (
    r"(?P<type_>[A-Z][A-Za-z]{1,40})",
    r"(?P<id_>[A-Za-z0-9\-.]{1,64})",
    r"(?P<version>[A-Za-z0-9\-.]{1,64})",
)


class Route(NamedTuple):
    """One method of one address.

    ``interaction`` is FHIR's name for it (``read``, ``search-type``); of an operation its name with ``$``. ``open``:
    answered to everybody.
    """

    method: str
    pattern: str
    interaction: str
    handler: Handler
    open: bool = False


_ROUTES: list[Route] = []


def add_routes(added: Iterable[Route]) -> None:
    """Let these be answered too. A route of the same method and pattern takes the place of the former."""
    for route in added:
        _ROUTES[:] = [each for each in _ROUTES if (each.method, each.pattern) != (route.method, route.pattern)]
        _ROUTES.append(route)


def routes() -> tuple[Route, ...]:
    """What is answered."""
    return tuple(_ROUTES)
