"""The clinical acceptance of a kit: a decision of a person, which no plan skips."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.rows import now, required_reason, write_journal
from pagus.apps.installations.kit_library import find_kit
from pagus.apps.installations.lock import keep_copy
from pagus.apps.installations.models import Acceptance
from pagus.apps.territory.queries import get_place
from pagus.errors import InputError

__all__ = ["accept"]


def accept(kit: str, territory: str, by: Actor, *, words: str) -> int:
    """Accept the content of a clinical kit for a territory: "I have read it and answer for its use here".

    Takes: a kit as ``kit_library.find_kit`` names it; a place code; what was looked at, in words. Gives: its number.
    It speaks of this digest only; an upgrade that changes a rule needs one of its own. The copy that was read is kept.
    Refuses: NotAllowed, NotFound, KitError, InputError for a kit that is not clinical, or without words.
    """
    accounts.require(by, "accept_kit", get_place(territory).code)
    source = find_kit(kit)
    if not source.kit.clinical:
        raise InputError("{kit} is not clinical: nobody has to accept it", kit=source.kit.id)
    said = required_reason(words, InputError("an acceptance needs words: say what you have read and checked"))
    keep_copy(source)
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        row = Acceptance.objects.create(
            kit_id=source.kit.id,
            version=source.kit.version,
            digest=source.kit.digest,
            territory=territory,
            by=login,
            role=role,
            at_ms=now(),
            words=said,
        )
        detail = {"version": source.kit.version, "digest": source.kit.digest, "territory": territory}
        write_journal(by, "accept_kit", f"kit:{source.kit.id}", detail)
    return row.pk
