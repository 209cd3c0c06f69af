"""The addresses of the gallery, under /_components/."""

from __future__ import annotations

from django.urls import path

from pagus.faces.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.index, name="index"),
    path("territory.geojson", views.geometry, name="geometry"),
    path("values.json", views.values, name="values"),
    path("stations.geojson", views.stations, name="stations"),
    path("page/<slug:name>", views.page, name="page"),
    path("<slug:name>", views.group, name="group"),
]
