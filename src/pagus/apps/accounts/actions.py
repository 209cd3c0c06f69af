"""Making accounts and giving roles."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from pagus.apps.accounts.models import AccountMembership
from pagus.apps.accounts.roles import role_named
from pagus.apps.journal import actions as journal
from pagus.errors import Conflict, InputError, NotFound

__all__ = ["add_account", "close_account", "give_role", "set_password"]


def add_account(login: str, password: str, *, by: str = journal.SYSTEM) -> None:
    """Make an account without any role.

    Refuses: Conflict when the login exists; InputError when the password is too short or too common.
    """
    if User.objects.filter(username=login).exists():
        raise Conflict("the login {login} exists already", login=login)
    _check_password(password)
    with transaction.atomic():
        User.objects.create_user(username=login, password=password)
        journal.record(by, "operator", "add_account", f"account:{login}", "accounts")


def set_password(login: str, password: str, *, by: str = journal.SYSTEM) -> None:
    """Give an account a new password. Refuses: NotFound; InputError for a weak password."""
    user = _user(login)
    _check_password(password)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        journal.record(by, "operator", "set_password", f"account:{login}", "accounts")


def close_account(login: str, *, by: str = journal.SYSTEM) -> None:
    """Take all access from an account; it stays, so that the journal can be read."""
    user = _user(login)
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        journal.record(by, "operator", "close_account", f"account:{login}", "accounts")


def give_role(login: str, role: str, territory: str, team: str = "", *, by: str = journal.SYSTEM) -> None:
    """Give an account a role in a territory, and a care team.

    Refuses: NotFound for the login or the place, CodeError for an unknown role.
    """
    from pagus.apps.territory.queries import get_place

    role_named(role)
    get_place(territory)
    user = _user(login)
    with transaction.atomic():
        AccountMembership.objects.get_or_create(user=user, role=role, territory=territory, team=team)
        detail = {"role": role, "territory": territory, "team": team}
        journal.record(by, "operator", "give_role", f"account:{login}", "accounts", detail)


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
