"""Who has looked at a person's data, or written some: for that person, on their own page."""

from __future__ import annotations

from dataclasses import dataclass

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.journal.queries import Entry, entries
from pagus.apps.monitoring.queries import former_codes
from pagus.apps.people.queries import teams
from pagus.kit_language.model import Text

__all__ = ["PAGE", "Look", "looks_at"]

PAGE = 20
_BY_RULE = ("raise_alerts", "withdraw_alerts", "escalate_alert", "pathway_event", "end_course")
"""What the machine writes by its rules: nobody looked, and there may be many."""
_AT_ONCE, _MOST_PAGES = 200, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One line of the journal without the login: in which role, of which team, what, why, when."""

    entry: Entry
    roles: tuple[str, ...]
    """Codes of roles; empty for the machine, and for programs of others."""
    team: Text | None
    is_machine: bool


def looks_at(person: str, *, before: int | None = None) -> tuple[Look, ...]:
    """Who looked at the data of this person or wrote some, newest first?

    Under a pseudonym that was merged into theirs too. Not what they did themselves, and not what the rules did by
    themselves.

    Takes: ``before`` an entry number, to page on. Gives: at most ``PAGE``. The team is the one of today: the journal
    keeps the role. No name and no login is given: the house shows a person roles, and answers for who held them.
    """
    found: list[Entry] = []
    former = former_codes(person)
    own = {person, *former}
    for _ in range(_MOST_PAGES):
        some = entries(object_code=person, also=former, before=before, limit=_AT_ONCE)
        found += [it for it in some if it.actor not in own and not (it.actor == SYSTEM and it.verb in _BY_RULE)]
        if len(found) >= PAGE or len(some) < _AT_ONCE:
            break
        before = some[-1].number
    shown = found[:PAGE]
    team_of = _teams({each.actor for each in shown})
    return tuple(
        Look(
            entry=each,
            roles=() if each.role == SYSTEM else tuple(each.role.split("+")),
            team=team_of.get(each.actor),
            is_machine=each.actor == SYSTEM,
        )
        for each in shown
    )


def _teams(logins: set[str]) -> dict[str, Text]:
    names = {team.code: team.name for team in teams()}
    found = {}
    for account in accounts.accounts():
        if account.login in logins:
            held = [names[grant.team] for grant in account.grants if grant.team in names]
            if held:
                found[account.login] = held[0]
    return found
