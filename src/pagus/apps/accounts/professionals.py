"""Which professional opens which account: a number of the register, linked by an operator. No right comes with it."""

from __future__ import annotations

import re

from django.contrib.auth.models import User
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.models import ProfessionalLink
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.wall_clock import wall_ms
from pagus.errors import CodeError, Conflict, NotFound

__all__ = ["account_of", "link_professional", "links", "rpps_code", "unlink_professional"]

_RPPS = re.compile(r"\d{11}")


def rpps_code(number: str) -> str:
    """The code of an RPPS number. Refuses: CodeError for what is not 11 digits."""
    plain = number.replace(" ", "")
    if not _RPPS.fullmatch(plain) or not plain.isascii():
        raise CodeError("{number!r} is no RPPS number: it has 11 digits", number=number[:40])
    return f"RPPS:{plain}"


def link_professional(login: str, rpps: str, *, by: Actor = accounts.SYSTEM) -> str:
    """Let a professional open an account with the log-in of the provider. Gives: the code.

    Refuses: NotAllowed; NotFound for the login; CodeError; Conflict when the number or the account is linked already.
    """
    accounts.require(by, "operate")
    code = rpps_code(rpps)
    user = User.objects.filter(username=login).first()
    if user is None:
        raise NotFound("no account has the login {login}", login=login)
    with transaction.atomic():
        held = ProfessionalLink.objects.filter(identifier=code).first()
        if held is not None and held.user_id == user.pk:
            return code
        if held is not None:
            raise Conflict("this number opens another account already: unlink that one first")
        if ProfessionalLink.objects.filter(user=user).exists():
            raise Conflict("{login} is linked to another number already: unlink it first", login=login)
        name = accounts.actor_of(by)[0]
        ProfessionalLink.objects.create(user=user, identifier=code, linked_ms=wall_ms(), linked_by=name)
        journal.record(*accounts.actor_of(by), "link_professional", f"account:{login}", "accounts")
    return code


def unlink_professional(login: str, *, by: Actor = accounts.SYSTEM) -> None:
    """Let no professional open this account any more; its password stays. Refuses: NotAllowed, NotFound."""
    accounts.require(by, "operate")
    with transaction.atomic():
        if not ProfessionalLink.objects.filter(user__username=login).delete()[0]:
            raise NotFound("{login} is linked to no professional", login=login)
        journal.record(*accounts.actor_of(by), "unlink_professional", f"account:{login}", "accounts")


def account_of(code: str) -> User | None:
    """Which account does this professional open? None for nobody's, and for a closed one."""
    row = ProfessionalLink.objects.select_related("user").filter(identifier=code, user__is_active=True).first()
    return None if row is None else row.user


def links() -> dict[str, str]:
    """The code of each linked account, by login."""
    return dict(ProfessionalLink.objects.order_by("user__username").values_list("user__username", "identifier"))
