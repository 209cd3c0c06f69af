"""Signalling on our own origin: a browser enters with its pass, asks for news, hands letters over, reports, leaves.

Every body is JSON, and carries the pass or the token that proves it: no cookie counts here, so no other site can speak
in somebody's name. Who asks for news waits for them up to ``HOLD_S``, and holds no thread (``web.waiting``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pagus.apps.consultations import measuring, seats
from pagus.apps.consultations.measuring import LinkReport
from pagus.apps.consultations.relay import IceServer
from pagus.apps.consultations.seats import News
from pagus.apps.consultations.words import part_words
from pagus.errors import InputError, PagusError, treatment_of
from pagus.web.middleware import in_words
from pagus.web.waiting import HELD, Later, bench

__all__ = ["enter", "go", "hand_over", "hear", "report"]

LARGEST_BODY = 512 * 1024
AGAIN_MS = 1_000
"""After so long asks again who found no place to wait."""
KNOCK_MS = 400
"""After so long asks again who stands in the waiting room, and never holds a place."""
MOST_AT_ONCE = 100

Shape = TypeVar("Shape", bound=msgspec.Struct)


class _Enter(msgspec.Struct, forbid_unknown_fields=True):
    pass_: str = msgspec.field(name="pass")
    media: str


class _Ask(msgspec.Struct, forbid_unknown_fields=True):
    token: str
    after: int = 0
    known: str = ""
    hold: bool = True


class _Letter(msgspec.Struct, forbid_unknown_fields=True):
    to: int
    body: str


class _Send(msgspec.Struct, forbid_unknown_fields=True):
    token: str
    letters: list[_Letter]


class _Report(msgspec.Struct, forbid_unknown_fields=True):
    token: str
    links: list[LinkReport]


class _Leave(msgspec.Struct, forbid_unknown_fields=True):
    token: str


def _answered(view: Any) -> Any:
    """Errors of the tree become JSON in the words of the reader; nothing is kept by a cache."""

    @csrf_exempt
    @require_POST
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = view(request)
        except PagusError as error:
            response = JsonResponse({"error": in_words(error)}, status=treatment_of(error).http_status)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


@_answered
def enter(request: HttpRequest) -> HttpResponse:
    """A browser takes its seat."""
    asked = _read(request, _Enter)
    seat = seats.take_seat(asked.pass_, asked.media)
    bench.call(seat.call)
    servers = [_server(each) for each in seat.ice_servers]
    return JsonResponse({"seat": seat.number, "token": seat.token, "iceServers": servers, "relayOnly": seat.relay_only})


@_answered
def hear(request: HttpRequest) -> HttpResponse:
    """What is new for a seat: at once, or when it comes."""
    asked = _read(request, _Ask)
    stay = seats.stay_of(asked.token)
    seats.touch(stay, asked.after)

    def look() -> News | None:
        found = seats.news(stay, asked.after)
        return found if found.letters or found.version != asked.known else None

    holds = asked.hold and stay.participant.admitted_ms is not None
    calls = bench.calls
    found = look()
    if (
        found is None
        and holds
        and bench.put_off(request.META, Later(seats.call_of(stay), lambda: _is_new(look), calls))
    ):
        return HttpResponse(status=204)
    again = (0 if HELD in request.META else AGAIN_MS) if holds else KNOCK_MS
    if found is None:
        return JsonResponse({"same": True, "again": again})
    return JsonResponse(_told(found) | {"again": 0 if found.state == "in" else again})


@_answered
def hand_over(request: HttpRequest) -> HttpResponse:
    """Letters for other seats."""
    asked = _read(request, _Send)
    if len(asked.letters) > MOST_AT_ONCE:
        raise InputError("at most {most} letters are handed over at once", most=MOST_AT_ONCE)
    stay = seats.stay_of(asked.token)
    seats.send(stay, [(each.to, each.body) for each in asked.letters])
    bench.call(seats.call_of(stay))
    return HttpResponse(status=204)


@_answered
def report(request: HttpRequest) -> HttpResponse:
    """How a browser is connected to the others."""
    asked = _read(request, _Report)
    measuring.note_links(seats.stay_of(asked.token), asked.links[:MOST_AT_ONCE])
    return HttpResponse(status=204)


@_answered
def go(request: HttpRequest) -> HttpResponse:
    """A browser leaves."""
    stay = seats.stay_of(_read(request, _Leave).token)
    seats.leave(stay)
    bench.call(seats.call_of(stay))
    return HttpResponse(status=204)


def _is_new(look: Callable[[], News | None]) -> bool:
    close_old_connections()
    return look() is not None


def _read(request: HttpRequest, shape: type[Shape]) -> Shape:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length[:20]) > LARGEST_BODY:
        raise InputError("what the page of a call sends is too long")
    try:
        return msgspec.json.decode(request.body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError("what the page of a call sent cannot be read") from error


def _server(server: IceServer) -> dict[str, Any]:
    plain: dict[str, Any] = {"urls": list(server.urls)}
    return plain | ({"username": server.username, "credential": server.credential} if server.username else {})


def _told(found: News) -> dict[str, Any]:
    return {
        "state": found.state,
        "consent": found.consent,
        "version": found.version,
        "others": [
            {
                "seat": each.seat,
                "participant": each.participant,
                "kind": each.kind,
                "name": each.name.removeprefix("person:"),
                "part": part_words(each.part),
                "media": each.media,
            }
            for each in found.others
        ],
        "waiting": [
            {
                "participant": each.participant,
                "kind": each.kind,
                "name": each.name.removeprefix("person:"),
                "part": part_words(each.part),
            }
            for each in found.waiting
        ],
        "letters": [{"number": each.number, "from": each.sender, "body": each.body} for each in found.letters],
    }
