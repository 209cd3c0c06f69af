"""Parameters as form fields, and the numbers that come back: with a comma or a point, shares as percent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import InstalledKit
from pagus.errors import InputError, PagusError
from pagus.faces.console.frame import language
from pagus.kit_language import check_choice
from pagus.kit_language.model import Kit, Parameter
from pagus.web.charts.language import number, printed_unit
from pagus.web.middleware import in_words
from pagus.web.plain_numbers import plain_number

__all__ = [
    "parameter_field",
    "parameter_fields",
    "plain_number",
    "read_number",
    "read_within",
    "values_written",
    "whole_number",
    "written",
]

_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_SAME = 1e-9
"""What a form writes and reads again differs by less."""


def is_share(parameter: Parameter) -> bool:
    """Is it written in percent? A share is kept as a number from 0 to 1."""
    return parameter.selector == "share"


def written(parameter: Parameter, value: float) -> str:
    """The value with its unit, as people read it."""
    if is_share(parameter):
        return f"{number(100 * value, language())} %"
    if parameter.selector == "yes_no":
        return _("yes") if value else _("no")
    return f"{number(value, language())} {printed_unit(parameter.unit, language())}".strip()


def read_number(text: str, parameter: Parameter) -> float:
    """Which value did somebody write? Refuses: InputError for what is no number."""
    return plain_number(text) / _scale(parameter)


def read_within(text: str, parameter: Parameter) -> float:
    """Which value did somebody write? Refuses: InputError for what is no number or out of bounds, in their words."""
    value, low, high = read_number(text, parameter), parameter.minimum, parameter.maximum
    if low is not None and high is not None and not low <= value <= high:
        here, scale = language(), _scale(parameter)
        raise InputError(
            "{item}: {value} cannot be: it goes from {low} to {high} {unit}",
            item=parameter.label.say(here),
            value=number(scale * value, here),
            low=number(scale * low, here),
            high=number(scale * high, here),
            unit="%" if is_share(parameter) else printed_unit(parameter.unit, here),
        )
    return value


def _scale(parameter: Parameter) -> int:
    return 100 if is_share(parameter) else 1


def values_written(
    kit: Kit, parameters: Iterable[Parameter], given: Any, prefix: str = ""
) -> tuple[dict[str, float], dict[str, str]]:
    """The values somebody wrote for a territory that differ from the kit's own, and what is wrong with the others.

    Takes: the parameters that are asked for; the form; what stands before each name in it.
    """
    values: dict[str, float] = {}
    errors: dict[str, str] = {}
    for parameter in parameters:
        text = given.get(prefix + parameter.name, "").strip()
        if not text or parameter.control == "fixed":
            continue
        try:
            value = read_within(text, parameter)
            if abs(value - parameter.default) > _SAME:
                values[parameter.name] = check_choice(kit, "territory", parameter.name, value)
        except PagusError as error:
            errors[parameter.name] = in_words(error)
    return values, errors


def whole_number(text: str | None, otherwise: int) -> int:
    """Which page or number does an address or a form name? ``otherwise`` for what is none that we give out."""
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise


def parameter_field(parameter: Parameter, value: float) -> dict[str, Any]:
    """One parameter as the number field takes it: bounds, default, what stands behind it."""
    here = language()
    scale = _scale(parameter)
    bounds = [None if bound is None else scale * bound for bound in (parameter.minimum, parameter.maximum)]
    return {
        "name": parameter.name,
        "label": parameter.label.say(here),
        "value": round(scale * value, 6),
        "unit": "%" if is_share(parameter) else parameter.unit,
        "minimum": bounds[0],
        "maximum": bounds[1],
        "default": round(scale * parameter.default, 6),
        "locked": parameter.control == "fixed",
        "yes_no": [
            {"value": choice, "label": written(parameter, choice), "selected": value == choice} for choice in (1, 0)
        ]
        if parameter.selector == "yes_no"
        else [],
        "certainty": parameter.evidence.certainty,
        "note": parameter.evidence.note.say(here) if parameter.evidence.note else "",
        "written": written(parameter, value),
    }


def parameter_fields(
    installed: InstalledKit, parameters: Iterable[Parameter], subject: str | None, values: Mapping[str, float]
) -> list[dict[str, Any]]:
    """Parameters of an installation with the layers that speak for a subject, or for the territory."""
    rows = []
    for parameter in parameters:
        layers = installations.explain_parameter(installed.id, parameter.name, subject)
        rows.append(
            parameter_field(parameter, values[parameter.name])
            | {
                "identifier": f"{parameter.name}-{installed.id}",
                "layers": [
                    {
                        "layer": layer.layer,
                        "value": written(parameter, layer.value),
                        "by": layer.by,
                        "at": layer.at_ms,
                        "reason": layer.reason,
                        "holds": layer.holds,
                    }
                    for layer in layers
                ],
            }
        )
    return rows
