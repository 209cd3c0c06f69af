"""Who is it, and may they?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from pagus.apps.accounts.models import AccountMembership
from pagus.apps.accounts.roles import ROLES, Role
from pagus.apps.journal.actions import SYSTEM
from pagus.apps.territory.queries import territory as territory_index
from pagus.apps.workspace import Workspace
from pagus.errors import NotAllowed

__all__ = [
    "SYSTEM",
    "Account",
    "Actor",
    "DemoLogin",
    "Grant",
    "Viewer",
    "accounts",
    "accounts_with",
    "acting",
    "actor_of",
    "allowed_places",
    "covered",
    "covers",
    "demo_logins",
    "grants",
    "holders",
    "may",
    "parts",
    "require",
    "sees_every_team",
    "territories",
    "unheld",
]

Viewer: TypeAlias = AbstractBaseUser | AnonymousUser
"""Whoever asks: a logged-in user, or nobody."""

Actor: TypeAlias = Viewer | Literal["system"]
"""Whoever acts: a user, or ``SYSTEM``: the machine itself, and whoever holds its command line."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a user holds in a territory, and the care team ("" for none)."""

    role: Role
    territory: str
    team: str


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A login of a demo: its password is no secret, it opens nothing else."""

    name: str
    password: str
    role: Role


@dataclass(frozen=True, slots=True)
class Account:
    """A login and what it may do."""

    login: str
    active: bool
    grants: tuple[Grant, ...]


def grants(user: Viewer) -> tuple[Grant, ...]:
    """Which roles does this user hold, and where? None for an anonymous or inactive user."""
    if not user.is_authenticated or not user.is_active:
        return ()
    known: tuple[Grant, ...] | None = getattr(user, "_pagus_grants", None)
    if known is None:
        rows = AccountMembership.objects.filter(user_id=user.pk).order_by("role", "territory", "team")
        known = tuple(Grant(ROLES[row.role], row.territory, row.team) for row in rows)
        # One request asks many times; the user object lives as long as the request.
        user._pagus_grants = known
    return known


def acting(name: str, held: Iterable[Grant]) -> Viewer:
    """A viewer that is no account: a program of others, with exactly these grants, named so in the journal."""
    viewer = User(username=name)
    viewer._pagus_grants = tuple(held)  # type: ignore[attr-defined]
    return viewer


def may(user: Actor, verb: str, place_code: str | None = None) -> bool:
    """May this user do this here?

    Takes: a verb of ``roles.VERBS``; a place code, or None for "somewhere". Gives: True when a role of the user has
    the verb in a territory that holds the place; always True for ``SYSTEM``.
    """
    if isinstance(user, str):
        return user == SYSTEM
    return any(_holds(grant, verb, place_code) for grant in grants(user))


def require(user: Actor, verb: str, place_code: str | None = None) -> None:
    """Refuse with NotAllowed what ``may`` does not grant."""
    if not may(user, verb, place_code):
        raise NotAllowed("your roles do not allow: {verb}", verb=verb)


def sees_every_team(user: Actor, place_code: str) -> bool:
    """May this user open the record of everybody who lives in this place, whatever the care team?"""
    if isinstance(user, str):
        return user == SYSTEM
    return any(grant.role.every_team and _holds(grant, "see_person", place_code) for grant in grants(user))


def parts(user: Viewer, verb: str, place_code: str, team: str) -> frozenset[str]:
    """Which roles of kits does this user fill, with this verb, for people of this place and care team?"""
    held = (
        grant.role.acts_as
        for grant in grants(user)
        if _holds(grant, verb, place_code) and (grant.role.every_team or (grant.team != "" and grant.team == team))
    )
    return frozenset[str]().union(*held)


def holders(part: str, verb: str, place_code: str, team: str) -> tuple[str, ...]:
    """Which accounts fill this role of kits, with this verb, for people of this place and care team? Their logins."""
    rows = AccountMembership.objects.filter(user__is_active=True).order_by("user__username")
    found = {
        login: None
        for login, code, territory, its_team in rows.values_list("user__username", "role", "territory", "team")
        if part in ROLES[code].acts_as
        and verb in ROLES[code].verbs
        and (ROLES[code].every_team or (its_team != "" and its_team == team))
        and covers(territory, place_code)
    }
    return tuple(found)


def unheld(asked: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
    """Of these (role of a kit, place, care team): which does nobody here fill who could do the tasks?"""
    wanted = frozenset(asked)
    fitting = {
        role.code: role
        for role in ROLES.values()
        if "handle_task" in role.verbs and role.acts_as & {part for part, _, _ in wanted}
    }
    rows = AccountMembership.objects.filter(user__is_active=True, role__in=fitting).order_by()
    held = [(fitting[row[0]], *row[1:]) for row in rows.values_list("role", "territory", "team").distinct()]
    return frozenset(
        (part, place, team)
        for part, place, team in wanted
        if not any(
            part in role.acts_as and (role.every_team or its_team == team) and covers(territory, place)
            for role, territory, its_team in held
        )
    )


def territories(user: Viewer, verb: str) -> tuple[str, ...]:
    """In which territories may this user do this?"""
    return tuple(sorted({grant.territory for grant in grants(user) if verb in grant.role.verbs}))


def actor_of(user: Actor) -> tuple[str, str]:
    """How does the journal name this user: login and roles?"""
    if isinstance(user, str):
        return SYSTEM, SYSTEM
    roles = sorted({grant.role.code for grant in grants(user)})
    return (user.get_username() or "anonymous"), "+".join(roles) or "none"


def accounts() -> tuple[Account, ...]:
    """Who has an account here?"""
    return tuple(
        Account(user.username, user.is_active, grants(user) if user.is_active else ())
        for user in User.objects.order_by("username")
    )


def accounts_with(role: str) -> tuple[tuple[str, str, str], ...]:
    """Which active accounts hold this role? Gives: login, territory and team of each, by login."""
    rows = AccountMembership.objects.filter(user__is_active=True, role=role).order_by("user__username", "territory")
    return tuple(rows.values_list("user__username", "territory", "team"))


def demo_logins() -> tuple[DemoLogin, ...]:
    """Which logins has this demo? None in a real workspace."""
    workspace: Workspace = settings.WORKSPACE
    if not workspace.is_demo or not workspace.demo_logins.exists():
        return ()
    rows = json.loads(workspace.demo_logins.read_text(encoding="utf-8"))
    return tuple(DemoLogin(row["name"], row["password"], ROLES[row["role"]]) for row in rows)


def _holds(grant: Grant, verb: str, place_code: str | None) -> bool:
    return verb in grant.role.verbs and (place_code is None or covers(grant.territory, place_code))


def covers(territory: str, place_code: str) -> bool:
    """Does this territory hold this place?"""
    return place_code in covered(territory, [place_code])


def covered(territory: str, place_codes: Iterable[str]) -> frozenset[str]:
    """Which of these places does this territory hold?"""
    known = territory_index()
    return frozenset(code for code in place_codes if code == territory or known.is_within(code, territory))


def allowed_places(user: Actor, verb: str, place_codes: Iterable[str]) -> frozenset[str]:
    """In which of these places may this user do this? As ``may``, for many places at once."""
    wanted = frozenset(place_codes)
    if isinstance(user, str):
        return wanted if may(user, verb) else frozenset()
    return frozenset().union(*(covered(each, wanted) for each in territories(user, verb)))
