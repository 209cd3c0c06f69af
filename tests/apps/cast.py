"""The people of the tests: accounts, teams and virtual persons, made when a test asks for them."""

from __future__ import annotations

from itertools import count

from django.contrib.auth.models import User

from pagus.apps.accounts.models import AccountMembership
from pagus.apps.people.models import Person, Team
from tests.apps.workspace import NOW

__all__ = ["account", "person", "team"]

_NUMBERS = count(1)


def account(role: str, territory: str, team_code: str = "") -> User:
    """A logged-in user with one role."""
    user = User.objects.create(username=f"{role}-{next(_NUMBERS)}")
    AccountMembership.objects.create(user=user, role=role, territory=territory, team=team_code)
    return user


def team(code: str, territory: str = "epci:246700488") -> str:
    """A care team."""
    Team.objects.get_or_create(
        code=code, defaults={"name_fr": code, "name_en": code, "name_de": code, "territory": territory}
    )
    return code


def person(code: str, residence: str = "commune:67482", team_code: str = "team-a") -> str:
    """A virtual person, known to the store."""
    from pagus.apps.streams.actions import register_subject

    Person.objects.create(
        code=code, residence=residence, team_id=team(team_code), simulated=True, added_ms=NOW - 86_400_000
    )
    register_subject(code)
    return code
