"""The addresses of the public face."""

from __future__ import annotations

from django.urls import path

from pagus.faces.citizen import about, booking, calls, care, care_map, colleague, facility, home, places
from pagus.faces.citizen.mine import data, device, entries, forms, talk, today, trends

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
    path("mine/", device.start, name="mine_start"),
    path("mine/app.webmanifest", device.manifest, name="mine_manifest"),
    path("mine/worker.js", device.worker, name="mine_worker"),
    path("mine/<str:key>/", today.show, name="mine"),
    path("mine/<str:key>/enter", today.enter, name="mine_enter"),
    path("mine/<str:key>/entries", entries.exchange, name="mine_entries"),
    path("mine/<str:key>/trends/", trends.show, name="mine_trends"),
    path("mine/<str:key>/messages/", talk.show, name="mine_messages"),
    path("mine/<str:key>/messages/<int:message>/read", forms.read, name="mine_read"),
    path("mine/<str:key>/ask", talk.ask, name="mine_ask"),
    path("mine/<str:key>/answers/<int:request_id>/read", talk.read, name="mine_answer_read"),
    path("mine/<str:key>/data/", data.show, name="mine_data"),
    path("mine/<str:key>/agree", data.agree, name="mine_agree"),
    path("mine/<str:key>/tasks/<int:task>/", forms.answer, name="mine_form"),
    path("mine/<str:key>/courses/<int:run>/leave", forms.leave, name="mine_leave"),
    path("mine/<str:key>/call/<str:code>/", calls.join, name="mine_call"),
    path("invited/<str:token>/", calls.join_invited, name="invited"),
    path("colleague/<str:key>/", colleague.show, name="colleague"),
    path("colleague/<str:key>/sheet.pdf", colleague.paper, name="colleague_paper"),
    path("about/", about.show, name="about"),
    path("map/<str:code>/geometry.json", home.geometry, name="geometry"),
    path("map/<str:code>/air.json", home.air, name="air"),
]
