"""Which value of a parameter holds: the kit's own, then the territory's, the team's, the person's; and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pagus.errors import InputError, NotFound
from pagus.kernel.time import DAY
from pagus.kit_language.model import LAYERS, Kit, Layer, Parameter, Signal

__all__ = [
    "Choice",
    "EffectiveParameter",
    "LayerValues",
    "asked_signals",
    "check_choice",
    "checked_value",
    "effective_parameters",
    "effective_values",
    "prescribed_by",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerValues:
    """What one layer sets: values by parameter name. ``holder`` says which team or person, when it matters."""

    layer: Layer
    values: Mapping[str, float]
    holder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one layer says about one parameter; ``holds`` marks the one that decides."""

    layer: Layer
    holder: str
    value: float
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveParameter:
    """A parameter, the value that holds, and every layer that speaks, the kit first."""

    parameter: Parameter
    value: float
    choices: tuple[Choice, ...]


def checked_value(parameter: Parameter, value: float) -> float:
    """Is this a value that the parameter may have, whoever sets it?

    Takes: a parameter and a value in its unit. Gives: the value as float.
    Refuses: InputError when it is not finite, differs from the default of a fixed parameter, or is out of bounds.
    """
    number = float(value)
    facts = {"name": parameter.name, "value": number, "unit": parameter.unit}
    if not math.isfinite(number):
        raise InputError("parameter {name} cannot be {value}: give a number in {unit}", **facts)
    if parameter.control == "fixed" and number != parameter.default:
        raise InputError(
            "parameter {name} is fixed by the kit at {default:g} {unit}: {value:g} is refused",
            default=parameter.default, **facts,
        )  # fmt: skip
    if parameter.selector == "yes_no" and number not in (0.0, 1.0):
        raise InputError("parameter {name} is 1 for yes or 0 for no, not {value:g}", **facts)
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise InputError(
            "parameter {name} cannot be {value:g} {unit}: it goes from {low:g} to {high:g}",
            low=low if low is not None else -math.inf, high=high if high is not None else math.inf, **facts,
        )  # fmt: skip
    return number


def check_choice(kit: Kit, layer: Layer, name: str, value: float) -> float:
    """May this layer set this parameter to this value?

    Takes: the kit, the layer, the name, the value in the parameter's unit. Gives: the value as float.
    Refuses: NotFound for an unknown name; InputError when the parameter is fixed, the layer may not set it, or the
    value is out of bounds.
    """
    if name not in kit.parameters:
        known = ", ".join(kit.parameters) or "none"
        raise NotFound("kit {kit} has no parameter {name}: it has {known}", kit=kit.id, name=name, known=known)
    parameter = kit.parameters[name]
    if parameter.control == "fixed":
        raise InputError("parameter {name} is fixed by the signer of the kit: nobody else can set it", name=name)
    if layer == "kit" or layer not in parameter.layers:
        allowed = ", ".join(one for one in parameter.layers if one != "kit")
        raise InputError(
            "parameter {name} cannot be set for a {layer}: only for {allowed}", name=name, layer=layer, allowed=allowed
        )
    return checked_value(parameter, value)


def effective_parameters(kit: Kit, layers: Sequence[LayerValues]) -> dict[str, EffectiveParameter]:
    """Which value of each parameter holds, and who says what?

    Takes: the kit, and what the layers set, from far to near (territory, team, person; each at most once).
    Gives: by name, the value of the nearest layer that set one, with every layer that speaks.
    Refuses: as ``check_choice``; InputError when the layers are out of order.
    Example: with a territory at 0.65 and a person at 0.5, the person's 0.5 holds and three choices are listed.
    """
    order = [LAYERS.index(one.layer) for one in layers]
    if order != sorted(set(order)):
        raise InputError("the layers of parameters go from territory to team to person, each once")
    for one in layers:
        for name, value in one.values.items():
            check_choice(kit, one.layer, name, value)
    return {name: _effective(parameter, layers) for name, parameter in kit.parameters.items()}


def effective_values(kit: Kit, layers: Sequence[LayerValues]) -> dict[str, float]:
    """Which value of each parameter holds?

    Takes, refuses: as ``effective_parameters``. Gives: the values alone, by name.
    """
    return {name: one.value for name, one in effective_parameters(kit, layers).items()}


def asked_signals(kit: Kit, values: Mapping[str, float]) -> dict[str, Signal]:
    """What is asked of somebody for whom these values hold, and how often?

    Takes: a checked kit, the effective values of its parameters. Gives: every signal by code, in the rhythm of this
    person; one that is asked only if prescribed, and is not prescribed here, has no rhythm: it may be measured, and
    nobody waits for it.
    """
    return {code: replace(signal, every_ms=_asked_every(signal, values)) for code, signal in kit.signals.items()}


def _asked_every(signal: Signal, values: Mapping[str, float]) -> int | None:
    if signal.when_prescribed and not values.get(signal.when_prescribed):
        return None
    times = values.get(signal.times_a_day) if signal.times_a_day else None
    return round(DAY / times) if times else signal.every_ms


def prescribed_by(kit: Kit) -> dict[str, tuple[str, ...]]:
    """Which signals are asked only of those for whom a parameter says yes? By parameter, in the order of the kit."""
    names = dict.fromkeys(each.when_prescribed for each in kit.signals.values() if each.when_prescribed)
    return {name: tuple(code for code, it in kit.signals.items() if it.when_prescribed == name) for name in names}


def _effective(parameter: Parameter, layers: Sequence[LayerValues]) -> EffectiveParameter:
    said: list[tuple[Layer, str, float]] = [("kit", "", parameter.default)]
    said += [
        (one.layer, one.holder, float(one.values[parameter.name])) for one in layers if parameter.name in one.values
    ]
    last = len(said) - 1
    choices = tuple(
        Choice(layer=layer, holder=holder, value=value, holds=position == last)
        for position, (layer, holder, value) in enumerate(said)
    )
    return EffectiveParameter(parameter=parameter, value=said[-1][2], choices=choices)
