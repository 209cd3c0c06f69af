"""Who may see a consultation, and who may hold it: role, territory and care team of the person must agree."""

from __future__ import annotations

import hashlib

from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.consultations.models import Consultation, Participant
from pagus.apps.consultations.policy import OPEN_STATES
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.apps.wall_clock import wall_ms
from pagus.errors import Conflict, NotAllowed, NotFound

__all__ = [
    "PERSON",
    "consulted_person",
    "digest_of",
    "held",
    "invited",
    "may_consult",
    "now_ms",
    "of_person",
    "require_open",
    "seen",
    "wall_ms",
]

PERSON = "person"


def now_ms() -> int:
    """The time of the workspace."""
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment


def digest_of(secret: str) -> str:
    """What is kept of a secret that opens something: its hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def may_consult(user: Actor, code: str) -> bool:
    """May this user hold a consultation by video with this person?"""
    known = people.facts_of([code]).get(code)
    return known is not None and people.may_see(user, known) and people.may_see(user, known, "consult")


def consulted_person(user: Actor, code: str) -> KnownPerson:
    """The person, for somebody who may consult with them. Refuses: NotFound when they may not be seen, NotAllowed."""
    known = people.facts_of([code]).get(code)
    if known is None or not people.may_see(user, known):
        raise NotFound("no person here has the code {code}", code=code)
    if not people.may_see(user, known, "consult"):
        raise NotAllowed("your roles do not allow: {verb}", verb="consult")
    return known


def seen(user: Actor, code: str) -> Consultation:
    """The consultation, for somebody who may see its person. Refuses: NotFound; the reasons are not told apart."""
    row = Consultation.objects.filter(code=code).first()
    known = None if row is None else people.facts_of([row.person]).get(row.person)
    if row is None or known is None or not people.may_see(user, known):
        raise NotFound("there is no such consultation")
    return row


def held(by: Actor, code: str) -> Consultation:
    """The consultation, for somebody who may hold it. Refuses: NotFound, NotAllowed."""
    row = seen(by, code)
    if not accounts.may(by, "consult") or not may_consult(by, row.person):
        raise NotAllowed("your roles do not allow: {verb}", verb="consult")
    return row


def of_person(person: str, code: str) -> Consultation:
    """The consultation, for the person whom it is with. Refuses: NotFound."""
    row = Consultation.objects.filter(code=code, person=person).first()
    if row is None:
        raise NotFound("there is no such consultation")
    return row


def invited(token: str) -> Participant:
    """The guest whose invitation this is. Refuses: NotFound when it never was, has run out or was taken back."""
    row = (
        Participant.objects.select_related("consultation")
        .filter(digest=digest_of(token), kind="guest", revoked_ms__isnull=True)
        .first()
    )
    if row is None or row.expires_wall_ms is None or row.expires_wall_ms <= wall_ms():
        raise NotFound("this invitation opens nothing: ask whoever invited you for a new one")
    return row


def require_open(row: Consultation) -> None:
    """Refuse with Conflict what a consultation that is over takes no more."""
    if row.status not in OPEN_STATES:
        raise Conflict("this consultation is over")
