"""The evaluation plan of a kit: from its entry to the frozen plan, what is wrong across entries, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pagus.errors import Fault
from pagus.kernel.time import format_duration
from pagus.kit_language import phrases_evaluation as phrases
from pagus.kit_language.entries import Placed, nearest
from pagus.kit_language.evaluation_model import Decision, Evaluation, Outcome, Sample
from pagus.kit_language.model import Evidence, Kit, Language, Text
from pagus.kit_language.schema import EvidenceEntry
from pagus.kit_language.schema_evaluation import DecisionEntry, EvaluationEntry, SampleEntry
from pagus.kit_language.texts import Texts
from pagus.kit_language.wording import duration_text, number_text, share_text, value_text

__all__ = ["EvaluationWords", "evaluation_evidence", "evaluation_faults", "evaluation_words", "plan_of"]

SECTION = "evaluation"


def plan_of(entry: EvaluationEntry, texts: Texts) -> Evaluation:
    """Which plan does this entry make?

    Takes: the entry of evaluation/plan.yaml, and the texts of the kit, which get every fault of its messages.
    Gives: the plan, frozen.
    """
    return Evaluation(
        question=texts.text(SECTION, "question"),
        design=entry.design,
        unit=entry.unit,
        comparator=entry.comparator,
        compared_with=texts.text(SECTION, "comparator"),
        baseline_ms=entry.baseline,
        period_ms=entry.period,
        looks_ms=tuple(entry.looks),
        outcomes=tuple(Outcome(indicator=each.indicator, role=each.role) for each in entry.outcomes),
        sample=_sample(entry.sample, texts),
        decisions={name: _decision(name, each, texts) for name, each in entry.decisions.items()},
        approvals={name: texts.text(SECTION, "approvals", name) for name in entry.approvals},
    )


def _sample(entry: SampleEntry, texts: Texts) -> Sample:
    return Sample(
        units=entry.units,
        reasoning=texts.text(SECTION, "sample"),
        power=entry.power,
        alpha=entry.alpha,
        smallest_difference=entry.smallest_difference,
        evidence=Evidence(certainty=entry.evidence.certainty, sources=tuple(entry.evidence.sources)),
    )


def _decision(name: str, entry: DecisionEntry, texts: Texts) -> Decision:
    take = texts.text if entry.evidence.certainty == "local" else texts.optional
    note = take(SECTION, "decisions", name, "note")
    return Decision(
        name=name,
        action=entry.action,
        looks_ms=tuple(entry.looks),
        indicator=entry.indicator,
        below=entry.below,
        at_least=entry.at_least,
        then=texts.text(SECTION, "decisions", name, "then"),
        evidence=Evidence(certainty=entry.evidence.certainty, sources=tuple(entry.evidence.sources), note=note),
    )


def evaluation_evidence(placed: Placed[EvaluationEntry]) -> Iterator[tuple[tuple[str, ...], EvidenceEntry]]:
    """Where does the plan say what a number rests on? Gives: the path inside the plan, and the block."""
    if placed.value is not None:
        yield ("sample",), placed.value.sample.evidence
        for name, each in placed.value.decisions.items():
            yield ("decisions", name), each.evidence


def evaluation_faults(
    placed: Placed[EvaluationEntry] | None, indicators: Mapping[str, object], kit: Kit
) -> Iterator[Fault]:
    """What of the plan does not fit the rest of the kit?

    Takes: the plan where it stands, the names of the kit's indicators, and the kit as far as it is known.
    Gives: faults, each with its line and path.
    """
    entry = placed.value if placed is not None else None
    if placed is None or entry is None:
        return
    seen: set[str] = set()
    for position, outcome in enumerate(entry.outcomes):
        where = ("outcomes", position, "indicator")
        if outcome.indicator not in indicators:
            message = f"no indicator is called {outcome.indicator!r}"
            yield placed.fault(message, nearest(outcome.indicator, indicators), *where)
        elif outcome.indicator in seen:
            yield placed.fault(f"{outcome.indicator} is an outcome twice", "keep one", *where)
        seen.add(outcome.indicator)
    for name, decision in entry.decisions.items():
        if decision.indicator not in seen:
            message = f"{decision.indicator} decides and is no outcome"
            yield placed.fault(message, nearest(decision.indicator, seen), "decisions", name, "indicator")
        for position, look in enumerate(decision.looks):
            if look not in entry.looks:
                days = ", ".join(map(format_duration, entry.looks))
                message = f"nobody looks at {format_duration(look)}"
                yield placed.fault(message, f"one of the looks: {days}", "decisions", name, "looks", position)
    shortest = min((kit.indicators[name].period_ms for name in seen if name in kit.indicators), default=0)
    if entry.looks[0] < shortest:
        message = f"the first look comes before any outcome has its period of {format_duration(shortest)}"
        yield placed.fault(message, "look later, or take an indicator with a shorter period", "looks", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationWords:
    """The plan in words. ``rows``: (term, text), in the order in which a reader asks."""

    question: str
    rows: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str, str], ...]
    """(action, what leads to it and what is done, certainty and note)."""


def evaluation_words(kit: Kit, language: Language) -> EvaluationWords | None:
    """How will it be found out whether this kit works, in words?

    Takes: a loaded kit, the language. Gives: its plan in sentences; None when it has none.
    """
    plan = kit.evaluation
    if plan is None:
        return None
    looks = ", ".join(duration_text(look, language) for look in plan.looks_ms)
    followed = phrases.FOLLOWED.say(language).format(duration_text(plan.period_ms, language))
    if plan.baseline_ms is not None:
        followed += " " + phrases.BASELINE.say(language).format(duration_text(plan.baseline_ms, language))
    rows = [
        (phrases.DESIGN, phrases.DESIGNS[plan.design].say(language)),
        (phrases.UNIT, phrases.UNITS[plan.unit].say(language)),
        (phrases.COMPARATOR, plan.compared_with.say(language)),
        *((phrases.ROLES[each.role], kit.indicators[each.indicator].title.say(language)) for each in plan.outcomes),
        (phrases.PERIOD, followed),
        (phrases.LOOKS, phrases.LOOKED.say(language).format(looks)),
        (phrases.SAMPLE, _sample_text(plan, kit, language)),
        (
            phrases.APPROVALS,
            "; ".join(text.say(language) for text in plan.approvals.values()) or phrases.NONE.say(language),
        ),
    ]
    return EvaluationWords(
        question=plan.question.say(language),
        rows=tuple((term.say(language), text) for term, text in rows),
        decisions=tuple(_decision_text(each, kit, language) for each in plan.decisions.values()),
    )


def _sample_text(plan: Evaluation, kit: Kit, language: Language) -> str:
    sample = plan.sample
    words = phrases.PLANNED.say(language).format(number_text(sample.units, language)) + " "
    if sample.smallest_difference is not None and sample.power is not None and sample.alpha is not None:
        primary = next(each.indicator for each in plan.outcomes if each.role == "primary")
        words += phrases.POWER.say(language).format(
            difference=_value(sample.smallest_difference, primary, kit, language),
            power=share_text(sample.power, language),
            alpha=share_text(sample.alpha, language),
        )
        words += " "
    return words + sample.reasoning.say(language)


def _decision_text(decision: Decision, kit: Kit, language: Language) -> tuple[str, str, str]:
    number = decision.below if decision.below is not None else decision.at_least
    assert number is not None  # the shape has seen to it
    side = phrases.BELOW if decision.below is not None else phrases.AT_LEAST
    condition = side.say(language).format(
        indicator=kit.indicators[decision.indicator].title.say(language),
        value=_value(number, decision.indicator, kit, language),
        looks=", ".join(duration_text(look, language) for look in decision.looks_ms),
    )
    certainty: Text = phrases.CERTAINTIES[decision.evidence.certainty]
    note = decision.evidence.note.say(language) if decision.evidence.note is not None else ""
    text = f"{condition} {decision.then.say(language)}"
    word = certainty.say(language)
    return phrases.ACTIONS[decision.action].say(language), text, f"{word[:1].upper()}{word[1:]}. {note}".strip()


def _value(value: float, indicator: str, kit: Kit, language: Language) -> str:
    known = kit.indicators[indicator]
    if known.unit == "1" and known.kind == "share_of_subjects":
        return share_text(value, language)
    return value_text(value, known.unit, language)
