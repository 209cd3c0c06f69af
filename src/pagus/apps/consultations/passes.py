"""Who may take a seat: a pass, written into the page of a participant, that only this server can make.

A page is drawn for somebody whom their login, their key or their invitation has proved. Its pass says so to the door of
the call, for ``LONGEST_MS``, so the door need not know three ways of proving.
"""

from __future__ import annotations

from django.core import signing
from django.db import IntegrityError, transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.consultations.access import PERSON, held, invited, now_ms, of_person, require_open
from pagus.apps.consultations.models import Consultation, Participant
from pagus.apps.consultations.policy import LONGEST_MS
from pagus.errors import Conflict, NotFound

__all__ = ["participant_of_pass", "pass_for_guest", "pass_for_person", "pass_for_professional"]

_SALT = "pagus.consultations.pass"


def pass_for_professional(user: Actor, code: str) -> str:
    """The pass of a professional who may hold this consultation. Refuses: NotFound, NotAllowed, Conflict."""
    row = held(user, code)
    require_open(row)
    login, role = accounts.actor_of(user)
    found = Participant.objects.filter(consultation=row, kind="professional", name=login).first()
    if found is None:
        found = _professional(row, login, role)
    return _written(found)


def pass_for_person(person: str, code: str) -> str:
    """The pass of the person themselves, who has agreed to the consultation by video.

    Refuses: NotFound; Conflict when it is over or they have not agreed.
    """
    row = of_person(person, code)
    require_open(row)
    if row.consent != "given":
        raise Conflict("the person has not agreed to a consultation by video")
    return _written(Participant.objects.get(consultation=row, kind=PERSON))


def pass_for_guest(token: str) -> str:
    """The pass of whoever holds this invitation. Refuses: NotFound, Conflict when the call is over."""
    guest = invited(token)
    require_open(guest.consultation)
    return _written(guest)


def participant_of_pass(text: str) -> Participant:
    """Who was given this pass? Refuses: NotFound for one that we did not make, is too old, or was taken back."""
    try:
        number = signing.loads(text, salt=_SALT, max_age=LONGEST_MS // 1_000)
    except signing.BadSignature:
        number = None
    row = Participant.objects.select_related("consultation").filter(pk=number, revoked_ms__isnull=True).first()
    if row is None:
        raise NotFound("this page of the call is too old: open it anew")
    return row


def _written(row: Participant) -> str:
    return signing.dumps(row.pk, salt=_SALT)


def _professional(row: Consultation, login: str, role: str) -> Participant:
    # Two pages of one account can be opened at the same moment: the second finds what the first made.
    try:
        with transaction.atomic():
            return Participant.objects.create(
                consultation=row, kind="professional", name=login, part=role[:40], admitted_ms=now_ms()
            )
    except IntegrityError:
        return Participant.objects.get(consultation=row, kind="professional", name=login)
