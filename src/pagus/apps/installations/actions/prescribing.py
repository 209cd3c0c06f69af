"""What is asked of somebody only if prescribed: said at their enrolment, and kept when they are moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.enrolling import require_subject
from pagus.apps.installations.actions.rows import now, required_reason, running_row, touch, write_journal
from pagus.apps.installations.layers import current_values, effective_by_subject, holders_of
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue
from pagus.apps.installations.queries import get_installation
from pagus.errors import InputError, NotFound
from pagus.kit_language import prescribed_by
from pagus.kit_language.model import Kit

__all__ = ["keep_asking", "prescribe"]


def prescribe(installation_id: int, person: str, names: Collection[str], *, reason: str, by: Actor) -> None:
    """Let this be asked of somebody who is followed, and nothing else of what the kit asks only if prescribed.

    Takes: yes-or-no parameters of such signals. Who may enrol a person may write what their prescription says.
    Refuses: NotFound for the installation, the person, or a name that no signal waits for; NotAllowed; InputError
    without a reason. What holds already is not written again.
    """
    row = running_row(installation_id)
    kit = get_installation(installation_id).kit
    known = prescribed_by(kit)
    for name in sorted(set(names) - set(known)):
        raise NotFound("kit {kit} asks for nothing only if {name}", kit=kit.id, name=name)
    require_subject(kit, row, person, by)
    if not Enrolment.objects.filter(installation=row, subject=person, to_ms__isnull=True).exists():
        raise NotFound("{subject} is not enrolled", subject=person)
    said = required_reason(reason, InputError("changing a parameter needs a reason: it stays beside the value"))
    held = effective_by_subject(kit, current_values(row.pk), holders_of([person]))[person]
    wanted = {name: float(name in names) for name in known}
    changed = {name: value for name, value in wanted.items() if held[name] != value}
    if not changed:
        return
    with transaction.atomic():
        _write(row, {person: changed}, said, by)
        touch(row)
        detail = {"kit": row.kit_id, "yes": sorted(set(names)), "no": sorted(set(known) - set(names))}
        write_journal(by, "prescribe_signals", person, detail)


def keep_asking(row: Installation, kit: Kit, wanted: Mapping[str, Collection[str]], reason: str, by: Actor) -> None:
    """Inside the transaction of a move: these people go on being asked for what these parameters stand for."""
    effective = effective_by_subject(kit, current_values(row.pk), holders_of(wanted))
    yes = {
        person: {name: 1.0 for name in sorted(names) if not effective[person][name]} for person, names in wanted.items()
    }
    _write(row, yes, reason, by)


def _write(row: Installation, values: Mapping[str, Mapping[str, float]], reason: str, by: Actor) -> None:
    login, _ = accounts.actor_of(by)
    moment = now()
    ParameterValue.objects.bulk_create(
        [
            ParameterValue(
                installation=row, layer="person", holder=person, name=name, value=value, by=login, at_ms=moment,
                reason=reason[:500],
            )
            for person, own in values.items()
            for name, value in own.items()
        ],
        batch_size=1000,
    )  # fmt: skip
