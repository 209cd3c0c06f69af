"""Does a kit do what a line of home monitoring asks? One answer for lint, for the pages and for the statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pagus.errors import UnitError
from pagus.kernel.time import parse_duration
from pagus.kernel.units import same_dimension
from pagus.kit_language.lint_rules import words_of
from pagus.kit_language.model import Funding, Kit, Rule
from pagus.library.lines.model import Asked, Datum, Line

__all__ = ["Answer", "Why", "legal_minimum"]

Why = Literal[
    "met", "other_of_group", "not_asked_of_all", "missing", "unknown", "unit", "rhythm", "no_silence", "optional_rule",
    "other_signal", "no_own_threshold", "only_if_prescribed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What the kit has for one thing that the line asks for: ``by`` names signals or rules; ``why`` says how it stands.

    ``met``: the line is served as far as this goes. ``of`` is the signal or rule that ``why`` is about.
    """

    part: Literal["data", "alerts"]
    asked: str
    met: bool
    why: Why
    by: tuple[str, ...] = ()
    of: str = ""


def legal_minimum(kit: Kit, line: Line, serves: Funding) -> tuple[Answer, ...]:
    """What does the line ask, and what has the kit for it?

    Takes: the kit, the line, and the entry of the kit that says how it serves this line.
    Gives: an answer for each of the line's data, then for each of its alerts, in the order of the line.
    Method: a datum needs a signal in one of its units, expected at least as often as the line asks, and asked of
    everybody on the line (by the kit, or because nobody is on it without that prescription) unless the line asks it
    of some or gives a choice. An alert for
    silence needs a mandatory rule on the time since the last value of its data; any other a rule that reads them; one
    at the prescriber's own threshold a parameter that may be set for a person.
    """
    data = [_datum(kit, serves, name, datum) for name, datum in line.data.items()]
    served = {answer.asked for answer in data if answer.met and answer.by}
    alerts = [_alert(kit, serves, name, asked, served) for name, asked in line.alerts.items()]
    return (*_grouped(line, data), *alerts)


def _grouped(line: Line, data: list[Answer]) -> Iterator[Answer]:
    """Of a group one datum is enough: the others are met by it, unless what stands for them is wrong."""
    for answer in data:
        group = line.data[answer.asked].group
        others = [each for each in data if group and each.met and line.data[each.asked].group == group]
        if answer.why == "missing" and others:
            yield Answer("data", answer.asked, met=True, why="other_of_group", of=others[0].asked)
        else:
            yield answer


def _datum(kit: Kit, serves: Funding, name: str, datum: Datum) -> Answer:
    by = serves.data.get(name, ())
    if not by:
        optional = datum.only is not None
        return Answer("data", name, met=optional, why="not_asked_of_all" if optional else "missing")
    for code in by:
        if code not in kit.signals:
            return Answer("data", name, met=False, why="unknown", by=by, of=code)
        signal = kit.signals[code]
        if not any(_fits(signal.unit, unit) for unit in datum.units):
            return Answer("data", name, met=False, why="unit", by=by, of=code)
        if datum.every and (signal.every_ms is None or signal.every_ms > parse_duration(datum.every)):
            return Answer("data", name, met=False, why="rhythm", by=by, of=code)
    open_to = {"", *serves.prescribes}
    if datum.only is None and not datum.group and not any(kit.signals[code].when_prescribed in open_to for code in by):
        return Answer("data", name, met=False, why="only_if_prescribed", by=by, of=by[0])
    return Answer("data", name, met=True, why="met", by=by)


def _fits(unit: str, asked: str) -> bool:
    try:
        return same_dimension(unit, asked)
    except UnitError:  # told where the unit stands
        return False


def _alert(kit: Kit, serves: Funding, name: str, asked: Asked, served: set[str]) -> Answer:
    by = serves.alerts.get(name, ())
    if not by:
        return Answer("alerts", name, met=False, why="missing")
    signals = {signal for datum in asked.about if datum in served for signal in serves.data[datum]}
    for rule in by:
        if rule not in kit.rules:
            return Answer("alerts", name, met=False, why="unknown", by=by, of=rule)
        why = _wrong(kit, kit.rules[rule], asked, signals)
        if why is not None:
            return Answer("alerts", name, met=False, why=why, by=by, of=rule)
    if asked.kind == "no_data":
        watched = {signal for rule in by for signal in _signals_of(kit, kit.rules[rule], silence=True)}
        for signal in sorted(signals - watched):
            return Answer("alerts", name, met=False, why="no_silence", by=by, of=signal)
    return Answer("alerts", name, met=True, why="met", by=by)


def _wrong(kit: Kit, rule: Rule, asked: Asked, signals: set[str]) -> Why | None:
    if asked.kind == "no_data":
        if not _signals_of(kit, rule, silence=True):
            return "no_silence"
        return None if rule.mandatory else "optional_rule"
    if signals and not signals & _signals_of(kit, rule):
        return "other_signal"
    if asked.own_threshold and not any(
        "person" in parameter.layers for name, parameter in kit.parameters.items() if f"p.{name}" in words_of(rule.when)
    ):
        return "no_own_threshold"
    return None


def _signals_of(kit: Kit, rule: Rule, *, silence: bool = False) -> set[str]:
    """The signals that this rule reads, or whose silence it watches."""
    words = words_of(rule.when)
    features = [feature for name, feature in kit.features.items() if name in words]
    return {feature.signal for feature in features if not silence or feature.kind == "since_last"}
