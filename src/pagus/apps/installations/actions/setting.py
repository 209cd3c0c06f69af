"""Setting the value of a parameter, at one of its layers."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.rows import now, required_reason, running_row, touch, write_journal
from pagus.apps.installations.models import Installation, ParameterValue
from pagus.apps.installations.queries import get_installation
from pagus.apps.people import queries as people
from pagus.errors import InputError, NotAllowed, NotFound
from pagus.kit_language import check_choice
from pagus.kit_language.model import Layer

__all__ = ["require_layer", "set_parameter"]


def set_parameter(
    installation_id: int,
    name: str,
    value: float | None,
    *,
    layer: Layer = "territory",
    holder: str = "",
    reason: str,
    by: Actor,
) -> None:
    """Set a parameter at a layer, or take the layer's value back with None.

    Takes: layer "territory" (no holder), "team" (holder: team code) or "person" (holder: person code); why.
    Refuses: NotFound, NotAllowed, InputError for a value or layer that the kit does not accept, or without a reason.
    """
    row = running_row(installation_id)
    kit = get_installation(installation_id).kit
    if name not in kit.parameters:
        raise NotFound("kit {kit} has no parameter {name}", kit=kit.id, name=name)
    require_layer(row, layer, holder, by)
    said = required_reason(reason, InputError("changing a parameter needs a reason: it stays beside the value"))
    # Taking a value back asks only whether this layer may speak: the kit's own value is always within the bounds.
    check_choice(kit, layer, name, kit.parameters[name].default if value is None else value)
    login, _ = accounts.actor_of(by)
    with transaction.atomic():
        ParameterValue.objects.create(
            installation=row,
            layer=layer,
            holder=holder,
            name=name,
            value=value,
            by=login,
            at_ms=now(),
            reason=said,
        )
        touch(row)
        write_journal(by, "set_parameter", holder or f"kit:{row.kit_id}", {"name": name, "layer": layer})


def require_layer(row: Installation, layer: Layer, holder: str, by: Actor) -> None:
    """Refuses: NotFound for a holder that is none; NotAllowed for who may not set values at this layer."""
    if layer == "person":
        person = people.facts_of([holder]).get(holder)
        if person is None or not people.may_see(by, person):
            raise NotFound("no person here has the code {code}", code=holder)
        if not people.may_see(by, person, "set_person_parameter"):
            raise NotAllowed("your roles do not allow: {verb}", verb="set_person_parameter")
        return
    if layer == "team" and not any(team.code == holder for team in people.teams(row.territory)):
        raise NotFound("no team here has the code {code}", code=holder)
    if layer == "territory" and holder:
        raise InputError("the territory layer has no holder")
    accounts.require(by, "set_parameter", row.territory)
