"""The addresses at which the pages of a call speak to this server."""

from __future__ import annotations

from django.urls import path

from pagus.doors.signalling import views

app_name = "signalling"

urlpatterns = [
    path("enter", views.enter, name="enter"),
    path("news", views.hear, name="news"),
    path("letters", views.hand_over, name="letters"),
    path("report", views.report, name="report"),
    path("leave", views.go, name="leave"),
]
