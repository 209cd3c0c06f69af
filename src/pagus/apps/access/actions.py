"""Saving, sharing and removing scenarios; keeping an imported population grid. Every writing is journalled."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Sequence

import polars as pl
from django.conf import settings
from django.db import transaction

from pagus.apps.access.edits import Edit, plain_edits
from pagus.apps.access.models import AccessScenario, PopulationGrid
from pagus.apps.access.queries import read_scenario
from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.territory.queries import get_place
from pagus.errors import Conflict, InputError, NotAllowed

__all__ = [
    "change_scenario",
    "delete_scenario",
    "duplicate_scenario",
    "keep_population",
    "rename_scenario",
    "save_scenario",
    "share_scenario",
    "unshare_scenario",
]

LONGEST_NAME = 120
MOST_SCENARIOS = 200
"""Of one owner: who has more has an automaton, or has forgotten to clear up."""


def save_scenario(name: str, territory: str, profession: str, method: str, edits: Sequence[Edit], *, by: Actor) -> int:
    """Save a new scenario and give its number.

    Takes: a name; the place, the profession and the method it was made with; checked changes.
    Refuses: NotAllowed; NotFound for the place; InputError for a name; Conflict when the owner has too many.
    """
    place = get_place(territory)
    accounts.require(by, "plan_access", place.code)
    said = _name(name)
    owner, _role = accounts.actor_of(by)
    with transaction.atomic():
        if AccessScenario.objects.filter(owner=owner).count() >= MOST_SCENARIOS:
            raise Conflict("you have {most} scenarios: delete some that you no longer need", most=MOST_SCENARIOS)
        now_ms = settings.WORKSPACE.clock.now_ms()
        row = AccessScenario.objects.create(
            name=said,
            territory=place.code,
            profession=profession,
            method=method,
            edits=plain_edits(edits),
            owner=owner,
            created_ms=now_ms,
            changed_ms=now_ms,
        )
        _journal(by, "save_scenario", row.pk, {"changes": len(edits)})
    return row.pk


def change_scenario(number: int, edits: Sequence[Edit], method: str, *, by: Actor) -> None:
    """Put these changes in the place of those of a scenario of one's own. Refuses: NotFound, NotAllowed."""
    _require_own(number, by)
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        AccessScenario.objects.filter(pk=number).update(edits=plain_edits(edits), method=method, changed_ms=now_ms)
        _journal(by, "change_scenario", number, {"changes": len(edits)})


def rename_scenario(number: int, name: str, *, by: Actor) -> None:
    """Give a scenario of one's own another name. Refuses: NotFound, NotAllowed, InputError."""
    _require_own(number, by)
    said = _name(name)
    with transaction.atomic():
        AccessScenario.objects.filter(pk=number).update(name=said, changed_ms=settings.WORKSPACE.clock.now_ms())
        _journal(by, "rename_scenario", number, {})


def duplicate_scenario(number: int, name: str, *, by: Actor, key: str = "") -> int:
    """Make a scenario of one's own with the changes of another one, and give its number.

    Takes: a scenario that one may read, one's own or by the ``key`` of its link; the name of the new one.
    Refuses: NotFound, NotAllowed, InputError, Conflict.
    """
    found = read_scenario(by, number, key)
    edits = [Edit(**each) for each in found.edits]
    return save_scenario(name, found.territory, found.profession, found.method, edits, by=by)


def share_scenario(number: int, *, by: Actor) -> str:
    """Let whoever has an account of the territory and the link read it. Gives its key, the same each time."""
    scenario = _require_own(number, by)
    if scenario.share_key:
        return scenario.share_key
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        AccessScenario.objects.filter(pk=number).update(share_key=key)
        _journal(by, "share_scenario", number, {})
    return key


def unshare_scenario(number: int, *, by: Actor) -> None:
    """Make the link lead nowhere. Refuses: NotFound, NotAllowed."""
    _require_own(number, by)
    with transaction.atomic():
        AccessScenario.objects.filter(pk=number).update(share_key=None)
        _journal(by, "unshare_scenario", number, {})


def delete_scenario(number: int, *, by: Actor) -> None:
    """Remove a scenario of one's own. Refuses: NotFound, NotAllowed."""
    _require_own(number, by)
    with transaction.atomic():
        AccessScenario.objects.filter(pk=number).delete()
        _journal(by, "delete_scenario", number, {})


def keep_population(name: str, source: str, year: int | None, table: pl.DataFrame, *, by: Actor) -> bool:
    """Let this population count from now on, instead of an older one.

    Takes: what it is called, who publishes it, of which year; rows of id, lon, lat, place, people and what else is
    known of them. Gives: False when just this table counts already. Refuses: NotAllowed; InputError for no people.
    """
    accounts.require(by, "import_observations")
    if not float(table["people"].sum() or 0) > 0:
        raise InputError("{name} has no people in any place of this country", name=name)
    content = io.BytesIO()
    table.write_parquet(content)
    digest = hashlib.sha256(content.getvalue()).hexdigest()
    newest = PopulationGrid.objects.order_by("-id").values_list("digest", flat=True).first()
    if newest == digest:
        return False
    with transaction.atomic():
        PopulationGrid.objects.create(
            name=name[:200],
            source=source[:300],
            year=year,
            digest=digest,
            added_ms=settings.WORKSPACE.clock.now_ms(),
            cells=table.height,
            people=float(table["people"].sum()),
            content=content.getvalue(),
        )
        detail = {"cells": table.height}
        journal.record(*accounts.actor_of(by), "import_population", f"population:{digest[:12]}", "import", detail)
    return True


def _name(name: str) -> str:
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME:
        raise InputError("a scenario needs a name of at most {most} letters", most=LONGEST_NAME)
    return said


def _require_own(number: int, by: Actor) -> AccessScenario:
    found = read_scenario(by, number)
    accounts.require(by, "plan_access", found.territory)
    if not found.own:
        raise NotAllowed("only its owner changes a scenario: make a copy of your own")
    return AccessScenario.objects.get(pk=number)


def _journal(by: Actor, verb: str, number: int, detail: dict[str, object]) -> None:
    journal.record(*accounts.actor_of(by), verb, f"access_scenario:{number}", "planning", detail)
