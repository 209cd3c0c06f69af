"""Registering subjects, signals and sources; submitting and reviewing observations."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import connection, transaction

from pagus.apps.accounts.queries import SYSTEM, Actor, actor_of, require
from pagus.apps.journal import actions as journal
from pagus.apps.streams.models import Source
from pagus.apps.streams.observation import Batch, Receipts, Review
from pagus.apps.streams.queries import held, local_store, place_of
from pagus.apps.streams.store import gates, register
from pagus.apps.streams.submission import submitter
from pagus.errors import CodeError, Conflict, NotFound, StoreError
from pagus.kit_language.model import Signal

__all__ = [
    "add_source",
    "register_signals",
    "register_subject",
    "register_subjects",
    "resume_readings",
    "review_held",
    "revoke_source",
    "send_on_readings",
    "send_on_readings_no_more",
    "stop_readings",
    "submit",
]

_SOURCE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,58}")


def register_subject(code: str) -> None:
    """Let observations about this subject in. See ``register_subjects``."""
    register_subjects([code])


def register_subjects(codes: Iterable[str]) -> None:
    """Let observations about these subjects in; known ones stay as they are.

    Takes: codes of people, places or things. Inside a Django transaction it is kept or undone with it.
    Refuses: CodeError for a text that is no code.
    """
    if _shares_database():
        with transaction.atomic(), connection.cursor() as cursor:
            register.register_subjects(cursor.execute, codes)
    else:
        local_store().register_subjects(codes)


def register_signals(signals: Iterable[Signal]) -> None:
    """Let observations of these signals in, judged by these definitions.

    Takes: definitions, as a kit has them. A known signal takes the newer one.
    Refuses: Conflict when the unit or the kind of subject of a known signal would change.
    """
    if _shares_database():
        with transaction.atomic(), connection.cursor() as cursor:
            register.register_signals(cursor.execute, cursor.fetchone, signals)
    else:
        local_store().register_signals(signals)


def stop_readings(subject: str, signals: Iterable[str], since_ms: int, *, every: bool = False) -> None:
    """Refuse what is measured about a subject from this instant on: of these signals, or of ``every`` one.

    Inside a Django transaction it is kept or undone with it. What was measured before, and comes later, is let in.
    """
    codes = [*([gates.EVERY_SIGNAL] if every else []), *sorted(signals)]
    _change_gates(lambda execute: gates.close_gates(execute, subject, codes, since_ms))


def resume_readings(subject: str, signals: Iterable[str]) -> None:
    """Let what is measured about a subject in again."""
    codes = sorted(signals)
    _change_gates(lambda execute: gates.open_gates(execute, subject, codes))


def send_on_readings(subject: str, belongs_to: str, since_ms: int) -> None:
    """What comes in about a subject is about another code from now on: the two are one."""
    _change_gates(lambda execute: gates.send_on(execute, subject, belongs_to, since_ms))


def send_on_readings_no_more(subject: str) -> None:
    """What comes in about a subject is about itself again: it is another one after all."""
    _change_gates(lambda execute: gates.send_on_no_more(execute, subject))


def _change_gates(change: Callable[[register.Execute], None]) -> None:
    if _shares_database():
        with transaction.atomic(), connection.cursor() as cursor:
            register.grow(cursor.execute)
            change(cursor.execute)
    else:
        local_store().change_gates(change)


def _shares_database() -> bool:
    """Is Django's connection one to the workspace's database? (In a test it may be one in memory.)"""
    workspace = settings.WORKSPACE
    own = workspace.database if workspace.postgres is None else workspace.postgres.name
    return str(connection.settings_dict["NAME"]) == str(own)


def submit(batch: Batch) -> Receipts:
    """What became of these observations? They are on the disk when this returns.

    Takes: a batch. It goes to the ingest process when that runs, else it is stored here and the rules read it at
    their next start. Not to be called inside a Django transaction, which would hold the lock it waits for.
    Gives: receipts; submitting again has no effect.
    Refuses: Conflict when the request key was used for another body; StoreError when it could not be kept.
    """
    if connection.in_atomic_block:
        raise StoreError("observations cannot be submitted inside a transaction: it holds the lock they wait for")
    return submitter(settings.WORKSPACE).submit(batch)


def review_held(number: int, *, accept: bool, by: Actor) -> None:
    """Let a held observation in, or refuse it; both are journalled.

    Takes: the number that ``queries.held`` gives it. Refuses: NotFound when it is not held, NotAllowed.
    """
    from pagus.apps.people.queries import facts_of, is_person, may_see

    subject = next((each.subject for each in held() if each.number == number), None)
    if subject is None:
        raise NotFound("no held observation has the number {number}", number=number)
    if is_person(subject):
        # Territory and care team must both agree, as for every other thing done with a person's data.
        person = facts_of([subject]).get(subject)
        if person is None or not may_see(by, person, "confirm_held"):
            raise NotFound("no held observation has the number {number}", number=number)
    else:
        require(by, "confirm_held", place_of(subject))
    submitter(settings.WORKSPACE).review(Review(number, accept))
    login, role = actor_of(by)
    journal.record(login, role, "accept_held" if accept else "refuse_held", subject, "review", {"number": number})


def add_source(name: str, territory: str, *, by: Actor = SYSTEM) -> str:
    """Register a device or gateway that may send observations about subjects of a territory.

    Takes: a slug; a place code. Gives: its token, which is shown once and stored as a digest only.
    Refuses: CodeError, Conflict for a name in use, NotFound for the territory, NotAllowed.
    """
    from pagus.apps.territory.queries import get_place

    require(by, "manage_things", territory)
    if not _SOURCE_NAME.fullmatch(name):
        raise CodeError("{name!r} is no source name: use a-z, 0-9 and -", name=name)
    if name.startswith("capability-"):
        raise CodeError("a source cannot be called {name!r}: such names are those of capabilities", name=name)
    get_place(territory)
    token = "pagus_" + secrets.token_urlsafe(32)
    login, role = actor_of(by)
    with transaction.atomic():
        if Source.objects.filter(name=name).exists():
            raise Conflict("a source {name} exists already: revoke it, and choose another name", name=name)
        Source.objects.create(
            name=name,
            territory=territory,
            token_digest=hashlib.sha256(token.encode()).hexdigest(),
            registered_ms=settings.WORKSPACE.clock.now_ms(),
        )
        journal.record(login, role, "add_source", f"source:{name}", "sources", {"territory": territory})
    return token


def revoke_source(name: str, *, by: Actor = SYSTEM) -> None:
    """Let a source send no more. What it sent stays. Refuses: NotFound, NotAllowed."""
    source = Source.objects.filter(name=name, revoked_ms__isnull=True).first()
    if source is None:
        raise NotFound("no source here has the name {name}", name=name)
    require(by, "manage_things", source.territory)
    login, role = actor_of(by)
    with transaction.atomic():
        source.revoked_ms = settings.WORKSPACE.clock.now_ms()
        source.save(update_fields=["revoked_ms"])
        journal.record(login, role, "revoke_source", f"source:{name}", "sources")
