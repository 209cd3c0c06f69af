"""The addresses of the public face."""

from __future__ import annotations

from django.urls import path

from pagus.faces.citizen import about, home, places

app_name = "citizen"

urlpatterns = [
    path("", home.show, name="home"),
    path("places/<str:code>/", places.show, name="place"),
    path("about/", about.show, name="about"),
    path("map/<str:code>/geometry.json", home.geometry, name="geometry"),
    path("map/<str:code>/air.json", home.air, name="air"),
]
