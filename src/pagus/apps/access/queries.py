"""Which scenarios of care access are there for this user?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pagus.apps.access.models import AccessScenario
from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.errors import NotFound

__all__ = ["SavedScenario", "read_scenario", "scenarios", "shared_scenario"]


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """A saved list of changes. ``share_key`` is known to its owner only."""

    number: int
    name: str
    territory: str
    profession: str
    method: str
    edits: tuple[Mapping[str, Any], ...]
    owner: str
    own: bool
    changed_ms: int
    share_key: str


def scenarios(user: Actor, territory: str = "") -> tuple[SavedScenario, ...]:
    """Which scenarios does this user own, newest first? Takes: a territory, or "" for all."""
    owner, _role = accounts.actor_of(user)
    rows = AccessScenario.objects.filter(owner=owner).order_by("-changed_ms", "-id")
    if territory:
        rows = rows.filter(territory=territory)
    return tuple(_known(row, owner) for row in rows if accounts.may(user, "see_places", row.territory))


def read_scenario(user: Actor, number: int, key: str = "") -> SavedScenario:
    """Which scenario is this? One's own; or somebody's of a territory one may see, with the key of its link.

    Refuses: NotFound, also for one that is there but not for this user.
    """
    row = AccessScenario.objects.filter(pk=number).first()
    owner, _role = accounts.actor_of(user)
    for_them = row is not None and (row.owner == owner or bool(key and row.share_key == key))
    if row is not None and for_them and accounts.may(user, "see_places", row.territory):
        return _known(row, owner)
    raise NotFound("no scenario here has the number {number}", number=number)


def shared_scenario(user: Actor, key: str) -> SavedScenario:
    """Which scenario does this link lead to? Refuses: NotFound, also outside the user's territories."""
    row = AccessScenario.objects.filter(share_key=key).first() if key else None
    if row is None or not accounts.may(user, "see_places", row.territory):
        raise NotFound("this link leads to no scenario: it may have been taken back")
    owner, _role = accounts.actor_of(user)
    return _known(row, owner)


def _known(row: AccessScenario, asked_by: str) -> SavedScenario:
    own = row.owner == asked_by
    return SavedScenario(
        number=row.pk,
        name=row.name,
        territory=row.territory,
        profession=row.profession,
        method=row.method,
        edits=tuple(row.edits),
        owner=row.owner,
        own=own,
        changed_ms=row.changed_ms,
        share_key=(row.share_key or "") if own else "",
    )
