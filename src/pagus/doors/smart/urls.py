"""The addresses of signing in for programs."""

from __future__ import annotations

from django.urls import path

from pagus.doors.smart import authorizing, tokens

app_name = "smart"
urlpatterns = [
    path("authorize", authorizing.ask, name="authorize"),
    path("token", tokens.give, name="token"),
    path("revoke", tokens.take_back, name="revoke"),
    path("introspect", tokens.examine, name="introspect"),
]
