"""What protects every answer: loopback for demos, headers, and the page of a locked login."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.utils.translation import gettext as _

from pagus.web.front.wsgi_call import UNREAD

__all__ = [
    "LARGEST_REQUEST",
    "HouseHeaders",
    "LogWithoutPersons",
    "is_loopback",
    "leading_to",
    "locked_out",
    "permissions",
]

LARGEST_REQUEST = 100 * 1024 * 1024
"""Bytes of an uploaded file of observations. Whoever has more imports it on the machine: ``pagus import``."""

MACHINE_DOORS = ("/api/", "/fhir/", "/sensorthings/", "/smart/")
"""Where machines ask, and errors are said in the words of a protocol."""
_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")


def permissions(*granted: str) -> str:
    """The header that forbids pages what they do not need of a device. Takes: what this page's scripts may ask for."""
    return ", ".join(f"{feature}={'(self)' if feature in granted else '()'}" for feature in _FEATURES)


def leading_to(response: HttpResponse, addresses: Iterable[str]) -> HttpResponse:
    """Let forms of this page end at these addresses too: the content policy knows their origins, on this page only."""
    parts = [urlsplit(address) for address in addresses]
    origins = sorted({f"{each.scheme}://{each.netloc}" for each in parts})
    if origins:
        response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]
    return response


def is_loopback(address: str) -> bool:
    """Is this the machine itself? Takes: an IP address, or ``localhost``."""
    if address == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


class LogWithoutPersons(logging.Formatter):
    """Lines of the log, tracebacks included, without the code of any person or the key of a page of theirs."""

    _PERSON = re.compile(r"person(:|%3[Aa])[\w-]+")
    _KEY = re.compile(r"/(mine|invited|colleague|care/appointments|access/shared|Patient)/[\w-]+")

    def format(self, record: logging.LogRecord) -> str:
        """One record as text."""
        return self._KEY.sub(r"/\1/…", self._PERSON.sub("person:…", super().format(record)))


class HouseHeaders:
    """Refuse visitors from elsewhere in a demo and requests beyond measure; add headers Django has no setting for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        if settings.WORKSPACE.is_demo and not is_loopback(request.META.get("REMOTE_ADDR", "")):
            return HttpResponseForbidden("A demo workspace answers this machine only.", content_type="text/plain")
        # Before anybody is known: a file would be written to the disk on its way to the login page.
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdigit() and int(length[:20]) > LARGEST_REQUEST:
            return HttpResponse(f"A request has at most {LARGEST_REQUEST} bytes.", "text/plain", 413)
        if UNREAD in request.META and not request.path.startswith(MACHINE_DOORS):
            # Doors say it in the words of their protocol, when they read the body.
            return HttpResponse("The rest of the request did not come in time.", "text/plain", 408)
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", permissions())
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Pages of logged-in people stay out of shared and disk caches: after a log-out, "back" shows nobody's data.
        if getattr(getattr(request, "user", None), "is_authenticated", False):
            response.headers.setdefault("Cache-Control", "private, no-cache, no-store")
        return response


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """The answer to a login that failed too often."""
    from pagus.web.middleware import error_page

    return error_page(request, 429, _("Too many failed attempts: this login is locked for 15 minutes."))
