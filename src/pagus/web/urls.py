"""Every address of the server: the faces, the doors, and what belongs to no face."""

from __future__ import annotations

from importlib.util import find_spec

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from pagus import __version__
from pagus.web.login import HouseLogin


def health(request: HttpRequest) -> JsonResponse:
    """Is the server there? Says nothing else: no name, no number."""
    return JsonResponse({"status": "ok", "version": __version__})


def _present(prefix: str, module: str) -> list[URLResolver]:
    parent = module.rpartition(".")[0]
    return [path(prefix, include(module))] if find_spec(parent) and find_spec(module) else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
    path("language", set_language, name="set_language"),
    path("login", HouseLogin.as_view(), name="login"),
    path("logout", LogoutView.as_view(), name="logout"),
    *_present("api/v1/", "pagus.doors.api_v1.urls"),
    *_present("_components/", "pagus.faces.gallery.urls"),
    *_present("console/", "pagus.faces.console.urls"),
    *_present("", "pagus.faces.citizen.urls"),
]
