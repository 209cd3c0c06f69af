"""Who may see an alert, and who may handle it."""

from __future__ import annotations

from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.models import Alert
from pagus.apps.people import queries as people
from pagus.errors import NotAllowed, NotFound

__all__ = ["handled_alert", "seen_alert", "visible"]


def seen_alert(alert_id: int, user: Actor) -> Alert:
    """The alert, for someone who may see it. Refuses: NotFound otherwise; the two reasons are not told apart."""
    alert = Alert.objects.select_related("case").filter(pk=alert_id).first()
    if alert is None or not _may(user, alert, "see_person", "see_places"):
        raise NotFound("no alert has the number {alert}", alert=alert_id)
    return alert


def handled_alert(alert_id: int, user: Actor) -> Alert:
    """The alert, for someone who may handle it. Refuses: NotFound, NotAllowed."""
    alert = seen_alert(alert_id, user)
    if not _may(user, alert, "handle_alert", "handle_alert"):
        raise NotAllowed("your roles do not allow: {verb}", verb="handle_alert")
    return alert


def visible(user: Actor) -> Q:
    """Which alerts may this user see? A filter for ``Alert``."""
    if isinstance(user, str):
        return Q() if accounts.may(user, "see_person") else Q(pk__in=())
    elsewhere = Alert.objects.exclude(subject_kind="person").order_by()
    places = elsewhere.values_list("place", flat=True).distinct()
    seen = ~Q(subject_kind="person") & Q(place__in=accounts.allowed_places(user, "see_places", places))
    if accounts.may(user, "see_person"):
        seen |= Q(subject_kind="person") & people.about_visible(user, "subject")
    return seen


def _may(user: Actor, alert: Alert, person_verb: str, place_verb: str) -> bool:
    if not people.is_person(alert.subject):
        return accounts.may(user, place_verb, alert.place)
    person = people.facts_of([alert.subject]).get(alert.subject)
    return person is not None and people.may_see(user, person, person_verb)
