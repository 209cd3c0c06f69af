"""What would another threshold have rung for this person, in the last 30 days?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.conf import settings

from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import enrolments_of, get_installation
from pagus.apps.people.queries import read_person
from pagus.apps.streams.queries import history
from pagus.engines.signals import compile_program, replay
from pagus.errors import NotFound
from pagus.kernel.time import DAY
from pagus.kit_language import check_choice
from pagus.kit_language.model import Text

__all__ = ["TRIED_MS", "TriedRule", "try_threshold"]

TRIED_MS = 30 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedRule:
    """How often a rule rang in 30 days with the value that holds, and how often it would have with the other."""

    rule: str
    title: Text
    now: int
    then: int


def try_threshold(user: Actor, installation_id: int, subject: str, name: str, value: float) -> tuple[TriedRule, ...]:
    """Which rules of this installation would have rung more or less for this person? The reading is journalled.

    Takes: a parameter that has a layer for persons, and the value to try. Gives: the rules in whose text it stands.
    Refuses: NotFound for somebody this user may not see, or who is not followed; KitError or InputError for a value
    out of the bounds of the kit, which it names.
    Method: ``engines.signals.replay`` on the person's own history, as live to the bit.
    """
    read_person(user, subject, "try threshold")
    kit = get_installation(installation_id).kit
    if name not in kit.parameters:
        raise NotFound("kit {kit} has no parameter {name}", kit=kit.id, name=name)
    followed = [it for installed, it in enrolments_of(subject) if installed.id == installation_id and it.to_ms is None]
    if not followed:
        raise NotFound("{subject} is not enrolled", subject=subject)
    check_choice(kit, "person", name, value)
    now_ms: int = settings.WORKSPACE.clock.now_ms()
    table = pl.DataFrame(
        {
            "subject": [subject],
            "from_t": [followed[0].observed_from_ms],
            "to_t": pl.Series([None], dtype=pl.Int64),
        }
    )
    rows = history([subject], list(kit.signals), followed[0].observed_from_ms, now_ms)
    counts = []
    for own in (dict(followed[0].parameters), {**followed[0].parameters, name: value}):
        found = replay(compile_program(kit), rows, table, now_ms - TRIED_MS, now_ms, {subject: own})
        counts.append(dict(found.per_rule().select("rule", "alerts").iter_rows()))
    touched = [rule for rule in kit.rules.values() if f"p.{name}" in f"{rule.when} {rule.clear or ''}"]
    return tuple(
        TriedRule(rule=rule.id, title=rule.title, now=counts[0].get(rule.id, 0), then=counts[1].get(rule.id, 0))
        for rule in touched
    )
