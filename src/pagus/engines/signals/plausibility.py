"""May a rule see this incoming value? Converted to the signal's unit; then accepted, held for a person, or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from pagus.engines.signals.grid import decimals_of, to_grid
from pagus.errors import InputError, UnitError
from pagus.kernel.conversions import NAMED, convert_named
from pagus.kernel.units import conversion, parse_unit, same_dimension
from pagus.kit_language.model import Signal

__all__ = ["Acceptance", "Accepted", "Held", "Judgement", "Rejected", "acceptance", "judge"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """It enters the features. ``value`` is in the signal's unit."""

    value: float


@dataclass(frozen=True, slots=True)
class Held:
    """It is stored and shown, and enters no feature until a person confirms it. ``value`` is in the signal's unit."""

    value: float
    reason: InputError


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is no measurement of this signal."""

    reason: InputError


Judgement = Accepted | Held | Rejected
Acceptance = Callable[[float], float | None]


def judge(signal: Signal, value: float, unit: str | None = None) -> Judgement:
    """May this value enter the features of its signal?

    Takes: the signal; a value; its UCUM code (None: the signal's own unit). Gives: ``Accepted`` within the plausible
    range, both ends included; ``Held`` outside it; ``Rejected`` when it is not finite, far beyond anything the signal
    can hold, or in a unit that neither converts nor goes through one of the signal's named conversions. The reason is
    an error that is not raised.
    """
    try:
        number = float(value) if unit is None else _converter(unit, signal.unit, signal.conversions)(float(value))
        scale, low, high = _limits(signal.plausible)
        on_grid = to_grid(number, scale)
    except InputError as error:
        return Rejected(error)
    if low <= on_grid <= high:
        return Accepted(number)
    reason = InputError(
        "{value} {unit} is outside the plausible range of {signal}, {low} to {high}: a person must confirm it",
        value=number,
        unit=signal.unit,
        signal=signal.code,
        low=signal.plausible[0],
        high=signal.plausible[1],
    )
    return Held(number, reason)


def acceptance(signal: Signal, unit: str | None = None) -> Acceptance:
    """How does one tell quickly which values in this unit are accepted, for very many of them?

    Gives: a function of a value; it gives what ``judge`` has in ``Accepted``, and None for every other judgement.
    Refuses: UnitError for a unit in which nothing can be accepted.
    """
    convert = float if unit is None else _converter(unit, signal.unit, signal.conversions)
    scale, low, high = _limits(signal.plausible)
    beyond = high + 1

    def accepted(value: float) -> float | None:
        try:
            number = convert(float(value))
        except InputError:
            return None
        return number if low <= number * scale + 0.5 < beyond else None  # as ``to_grid``, without the way through it

    return accepted


@lru_cache(maxsize=1024)
def _limits(plausible: tuple[float, float]) -> tuple[float, int, int]:
    """The grid of a signal, and its plausible range on it."""
    scale = float(10 ** decimals_of(plausible))
    return scale, to_grid(plausible[0], scale), to_grid(plausible[1], scale)


@lru_cache(maxsize=1024)
def _converter(unit: str, target: str, named: tuple[str, ...]) -> Callable[[float], float]:
    """The way from one unit to another: the same, by factor, or through a conversion that the signal names."""
    source, wanted = parse_unit(unit), parse_unit(target)
    if source == wanted:
        return lambda value: value
    if same_dimension(source, wanted):
        return conversion(source, wanted).apply
    for name in named:
        step = NAMED.get(name)
        if step is not None and same_dimension(source, step.from_unit) and same_dimension(step.to_unit, wanted):
            before = conversion(source, parse_unit(step.from_unit)).apply
            after = conversion(parse_unit(step.to_unit), wanted).apply
            return lambda value: after(convert_named(name, before(value)))
    accepted = ", ".join([target, *(NAMED[name].from_unit for name in named if name in NAMED)])
    raise UnitError(
        "a value in {unit} cannot become one in {target}: send {accepted}", unit=unit, target=target, accepted=accepted
    )
