"""What the calculated items of a FHIR Questionnaire give for a response: SDC calculatedExpression, on plain JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pagus.engines.forms.fhir.path import Scope, evaluate_nodes, evaluate_path, own_weight
from pagus.engines.forms.fhir.path_values import Collection, Node
from pagus.engines.forms.fhir.shape import shaped_as
from pagus.errors import InputError

__all__ = ["CALCULATED", "Computed", "computed_values"]

CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Computed:
    """One calculated item: its value (None: empty), or why it cannot be computed."""

    link_id: str
    value: Any
    problem: str = ""


def computed_values(questionnaire: Mapping[str, Any], response: Mapping[str, Any]) -> tuple[Computed, ...]:
    """What do the calculated items of this questionnaire give for this response?

    Takes: a FHIR R4 Questionnaire and a QuestionnaireResponse, as JSON. Gives: each calculated item in order; a
    calculation may read others. What the response holds for a calculated item is not trusted: it is computed anew.
    Refuses: ShapeError for JSON of another shape.
    Method: as often as a value changes, at most 10 times. Limits: the FHIRPath of ``fhir.path``; variables of the form
    and of the items around; nothing is fetched.
    """
    with shaped_as("Questionnaire"):
        return _computed_values(questionnaire, response)


def _computed_values(questionnaire: Mapping[str, Any], response: Mapping[str, Any]) -> tuple[Computed, ...]:
    items = [(item, around) for item, around in _items(questionnaire, ())]
    calculated = [(item, around) for item, around in items if _expression(item) is not None]
    weights = _weights(questionnaire)
    values: dict[str, Computed] = {}
    before: dict[str, Computed] = {}
    for _ in range(MOST_ROUNDS):
        working = _with_values(questionnaire, response, values, {item["linkId"] for item, _ in calculated})
        found = {
            item["linkId"]: _computed(item, around, questionnaire, working, weights) for item, around in calculated
        }
        if found == values:
            return tuple(found.values())
        before, values = values, found
    circle = "it changes each time it is computed: it reads itself"
    return tuple(one if one == before.get(link) else Computed(link, None, circle) for link, one in values.items())


def _items(of: Mapping[str, Any], around: tuple[Mapping[str, Any], ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for item in of.get("item", ()):
        yield item, (*around, of)
        yield from _items(item, (*around, of))


def _expression(item: Mapping[str, Any]) -> str | None:
    for extension in item.get("extension", ()):
        if extension.get("url") == CALCULATED:
            expression = extension.get("valueExpression", {})
            return str(expression.get("expression", "")) if isinstance(expression, Mapping) else None
    return None


def _computed(
    item: Mapping[str, Any],
    around: tuple[Mapping[str, Any], ...],
    questionnaire: Mapping[str, Any],
    response: Mapping[str, Any],
    weights: Mapping[tuple[str, str], Decimal],
) -> Computed:
    link = str(item["linkId"])
    try:
        scope = _Variables((*around, item), questionnaire, response, weights).scope()
        found = evaluate_path(_expression(item) or "", scope)
    except InputError as error:
        return Computed(link, None, str(error))
    if len(found) > 1:
        return Computed(link, None, f"the expression gives {len(found)} values")
    return Computed(link, _plain(found[0]) if found else None)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


class _Variables:
    """Gives ``%name``: the resource, the questionnaire, and the variables that stand around the item."""

    def __init__(
        self,
        around: tuple[Mapping[str, Any], ...],
        questionnaire: Mapping[str, Any],
        response: Mapping[str, Any],
        weights: Mapping[tuple[str, str], Decimal],
    ) -> None:
        self.questionnaire, self.response, self.weights = questionnaire, response, weights
        self.written: dict[str, str] = {}
        for one in around:
            for extension in one.get("extension", ()):
                expression = extension.get("valueExpression", {})
                if extension.get("url") == VARIABLE and isinstance(expression.get("name"), str):
                    self.written[expression["name"]] = str(expression.get("expression", ""))
        self.open: set[str] = set()

    def scope(self) -> Scope:
        return Scope(focus=[Node(self.response)], variables=self.value, weights=self.weight)

    def weight(self, item: str, coding: Mapping[str, Any]) -> Decimal | None:
        return self.weights.get((item, str(coding.get("code", ""))))

    def value(self, name: str) -> Collection:
        if name in {"resource", "context", "rootResource"}:
            return [Node(self.response)]
        if name == "questionnaire":
            return [Node(self.questionnaire)]
        if name not in self.written:
            raise InputError("%{name} is not known here", name=name)
        if name in self.open:
            raise InputError("%{name} reads itself", name=name)
        self.open.add(name)
        try:
            return evaluate_nodes(self.written[name], self.scope())
        finally:
            self.open.discard(name)


def _weights(questionnaire: Mapping[str, Any]) -> dict[tuple[str, str], Decimal]:
    """By linkId and code: what each answer weighs, from the options or a contained value set."""
    sets = {f"#{one.get('id')}": one for one in questionnaire.get("contained", ())}
    found: dict[tuple[str, str], Decimal] = {}
    for item, _ in _items(questionnaire, ()):
        for option in item.get("answerOption", ()):
            coding = option.get("valueCoding", {})
            weight = own_weight(option) if own_weight(option) is not None else own_weight(coding)
            if weight is not None:
                found[item["linkId"], str(coding.get("code", ""))] = weight
        for include in sets.get(item.get("answerValueSet"), {}).get("compose", {}).get("include", ()):
            for concept in include.get("concept", ()):
                weight = own_weight(concept)
                if weight is not None:
                    found[item["linkId"], str(concept.get("code", ""))] = weight
    return found


def _with_values(
    questionnaire: Mapping[str, Any], response: Mapping[str, Any], values: Mapping[str, Computed], owned: set[str]
) -> dict[str, Any]:
    """The response with the calculated values where they belong."""
    working = deepcopy(dict(response))
    _fill(questionnaire, working, values, owned)
    return working


def _fill(form: Mapping[str, Any], place: dict[str, Any], values: Mapping[str, Computed], owned: set[str]) -> None:
    present = {item.get("linkId"): item for item in place.get("item", ())}
    for item in form.get("item", ()):
        link = item.get("linkId")
        if link in owned:
            value = values[link].value if link in values else None
            target = present.get(link)
            if target is None and value is not None:
                target = {"linkId": link}
                place.setdefault("item", []).append(target)
            if target is not None:
                target["answer"] = [] if value is None else [{_typed(value): value}]
        elif item.get("item"):
            target = present.get(link)
            if target is None:
                target = {"linkId": link}
                _fill(item, target, values, owned)
                if target.get("item"):
                    place.setdefault("item", []).append(target)
            else:
                _fill(item, target, values, owned)


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "valueBoolean"
    if isinstance(value, (int, float)):
        return "valueDecimal"
    return "valueCoding" if isinstance(value, Mapping) else "valueString"
