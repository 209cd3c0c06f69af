"""The addresses of the SensorThings door."""

from __future__ import annotations

from django.urls import path, re_path

from pagus.doors.sensorthings_v1_1.views import door

app_name = "sensorthings"
urlpatterns = [
    path("v1.1", door),
    path("v1.1/", door, name="root"),
    re_path(r"^v1\.1/(?P<rest>.+)$", door, name="any"),
]
