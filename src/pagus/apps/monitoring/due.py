"""Whose papers need somebody soon?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.core.paginator import Paginator

from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import InstalledKit, active_installations, followed_now
from pagus.apps.monitoring.access import monitors, today
from pagus.apps.monitoring.models import Consent, Prescription
from pagus.apps.monitoring.queries import Lack, lacks_of, newest_of
from pagus.apps.people import queries as people

__all__ = ["DUE_DAYS", "Due", "DuePage", "renewals_due"]

DUE_DAYS = 30
"""A prescription that ends within so many days is due for renewal: time for an appointment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A person whose papers need somebody: what lacks, or until when the prescription holds."""

    subject: str
    simulated: bool
    installed: InstalledKit
    until: date | None
    lacks: tuple[Lack, ...]


class DuePage(NamedTuple):
    """Some of those whose papers need somebody, and how many there are in all."""

    total: int
    rows: tuple[Due, ...]


def renewals_due(user: Actor, page: int = 1, most: int = 1_000) -> DuePage:
    """Whose papers need somebody: no prescription, one that is over or ends soon, no consent? The soonest first.

    Takes: which page, the last one for any after it, and how many there are on one. Only who is given is journalled.
    """
    day = today()
    due: list[Due] = []
    for installed in filter(monitors, active_installations()):
        codes = sorted(people.visible_codes(user, followed_now(installed.id)))
        known = people.facts_of(codes)
        prescriptions, consents = newest_of(Prescription, codes), newest_of(Consent, codes)
        for code in codes:
            prescription = prescriptions.get((code, installed.kit.id))
            lacks = lacks_of(prescription, consents.get((code, installed.kit.id)), day)
            until = None if prescription is None else prescription.until
            if lacks or (until is not None and until <= day + timedelta(days=DUE_DAYS)):
                due.append(
                    Due(
                        subject=code,
                        simulated=known[code].simulated,
                        installed=installed,
                        until=until,
                        lacks=lacks,
                    )
                )
    due.sort(key=lambda each: (each.until or date.min, each.subject))
    shown = list(Paginator(due, most).get_page(page))
    people.note_reading(user, {each.subject for each in shown}, "monitoring")
    return DuePage(len(due), tuple(shown))
