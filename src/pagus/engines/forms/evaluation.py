"""What a form makes of answers: what is asked, what is missing, every score with the part each answer has in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pagus.engines.forms.answers import require_version
from pagus.engines.forms.model import Answers, Evaluation, Part, Raised, Scored
from pagus.engines.forms.program import FormProgram, Row
from pagus.errors import NotFound
from pagus.kit_language.form_model import ASKED, Item, Score, ScoreCase, StepTable
from pagus.rules import Trace, trace, why_unknown

__all__ = ["evaluate", "explain", "facts_of"]


def evaluate(program: FormProgram, answers: Answers) -> Evaluation:
    """What do these answers say?

    Takes: a compiled form, and answers to this version of it, however few. Gives: what is asked and missing, each score
    with its parts, and the flags that hold.
    Refuses: Conflict when the answers belong to another version (``carry_over`` moves them).
    """
    form = program.form
    require_version(form, answers)
    row = program.run(answers.values)
    asked = tuple(
        item.name for item in form.items.values() if item.kind in ASKED and row[program.asked[item.name]] == 1.0
    )
    shown = set(asked)
    reader = _Reader(program, row, answers)
    return Evaluation(
        form=form.name,
        version=form.version,
        asked=asked,
        missing=tuple(name for name in asked if name not in answers.values and form.items[name].required),
        set_aside=tuple(name for name in answers.values if name not in shown),
        scores={score.name: reader.scored(score) for score in form.scores.values()},
        flags=tuple(
            Raised(flag.name, flag.severity) for flag in form.flags.values() if row[program.slots[flag.name]] == 1.0
        ),
        facts={name: row[slot] for name, slot in program.slots.items()},
    )


def facts_of(evaluation: Evaluation, prefix: str = "") -> dict[str, float | None]:
    """Which facts can the guard of a pathway read?

    Takes: an evaluation, and what stands before each name (as ``who_5_``). Gives: every fact of the form; None where
    unknown. Units and words of the same names: ``kit_language.form_facts.form_facts``.
    """
    return {prefix + name: value for name, value in evaluation.facts.items()}


def explain(program: FormProgram, evaluation: Evaluation, text: str) -> Trace:
    """How did this condition or formula of the form come to its value?

    Takes: the compiled form, what it made of answers, the text of one of its conditions or formulas.
    Gives: each part of the text with its value. Refuses: NotFound for another text.
    """
    if text not in program.conditions:
        raise NotFound("the form {form} has no such condition", form=program.form.name)
    return trace(program.conditions[text], dict(evaluation.facts), {})


def cases_of(score: Score) -> tuple[StepTable | ScoreCase, ...]:
    """The tables or rules of a score, of which the first that holds decides."""
    return score.tables or score.cases


class _Reader:
    """Reads the scores out of one row."""

    def __init__(self, program: FormProgram, row: Row, answers: Answers) -> None:
        self.program, self.form, self.row, self.answers = program, program.form, row, answers
        self.facts = {name: row[slot] for name, slot in program.slots.items()}
        self.order = {name: place for place, name in enumerate(program.form.items)}
        self.traces: dict[str, Trace] = {}

    def known(self, name: str) -> float | None:
        return self.row[self.program.slots[name]]

    def is_refused(self, score: str) -> bool:
        valid = self.program.validity.get(score)
        return valid is not None and valid(self.row, ()) is False

    def scored(self, score: Score) -> Scored:
        value = self.known(score.name)
        refused = self.is_refused(score.name)
        band = None
        if value is not None and score.bands:
            place = value if score.has_outcomes else self.known(f"{score.name}_band")
            band = score.bands[int(place or 1) - 1].name
        gaps: tuple[str, ...] = ()
        missing: tuple[str, ...] = ()
        if value is None and not refused:
            missing = tuple(self.ordered(self.missing(score, frozenset())))
            gaps = () if missing else tuple(dict.fromkeys(self.gaps(score)))
        return Scored(
            name=score.name,
            value=value,
            unit=score.unit,
            band=band,
            cut_offs=tuple(cut.name for cut in score.cut_offs if self.known(f"{score.name}_{cut.name}") == 1.0),
            missing=missing,
            gaps=gaps,
            refused=refused,
            parts=() if refused else tuple(self.parts(score, value)),
            case=None if value is None else self.case(score),
        )

    # What is missing

    def ordered(self, names: Iterable[str]) -> list[str]:
        return sorted(set(names), key=self.order.__getitem__)

    def missing(self, score: Score, behind: frozenset[str]) -> Iterator[str]:
        """The items whose answers this score waits for, its own and those of the scores that it reads."""
        if score.name in behind:
            return
        for name in self.unknown_facts(score):
            source = self.program.sources[name]
            if source in self.form.scores:
                if not self.is_refused(source):
                    yield from self.missing(self.form.scores[source], behind | {score.name})
            else:
                yield from self.lacking(source)

    def lacking(self, item: str) -> Iterator[str]:
        """The item itself while it is asked; while it is not known whether it is, the items that decide."""
        state = self.row[self.program.asked[item]]
        if state == 1.0:
            yield item
        if state is not None:
            return
        group = self.form.items[item].group
        if group and self.row[self.program.asked[group]] is None:
            yield from self.lacking(group)
        if self.form.items[item].when:
            found = self.traced(self.form.items[item].when)
            for name in (gap.text for gap in why_unknown(found) if gap.kind == "missing"):
                source = self.program.sources[name]
                if source in self.form.scores:
                    yield from self.missing(self.form.scores[source], frozenset())
                else:
                    yield from self.lacking(source)

    def unknown_facts(self, score: Score) -> Iterator[str]:
        names = [*score.of, *(name for term in score.terms for name in term.of)]
        for name in names:
            item = self.form.items.get(name)
            fact = f"{name}_points" if item is not None and item.options and score.kind == "sum" else name
            if self.known(fact) is None:
                yield fact
        for text in self.texts(score):
            found = self.traced(text)
            yield from (gap.text for gap in why_unknown(found) if gap.kind == "missing")

    def texts(self, score: Score) -> Iterator[str]:
        """The conditions and formulas that decide, up to the first that is unknown or holds."""
        if score.valid:
            yield score.valid
        yield from (term.when for term in score.terms if term.when)
        if score.value:
            yield score.value
        for case in cases_of(score):
            if case.when:
                yield case.when
                if self.verdict(case.when) is None:
                    return
            if not case.when or self.verdict(case.when):
                if isinstance(case, ScoreCase) and case.value:
                    yield case.value
                return

    def gaps(self, score: Score) -> Iterator[str]:
        """Why it is unknown though nothing is missing: a computation that fails, or an equation that is refused."""
        for name in self.unknown_facts(score):
            origin = self.program.sources[name]
            source = self.form.scores.get(origin)
            if source is None:
                yield f"not asked: {origin}"
            else:
                yield from [f"refused: {source.name}"] if self.is_refused(source.name) else self.gaps(source)
        for text in self.texts(score):
            found = self.traced(text)
            yield from (f"{gap.kind}: {gap.text}" for gap in why_unknown(found) if gap.kind != "missing")

    def traced(self, text: str) -> Trace:
        if text not in self.traces:
            self.traces[text] = trace(self.program.conditions[text], self.facts, {})
        return self.traces[text]

    def verdict(self, text: str) -> bool | float | None:
        return self.traced(text).value

    # Who brought what

    def parts(self, score: Score, value: float | None) -> Iterator[Part]:
        if score.kind == "sum":
            yield from self.summed(score, value)
        elif score.kind == "steps":
            yield self.stepped(score, value)
        elif score.kind == "linear":
            yield Part(name="", value=None, counts=score.constant)
            for term in score.terms:
                yield self.term(term.factor, term.of, term.when)

    def summed(self, score: Score, value: float | None) -> Iterator[Part]:
        known = [self.part(name, score.times) for name in score.of]
        given = [part.counts for part in known if part.state == "given" and part.counts is not None]
        for part in known:
            if part.state == "missing" and value is not None:
                mean = sum(given) / len(given) if score.missing_fill == "mean" and given else 0.0
                yield Part(name=part.name, value=None, counts=mean, state="filled")
            else:
                yield part

    def part(self, name: str, times: float) -> Part:
        item: Item | None = self.form.items.get(name)
        if item is None:
            value = self.known(name)
            counts = None if value is None else value * times
            return Part(name=name, value=value, counts=counts, state="missing" if value is None else "given")
        value = self.known(name)
        points = self.known(f"{name}_points" if item.options else name)
        if points is not None:
            return Part(name=name, value=value, counts=points * times)
        if self.row[self.program.asked[name]] == 0.0:
            return Part(name=name, value=None, counts=(item.points_if_not_asked or 0.0) * times, state="not_asked")
        return Part(name=name, value=None, counts=None, state="missing")

    def stepped(self, score: Score, value: float | None) -> Part:
        name = score.of[0]
        found = self.known(name)
        return Part(name=name, value=found, counts=value, state="missing" if found is None else "given")

    def term(self, factor: float, names: tuple[str, ...], when: str) -> Part:
        label = " x ".join(names) or when
        holds = self.verdict(when) if when else True
        values = [self.known(name) for name in names]
        if holds is None or None in values:
            return Part(name=label, value=None, counts=None, state="missing")
        product = 1.0
        for one in values:
            product *= one if one is not None else 0.0
        return Part(name=label, value=product, counts=factor * product if holds else 0.0)

    def case(self, score: Score) -> int | None:
        for place, case in enumerate(cases_of(score)):
            if not case.when or self.verdict(case.when) is True:
                return place
        return None
