"""A key that opens nothing: told in plain words, with what still waits on the device."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from pagus.apps.people.keys import person_of_key
from pagus.errors import NotFound
from pagus.faces.citizen.emergency import emergency_numbers
from pagus.faces.citizen.frame import page

__all__ = ["closed_page", "opened"]

View = Callable[..., HttpResponse]


def opened(view: View) -> View:
    """The view, behind a key that opens; else the page that says what to do now, with status 404."""

    @wraps(view)
    def answer(request: HttpRequest, key: str, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            person_of_key(key)
        except NotFound:
            return closed_page(request)
        return view(request, key, *arguments, **named)

    return answer


def closed_page(request: HttpRequest) -> HttpResponse:
    """Say that an address opens nothing any more; the script of the page lists what waits on the device."""
    return page(request, "mine_closed", {"emergency": emergency_numbers()}, status=404)
