"""A person's own thresholds on the page of their alerts: tried on their last month, then set with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from pagus.apps.accounts import queries as accounts
from pagus.apps.installations import actions as installing
from pagus.apps.installations import queries as installations
from pagus.apps.worklist.listing import WorklistRow
from pagus.apps.worklist.trying import TriedRule, try_threshold
from pagus.errors import InputError, NotFound
from pagus.faces.console.frame import language
from pagus.faces.console.numbers import parameter_fields, read_within, whole_number, written

__all__ = ["Tried", "read_threshold", "set_threshold", "threshold_fields"]


@dataclass(frozen=True, slots=True)
class Tried:
    """A value that was tried: of which parameter of which installation, and what it would have rung."""

    installation: int
    name: str
    value: float
    rules: tuple[TriedRule, ...]


def threshold_fields(user: Any, code: str, row: WorklistRow, tried: Tried | None) -> list[dict[str, Any]]:
    """The thresholds in the rules that rang, where the kit lets a person have an own one. None for who may not set."""
    if not accounts.may(user, "set_person_parameter"):
        return []
    fields: list[dict[str, Any]] = []
    rang = {(each.installation_id, each.rule) for each in row.alerts}
    for installed, enrolled in installations.enrolments_of(code):
        if enrolled.to_ms is not None:
            continue
        texts = [installed.kit.rule(rule).when for number, rule in rang if number == installed.id]
        own = [
            each
            for each in installed.kit.parameters.values()
            if "person" in each.layers and each.selector != "yes_no" and any(f"p.{each.name}" in text for text in texts)
        ]
        fields += [
            {**field, "installation": installed.id, **_tried(tried, installed.id, field, installed.kit)}
            for field in (parameter_fields(installed, own, code, enrolled.parameters) if own else [])
        ]
    return fields


def _tried(tried: Tried | None, number: int, field: dict[str, Any], kit: Any) -> dict[str, Any]:
    if tried is None or (tried.installation, tried.name) != (number, field["name"]):
        return {}
    here, parameter = language(), kit.parameters[tried.name]
    scale = 100.0 if parameter.selector == "share" else 1.0
    rules = [{"title": each.title.say(here), "now": each.now, "then": each.then} for each in tried.rules]
    return {"tried": rules, "tried_value": written(parameter, tried.value), "value": round(scale * tried.value, 6)}


def read_threshold(request: HttpRequest, code: str) -> Tried:
    """What would the value of this form have rung? Refuses: as ``try_threshold``, InputError for what is no number."""
    number, name, value = _asked(request)
    if value is None:
        raise InputError("write the value to try")
    return Tried(number, name, value, try_threshold(request.user, number, code, name, value))


def set_threshold(request: HttpRequest, code: str) -> None:
    """Set the value of this form for this person; an empty one takes the own value back. Refuses: as the action."""
    number, name, value = _asked(request)
    reason = request.POST.get("reason", "")
    installing.set_parameter(number, name, value, layer="person", holder=code, reason=reason, by=request.user)


def _asked(request: HttpRequest) -> tuple[int, str, float | None]:
    number, name = whole_number(request.POST.get("installation"), 0), request.POST.get("name", "")
    kit = installations.get_installation(number).kit
    if name not in kit.parameters:
        raise NotFound("kit {kit} has no parameter {name}", kit=kit.id, name=name)
    text = request.POST.get("value", "").strip()
    return number, name, read_within(text, kit.parameters[name]) if text else None
