"""The addresses of the console, topic by topic."""

from __future__ import annotations

from django.urls import path

from pagus.faces.console import (
    alert_sheet,
    alerts,
    gateways,
    indicators,
    installations,
    journal,
    kit_install,
    kits,
    observations,
    people,
    places,
    subjects,
    today,
)

app_name = "console"

urlpatterns = [
    path("", today.show, name="today"),
    path("alerts/", alerts.show, name="alerts"),
    path("alerts/<int:number>/", alert_sheet.show, name="alert"),
    path("alerts/<int:number>/<str:verb>", alert_sheet.act, name="alert_act"),
    path("people/", people.show, name="people"),
    path("subjects/<str:code>/", subjects.show, name="subject"),
    path("subjects/<str:code>/parameter", subjects.set_parameter, name="subject_parameter"),
    path("map/", places.show_map, name="map"),
    path("places/", places.search, name="places"),
    path("places/<str:code>/", places.show, name="place"),
    path("map/<str:code>/geometry.json", places.geometry, name="map_geometry"),
    path("map/<str:code>/values.json", places.values, name="map_values"),
    path("map/<str:code>/points.json", places.points, name="map_points"),
    path("kits/", kits.show_library, name="kits"),
    path("kits/<slug:slug>/", kits.show, name="kit"),
    path("kits/<slug:slug>/install/", kit_install.install, name="kit_install"),
    path("kits/<slug:slug>/rehearsal/", kit_install.show_rehearsal, name="kit_rehearsal"),
    path("installations/<int:number>/", installations.show, name="installation"),
    path("installations/<int:number>/parameters", installations.set_parameter, name="installation_parameter"),
    path("indicators/", indicators.show_all, name="indicators"),
    path("indicators/<int:number>/<slug:indicator>/", indicators.show, name="indicator"),
    path("indicators/<int:number>/<slug:indicator>/values.json", indicators.values, name="indicator_values"),
    path("indicators/<int:number>/<slug:indicator>.csv", indicators.table, name="indicator_csv"),
    path("observations/", observations.show, name="observations"),
    path("observations/import", observations.bring_in, name="observations_import"),
    path("observations/imports/<int:number>/", observations.show_report, name="import_report"),
    path("observations/held/<int:number>", observations.review, name="held_review"),
    path("observations/gateways", gateways.add, name="gateway_add"),
    path("observations/gateways/revoke", gateways.revoke, name="gateway_revoke"),
    path("journal/", journal.show, name="journal"),
]
