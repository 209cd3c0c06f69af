"""The addresses of the HTTP door."""

from __future__ import annotations

from django.urls import path

from pagus.doors.api_v1 import observations, places

app_name = "api_v1"
urlpatterns = [
    path("observations", observations.post, name="observations"),
    path("observations/last", observations.last, name="last"),
    path("places", places.find, name="places"),
]
