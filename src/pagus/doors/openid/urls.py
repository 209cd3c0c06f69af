"""The addresses of the log-in at a provider."""

from __future__ import annotations

from django.urls import path

from pagus.doors.openid import views

urlpatterns = [
    path("", views.begin, name="openid_begin"),
    path("back", views.back, name="openid_back"),
]
