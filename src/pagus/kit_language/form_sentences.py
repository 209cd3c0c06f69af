"""A form as sentences: what it asks, when, what each answer is worth, how it scores, and when somebody must look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pagus.kit_language import phrases
from pagus.kit_language.form_condition import form_condition_words, quoted
from pagus.kit_language.form_model import CutOff, Form, Item, Score, ScoreBand, Step
from pagus.kit_language.model import Language, Text
from pagus.kit_language.wording import number_text, value_text

__all__ = ["FlagWords", "FormWords", "ItemWords", "ScoreWords", "form_words"]

_KINDS = {
    "choice": Text(fr="une réponse", en="one answer", de="eine Antwort"),
    "choices": Text(fr="une ou plusieurs réponses", en="one or more answers", de="eine oder mehrere Antworten"),
    "yes_no": Text(fr="oui ou non", en="yes or no", de="ja oder nein"),
    "integer": Text(fr="nombre entier", en="whole number", de="ganze Zahl"),
    "decimal": Text(fr="nombre", en="number", de="Zahl"),
    "date": Text(fr="date", en="date", de="Datum"),
    "text": Text(fr="texte", en="text", de="Text"),
    "group": Text(fr="groupe", en="group", de="Gruppe"),
    "display": Text(fr="texte affiché", en="words shown", de="Hinweis"),
}
_RANGE = Text(fr="de {low} à {high}", en="from {low} to {high}", de="von {low} bis {high}")
_ASKED = Text(fr="demandé si {}", en="asked if {}", de="gefragt, falls {}")
_ELSE = Text(fr="sinon {} point(s)", en="otherwise {} point(s)", de="sonst {} Punkt(e)")
_OPTIONAL = Text(fr="facultatif", en="optional", de="freiwillig")
_WORTH = Text(fr="{} ({} pt)", en="{} ({} pt)", de="{} ({} P.)")
_SUM = Text(fr="somme de {}", en="the sum of {}", de="Summe aus {}")
_TIMES = Text(fr=", multipliée par {}", en=", times {}", de=", mal {}")
_LACK = Text(
    fr="; au plus {} réponse(s) peuvent manquer",
    en="; at most {} answer(s) may be missing",
    de="; höchstens {} Antwort(en) dürfen fehlen",
)
_BY = Text(fr="selon {}\u00a0: {}", en="by {}: {}", de="nach {}: {}")
_IF = Text(fr="si {}\u00a0: {}", en="if {}: {}", de="falls {}: {}")
_OTHERWISE = Text(fr="sinon\u00a0: {}", en="otherwise: {}", de="sonst: {}")
_ONLY = Text(fr="seulement si {} ({})", en="only if {} ({})", de="nur falls {} ({})")
_MEANS = Text(fr="{}\u00a0: {}", en="{}: {}", de="{}: {}")
_UP_TO = {True: "≤", False: "<"}
_BEYOND = Text(fr="au-delà", en="beyond", de="darüber")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """A question in its words, and what can be answered, when it is asked, what it is worth."""

    name: str
    text: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreWords:
    """A score: its name, how it is computed, for whom, what its values mean, and the note of its evidence."""

    name: str
    label: str
    text: str
    meanings: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagWords:
    """When a human must look at once, and what to do."""

    title: str
    text: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """A form in words. All texts are plain text in one language."""

    name: str
    title: str
    purpose: str
    licence: str
    items: tuple[ItemWords, ...]
    scores: tuple[ScoreWords, ...]
    flags: tuple[FlagWords, ...]


def form_words(form: Form, language: Language) -> FormWords:
    """What does this form say, in words?

    Takes: a checked form, the language. Gives: a sentence for each question, score and flag.
    """
    speaker = _Speaker(form, language)
    return FormWords(
        name=form.name,
        title=form.title.say(language),
        purpose=form.purpose.say(language),
        licence=form.licence.say(language),
        items=tuple(
            ItemWords(name=item.name, text=item.text.say(language), detail=speaker.joined(speaker.item(item)))
            for item in form.items.values()
        ),
        scores=tuple(speaker.score(score) for score in form.scores.values()),
        flags=tuple(
            FlagWords(
                title=flag.title.say(language),
                text=form_condition_words(flag.when, form, language),
                advice=flag.advice.say(language),
            )
            for flag in form.flags.values()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    form: Form
    language: Language

    def say(self, text: Text, *parts: object) -> str:
        return text.say(self.language).format(*parts)

    def joined(self, parts: Iterable[str]) -> str:
        return phrases.SEMICOLON.say(self.language).join(parts)

    def number(self, value: float) -> str:
        return number_text(value, self.language)

    def condition(self, text: str) -> str:
        return form_condition_words(text, self.form, self.language)

    def item(self, item: Item) -> Iterator[str]:
        yield self.say(_KINDS[item.kind])
        if item.low is not None and item.high is not None:
            ends = {"low": self.number(item.low), "high": value_text(item.high, item.unit, self.language, dative=True)}
            yield _RANGE.say(self.language).format(**ends)
        if item.options:
            yield ", ".join(
                option.text.say(self.language)
                if option.points is None
                else self.say(_WORTH, option.text.say(self.language), self.number(option.points))
                for option in item.options
            )
        if item.when:
            yield self.say(_ASKED, self.condition(item.when))
        if item.points_if_not_asked is not None:
            yield self.say(_ELSE, self.number(item.points_if_not_asked))
        if not item.required and item.kind not in {"group", "display"}:
            yield self.say(_OPTIONAL)

    def score(self, score: Score) -> ScoreWords:
        parts = list(self.computed(score))
        if score.valid and score.population is not None:
            parts.append(self.say(_ONLY, self.condition(score.valid), score.population.say(self.language)))
        note = score.evidence.note if score.evidence is not None else None
        return ScoreWords(
            name=score.name,
            label=score.label.say(self.language),
            text=self.joined(parts),
            meanings=(
                *(self.meaning(band) for band in score.bands),
                *(self.cut_off(cut_off) for cut_off in score.cut_offs),
            ),
            note=note.say(self.language) if note is not None else "",
        )

    def computed(self, score: Score) -> Iterator[str]:
        if score.kind == "sum":
            words = self.say(_SUM, ", ".join(map(self.name, score.of)))
            words += self.say(_TIMES, self.number(score.times)) if score.times != 1 else ""
            yield words + (self.say(_LACK, score.missing_at_most) if score.missing_at_most else "")
        elif score.kind == "formula":
            yield self.condition(score.value)
        elif score.kind == "linear":
            yield self.equation(score)
        for table in score.tables:
            words = self.say(_BY, self.name(score.of[0]), self.steps(table.steps))
            yield self.say(_IF, self.condition(table.when), words) if table.when else words
        for case in score.cases:
            value = self.condition(case.value) if case.value else self.outcome(score, case.gives)
            yield self.say(_IF, self.condition(case.when), value) if case.when else self.say(_OTHERWISE, value)

    def name(self, name: str) -> str:
        if name in self.form.items:
            return quoted(self.form.items[name].text, self.language)
        return self.form.scores[name].label.say(self.language) if name in self.form.scores else self.condition(name)

    def equation(self, score: Score) -> str:
        words = self.number(score.constant)
        for term in score.terms:
            factor = self.number(abs(term.factor))
            product = " × ".join([factor, *map(self.name, term.of)])
            extra = f" [{self.condition(term.when)}]" if term.when else ""
            words += f" {'−' if term.factor < 0 else '+'} {product}{extra}"
        return words

    def steps(self, steps: Sequence[Step]) -> str:
        return ", ".join(self.say(_MEANS, self.end(step), self.number(step.points)) for step in steps)

    def end(self, step: Step | ScoreBand) -> str:
        if step.upper is None:
            return self.say(_BEYOND)
        return f"{_UP_TO[step.closed]} {self.number(step.upper)}"

    def outcome(self, score: Score, word: str) -> str:
        return next(band.text.say(self.language) for band in score.bands if band.name == word)

    def meaning(self, band: ScoreBand) -> str:
        text = band.text.say(self.language)
        return self.say(_MEANS, self.end(band), text) if band.upper is not None else text

    def cut_off(self, cut_off: CutOff) -> str:
        signs = {">=": "≥", "<=": "≤"}
        limit = f"{signs.get(cut_off.sign, cut_off.sign)} {self.number(cut_off.value)}"
        return self.say(_MEANS, limit, cut_off.text.say(self.language))
