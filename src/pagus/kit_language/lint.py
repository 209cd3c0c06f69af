"""What must hold across the entries of a kit: references, units, clinical duties, and nothing that is not used."""

from __future__ import annotations

from collections.abc import Iterator

from pagus.errors import Fault
from pagus.kernel.conversions import NAMED
from pagus.kernel.units import parse_unit, same_dimension
from pagus.kit_language.draft import Draft
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.evaluation import evaluation_faults
from pagus.kit_language.form_links import link_faults, signal_link_faults
from pagus.kit_language.form_lint import form_faults
from pagus.kit_language.lint_choices import choice_faults
from pagus.kit_language.lint_evidence import evidence_faults, placed_entries
from pagus.kit_language.lint_indicators import indicator_faults
from pagus.kit_language.lint_manifest import manifest_faults
from pagus.kit_language.lint_rules import reads, rule_faults, unit_faults, words_of
from pagus.kit_language.lint_scenarios import scenario_faults
from pagus.kit_language.model import Kit
from pagus.kit_language.pathway_faults import faults_of
from pagus.kit_language.schema import FeatureEntry, SignalEntry

__all__ = [
    "faults_across",
]

MOST_EXACT_POINTS = 1_000
"""An exact window keeps every point of every subject; above this many, panes are asked for."""


def faults_across(draft: Draft, kit: Kit) -> list[Fault]:
    """Which faults show only when the entries of a kit are seen together?

    Takes: the draft, and the kit assembled from those of its entries whose shape is right.
    Gives: faults; an entry whose shape is wrong is not complained about again, nor what depends on it.
    """
    return [
        *_signal_faults(draft),
        *_feature_faults(draft),
        *_parameter_faults(draft),
        *evidence_faults(draft),
        *rule_faults(draft, kit),
        *indicator_faults(draft, kit),
        *_form_faults(draft, kit),
        *link_faults(kit),
        *signal_link_faults(draft, kit),
        *choice_faults(draft, kit),
        *manifest_faults(draft, kit),
        *_pathway_faults(draft, kit),
        *evaluation_faults(draft.evaluation, draft.indicators, kit),
        *_unused(draft, kit),
        *scenario_faults(draft, kit),
    ]


def _signal_faults(draft: Draft) -> Iterator[Fault]:
    if not draft.signals and not draft.forms and not draft.pathways:
        yield Fault(file="signals", message="the kit measures nothing", remedy="add a signal in signals/NAME.yaml")
    for placed in draft.signals.values():
        signal = placed.value
        if signal is None:
            continue
        yield from unit_faults(placed, signal.unit)
        for position, name in enumerate(signal.accepts):
            conversion = NAMED.get(name)
            if conversion is None:
                yield placed.fault(f"no conversion is called {name!r}", nearest(name, NAMED), "accepts", position)
            elif reads(signal.unit) and parse_unit(conversion.to_unit) != parse_unit(signal.unit):
                message = f"{name} gives {conversion.to_unit}, the signal is in {signal.unit}"
                yield placed.fault(message, "take another conversion, or another unit", "accepts", position)


def _feature_faults(draft: Draft) -> Iterator[Fault]:
    for placed in draft.features.values():
        feature = placed.value
        if feature is None:
            continue
        if feature.signal not in draft.signals:
            message = f"no signal is called {feature.signal!r}"
            yield placed.fault(message, nearest(feature.signal, draft.signals), "signal")
            continue
        signal = draft.signals[feature.signal].value
        if signal is not None:
            yield from _rhythm_faults(placed, feature, signal)


def _rhythm_faults(placed: Placed[FeatureEntry], feature: FeatureEntry, signal: SignalEntry) -> Iterator[Fault]:
    needs_rhythm = feature.kind == "coverage" or feature.min_coverage is not None
    if needs_rhythm and signal.every is None:
        message = f"coverage needs the rhythm of {feature.signal}, which has none"
        yield placed.fault(message, f"add every: to the signal {feature.signal}", "signal")
    exact = feature.panes is None and feature.kind not in {"quantile", "last"} and feature.over is not None
    if exact and signal.every is not None and (feature.over or 0) // signal.every > MOST_EXACT_POINTS:
        message = f"the window holds more than {MOST_EXACT_POINTS} points of {feature.signal}, kept for each subject"
        yield placed.fault(message, "add panes: 1d", "over")
    if feature.band is not None:
        ends = (feature.band.at_least, feature.band.above, feature.band.at_most, feature.band.below)
        for end in ends:
            if end is not None and not signal.plausible[0] <= end <= signal.plausible[1]:
                message = f"{end:g} lies outside the plausible range of {feature.signal}"
                remedy = f"it goes from {signal.plausible[0]:g} to {signal.plausible[1]:g} {signal.unit}"
                yield placed.fault(message, remedy, "band")


def _form_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    for name, form in kit.forms.items():
        yield from form_faults(draft.forms[name], form)


def _pathway_faults(draft: Draft, kit: Kit) -> Iterator[Fault]:
    broken = {name for name, placed in draft.pathways.items() if placed.value is None}
    for pathway in kit.pathways.values():
        if not broken.intersection(pathway.calls()):
            yield from faults_of(pathway, kit)


def _parameter_faults(draft: Draft) -> Iterator[Fault]:
    for placed in draft.parameters.values():
        parameter = placed.value
        if parameter is None:
            continue
        yield from unit_faults(placed, parameter.unit)
        if not reads(parameter.unit):
            continue
        if parameter.selector == "duration" and not same_dimension(parameter.unit, "h"):
            yield placed.fault(f"a duration is not measured in {parameter.unit}", "write h, d or min", "unit")
        if parameter.selector == "share":
            ends = (parameter.default, parameter.minimum, parameter.maximum)
            if parameter.unit != "1":
                yield placed.fault("a share has no unit", 'write unit: "1" and 0.7 for 70 %', "unit")
            elif any(end is not None and not 0 <= end <= 1 for end in ends):
                yield placed.fault("a share lies between 0 and 1", "write 0.7 for 70 %", "default")


def _unused(draft: Draft, kit: Kit) -> Iterator[Fault]:
    if any(placed.value is None for placed in placed_entries(draft)):
        return
    texts = [text for rule in kit.rules.values() for text in (rule.when, rule.clear or "")]
    texts += [transition.guard for pathway in kit.pathways.values() for _, _, transition in pathway.guards()]
    texts += [text for one in kit.indicators.values() for text in (one.numerator, one.denominator)]
    words = set[str]().union(*map(words_of, texts))
    words |= {f"p.{name}" for it in kit.signals.values() for name in (it.when_prescribed, it.times_a_day)}
    for name, placed in draft.features.items():
        if name not in words:
            yield placed.fault("no rule and no indicator uses this feature", "remove it")
    for name, parameter in draft.parameters.items():
        if f"p.{name}" not in words:
            yield parameter.fault("no rule uses this parameter", "remove it")
    measured = {feature.signal for feature in kit.features.values()}
    measured |= {read for capability in kit.requires.capabilities for read in capability.reads}
    for name, signal in draft.signals.items():
        if name not in measured:
            yield signal.fault("no feature uses this signal", "remove it")
