"""The addresses of the public face."""

from __future__ import annotations

from django.urls import path

from pagus.faces.citizen import about, booking, care, care_map, colleague, facility, home, mine, places

app_name = "citizen"

urlpatterns = [
    path("", home.show, name="home"),
    path("places/<str:code>/", places.show, name="place"),
    path("care/", care.show, name="care"),
    path("care/points.json", care.points, name="care_points"),
    path("care/area.json", care.area, name="care_area"),
    path("care/ground/<str:code>.json", care_map.ground, name="care_ground"),
    path("care/facilities/<str:code>/", facility.show, name="facility"),
    path("care/book/<int:slot>/", booking.book, name="book"),
    path("care/appointments/", booking.find, name="appointment_find"),
    path("care/appointments/<str:code>/", booking.show, name="appointment"),
    path("care/appointments/<str:code>/cancel", booking.cancel, name="appointment_cancel"),
    path("mine/<str:key>/", mine.show, name="mine"),
    path("mine/<str:key>/tasks/<int:task>/", mine.answer, name="mine_form"),
    path("mine/<str:key>/messages/<int:message>/read", mine.read, name="mine_read"),
    path("mine/<str:key>/courses/<int:run>/leave", mine.leave, name="mine_leave"),
    path("colleague/<str:key>/", colleague.show, name="colleague"),
    path("colleague/<str:key>/sheet.pdf", colleague.paper, name="colleague_paper"),
    path("about/", about.show, name="about"),
    path("map/<str:code>/geometry.json", home.geometry, name="geometry"),
    path("map/<str:code>/air.json", home.air, name="air"),
]
