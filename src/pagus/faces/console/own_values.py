"""A value of a kit that somebody sets for a territory or one person: set, or refused where it was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from pagus.apps.installations import actions
from pagus.apps.installations import queries as installations
from pagus.errors import InputError, KitError, NotFound
from pagus.faces.console.numbers import read_within
from pagus.kit_language.model import Layer
from pagus.web.middleware import in_words

__all__ = ["RefusedValue", "set_own_value", "with_refused"]


@dataclass(frozen=True, slots=True)
class RefusedValue:
    """A value that was not set: of which kit and parameter, what was typed, and what is wrong in which box."""

    installation: int
    name: str
    sent: Mapping[str, str]
    errors: Mapping[str, str]


def set_own_value(
    request: HttpRequest, number: int, layer: Layer = "territory", holder: str = ""
) -> RefusedValue | None:
    """Set the value of this form in a layer; an empty one is taken back. Gives: what was refused; None when it holds.

    Takes: the number of the installation; whose value it becomes. Refuses: NotFound; NotAllowed.
    """
    name, text, reason = (request.POST.get(each, "").strip() for each in ("name", "value", "reason"))
    kit = installations.get_installation(number).kit
    if name not in kit.parameters:
        raise NotFound("kit {kit} has no parameter {name}", kit=kit.id, name=name)
    faulty = "value"
    try:
        value = read_within(text, kit.parameters[name]) if text else None
        faulty = "value" if reason else "reason"
        actions.set_parameter(number, name, value, layer=layer, holder=holder, reason=reason, by=request.user)
    except (InputError, KitError) as error:
        return RefusedValue(number, name, {"value": text, "reason": reason}, {faulty: in_words(error)})
    messages.success(request, _("The value holds from now on."))
    return None


def with_refused(
    fields: Sequence[dict[str, Any]], installation: int, refused: RefusedValue | None
) -> list[dict[str, Any]]:
    """The fields of an installation, the refused one with what was typed and what is wrong with it."""
    if refused is None or refused.installation != installation:
        return list(fields)
    typed = {"refused": refused, "value": refused.sent["value"]}
    return [field | typed if field["name"] == refused.name else field for field in fields]
