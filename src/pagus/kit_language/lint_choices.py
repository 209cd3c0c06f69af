"""What a kit offers to choose from, seen with the rest of it: clocks, sets of targets, signals asked if prescribed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pagus.errors import Fault, InputError, NotFound
from pagus.kernel.time import MINUTE, format_duration
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.lint_rules import words_of
from pagus.kit_language.model import SEVERITIES, Kit, Signal
from pagus.kit_language.parameters import check_choice
from pagus.kit_language.schema_choices import TargetSetEntry
from pagus.library.worklist import usual

__all__ = ["choice_faults"]


def choice_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """What is wrong with the clocks, the sets of targets and the signals that are asked only if prescribed?

    Takes: the draft and the kit assembled from it. Gives: faults.
    """
    yield from _clock_faults(draft, kit)
    for placed in draft.target_sets.values():
        if placed.value is not None:
            yield from _value_faults(draft, kit, placed, placed.value)
            yield from _range_faults(draft, kit, placed, placed.value)
    if draft.target_sets and kit.subject != "person":
        placed = next(iter(draft.target_sets.values()))
        yield placed.fault("sets of targets are chosen for a person", "remove them, or write subject: person")
    yield from _prescribed_faults(draft, kit)


def _clock_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    for name, placed in draft.clocks.items():
        if name not in SEVERITIES:
            yield placed.fault(f"no severity is called {name!r}", nearest(name, SEVERITIES))
    raised = {rule.severity for rule in kit.rules.values()}
    if len(kit.rules) == len(draft.rules):
        for severity in kit.clocks.keys() - raised:
            yield draft.clocks[severity].fault(f"no rule raises an alert that is {severity}", "remove it")
    house = {severity: minutes * MINUTE for severity, minutes in usual().minutes.items()}
    waits = house | {severity: clock.within_ms for severity, clock in kit.clocks.items()}
    for lighter, graver in pairwise(SEVERITIES):
        if waits[graver] > waits[lighter]:
            at = graver if graver in kit.clocks else lighter
            by_house = "" if {graver, lighter} <= kit.clocks.keys() else " (the house's own, where the kit says none)"
            message = (
                f"an alert that is {graver} may wait {format_duration(waits[graver])}, one that is {lighter} "
                f"{format_duration(waits[lighter])}{by_house}"
            )
            yield draft.clocks[at].fault(message, "a graver alert never waits longer: change within", "within")


def _value_faults(draft: Draft, kit: Kit, placed: Placed[TargetSetEntry], entry: TargetSetEntry) -> Iterator[Fault]:
    for name, each in entry.values.items():
        if name in draft.parameters and name not in kit.parameters:
            continue  # its shape is wrong: told there
        try:
            check_choice(kit, "person", name, each.value)
        except NotFound:
            remedy = nearest(name, draft.parameters)
            yield placed.fault(f"no parameter is called {name!r}", remedy, "values", name)
        except InputError as error:
            remedy = "a set holds values that may be set for one person"
            yield placed.fault(str(error), remedy, "values", name, "value")


def _range_faults(draft: Draft, kit: Kit, placed: Placed[TargetSetEntry], entry: TargetSetEntry) -> Iterator[Fault]:
    if entry.range is None:
        return
    feature, wanted = entry.range.feature, entry.range.wanted
    if feature not in draft.features:
        yield placed.fault(f"no feature is called {feature!r}", nearest(feature, draft.features), "range", "feature")
    elif feature in kit.features and kit.features[feature].kind != "share_in_range":
        yield placed.fault(f"{feature} is no share in a range", "name a share_in_range feature", "range", "feature")
    elif feature in kit.features and (band := kit.features[feature].band) and None in {band.low, band.high}:
        yield placed.fault(f"the band of {feature} is open", "name one with both ends", "range", "feature")
    if wanted not in draft.parameters:
        yield placed.fault(f"no parameter is called {wanted!r}", nearest(wanted, draft.parameters), "range", "wanted")
    elif wanted in kit.parameters and kit.parameters[wanted].selector != "share":
        yield placed.fault(f"{wanted} is no share", "name the parameter with the share wanted", "range", "wanted")


def _prescribed_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    """A signal that is asked only if prescribed: the parameter that says so, and rules that would ring for others.

    A rule that waits until a signal that is asked of everybody is silent as well rings for nobody wrongly.
    """
    asked_of_all = {
        each
        for each, one in kit.features.items()
        if one.kind == "since_last" and one.signal in kit.signals and not kit.signals[one.signal].when_prescribed
    }
    for code, signal in kit.signals.items():
        yield from _rhythm_faults(draft, kit, signal)
        name, placed = signal.when_prescribed, draft.signals[code]
        if not name:
            continue
        if name not in draft.parameters:
            remedy = nearest(name, draft.parameters)
            yield placed.fault(f"no parameter is called {name!r}", remedy, "when_prescribed")
            continue
        parameter = kit.parameters.get(name)
        if parameter is None:
            continue
        if parameter.selector != "yes_no" or "person" not in parameter.layers:
            remedy = "write selector: yes_no and layers: [person] there"
            yield placed.fault(f"{name} cannot say for whom it is prescribed", remedy, "when_prescribed")
        if signal.every_ms is None:
            message = f"nobody is asked for {code}: it has no rhythm"
            yield placed.fault(message, "add every:, or remove when_prescribed", "when_prescribed")
        silent = {each for each, one in kit.features.items() if one.signal == code and one.kind == "since_last"}
        for rule in kit.rules.values():
            words = words_of(rule.when)
            if silent & words and f"p.{name}" not in words and not asked_of_all & words:
                message = f"the rule watches the silence of {code}, which is asked only if prescribed"
                yield draft.rules[rule.id].fault(message, f"write p.{name} >= 1 && ... in when", "when")


def _rhythm_faults(draft: Draft, kit: Kit, signal: Signal) -> Iterator[Fault]:
    """How often a day it is asked: a number that may be set for a person, of a signal with a rhythm of its own."""
    name, placed = signal.times_a_day, draft.signals[signal.code]
    if not name:
        return
    if name not in draft.parameters:
        yield placed.fault(f"no parameter is called {name!r}", nearest(name, draft.parameters), "times_a_day")
        return
    parameter = kit.parameters.get(name)
    wanted = parameter is None or (
        parameter.selector == "number" and "person" in parameter.layers and (parameter.minimum or 0) >= 1
    )
    if not wanted:
        remedy = "write selector: number, minimum: 1 or more, and person among its layers"
        yield placed.fault(f"{name} cannot say how often a day {signal.code} is asked", remedy, "times_a_day")
    if signal.every_ms is None:
        message = f"nobody is asked for {signal.code}: it has no rhythm"
        yield placed.fault(message, "add every:, or remove times_a_day", "times_a_day")
