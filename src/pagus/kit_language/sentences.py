"""A kit as sentences that a clinician understands, in French, English or German."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pagus.kernel.conversions import NAMED
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language import phrases
from pagus.kit_language.condition import condition_words, number_words
from pagus.kit_language.evidence_words import Citation, EvidenceWords, citation, evidence_words
from pagus.kit_language.form_sentences import FormWords, form_words
from pagus.kit_language.model import (
    Band,
    Feature,
    Indicator,
    Kit,
    Language,
    Parameter,
    Rule,
    Severity,
    Signal,
)
from pagus.kit_language.pathway_words import PathwayWords, pathway_words
from pagus.kit_language.wording import (
    FIXED_SPACE,
    duration_text,
    number_text,
    parameter_text,
    share_text,
    unit_text,
    value_text,
)
from pagus.rules import Environment, compile_rule, deadlines

__all__ = [
    "Citation",
    "EvidenceWords",
    "FeatureWords",
    "IndicatorWords",
    "ParameterWords",
    "RuleWords",
    "Sentences",
    "SignalWords",
    "feature_phrase",
    "kit_sentences",
    "rule_words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWords:
    """What is measured."""

    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureWords:
    """A computed number: its name, and how it is computed."""

    name: str
    label: str
    text: str
    evidence: EvidenceWords | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterWords:
    """A number that can be set: its value now, within which bounds, by whom."""

    name: str
    label: str
    value: str
    bounds: str
    layers: str
    evidence: EvidenceWords


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    """A rule: when it raises an alert (``condition``), how often (``timing``, one sentence each), what to do."""

    id: str
    title: str
    severity: Severity
    condition: str
    timing: tuple[str, ...]
    advice: str
    evidence: EvidenceWords
    parameters: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole rule as one paragraph."""
        return " ".join((self.condition, *self.timing))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorWords:
    """What counts as success."""

    id: str
    title: str
    text: str
    description: str
    evidence: EvidenceWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """A kit in words. All texts are plain text in ``language``."""

    language: Language
    title: str
    summary: str
    disclaimer: str
    inclusion: str
    legal_basis: str
    workload: str
    intended_use: str
    signals: tuple[SignalWords, ...]
    features: tuple[FeatureWords, ...]
    rules: tuple[RuleWords, ...]
    parameters: tuple[ParameterWords, ...]
    indicators: tuple[IndicatorWords, ...]
    sources: tuple[Citation, ...]
    forms: tuple[FormWords, ...] = ()
    pathways: tuple[PathwayWords, ...] = ()


def kit_sentences(kit: Kit, language: Language, parameters: Mapping[str, float] | None = None) -> Sentences:
    """What does this kit say, in words?

    Takes: a loaded kit, the language, and the parameter values that hold (by name; the others are the defaults).
    Gives: sentences for each signal, feature, rule, parameter and indicator, with certainty and sources.
    Example: ``kit_sentences(kit, "en").rules[0].condition`` begins with "An alert is raised when".
    """
    values = {name: parameter.default for name, parameter in kit.parameters.items()} | dict(parameters or {})
    return Sentences(
        language=language,
        title=kit.title.say(language),
        summary=kit.summary.say(language),
        disclaimer=kit.disclaimer.say(language),
        inclusion=kit.inclusion.say(language),
        legal_basis=kit.legal_basis.say(language),
        workload=kit.workload.say(language) if kit.workload is not None else "",
        intended_use=kit.device.intended_use.say(language) if kit.device is not None else "",
        signals=tuple(_signal(signal, kit, language) for signal in kit.signals.values()),
        features=tuple(_feature(feature, kit, language) for feature in kit.features.values()),
        rules=tuple(rule_words(rule, kit, language, values) for rule in kit.rules.values()),
        parameters=tuple(_parameter(one, values[one.name], kit, language) for one in kit.parameters.values()),
        indicators=tuple(_indicator(indicator, kit, language) for indicator in kit.indicators.values()),
        sources=tuple(citation(source, kit.sources.values()) for source in kit.sources.values()),
        forms=tuple(form_words(form, language) for form in kit.forms.values()),
        pathways=tuple(
            pathway_words(one, kit, language, values, evidence_words(one.evidence, kit, language))
            for one in kit.pathways.values()
        ),
    )


def rule_words(rule: Rule, kit: Kit, language: Language, values: Mapping[str, float]) -> RuleWords:
    """What does this rule say, in words, with these parameter values?

    Takes: a rule of a loaded kit, the kit, the language, the value of each parameter. Gives: its words.
    """
    environment = _environment(kit)
    when = compile_rule(rule.when, environment, expect="boolean")
    condition = phrases.RAISED.say(language).format(condition_words(when, kit, values, language))
    clear = ""
    if rule.clear is not None and rule.clear != "true":
        expression = compile_rule(rule.clear, environment, expect="boolean")
        clear = phrases.AGAIN_AFTER.say(language).format(condition_words(expression, kit, values, language))
    silent = {name for name, feature in kit.features.items() if feature.kind == "since_last"}
    return RuleWords(
        id=rule.id,
        title=rule.title.say(language),
        severity=rule.severity,
        condition=condition,
        timing=tuple(_timing(rule, language, clear=clear, timed=bool(deadlines(when, silent)))),
        advice=rule.advice.say(language),
        evidence=evidence_words(rule.evidence, kit, language),
        parameters=when.parameters,
    )


def feature_phrase(feature: Feature, signal: Signal, language: Language) -> str:
    """What is this feature called in a sentence?

    Takes: a feature, its signal, the language. Gives: its name in the kit, as "the time in range"; for a feature
    without one, how it is computed.
    """
    return feature.label.say(language) if feature.label is not None else _computed(feature, signal, language)


def _environment(kit: Kit) -> Environment:
    features = {name: feature.unit for name, feature in kit.features.items()}
    return Environment(features, {name: parameter.unit for name, parameter in kit.parameters.items()})


def _timing(rule: Rule, language: Language, *, clear: str, timed: bool) -> Iterable[str]:
    if rule.sustained_ms:
        yield phrases.SUSTAINED.say(language).format(duration_text(rule.sustained_ms, language))
    if rule.confirm != (1, 1):
        least, most = rule.confirm
        yield phrases.CONFIRMED.say(language).format(n=least, m=most)
    if rule.schedule is None:
        yield (phrases.AT_SILENCE if timed else phrases.AT_EACH_VALUE).say(language)
    elif rule.schedule.every_ms == DAY:
        hours, minutes = rule.schedule.offset_ms // HOUR, rule.schedule.offset_ms % HOUR // MINUTE
        yield phrases.ONCE_A_DAY.say(language).format(f"{hours:02d}:{minutes:02d}")
    else:
        yield phrases.ON_A_GRID.say(language).format(duration_text(rule.schedule.every_ms, language, dative=True))
    period = duration_text(rule.refractory_ms, language, dative=True)
    if rule.clear == "true":
        yield phrases.REMINDED.say(language).format(period)
    else:
        yield clear or phrases.AGAIN.say(language)
        if rule.refractory_ms:
            yield phrases.AT_MOST_ONE.say(language).format(period)
    if rule.mandatory:
        yield phrases.MANDATORY.say(language)


def _signal(signal: Signal, kit: Kit, language: Language) -> SignalWords:
    name, unit = signal.name.say(language), unit_text(signal.unit, language)
    low, high = signal.plausible
    parts = [phrases.IN_UNIT.say(language).format(name=_capital(name), unit=unit) if unit else _capital(name)]
    if signal.every_ms is not None:
        every = duration_text(signal.every_ms, language)
        alone = every if language == "fr" else every.removeprefix(f"1{FIXED_SPACE}")
        parts.append(phrases.RHYTHM.say(language).format(alone))
    if signal.times_a_day:
        parts.append(phrases.AS_OFTEN.say(language))
    if signal.by_device:
        parts.append(phrases.BY_DEVICE.say(language))
    if signal.when_prescribed:
        parts.append(phrases.IF_PRESCRIBED.say(language))
    ends = {"low": number_text(low, language), "high": value_text(high, signal.unit, language)}
    parts.append(phrases.PLAUSIBLE.say(language).format(**ends))
    parts += [
        phrases.CONVERTED.say(language).format(unit_text(NAMED[conversion].from_unit, language))
        for conversion in signal.conversions
    ]
    if signal.form in kit.forms:
        parts.append(phrases.ANSWERED.say(language).format(kit.forms[signal.form].title.say(language)))
    return SignalWords(code=signal.code, name=name, text=phrases.SEMICOLON.say(language).join(parts) + ".")


def _feature(feature: Feature, kit: Kit, language: Language) -> FeatureWords:
    signal = kit.signals[feature.signal]
    evidence = evidence_words(feature.evidence, kit, language) if feature.evidence is not None else None
    return FeatureWords(
        name=feature.name,
        label=feature_phrase(feature, signal, language),
        text=_capital(_computed(feature, signal, language)) + ".",
        evidence=evidence,
    )


def _computed(feature: Feature, signal: Signal, language: Language) -> str:
    name = signal.name.say(language)
    facts = {"name": name, "de": _of(name), "band": "", "share": ""}
    if feature.band is not None:
        facts["band"] = _band(feature.band, signal.unit, language)
    if feature.probability is not None:
        facts["share"] = share_text(feature.probability, language)
    parts = [phrases.COMPUTED[feature.kind].say(language).format(**facts)]
    if feature.over_ms is not None:
        parts[0] += " " + phrases.OVER.say(language).format(duration_text(feature.over_ms, language))
    if feature.pane_ms == DAY:
        parts.append(phrases.WHOLE_DAYS.say(language))
    elif feature.pane_ms is not None:
        parts.append(phrases.WHOLE_PANES.say(language).format(duration_text(feature.pane_ms, language, dative=True)))
    if feature.min_points > 1:
        parts.append(phrases.LEAST_POINTS.say(language).format(number_text(feature.min_points, language)))
    if feature.min_coverage is not None:
        parts.append(phrases.LEAST_COVERAGE.say(language).format(share_text(feature.min_coverage, language)))
    return phrases.SEMICOLON.say(language).join(parts)


def _band(band: Band, unit: str, language: Language) -> str:
    if band.low is not None and band.high is not None:
        ends = {"low": number_text(band.low, language), "high": value_text(band.high, unit, language)}
        open_ends = [(band.low, band.low_closed), (band.high, band.high_closed)]
        excluded = [
            phrases.EXCLUDED.say(language).format(number_text(end, language)) for end, closed in open_ends if not closed
        ]
        return phrases.BETWEEN.say(language).format(**ends) + (f" ({', '.join(excluded)})" if excluded else "")
    if band.low is not None:
        text = phrases.AT_LEAST if band.low_closed else phrases.ABOVE
        return text.say(language).format(value_text(band.low, unit, language))
    assert band.high is not None  # a band has at least one end
    text = phrases.AT_MOST if band.high_closed else phrases.BELOW
    return text.say(language).format(value_text(band.high, unit, language))


def _parameter(parameter: Parameter, value: float, kit: Kit, language: Language) -> ParameterWords:
    bounds = ""
    if parameter.minimum is not None and parameter.maximum is not None:
        low, high = (parameter_text(parameter, end, language) for end in (parameter.minimum, parameter.maximum))
        bounds = phrases.BOUNDS.say(language).format(low=low, high=high)
    names = [phrases.LAYER_NAMES[layer].say(language) for layer in parameter.layers if layer != "kit"]
    layers = phrases.SET_BY.say(language).format(", ".join(names)) if names else phrases.FIXED.say(language)
    return ParameterWords(
        name=parameter.name,
        label=parameter.label.say(language),
        value=parameter_text(parameter, value, language),
        bounds=bounds,
        layers=layers,
        evidence=evidence_words(parameter.evidence, kit, language),
    )


def _indicator(indicator: Indicator, kit: Kit, language: Language) -> IndicatorWords:
    parts = [_counted(indicator, kit, language)]
    if any(compile_rule(text, _environment(kit)).parameters for text in _texts_of(indicator)):
        parts.append(phrases.OF_TARGET_SETS.say(language))
    parts.append(phrases.PERIOD.say(language).format(duration_text(indicator.period_ms, language)))
    if indicator.target is not None:
        share = indicator.kind == "share_of_subjects"
        wanted = (
            share_text(indicator.target, language) if share else value_text(indicator.target, indicator.unit, language)
        )
        parts.append(phrases.TARGET.say(language).format(wanted))
    if indicator.better in phrases.BETTER:
        parts.append(phrases.BETTER[indicator.better].say(language))
    return IndicatorWords(
        id=indicator.id,
        title=indicator.title.say(language),
        text=" ".join(parts),
        description=indicator.description.say(language) if indicator.description is not None else "",
        evidence=evidence_words(indicator.evidence, kit, language),
    )


def _counted(indicator: Indicator, kit: Kit, language: Language) -> str:
    own = {name: parameter.default for name, parameter in kit.parameters.items()}
    if indicator.kind == "mean_of_subjects":
        number = compile_rule(indicator.numerator, _environment(kit))
        return phrases.MEAN_OF[kit.subject].say(language).format(number_words(number, kit, own, language))
    if indicator.kind != "share_of_subjects":
        fixed = phrases.DAYS_BY_CLASS if indicator.kind == "days_by_class" else phrases.POPULATION_BY_CLASS
        return fixed.say(language)
    environment = _environment(kit)
    of, among = (compile_rule(text, environment) for text in (indicator.numerator, indicator.denominator))
    words = condition_words(of, kit, own, language)
    if indicator.denominator == "true":
        return phrases.ALL_OF[kit.subject].say(language).format(a=words)
    return phrases.SHARE_OF[kit.subject].say(language).format(a=words, b=condition_words(among, kit, own, language))


def _texts_of(indicator: Indicator) -> tuple[str, ...]:
    return tuple(text for text in (indicator.numerator, indicator.denominator) if text)


def _of(name: str) -> str:
    """French "de" before this name: elided before a vowel or a mute h."""
    return f"d’{name}" if re.match(r"[aeiouyhàâéèêëîïôûœ]", name, re.IGNORECASE) else f"de {name}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
