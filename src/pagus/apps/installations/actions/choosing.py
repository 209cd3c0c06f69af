"""Choosing a set of targets of a kit for one person: its values become that person's own, under the set's name."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.rows import now, required_reason, running_row, touch, write_journal
from pagus.apps.installations.actions.setting import require_layer
from pagus.apps.installations.layers import current_values
from pagus.apps.installations.models import Enrolment, ParameterValue
from pagus.apps.installations.queries import get_installation
from pagus.errors import Conflict, InputError, NotFound
from pagus.kit_language import check_choice

__all__ = ["choose_target_set"]


def choose_target_set(installation_id: int, person: str, name: str, *, reason: str, by: Actor) -> None:
    """Let a set of targets of the kit hold for somebody who is followed; none with an empty name.

    What an earlier set wrote and nobody has changed since is taken back; the own values of the person that the new set
    names are replaced, all others stay. Refuses: NotFound for the installation, the person or the set; NotAllowed;
    InputError without a reason, or for a value that the kit does not accept; Conflict when nothing would change.
    """
    row = running_row(installation_id)
    kit = get_installation(installation_id).kit
    if name and name not in kit.target_sets:
        known = ", ".join(kit.target_sets) or "none"
        raise NotFound("kit {kit} has no set of targets {name}: it has {known}", kit=kit.id, name=name, known=known)
    require_layer(row, "person", person, by)
    if not Enrolment.objects.filter(installation=row, subject=person, to_ms__isnull=True).exists():
        raise NotFound("{subject} is not enrolled", subject=person)
    said = required_reason(reason, InputError("choosing targets needs a reason: it stays beside the values"))
    wanted = kit.target_sets[name].values if name else {}
    values = {each: check_choice(kit, "person", each, it.value) for each, it in wanted.items()}
    held = current_values(installation_id).get(("person", person), {})
    back = [each for each, it in held.items() if it.target_set and each not in values]
    fresh = {
        each: value
        for each, value in values.items()
        if each not in held or (held[each].value, held[each].target_set) != (value, name)
    }
    if not back and not fresh:
        raise Conflict("these targets hold for this person already")
    login, _ = accounts.actor_of(by)
    moment = now()
    written = [*fresh.items(), *((each, None) for each in back)]
    with transaction.atomic():
        ParameterValue.objects.bulk_create(
            ParameterValue(
                installation=row, layer="person", holder=person, name=each, value=value, by=login, at_ms=moment,
                reason=said, target_set=name if value is not None else "",
            )
            for each, value in written
        )  # fmt: skip
        touch(row)
        was = sorted({it.target_set for it in held.values() if it.target_set})
        write_journal(by, "choose_target_set", person, {"kit": row.kit_id, "set": name, "was": was})
