"""National identities for programs of others: whom a coordinator lets receive them, and what they receive.

Three things must hold at once: the program was registered with the scope of its own, its token has it, and a
coordinator of its territory has permitted it and not taken that back. Only qualified identities leave, as the French
profile asks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec
from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.clients import queries as clients
from pagus.apps.clients.queries import KnownClient
from pagus.apps.clients.scopes import IDENTITY
from pagus.apps.identities.actions import Identity
from pagus.apps.identities.models import IdentityPermit, NationalIdentity
from pagus.apps.identities.sealing import mark_of, open_sealed
from pagus.apps.journal import actions as journal
from pagus.errors import Conflict, NotFound
from pagus.kernel.parts import in_parts

__all__ = [
    "LETTING",
    "AskingProgram",
    "end_permit",
    "is_permitted",
    "people_who_may_have",
    "permit",
    "programs_asking",
    "qualified_identities",
]

LETTING = "let_identify"


@dataclass(frozen=True, slots=True)
class AskingProgram:
    """A service that was registered with the scope of identities, and who permitted it; empty and 0 for nobody."""

    program: KnownClient
    given_by: str
    given_ms: int


def programs_asking(user: Actor) -> tuple[AskingProgram, ...]:
    """Which programs ask for national identities, of those on which this user decides? Refuses: NotAllowed."""
    accounts.require(user, LETTING)
    given = {row.program: row for row in IdentityPermit.objects.filter(ended_ms__isnull=True)}
    return tuple(
        AskingProgram(each, given[each.code].given_by, given[each.code].given_ms)
        if each.code in given
        else AskingProgram(each, "", 0)
        for each in clients.clients_with(IDENTITY)
        if accounts.may(user, LETTING, each.territory)
    )


def permit(code: str, by: Actor) -> None:
    """Let this program receive national identities. Journalled. Refuses: NotAllowed, NotFound, Conflict."""
    known = _asking(code, by)
    with transaction.atomic():
        if is_permitted(code):
            raise Conflict("the program {code} receives national identities already", code=code)
        now = settings.WORKSPACE.clock.now_ms()
        IdentityPermit.objects.create(program=code, given_by=accounts.actor_of(by)[0], given_ms=now)
        journal.record(
            *accounts.actor_of(by), "permit_identities", f"client:{code}", "clients", {"territory": known.territory}
        )


def end_permit(code: str, by: Actor) -> None:
    """Take it back, at once and for tokens that were given. Journalled. Refuses: NotAllowed, NotFound."""
    _asking(code, by)
    with transaction.atomic():
        ended = IdentityPermit.objects.filter(program=code, ended_ms__isnull=True)
        if ended.update(ended_by=accounts.actor_of(by)[0], ended_ms=settings.WORKSPACE.clock.now_ms()):
            journal.record(*accounts.actor_of(by), "end_identity_permit", f"client:{code}", "clients")


def _asking(code: str, by: Actor) -> KnownClient:
    accounts.require(by, LETTING)
    known = next((each for each in clients.clients_with(IDENTITY) if each.code == code), None)
    if known is None:
        raise NotFound("no program with the code {code} asks for national identities", code=code[:60])
    accounts.require(by, LETTING, known.territory)
    return known


def is_permitted(code: str) -> bool:
    """Does a coordinator's permission hold for this program now?"""
    return IdentityPermit.objects.filter(program=code, ended_ms__isnull=True).exists()


def qualified_identities(codes: Collection[str]) -> Mapping[str, Identity]:
    """The qualified identities of these people, by pseudonym, for the machine itself.

    Who may see them is asked before (``is_permitted``); whoever shows one journals it.
    """
    newest: dict[str, bytes] = {}
    for some in in_parts(codes):
        rows = NationalIdentity.objects.filter(person__in=some).order_by("pk")
        newest |= {person: bytes(sealed) for person, sealed in rows.values_list("person", "sealed")}
    found = {
        person: msgspec.json.decode(open_sealed(settings.WORKSPACE.folder, person, sealed), type=Identity)
        for person, sealed in newest.items()
    }
    return {person: each for person, each in found.items() if each.status == "qualified"}


def people_who_may_have(numbers: Collection[str]) -> frozenset[str]:
    """Whose identity is to be opened to know who has one of these numbers? For the machine itself, as above.

    Whoever had one of them at any time, and those whose identity nobody could mark yet.
    """
    if not numbers or not NationalIdentity.objects.exists():
        return frozenset()
    marks = {"", *(mark_of(settings.WORKSPACE.folder, number) for number in numbers)}
    return frozenset(NationalIdentity.objects.filter(mark__in=marks).values_list("person", flat=True))
