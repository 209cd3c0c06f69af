"""Addresses whose views fail, each in its own way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from pagus.errors import Conflict, Fault, KitError, NotAllowed, NotFound, StoreError
from pagus.web.urls import urlpatterns as real

FAULTS = [Fault(file="kit.yaml", line=3, message="no title", remedy="write one")]
ERRORS = {
    "absent": NotFound("no alert has the number {alert}", alert=7),
    "forbidden": NotAllowed("your roles do not allow: {verb}", verb="install_kit"),
    "conflict": Conflict("alert {alert} is closed", alert=7),
    "kit": KitError("the kit {folder} has {count} faults", FAULTS, folder="x", count=1),
    "store": StoreError("disk <full>", retryable=True),
    "bug": RuntimeError("person:P-SECRET in a message"),
}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name]


urlpatterns = [*real, path("fail/<str:name>", fail), path("api/v1/fail/<str:name>", fail)]
