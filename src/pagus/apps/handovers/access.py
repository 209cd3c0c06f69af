"""Who may see a hand-over, who may ask one, who may answer: role, territory and care team must all agree."""

from __future__ import annotations

from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.handovers.models import Handover
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.errors import NotAllowed, NotFound

__all__ = ["asking_person", "may_answer", "may_handle", "seen_handover", "visible"]

ASKING = "refer"


def asking_person(code: str, user: Actor) -> KnownPerson:
    """The person, for somebody who may hand them over. Refuses: NotFound when they may not be seen, NotAllowed."""
    person = people.facts_of([code]).get(code)
    if person is None or not people.may_see(user, person):
        raise NotFound("no person here has the code {code}", code=code)
    if not people.may_see(user, person, ASKING):
        raise NotAllowed("your roles do not allow: {verb}", verb=ASKING)
    return person


def seen_handover(number: int, user: Actor) -> Handover:
    """The hand-over, for someone who may see its person. Refuses: NotFound; the reasons are not told apart."""
    row = Handover.objects.defer("paper").filter(pk=number).first()
    if row is None or not people.visible_codes(user, [row.person]):
        raise NotFound("no hand-over has the number {handover}", handover=number)
    return row


def may_handle(row: Handover, user: Actor) -> bool:
    """May this user take it back, make a new link, apply what was proposed?"""
    person = people.facts_of([row.person]).get(row.person)
    return person is not None and people.may_see(user, person, ASKING)


def may_answer(row: Handover, user: Actor) -> bool:
    """Does this user hold the role that was asked, for this person?"""
    if isinstance(user, str) or not row.to_part:
        return False
    person = people.facts_of([row.person]).get(row.person)
    held = frozenset() if person is None else accounts.parts(user, "handle_task", person.residence, person.team)
    return row.to_part in held


def visible(user: Actor) -> Q:
    """Which hand-overs may this user see? A filter for ``Handover``."""
    if isinstance(user, str):
        return Q() if accounts.may(user, "see_person") else Q(pk__in=())
    return people.about_visible(user, "person")
