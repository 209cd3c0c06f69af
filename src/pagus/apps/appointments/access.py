"""Who may see a referral, and who may handle it: role, territory and care team of the person must all agree."""

from __future__ import annotations

from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.appointments.models import Referral
from pagus.apps.people import queries as people
from pagus.apps.people.queries import KnownPerson
from pagus.errors import NotAllowed, NotFound

__all__ = ["handled_referral", "referred_person", "seen_referral", "visible"]


def referred_person(code: str, user: Actor) -> KnownPerson:
    """The person, for somebody who may refer them. Refuses: NotFound when they may not be seen, NotAllowed."""
    person = people.facts_of([code]).get(code)
    if person is None or not people.may_see(user, person):
        raise NotFound("no person here has the code {code}", code=code)
    if not people.may_see(user, person, "refer"):
        raise NotAllowed("your roles do not allow: {verb}", verb="refer")
    return person


def seen_referral(number: int, user: Actor) -> Referral:
    """The referral, for someone who may see its person. Refuses: NotFound otherwise; the reasons are not told apart."""
    referral = Referral.objects.filter(pk=number).first()
    if referral is None or not people.visible_codes(user, [referral.person]):
        raise NotFound("no referral has the number {referral}", referral=number)
    return referral


def handled_referral(number: int, user: Actor) -> Referral:
    """The referral, for someone who may handle it. Refuses: NotFound, NotAllowed."""
    referral = seen_referral(number, user)
    referred_person(referral.person, user)
    return referral


def visible(user: Actor) -> Q:
    """Which referrals may this user see? A filter for ``Referral``."""
    if isinstance(user, str):
        return Q() if accounts.may(user, "see_person") else Q(pk__in=())
    return people.about_visible(user, "person")
