"""The keys of somebody's own page: made, shown this once, listed, revoked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.people.keys import KnownKey, keys_of, make_personal_key, revoke_personal_key
from pagus.faces.console.frame import asks, page
from pagus.kernel.time import DAY

__all__ = ["give", "revoke", "show"]

KEY_DAYS = 180
"""How long a personal page opens: half a year, a local habit; a new key is made at the next visit."""


@require_GET
@asks("enrol")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """List the keys that were made for a person."""
    moment = settings.WORKSPACE.clock.now_ms()
    rows = [_row(each, moment) for each in keys_of(request.user, code)]
    return page(request, "people/personal_keys", "people", {**_whose(code), "rows": rows})


@require_POST
@asks("enrol")
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Make a key of the person's own page and show its address, this once."""
    key = make_personal_key(request.user, code, days=KEY_DAYS)
    facts = {
        **_whose(code),
        "address": request.build_absolute_uri(reverse("citizen:mine", args=[key])),
        "until_ms": settings.WORKSPACE.clock.now_ms() + KEY_DAYS * DAY,
    }
    answer = page(request, "people/personal_key", "people", facts)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@asks("enrol")
def revoke(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Let a key open nothing any more."""
    revoke_personal_key(request.user, key)
    messages.success(request, _("That address opens nothing any more."))
    return HttpResponseRedirect(reverse("console:personal_keys", args=[code]))


def _whose(code: str) -> dict[str, Any]:
    return {"person": code, "code": code.partition(":")[2]}


def _row(key: KnownKey, moment: int) -> dict[str, Any]:
    if key.revoked_ms is not None:
        words, until = _("revoked"), key.revoked_ms
    else:
        words, until = _("opens the page") if key.expires_ms > moment else _("expired"), key.expires_ms
    is_open = key.revoked_ms is None and key.expires_ms > moment
    return {
        "id": key.id,
        "made_ms": key.made_ms,
        "made_by": key.made_by,
        "until_ms": until,
        "state": "doing" if is_open else "withdrawn",
        "words": words,
        "is_open": is_open,
    }
