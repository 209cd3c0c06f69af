"""Who else may come: guests by invitation, and who may leave the waiting room."""

from __future__ import annotations

import secrets

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.consultations.access import digest_of, held, now_ms, require_open, wall_ms
from pagus.apps.consultations.models import Consultation, Participant, Stay
from pagus.apps.consultations.policy import GUEST_PARTS, INVITATION_MS, MOST_GUESTS
from pagus.apps.consultations.states import settle
from pagus.apps.journal import actions as journal
from pagus.errors import Conflict, InputError, NotFound

__all__ = ["admit", "invite", "send_away"]


def invite(by: Actor, code: str, part: str, name: str) -> str:
    """Invite somebody without an account: a specialist, an interpreter. Gives: the secret of the address, this once.

    Takes: what they are there for, of ``GUEST_PARTS``; what the others shall read as their name. The invitation opens
    this call only, for ``INVITATION_MS`` from when it is planned.
    Refuses: NotFound, NotAllowed, InputError, Conflict when the call is over or ``MOST_GUESTS`` were invited.
    """
    row = held(by, code)
    require_open(row)
    name = " ".join(name.split())[:80]
    if part not in GUEST_PARTS or not name:
        raise InputError("say whom you invite, and as what")
    token = secrets.token_urlsafe(24)
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        if Participant.objects.filter(consultation=row, kind="guest").count() >= MOST_GUESTS:
            raise Conflict("{most} people were invited to this call already", most=MOST_GUESTS)
        guest = Participant.objects.create(
            consultation=row,
            kind="guest",
            name=name,
            part=part,
            digest=digest_of(token),
            expires_wall_ms=wall_ms() + max(0, row.planned_ms - now_ms()) + INVITATION_MS,
        )
        detail = {"consultation": row.pk, "guest": guest.pk, "part": part}
        journal.record(login, role, "invite_to_consultation", row.person, "video consultation", detail)
    return token


def admit(by: Actor, code: str, participant: int) -> None:
    """Let somebody out of the waiting room into the call. Twice has no further effect.

    Refuses: NotFound, NotAllowed, Conflict when the call is over.
    """
    row = held(by, code)
    require_open(row)
    who = _participant(row, participant)
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        if Participant.objects.filter(pk=who.pk, admitted_ms__isnull=True).update(admitted_ms=now_ms()):
            detail = {"consultation": row.pk, "participant": who.pk, "kind": who.kind}
            journal.record(login, role, "admit_to_consultation", row.person, "video consultation", detail)
        settle(row)


def send_away(by: Actor, code: str, participant: int) -> None:
    """Take an invitation back; a guest who is there leaves at once. Refuses: NotFound, NotAllowed."""
    row = held(by, code)
    who = _participant(row, participant)
    if who.kind != "guest":
        raise NotFound("there is no such consultation")
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        if Participant.objects.filter(pk=who.pk, revoked_ms__isnull=True).update(revoked_ms=now_ms()):
            Stay.objects.filter(participant=who, left_wall_ms__isnull=True).update(
                left_ms=now_ms(), left_wall_ms=wall_ms(), left_how="ended"
            )
            detail = {"consultation": row.pk, "guest": who.pk}
            journal.record(login, role, "send_from_consultation", row.person, "video consultation", detail)


def _participant(row: Consultation, participant: int) -> Participant:
    who = Participant.objects.filter(pk=participant, consultation=row).first()
    if who is None:
        raise NotFound("there is no such consultation")
    return who
