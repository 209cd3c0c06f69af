"""The layers of a parameter: kit, territory, team, person; the nearest one that set a value decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from pagus.apps.installations.models import ParameterValue
from pagus.apps.people.queries import facts_of, is_person
from pagus.errors import PagusError
from pagus.kit_language import LayerValues, check_choice, effective_parameters, effective_values
from pagus.kit_language.model import Kit, Layer

__all__ = [
    "LayerValue",
    "accepted_values",
    "current_values",
    "effective_by_subject",
    "explain",
    "holders_of",
    "values_at",
]

Holder = tuple[Layer, str]
"""A layer and who holds it: ("territory", ""), ("team", "team-north"), ("person", "person:P-7K3Q9")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerValue:
    """What one layer says about a parameter; ``holds`` marks the one that decides."""

    layer: Layer
    holder: str
    value: float
    by: str
    at_ms: int | None
    reason: str
    holds: bool


def holders_of(subjects: Iterable[str]) -> dict[str, tuple[Holder, ...]]:
    """Which layers speak for each of these subjects, from far to near?"""
    wanted = list(subjects)
    people = facts_of(subject for subject in wanted if is_person(subject))
    found: dict[str, tuple[Holder, ...]] = {}
    for subject in wanted:
        person = people.get(subject)
        near: tuple[Holder, ...] = (("team", person.team), ("person", subject)) if person else ()
        found[subject] = (("territory", ""), *near)
    return found


def current_values(installation_id: int) -> dict[Holder, dict[str, ParameterValue]]:
    """What does each layer hold now? The newest row decides; a row without value takes the layer's value back."""
    return _newest(_rows(installation_id))


def _rows(installation_id: int) -> QuerySet[ParameterValue]:
    return ParameterValue.objects.filter(installation_id=installation_id)


def _newest(rows: QuerySet[ParameterValue]) -> dict[Holder, dict[str, ParameterValue]]:
    found: dict[Holder, dict[str, ParameterValue]] = {}
    for row in rows.order_by("pk"):
        values = found.setdefault((row.layer, row.holder), {})
        values.pop(row.name, None)
        if row.value is not None:
            values[row.name] = row
    return found


def values_at(installation_id: int, at_ms: int) -> dict[Holder, dict[str, ParameterValue]]:
    """What did each layer hold at that instant? As ``current_values``, for any date."""
    return _newest(_rows(installation_id).filter(at_ms__lte=at_ms))


def accepted_values(
    installation_id: int, kit: Kit, since_ms: int | None = None
) -> tuple[list[ParameterValue], list[ParameterValue]]:
    """Of the values set in an installation, which does this other version of its kit accept, and which not?

    Takes: an installation; the kit; None for all that holds, or an instant, for what was set, or taken back, after it.
    Gives: both lists, in the order in which the values were set.
    """
    newest = {(row.layer, row.holder, row.name): row for row in _rows(installation_id).order_by("pk")}
    kept: list[ParameterValue] = []
    refused: list[ParameterValue] = []
    for row in sorted(newest.values(), key=lambda it: it.pk):
        if since_ms is None and row.value is None:
            continue  # taken back: nothing holds
        if since_ms is None or row.at_ms > since_ms:
            (kept if _accepts(kit, row) else refused).append(row)
    return kept, refused


def _accepts(kit: Kit, row: ParameterValue) -> bool:
    if row.name not in kit.parameters:
        return False
    try:
        check_choice(kit, row.layer, row.name, kit.parameters[row.name].default if row.value is None else row.value)
    except PagusError:
        return False
    return True


def effective_by_subject(
    kit: Kit, current: Mapping[Holder, Mapping[str, ParameterValue]], holders: Mapping[str, Sequence[Holder]]
) -> dict[str, Mapping[str, float]]:
    """Which parameters hold for each subject? Subjects under the same layers share one mapping."""
    shared: dict[tuple[Holder, ...], Mapping[str, float]] = {}
    result: dict[str, Mapping[str, float]] = {}
    for subject, chain in holders.items():
        speaking = tuple(holder for holder in chain if holder in current)
        if speaking not in shared:
            shared[speaking] = effective_values(kit, _layer_values(current, speaking))
        result[subject] = shared[speaking]
    return result


def explain(
    kit: Kit, name: str, current: Mapping[Holder, Mapping[str, ParameterValue]], chain: Sequence[Holder]
) -> list[LayerValue]:
    """Which layers say what about this parameter? The kit's own value first; the last one holds."""
    found = effective_parameters(kit, _layer_values(current, chain))[name]
    values = []
    for choice in found.choices:
        row = current.get((choice.layer, choice.holder), {}).get(name)
        values.append(
            LayerValue(
                layer=choice.layer,
                holder=choice.holder,
                value=choice.value,
                by=row.by if row else kit.publisher,
                at_ms=row.at_ms if row else None,
                reason=row.reason if row else "",
                holds=choice.holds,
            )
        )
    return values


def _layer_values(current: Mapping[Holder, Mapping[str, ParameterValue]], chain: Sequence[Holder]) -> list[LayerValues]:
    return [
        LayerValues(
            layer=layer, holder=holder, values={name: row.value for name, row in current[layer, holder].items()}
        )
        for layer, holder in chain
        if (layer, holder) in current
    ]
