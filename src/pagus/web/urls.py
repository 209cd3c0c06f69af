"""Every address of the server: the faces, the doors, and what belongs to no face."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from pagus import __version__
from pagus.doors.api_v1.access.api import api as access_api
from pagus.doors.openid.views import HouseLogout
from pagus.doors.smart.discovery import configuration
from pagus.web.login import HouseLogin


def health(request: HttpRequest) -> JsonResponse:
    """Is the server there? Says nothing else: no name, no number."""
    return JsonResponse({"status": "ok", "version": __version__})


urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
    path("language", set_language, name="set_language"),
    path("login", HouseLogin.as_view(), name="login"),
    path("login/openid/", include("pagus.doors.openid.urls")),
    path("logout", HouseLogout.as_view(), name="logout"),
    path("api/v1/access/", access_api.urls),
    path("api/v1/", include("pagus.doors.api_v1.urls")),
    path("smart/", include("pagus.doors.smart.urls")),
    path("fhir/r4/.well-known/smart-configuration", configuration, name="smart_configuration"),
    re_path(r"^fhir/r4(?:/|$)", include("pagus.doors.fhir_r4.urls")),
    path("sensorthings/", include("pagus.doors.sensorthings_v1_1.urls")),
    path("call/", include("pagus.doors.signalling.urls")),
    path("_components/", include("pagus.faces.gallery.urls")),
    path("console/", include("pagus.faces.console.urls")),
    path("", include("pagus.faces.citizen.urls")),
]
