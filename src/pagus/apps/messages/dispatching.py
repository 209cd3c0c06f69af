"""Telling people outside their page that it waits: queued once, sent at most once, each step visible to the team.

What leaves says that the page waits, and nothing else: no name, no illness, no measurement, and no address of the page.
The address could not be in it (only a hash of its key is kept here), and a key in an SMS would open the page to whoever
reads the telephone. Who has lost the address asks the team.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from pagus.apps.accounts.queries import SYSTEM, Actor
from pagus.apps.home.overdue import overdue_since
from pagus.apps.journal import actions as journal
from pagus.apps.messages.leaving import Outcome, send_email, send_sms
from pagus.apps.messages.models import Dispatch, Message, PersonalRequest
from pagus.apps.people.contacts import Contact, contact_of, own_contact, reachable
from pagus.apps.people.queries import facts_of, visible_codes
from pagus.apps.workspace_settings.reminders import ReminderSettings
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.pathway_model import PERSON

__all__ = [
    "DROPPED",
    "FAILED",
    "INVENTED",
    "QUEUED",
    "REFUSED",
    "SENDING",
    "SENT",
    "DispatchRow",
    "dispatches_of",
    "queue_reminders",
    "reminded",
    "reminders_sent",
    "send_reminders",
]

QUEUED, SENDING, SENT, FAILED, REFUSED, DROPPED = "queued", "sending", "sent", "failed", "refused", "dropped"
"""``refused``: the gateway says no for good; ``failed``: given up, or nobody knows whether it left; ``dropped``: no
longer needed or wanted."""
NEWS, MEASUREMENT = "news", "measurement"
LATEST_MS = 3 * HOUR
"""Later than this nobody is reminded of a measurement that is overdue. Local."""
FRESH_MS = 7 * DAY
"""What has waited longer is no news any more: the team calls (``calling``). Local."""
WAITS_MS = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR)
"""How long after each failure the next try comes; after the last one it is given up. Local."""
MOST_AT_ONCE = 20
INTERRUPTED, UNSURE, GIVEN_UP, UNWANTED, READ, MEASURED, INVENTED = (
    "interrupted", "unsure", "given_up", "unwanted", "read", "measured", "invented",
)  # fmt: skip
"""Why a reminder stands where it stands: the first word of ``why``; what the gateway said comes after it."""
TEXTS = {
    "fr": "{sender} : votre page vous attend. Ouvrez-la comme d'habitude. Ne répondez pas à ce message.",
    "en": "{sender}: your page waits for you. Open it as usual. Do not answer this message.",
    "de": "{sender}: Ihre Seite wartet auf Sie. Öffnen Sie sie wie gewohnt. Antworten Sie nicht auf diese Nachricht.",
}
"""Written with the letters of the basic SMS alphabet: one more sign would halve what fits into one."""
SUBJECTS = {"fr": "Votre page vous attend", "en": "Your page waits for you", "de": "Ihre Seite wartet auf Sie"}


_NAMES = ("channel", "about", "state", "tries", "queued_ms", "next_ms", "ended_ms", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRow:
    """One reminder as the team sees it."""

    channel: str
    about: str
    """``news``, or a ``measurement`` of that day that had not come."""
    state: str
    tries: int
    queued_ms: int
    next_ms: int
    ended_ms: int | None
    why: str


def dispatches_of(user: Actor, person: str) -> tuple[DispatchRow, ...]:
    """Which reminders went to this person, newest first? Nothing for who is not of their team, as ``contact_of``."""
    if contact_of(person, user) is None:
        return ()
    rows = Dispatch.objects.filter(person=person).order_by("-queued_ms", "-pk")[:50]
    return tuple(DispatchRow(**row) for row in rows.values(*_NAMES))


def reminded(user: Actor, person: str, since_ms: int) -> tuple[DispatchRow, ...]:
    """When was this person reminded of a measurement that had not come, since an instant, newest first?

    For whoever may see the person: it holds no way to reach them. Nothing for who may not; journalled by who shows it.
    """
    if not visible_codes(user, [person]):
        return ()
    rows = Dispatch.objects.filter(person=person, about=MEASUREMENT, state=SENT, ended_ms__gte=since_ms)
    return tuple(DispatchRow(**row) for row in rows.order_by("-ended_ms").values(*_NAMES))


def reminders_sent(persons: Collection[str], start_ms: int, end_ms: int) -> dict[str, int]:
    """How many reminders of a measurement left to each of these people in [start, end)? Shown by who may see them."""
    rows = Dispatch.objects.filter(about=MEASUREMENT, state=SENT, ended_ms__gte=start_ms, ended_ms__lt=end_ms)
    return Counter(each for each in rows.values_list("person", flat=True) if each in persons)


def queue_reminders() -> int:
    """Queue a reminder for who agreed to one and for whom something waits that the last one did not cover.

    What waits: news that they have not read, or a measurement of today that has not come. Gives: how many are new.
    """
    ways: ReminderSettings | None = settings.WORKSPACE.reminders
    if ways is None:
        return 0
    moment, count = _now(), 0
    for contact in reachable(_usable(ways)):
        covered = Dispatch.objects.filter(person=contact.person).aggregate(Max("covers_ms"))["covers_ms__max"]
        newest, about = _newest_waiting(contact, moment, max(covered or 0, moment - LATEST_MS))
        if newest is None or (covered is not None and newest <= covered):
            continue
        if Dispatch.objects.filter(person=contact.person, state__in=(QUEUED, SENDING)).exists():
            continue
        _, made = Dispatch.objects.get_or_create(
            person=contact.person, covers_ms=newest,
            defaults={
                "channel": contact.channel, "about": about, "state": QUEUED, "queued_ms": moment, "next_ms": moment,
            },
        )  # fmt: skip
        count += made
    return count


def send_reminders(sending: Callable[[Contact, str], Outcome] | None = None) -> tuple[int, int]:
    """Send what is due. Gives: how many left, how many did not (later, refused, failed).

    Method: a row is marked as ``sending``, and that is on the disk, before the gateway hears of it. A row that is found
    so marked was being sent when the process died: it may have left, so it is failed and never sent again. Only what
    has certainly not left is tried again, later and later. One process sends: the jobs.
    """
    ways: ReminderSettings | None = settings.WORKSPACE.reminders
    for row in Dispatch.objects.filter(state=SENDING):
        _end(row, FAILED, INTERRUPTED)
    if ways is None:
        return 0, 0
    left = stayed = 0
    due = Dispatch.objects.filter(state=QUEUED, next_ms__lte=_now()).order_by("next_ms", "pk")
    for row in list(due[:MOST_AT_ONCE]):
        contact = own_contact(row.person)
        if not _still_wanted(row, contact, ways) or contact is None or _must_wait(row, contact):
            continue
        row.channel = contact.channel
        if not _claim(row):
            continue
        outcome = (sending or _leave)(contact, _name(row))
        _settle(row, outcome)
        left, stayed = left + (outcome.kind == SENT), stayed + (outcome.kind != SENT)
        if outcome.kind in ("later", "unsure"):
            break  # a gateway that does not answer would hold up the other duties: the next round goes on
    return left, stayed


def _usable(ways: ReminderSettings) -> tuple[str, ...]:
    return tuple(name for name, way in (("sms", ways.sms), ("email", ways.email)) if way is not None)


def _newest_waiting(contact: Contact, moment: int, after_ms: int = 0) -> tuple[int | None, str]:
    """Since when the newest thing has waited for them, after they agreed to be told; and what it is.

    ``after_ms``: a measurement that was overdue by then matters no more.
    """
    news = _newest_unread(contact, moment)
    overdue = overdue_since(contact.person, moment, contact.measure_by, after_ms=after_ms)
    if overdue is not None and overdue >= (contact.agreed_ms or moment) and (news is None or news < overdue):
        return overdue, MEASUREMENT
    return news, NEWS


def _newest_unread(contact: Contact, moment: int) -> int | None:
    """When the newest thing came that they have not read, since they agreed to be told."""
    since = max(contact.agreed_ms or moment, moment - FRESH_MS)
    told = Message.objects.filter(person=contact.person, to=PERSON, read_ms__isnull=True, at_ms__gte=since)
    answers = PersonalRequest.objects.filter(person=contact.person, read_ms__isnull=True, answered_ms__gte=since)
    found = (told.aggregate(at=Max("at_ms"))["at"], answers.aggregate(at=Max("answered_ms"))["at"])
    return max((each for each in found if each is not None), default=None)


def _still_wanted(row: Dispatch, contact: Contact | None, ways: ReminderSettings) -> bool:
    """Does the person still want it, and is there still something to read? Else the row is dropped, and says why."""
    why = ""
    if contact is None or contact.agreed_ms is None or contact.channel not in _usable(ways):
        why = UNWANTED
    elif _newest_waiting(contact, _now())[0] is None:
        why = MEASURED if row.about == MEASUREMENT else READ
    elif not _may_leave(contact, ways):
        why = INVENTED  # through a gateway elsewhere
    if why:
        _end(row, DROPPED, why)
    return not why


def _may_leave(contact: Contact, ways: ReminderSettings) -> bool:
    person = facts_of([contact.person])[contact.person]
    way = ways.sms if contact.channel == "sms" else ways.email
    return not person.simulated or (way is not None and way.is_here)


def _must_wait(row: Dispatch, contact: Contact) -> bool:
    """Is it quiet now, or have they had enough today? Then the row waits for its time."""
    moment = _now()
    until = _quiet_until(contact, moment)
    if until is None:
        recent = Dispatch.objects.filter(
            person=row.person, state__in=(SENT, FAILED), ended_ms__gt=moment - DAY, tries__gt=0
        )
        ends = sorted(recent.values_list("ended_ms", flat=True))
        until = ends[-contact.most_a_day] + DAY if len(ends) >= contact.most_a_day else None
    if until is not None:
        Dispatch.objects.filter(pk=row.pk, state=QUEUED).update(next_ms=until)
    return until is not None


def _quiet_until(contact: Contact, moment: int) -> int | None:
    """When this person's quiet hours end, if it is quiet for them now; in the time where they live."""
    if contact.quiet_from == contact.quiet_until:
        return None
    here = datetime.fromtimestamp(moment / 1000, ZoneInfo(settings.TIME_ZONE))
    minute = here.hour * 60 + here.minute
    over_night = contact.quiet_from > contact.quiet_until
    within = contact.quiet_from <= minute or minute < contact.quiet_until
    if not (within if over_night else contact.quiet_from <= minute < contact.quiet_until):
        return None
    end = here.replace(hour=contact.quiet_until // 60, minute=contact.quiet_until % 60, second=0, microsecond=0)
    if end <= here:
        end += timedelta(days=1)
    return int(end.timestamp() * 1000)


def _claim(row: Dispatch) -> bool:
    """Mark it as being sent, for everybody to see, before anything leaves."""
    changed = Dispatch.objects.filter(pk=row.pk, state=QUEUED).update(
        state=SENDING, tries=row.tries + 1, channel=row.channel
    )
    row.tries += 1
    return bool(changed)


def _settle(row: Dispatch, outcome: Outcome) -> None:
    if outcome.kind == "later" and row.tries <= len(WAITS_MS):
        Dispatch.objects.filter(pk=row.pk).update(
            state=QUEUED, next_ms=_now() + WAITS_MS[row.tries - 1], why=outcome.why[:200]
        )
        return
    if outcome.kind == "later":
        _end(row, FAILED, f"{GIVEN_UP} {outcome.why}")
    elif outcome.kind == "unsure":
        _end(row, FAILED, f"{UNSURE} {outcome.why}")
    else:
        _end(row, SENT if outcome.kind == "sent" else REFUSED, outcome.why)


def _end(row: Dispatch, state: str, why: str) -> None:
    with transaction.atomic():
        Dispatch.objects.filter(pk=row.pk).update(state=state, ended_ms=_now(), why=why[:200])
        if row.tries or state == SENT:
            detail = {"channel": row.channel, "state": state, "tries": row.tries}
            journal.record(SYSTEM, SYSTEM, "send_reminder", row.person, "reminder", detail)


def _leave(contact: Contact, name: str) -> Outcome:
    ways: ReminderSettings = settings.WORKSPACE.reminders
    text = TEXTS[contact.language].format(sender=ways.sender)
    if contact.channel == "sms" and ways.sms is not None:
        return send_sms(ways.sms, contact.phone, text, ways.sender, name)
    if contact.channel == "email" and ways.email is not None:
        return send_email(ways.email, contact.email, SUBJECTS[contact.language], text, name)
    return Outcome("refused", "this way is not set up here")


def _name(row: Dispatch) -> str:
    """Our own name of this sending: the same at every try, so that a gateway that knows such names counts it once."""
    return f"pagus-{settings.WORKSPACE.mark:x}-{row.pk}"


def _now() -> int:
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment
