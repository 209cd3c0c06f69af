"""What is known of consultations by video, for whoever may know it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pagus.apps.accounts.queries import Actor
from pagus.apps.consultations.access import invited, may_consult, of_person, seen, wall_ms
from pagus.apps.consultations.models import CallLink, Consultation, FallbackCall, Participant, Stay
from pagus.apps.consultations.policy import OPEN_STATES
from pagus.apps.people.queries import about_visible, note_reading

__all__ = [
    "Card",
    "Guest",
    "LinkRow",
    "PhoneRow",
    "StayRow",
    "Visit",
    "cards",
    "cards_of",
    "consultations_listed",
    "guest_card",
    "may_consult",
    "my_card",
    "my_summaries",
    "sheet",
    "waiting_calls",
]

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One consultation in short."""

    id: int
    code: str
    person: str
    simulated: bool
    asked_by: str
    asked_ms: int
    planned_ms: int
    reason: str
    status: str
    relay_only: bool
    consent: str
    consent_ms: int | None
    consent_by: str
    began_ms: int | None
    ended_ms: int | None
    ended_by: str
    talked_ms: int | None
    """How long it lasted by the real clock, from when two were there."""
    outcome: str
    agreed: str
    summary_ms: int | None
    summary_by: str
    record_digest: str

    @property
    def is_open(self) -> bool:
        """Can one still join it?"""
        return self.status in OPEN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who was invited. Not the secret of the address, which nobody knows any more."""

    id: int
    name: str
    part: str
    expires_wall_ms: int
    revoked: bool
    came: bool
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A connection as one side saw it. ``keys_agree``: both sides say the same of both keys; None: one has not said,
    or spoke of another connection of the two."""

    peer: int
    way: str
    connected_after_ms: int | None
    first_frame_after_ms: int | None
    worst_round_trip_ms: int | None
    worst_loss_permille: int | None
    kilobits: int | None
    level: str
    restarts: int
    own_fingerprint: str
    peer_fingerprint: str
    keys_agree: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRow:
    """One browser that was there."""

    id: int
    participant: int
    kind: str
    name: str
    part: str
    media: str
    came_ms: int
    lasted_ms: int | None
    left_how: str
    links: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRow:
    """A phone call that was written down."""

    by: str
    at_ms: int
    outcome: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One consultation whole: its card, guests, session record and phone calls."""

    card: Card
    guests: tuple[Guest, ...]
    stays: tuple[StayRow, ...]
    phone_calls: tuple[PhoneRow, ...]


def waiting_calls(person: str) -> tuple[Card, ...]:
    """Which consultations may this person join, the next one first? For their own page, that their key opened."""
    rows = Consultation.objects.filter(person=person, status__in=OPEN_STATES).order_by("planned_ms", "pk")
    return tuple(_card(each) for each in rows)


def my_card(person: str, code: str) -> Card:
    """One consultation, for the person whom it is with. Refuses: NotFound."""
    return _card(of_person(person, code))


def my_summaries(person: str) -> tuple[Card, ...]:
    """What was agreed with this person, newest first: for their own page, that their key opened."""
    rows = Consultation.objects.filter(person=person, summary_ms__isnull=False).exclude(agreed="")
    return tuple(_card(each) for each in rows.order_by("-summary_ms", "-pk")[:20])


def guest_card(token: str) -> tuple[Card, Guest]:
    """The consultation to which this invitation is, and who is invited. Refuses: NotFound."""
    guest = invited(token)
    return _card(guest.consultation), _guest(guest, set())


def cards(user: Actor, *, open_only: bool = False) -> tuple[Card, ...]:
    """Which consultations may this user see: open ones first by time, then the newest? The reading is journalled."""
    rows = Consultation.objects.filter(about_visible(user, "person"))
    there = list(rows.filter(status__in=OPEN_STATES).order_by("planned_ms", "pk")[:MOST])
    if not open_only:
        there += list(rows.exclude(status__in=OPEN_STATES).order_by("-asked_ms", "-pk")[:MOST])
    note_reading(user, [each.person for each in there], "video consultations")
    return tuple(_card(each) for each in there)


def cards_of(user: Actor, person: str) -> tuple[Card, ...]:
    """The consultations with one person, newest first; none for whoever may not see them. The reading is journalled."""
    rows = Consultation.objects.filter(person=person).filter(about_visible(user, "person"))
    found = tuple(_card(each) for each in rows.order_by("-planned_ms", "-pk")[:MOST])
    note_reading(user, [each.person for each in found], "video consultations")
    return found


def consultations_listed(
    user: Actor, *, numbers: Collection[int] | None = None, person: str = "", after: int = 0, most: int = 200
) -> tuple[Card, ...]:
    """Consultations by number, for doors that page through all. The caller notes the reading.

    Takes: who asks; some numbers or None for all; one person or ""; after which number; how many at most.
    """
    rows = Consultation.objects.filter(about_visible(user, "person"), pk__gt=after).order_by("pk")
    if numbers is not None:
        rows = rows.filter(pk__in=list(numbers))
    if person:
        rows = rows.filter(person=person)
    return tuple(_card(each) for each in rows[:most])


def sheet(user: Actor, code: str) -> Visit:
    """One consultation whole. The reading is journalled. Refuses: NotFound."""
    row = seen(user, code)
    note_reading(user, [row.person], "video consultation")
    came = set(Stay.objects.filter(participant__consultation=row).values_list("participant_id", flat=True))
    guests = Participant.objects.filter(consultation=row, kind="guest").order_by("pk")
    calls = FallbackCall.objects.filter(consultation=row).order_by("at_ms", "pk")
    return Visit(
        card=_card(row),
        guests=tuple(_guest(each, came) for each in guests),
        stays=_stays(row),
        phone_calls=tuple(PhoneRow(by=it.by, at_ms=it.at_ms, outcome=it.outcome, note=it.note) for it in calls),
    )


def _card(row: Consultation) -> Card:
    talked = None if row.began_wall_ms is None else (row.ended_wall_ms or wall_ms()) - row.began_wall_ms
    return Card(
        id=row.pk, code=row.code, person=row.person, simulated=row.simulated, asked_by=row.asked_by,
        asked_ms=row.asked_ms, planned_ms=row.planned_ms, reason=row.reason, status=row.status,
        relay_only=row.relay_only, consent=row.consent, consent_ms=row.consent_ms, consent_by=row.consent_by,
        began_ms=row.began_ms, ended_ms=row.ended_ms, ended_by=row.ended_by, talked_ms=talked, outcome=row.outcome,
        agreed=row.agreed, summary_ms=row.summary_ms, summary_by=row.summary_by, record_digest=row.record_digest,
    )  # fmt: skip


def _guest(row: Participant, came: Collection[int]) -> Guest:
    until = row.expires_wall_ms or 0
    return Guest(
        id=row.pk,
        name=row.name,
        part=row.part,
        expires_wall_ms=until,
        revoked=row.revoked_ms is not None,
        came=row.pk in came,
        expired=until <= wall_ms(),
    )


def _stays(row: Consultation) -> tuple[StayRow, ...]:
    links = list(CallLink.objects.filter(stay__participant__consultation=row).order_by("peer_id"))
    by_pair = {(each.stay_id, each.peer_id): each for each in links}
    stays = Stay.objects.filter(participant__consultation=row).select_related("participant").order_by("pk")
    return tuple(
        StayRow(
            id=it.pk, participant=it.participant_id, kind=it.participant.kind, name=it.participant.name,
            part=it.participant.part, media=it.media, came_ms=it.came_ms,
            lasted_ms=None if it.left_wall_ms is None else it.left_wall_ms - it.came_wall_ms, left_how=it.left_how,
            links=tuple(_link(each, by_pair.get((each.peer_id, each.stay_id))) for each in links
                        if each.stay_id == it.pk),
        )
        for it in stays
    )  # fmt: skip


def _link(row: CallLink, other: CallLink | None) -> LinkRow:
    said = (row.own_fingerprint, row.peer_fingerprint)
    heard = None if other is None else (other.peer_fingerprint, other.own_fingerprint)
    same = other is not None and other.session == row.session
    return LinkRow(
        peer=row.peer_id, way=row.way, connected_after_ms=row.connected_after_ms,
        first_frame_after_ms=row.first_frame_after_ms, worst_round_trip_ms=row.worst_round_trip_ms,
        worst_loss_permille=row.worst_loss_permille, kilobits=row.kilobits, level=row.level, restarts=row.restarts,
        own_fingerprint=row.own_fingerprint, peer_fingerprint=row.peer_fingerprint,
        keys_agree=None if heard is None or not same or "" in (*said, *heard) else said == heard,
    )  # fmt: skip
