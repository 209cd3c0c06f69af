"""What somebody asks of a backtest, as it stands in the address or in the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pagus.analytics.backtest import clinical_parameters
from pagus.apps.installations.backtesting import Ask, along, largest
from pagus.faces.console.numbers import parameter_field, values_written, whole_number
from pagus.kernel.time import DAY
from pagus.kit_language.model import Kit, Parameter

__all__ = ["Asked", "asked_of", "movable", "value_fields"]

PEOPLE, DAYS, SEED, HORIZON_DAYS = 200, 365, 1, 14
LONGEST_HORIZON_DAYS = 90
PREFIX = "value-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which people, which values, what is moved. ``errors`` by parameter: a value that was not understood."""

    recorded: bool
    people: int
    days: int
    seed: int
    horizon_days: int
    moved: str
    values: dict[str, float]
    errors: dict[str, str]

    def ask(self) -> Ask:
        """The question for the engine."""
        return Ask(values=self.values, moved=self.moved, horizon_ms=self.horizon_days * DAY)


def movable(kit: Kit) -> list[Parameter]:
    """The thresholds that may be moved: those of clinical rules, with bounds."""
    read = clinical_parameters(kit)
    return [each for each in kit.parameters.values() if each.name in read and each.control != "fixed" and along(each)]


def asked_of(given: Any, kit: Kit) -> Asked:
    """What is asked. Numbers outside what a page tries are brought back to its bounds."""
    parameters = movable(kit)
    values, errors = values_written(kit, parameters, given, PREFIX)
    known = [parameter.name for parameter in parameters]
    moved = given.get("moved", "")
    most_people, most_days = largest(kit.slug)
    return Asked(
        recorded=given.get("people-of") == "recorded",
        people=_within(given.get("people"), PEOPLE, 20, most_people),
        days=_within(given.get("days"), DAYS, 60, most_days),
        seed=_within(given.get("seed"), SEED, 0, 1_000_000),
        horizon_days=_within(given.get("horizon"), HORIZON_DAYS, 1, LONGEST_HORIZON_DAYS),
        moved=moved if moved in known else (known[0] if known else ""),
        values=values,
        errors=errors,
    )


def _within(text: str | None, usual: int, least: int, most: int) -> int:
    return min(max(whole_number(text, usual), least), most)


def value_fields(kit: Kit, asked: Asked, given: Any) -> list[dict[str, Any]]:
    """The thresholds as fields, with what was written."""
    fields = []
    for parameter in movable(kit):
        field = parameter_field(parameter, asked.values.get(parameter.name, parameter.default))
        field |= {"name": PREFIX + parameter.name, "parameter": parameter.name}
        if parameter.name in asked.errors:
            field |= {"error": asked.errors[parameter.name], "value": given.get(PREFIX + parameter.name, "")}
        fields.append(field)
    return fields
