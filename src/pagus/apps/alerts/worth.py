"""What were the alerts of each rule worth, by the word of those who closed them?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from pagus.analytics.intervals import share_interval
from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.models import Alert
from pagus.apps.alerts.policy import CLOSED
from pagus.apps.installations.queries import get_installation
from pagus.kernel.disclosure import smallest_shown
from pagus.kit_language.model import Severity, Text

__all__ = ["RuleWorth", "worth_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWorth:
    """One rule: how many alerts were judged, and how many were useful, not useful, a fault of a device.

    ``ppv``, ``low`` and ``high``: useful over judged, with its 95 % interval; None where nothing was judged. Counts are
    None where they speak of too few people to be shown. ``withdrawn``: taken back by later data before a closing.
    """

    rule: str
    title: Text
    severity: Severity
    raised: int | None
    judged: int | None
    useful: int | None
    not_useful: int | None
    device_fault: int | None
    other: int | None
    withdrawn: int | None
    ppv: float | None
    low: float | None
    high: float | None


def worth_of(user: Actor, installation_id: int) -> tuple[RuleWorth, ...]:
    """What was each rule of this installation worth here?

    Takes: who asks, with ``see_indicators`` in the territory. Gives: the rules in the order of the kit.
    Refuses: NotFound, NotAllowed. Method: outcomes of closings; "other" judges nothing and is left out of the value.
    The interval is Wilson's, which holds for few alerts too; alerts of one person hang together, so it is too narrow
    where few people give many. Rules whose alerts speak of fewer people than may be shown inside have no counts.
    """
    installed = get_installation(installation_id)
    accounts.require(user, "see_indicators", installed.territory)
    outcomes = {name: Count("pk", filter=Q(outcome=name)) for name in ("useful", "not_useful", "device_fault", "other")}
    taken_back = Count("pk", filter=Q(withdrawn_ms__isnull=False) & ~Q(status=CLOSED))
    rows = Alert.objects.filter(installation_id=installation_id).order_by().values("rule")
    found = {
        row["rule"]: row
        for row in rows.annotate(
            raised=Count("pk"), people=Count("subject", distinct=True), withdrawn=taken_back, **outcomes
        )
    }
    private = installed.kit.subject == "person"
    return tuple(
        _worth(rule.id, rule.title, rule.severity, found.get(rule.id, {}), private)
        for rule in installed.kit.rules.values()
    )


def _worth(rule: str, title: Text, severity: Severity, row: dict[str, int], private: bool) -> RuleWorth:
    hidden = private and bool(row) and row["people"] < smallest_shown("inside")
    names = ("raised", "useful", "not_useful", "device_fault", "other", "withdrawn")
    counts: dict[str, int | None] = {name: None if hidden else int(row.get(name, 0)) for name in names}
    judged = None if hidden else sum(counts[name] or 0 for name in ("useful", "not_useful", "device_fault"))
    low, high = share_interval(counts["useful"] or 0, judged) if judged else (None, None)
    ppv = (counts["useful"] or 0) / judged if judged else None
    return RuleWorth(rule=rule, title=title, severity=severity, judged=judged, ppv=ppv, low=low, high=high, **counts)
