"""May a rule see this incoming value? Converted to the signal's unit; then accepted, held for a person, or refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from pagus.engines.signals.grid import decimals_of, to_grid
from pagus.errors import InputError, UnitError
from pagus.kernel.conversions import NAMED, convert_named
from pagus.kernel.units import conversion, parse_unit, same_dimension
from pagus.kit_language.model import Signal

__all__ = ["Accepted", "Held", "Judgement", "Rejected", "judge", "judging"]


class Accepted(NamedTuple):
    """It enters the features. ``value`` is in the signal's unit."""

    value: float


class Held(NamedTuple):
    """It is stored and shown, and enters no feature until a person confirms it. ``value`` is in the signal's unit."""

    value: float
    reason: InputError


class Rejected(NamedTuple):
    """It is no measurement of this signal."""

    reason: InputError


Judgement = Accepted | Held | Rejected


def judge(signal: Signal, value: float, unit: str | None = None) -> Judgement:
    """May this value enter the features of its signal?

    Takes: the signal; a value; its UCUM code (None: the signal's own unit). Gives: ``Accepted`` within the plausible
    range, both ends included; ``Held`` outside it; ``Rejected`` when it is not finite, far beyond anything the signal
    can hold, or in a unit that neither converts nor goes through one of the signal's named conversions. The reason is
    an error that is not raised.
    """
    try:
        return judging(signal, unit)(value)
    except InputError as error:
        return Rejected(error)


def judging(signal: Signal, unit: str | None = None) -> Callable[[float], Judgement]:
    """How are values of this signal judged that come in this unit? Worked out once, for many values.

    Takes: as ``judge``. Gives: a function of one value. Refuses: UnitError for a unit that does not convert.
    """
    convert = None if unit is None else _converter(unit, signal.unit, signal.conversions)
    scale = float(10 ** decimals_of(signal.plausible))
    low, high = to_grid(signal.plausible[0], scale), to_grid(signal.plausible[1], scale)

    def judged(value: float) -> Judgement:
        try:
            number = float(value) if convert is None else convert(float(value))
            on_grid = to_grid(number, scale)
        except InputError as error:
            return Rejected(error)
        return Accepted(number) if low <= on_grid <= high else _held(signal, number)

    return judged


def _held(signal: Signal, number: float) -> Held:
    reason = InputError(
        "{value} {unit} is outside the plausible range of {signal}, {low} to {high}: a person must confirm it",
        value=number,
        unit=signal.unit,
        signal=signal.code,
        low=signal.plausible[0],
        high=signal.plausible[1],
    )
    return Held(number, reason)


@lru_cache(maxsize=1024)
def _converter(unit: str, target: str, named: tuple[str, ...]) -> Callable[[float], float] | None:
    """The way from one unit to another: none (None), by factor, or through a conversion that the signal names."""
    source, wanted = parse_unit(unit), parse_unit(target)
    if source == wanted:
        return None
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
