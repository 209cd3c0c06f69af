"""One browser in a call: it takes a seat, sees who is there, hands letters over, says how it is connected, leaves.

A seat is proved by its token, which only this browser has. Letters go from seat to seat, keep their order, and wait
until the seat asks for what comes after them: an answer that was lost on the way is asked for again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pagus.apps.consultations.access import digest_of, now_ms, require_open, wall_ms
from pagus.apps.consultations.models import Letter, Participant, Stay
from pagus.apps.consultations.passes import participant_of_pass
from pagus.apps.consultations.policy import LETTER_CHARACTERS, LETTERS_WAITING, MOST_PEOPLE, OPEN_STATES
from pagus.apps.consultations.relay import IceServer, ice_servers
from pagus.apps.consultations.states import present, settle, sweep
from pagus.apps.journal import actions as journal
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import SECOND

__all__ = [
    "MEDIA",
    "Mail",
    "News",
    "Other",
    "Seat",
    "Waiting",
    "call_of",
    "leave",
    "news",
    "send",
    "stay_of",
    "take_seat",
    "touch",
]

MEDIA = ("video", "audio", "none")
_TOUCH_MS = 5 * SECOND
_MOST_LETTERS = 100
"""So many letters are given at once; the others come with the next question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What a browser is given when it comes."""

    number: int
    token: str
    call: str
    """The code of the consultation."""
    ice_servers: tuple[IceServer, ...]
    relay_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody else who is in the call."""

    seat: int
    participant: int
    kind: str
    name: str
    part: str
    media: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody in the waiting room."""

    participant: int
    kind: str
    name: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A letter that came. ``number`` grows: what comes after it is asked for next."""

    number: int
    sender: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a seat is told. ``state``: in, waiting, moved (another page took over) or ended."""

    state: str
    consent: str
    others: tuple[Other, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    letters: tuple[Mail, ...] = ()
    version: str = ""
    """Changes when anything but the letters does."""


def take_seat(text: str, media: str) -> Seat:
    """A browser comes, with the pass of its page. What the same participant had open elsewhere is replaced by it.

    Takes: the pass; what it can send. Refuses: NotFound for the pass; InputError; Conflict when the call is over, the
    person has taken their consent back, or ``MOST_PEOPLE`` are there already.
    """
    who = participant_of_pass(text)
    row = who.consultation
    require_open(row)
    if media not in MEDIA:
        raise InputError("a browser sends video, audio or none")
    if who.kind == "person" and row.consent != "given":
        raise Conflict("the person has not agreed to a consultation by video")
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        sweep(row)
        moment, wall = now_ms(), wall_ms()
        if len({each.participant_id for each in present(row, wall)} - {who.pk}) >= MOST_PEOPLE:
            raise Conflict("{most} people are in the call: nobody else fits", most=MOST_PEOPLE)
        Stay.objects.filter(participant=who, left_wall_ms__isnull=True).update(
            left_ms=moment, left_wall_ms=wall, left_how="replaced"
        )
        stay = Stay.objects.create(
            participant=who, digest=digest_of(token), media=media, came_ms=moment, came_wall_ms=wall, seen_wall_ms=wall
        )
        settle(row)
        detail = {"consultation": row.pk, "stay": stay.pk, "media": media}
        journal.record(_actor(who), who.part, "join_consultation", row.person, "video consultation", detail)
    relay = settings.WORKSPACE.relay
    servers = ice_servers(relay, stay.pk, wall)
    return Seat(number=stay.pk, token=token, call=row.code, ice_servers=servers, relay_only=row.relay_only)


def stay_of(token: str) -> Stay:
    """The seat of this token. Refuses: NotFound."""
    row = Stay.objects.select_related("participant__consultation").filter(digest=digest_of(token)).first()
    if row is None:
        raise NotFound("this page of the call is too old: open it anew")
    return row


def call_of(stay: Stay) -> str:
    """The code of the consultation of this seat."""
    return stay.participant.consultation.code


def touch(stay: Stay, after: int) -> None:
    """Note that this browser was heard, and throw away the letters that it has."""
    wall = wall_ms()
    if stay.seen_wall_ms < wall - _TOUCH_MS:
        Stay.objects.filter(pk=stay.pk, left_wall_ms__isnull=True).update(seen_wall_ms=wall)
        stay.seen_wall_ms = wall
    if after > 0:
        old = Letter.objects.filter(to=stay, pk__lte=after)
        if old.exists():
            old.delete()


def news(stay: Stay, after: int) -> News:
    """What is there for this seat: who is in the call, and its letters after this number. Reads only."""
    fresh = Stay.objects.select_related("participant__consultation").get(pk=stay.pk)
    who, row = fresh.participant, fresh.participant.consultation
    if fresh.left_how == "replaced":
        return News(state="moved", consent=row.consent, version="moved")
    if row.status not in OPEN_STATES or fresh.left_how in ("ended", "left"):
        return News(state="ended", consent=row.consent, version="ended")
    if who.admitted_ms is None:
        return News(state="waiting", consent=row.consent, version=f"waiting{row.consent}")
    there = [each for each in present(row, wall_ms()) if each.participant_id != who.pk]
    others = tuple(_other(each, who) for each in there if each.participant.admitted_ms is not None)
    outside = tuple(_waiting(each) for each in there if each.participant.admitted_ms is None)
    if who.kind != "professional":
        outside = ()
    letters = tuple(
        Mail(number=it.pk, sender=it.sender_id, body=it.body)
        for it in Letter.objects.filter(to=fresh, pk__gt=after).order_by("pk")[:_MOST_LETTERS]
    )
    version = hashlib.sha256(repr((others, outside, row.consent)).encode()).hexdigest()[:16]
    return News(state="in", consent=row.consent, others=others, waiting=outside, letters=letters, version=version)


def send(stay: Stay, letters: Sequence[tuple[int, str]]) -> None:
    """Hand letters to other seats of the same call, in this order.

    Takes: pairs of a seat and a text. Refuses: Conflict when the call is over or this browser is not in it (any more),
    or too much waits there; InputError for one that is too long. A letter to a seat that was left is dropped.
    """
    who = stay.participant
    require_open(who.consultation)
    if who.admitted_ms is None or stay.left_wall_ms is not None:
        raise Conflict("who is not in the call cannot write to those who are")
    if any(len(body) > LETTER_CHARACTERS for _, body in letters):
        raise InputError("a letter has at most {most} characters", most=LETTER_CHARACTERS)
    with transaction.atomic():
        wall = wall_ms()
        there = {
            each.pk: Letter.objects.filter(to=each).count()
            for each in present(who.consultation, wall)
            if each.participant.admitted_ms is not None and each.pk != stay.pk
        }
        kept = [(to, body) for to, body in letters if to in there]
        for to, _ in kept:
            there[to] += 1
            if there[to] > LETTERS_WAITING:
                raise Conflict("too many letters wait for this browser")
        # One by one: their numbers are their order.
        for to, body in kept:
            Letter.objects.create(to_id=to, sender=stay, body=body, sent_wall_ms=wall)


def leave(stay: Stay) -> None:
    """This browser goes. Twice has no further effect."""
    with transaction.atomic():
        Stay.objects.filter(pk=stay.pk, left_wall_ms__isnull=True).update(
            left_ms=now_ms(), left_wall_ms=wall_ms(), left_how="left"
        )
        Letter.objects.filter(to=stay).delete()


def _actor(who: Participant) -> str:
    return f"guest:{who.pk}" if who.kind == "guest" else who.name


def _other(stay: Stay, reader: Participant) -> Other:
    who = stay.participant
    return Other(
        seat=stay.pk, participant=who.pk, kind=who.kind, name=_name(who, reader), part=who.part, media=stay.media
    )


def _waiting(stay: Stay) -> Waiting:
    who = stay.participant
    return Waiting(participant=who.pk, kind=who.kind, name=who.name, part=who.part)


def _name(who: Participant, reader: Participant) -> str:
    """What the others read: guests do not learn the pseudonym of the person."""
    return "" if who.kind == "person" and reader.kind == "guest" else who.name
