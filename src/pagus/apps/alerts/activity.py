"""How busy are the rules? Alerts a day, counted for those who may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.access import visible
from pagus.apps.alerts.models import Alert
from pagus.apps.alerts.queries import status_is
from pagus.kernel.time import DAY
from pagus.kit_language.model import Severity

__all__ = ["DailyAlerts", "alerts_a_day", "worst_open"]


@dataclass(frozen=True, slots=True)
class DailyAlerts:
    """Alerts of one installation for each day of a stretch; ``days`` are the instants at which the days begin, UTC."""

    installation_id: int
    days: tuple[int, ...]
    counts: tuple[int, ...]

    def mean(self) -> float:
        """How many alerts a day, on the average of the stretch?"""
        return sum(self.counts) / len(self.counts) if self.counts else 0.0


def alerts_a_day(user: Actor, installations: Sequence[int], now_ms: int, days: int = 14) -> dict[int, DailyAlerts]:
    """How many alerts did each installation raise on each of the last days, today included?

    Takes: installation numbers, the workspace time, how many days. Gives: a DailyAlerts for each number; alerts that
    late data withdrew count too: they were raised. Only counts leave this function: nothing is journalled.
    """
    today = now_ms // DAY * DAY
    starts = tuple(today - back * DAY for back in reversed(range(days)))
    rows = (
        Alert.objects.filter(visible(user), installation_id__in=installations, t_ms__gte=starts[0])
        .order_by()
        .annotate(day=F("t_ms") / DAY)
        .values_list("installation_id", "day")
        .annotate(Count("pk"))
    )
    found = {(number, int(day) * DAY): count for number, day, count in rows}
    return {
        number: DailyAlerts(number, starts, tuple(found.get((number, start), 0) for start in starts))
        for number in installations
    }


def worst_open(user: Actor, subjects: Sequence[str], now_ms: int) -> dict[str, Severity]:
    """Which is the gravest open alert of each of these things or places?

    Takes: codes, the workspace time. Gives: a severity for each subject with an open alert that this user may see.
    Persons are left out: their alerts are read through ``queries.inbox``, which journals it.
    """
    named = [subject for subject in subjects if not subject.startswith("person:")]
    rows = (
        Alert.objects.filter(visible(user) & status_is("open", now_ms), subject__in=named)
        .order_by("rank")
        .values_list("subject", "severity")
    )
    return dict(rows)
