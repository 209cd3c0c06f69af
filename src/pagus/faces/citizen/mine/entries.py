"""The outbox of the device sends here: entries with identifiers of their own, counted once; and the time."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pagus.apps.home.entering import MOST_AT_ONCE, SKEW_SHOWN_MS, Entry, enter_with_key
from pagus.apps.people.keys import person_of_key
from pagus.errors import InputError, NotFound
from pagus.faces.citizen.care import private_answer
from pagus.faces.citizen.mine.entry_words import outcome_words
from pagus.web.middleware import in_words

__all__ = ["exchange"]

LARGEST = 256 * 1024
_LATEST_MS = 9_999_999_999_999


# Nothing that a browser sends by itself opens this address: the key in it does. A token of a page that was kept on the
# device for a week would only make what waits there wait longer.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@private_answer
def exchange(request: HttpRequest, key: str) -> HttpResponse:
    """Tell the time; a POST takes entries and says what became of each."""
    try:
        if request.method != "POST":
            person_of_key(key)
            return _answer({})
        entries = _entries(request)
        outcomes = enter_with_key(key, entries, device=request.headers.get("X-Device", ""))
    except NotFound as error:
        return JsonResponse({"closed": True, "error": in_words(error)}, status=404)
    except InputError as error:
        return JsonResponse({"error": in_words(error)}, status=422)
    told = []
    for outcome in outcomes:
        state, words = outcome_words(outcome)
        told.append({"id": outcome.id, "state": state, "words": words})
    return _answer({"entries": told})


def _answer(facts: Mapping[str, Any]) -> JsonResponse:
    return JsonResponse({**facts, "now_ms": settings.WORKSPACE.clock.now_ms(), "skew_shown_ms": SKEW_SHOWN_MS})


def _entries(request: HttpRequest) -> list[Entry]:
    """What the device sent. Refuses: InputError when it is no list of entries: then nothing of it is kept."""
    if len(request.body) > LARGEST:
        raise InputError("at most {most} measurements at once", most=MOST_AT_ONCE)
    try:
        sent = json.loads(request.body)
        rows = sent["entries"]
        if not isinstance(rows, list):
            raise TypeError("entries")
        return [_entry(row) for row in rows]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise InputError(
            "these measurements cannot be read: the app on this device is perhaps out of date, open the page again"
        ) from error


def _entry(row: Mapping[str, Any]) -> Entry:
    at_ms, behind_ms, value = int(row["at_ms"]), int(row.get("behind_ms", 0)), float(row["value"])
    if not 0 <= at_ms <= _LATEST_MS or abs(behind_ms) > _LATEST_MS or not math.isfinite(value):
        raise ValueError(_("this is no number"))
    return Entry(id=str(row["id"]), signal=str(row["signal"])[:100], value=value, unit=str(row["unit"])[:40],
                 at_ms=at_ms, behind_ms=behind_ms)  # fmt: skip
