"""Making accounts and giving roles."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.models import AccountMembership
from pagus.apps.accounts.queries import Actor, DemoLogin
from pagus.apps.accounts.roles import role_named
from pagus.apps.journal import actions as journal
from pagus.apps.territory.queries import get_place
from pagus.errors import CodeError, Conflict, InputError, NotAllowed, NotFound

__all__ = ["add_account", "add_demo_logins", "close_account", "give_role", "set_password"]

_LOGIN = re.compile(r"[\w.@+-]{1,150}")


def add_account(login: str, password: str, *, by: Actor = accounts.SYSTEM) -> None:
    """Make an account without any role.

    Refuses: NotAllowed; CodeError for what is no login, Conflict when the login exists; InputError when the password
    is too short or too common.
    """
    accounts.require(by, "operate")
    if not _LOGIN.fullmatch(login):
        raise CodeError("{login!r} is no login: use letters, digits and . @ + - _", login=login[:40])
    if User.objects.filter(username=login).exists():
        raise Conflict("the login {login} exists already", login=login)
    _check_password(password)
    with transaction.atomic():
        User.objects.create_user(username=login, password=password)
        journal.record(*accounts.actor_of(by), "add_account", f"account:{login}", "accounts")


def add_demo_logins(logins: Sequence[DemoLogin], territory: str, teams: Mapping[str, str]) -> None:
    """Make the logins of a demo, and note them in its folder for the login page.

    Takes: the logins, the territory of their roles, the care team of each login that has one.
    Refuses: NotAllowed in a workspace that is no demo.
    """
    workspace = settings.WORKSPACE
    if not workspace.is_demo:
        raise NotAllowed("a workspace that is no demo has no demo logins")
    for login in logins:
        add_account(login.name, login.password)
        give_role(login.name, login.role.code, territory, teams.get(login.name, ""))
    path = workspace.demo_logins
    path.touch(mode=0o600)
    rows = [{"name": login.name, "password": login.password, "role": login.role.code} for login in logins]
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def set_password(login: str, password: str, *, by: Actor = accounts.SYSTEM) -> None:
    """Give an account a new password. Refuses: NotAllowed; NotFound; InputError for a weak password."""
    accounts.require(by, "operate")
    user = _user(login)
    _check_password(password)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        journal.record(*accounts.actor_of(by), "set_password", f"account:{login}", "accounts")


def close_account(login: str, *, by: Actor = accounts.SYSTEM) -> None:
    """Take all access from an account; it stays, so that the journal can be read."""
    accounts.require(by, "operate")
    user = _user(login)
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        journal.record(*accounts.actor_of(by), "close_account", f"account:{login}", "accounts")


def give_role(login: str, role: str, territory: str, team: str = "", *, by: Actor = accounts.SYSTEM) -> None:
    """Give an account a role in a territory, and a care team.

    Refuses: NotAllowed; NotFound for the login or the place, CodeError for an unknown role.
    """
    role_named(role)
    place = get_place(territory).code
    accounts.require(by, "operate", place)
    user = _user(login)
    with transaction.atomic():
        AccountMembership.objects.get_or_create(user=user, role=role, territory=place, team=team)
        detail = {"role": role, "territory": place, "team": team}
        journal.record(*accounts.actor_of(by), "give_role", f"account:{login}", "accounts", detail)


def _user(login: str) -> User:
    user = User.objects.filter(username=login).first()
    if user is None:
        raise NotFound("no account has the login {login}", login=login)
    return user


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise InputError("this password is too weak: {reasons}", reasons=" ".join(error.messages)) from error
