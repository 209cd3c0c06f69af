"""A form and its answers as an ordered view that a template can draw: questions, fields, errors, progress, results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pagus.engines.forms.evaluation import evaluate
from pagus.engines.forms.model import Answer, Answers, Evaluation, Scored
from pagus.engines.forms.program import FormProgram
from pagus.kit_language.form_model import ASKED, Form, Item
from pagus.kit_language.model import Language, Severity
from pagus.kit_language.wording import number_text, value_text

__all__ = ["Field", "FormView", "Shown", "ShownFlag", "ShownOption", "ShownScore", "view_form"]

Field = Literal["radio", "checkbox", "number", "date", "text", "group", "words"]
_FIELDS: Mapping[str, Field] = {
    "choice": "radio", "yes_no": "radio", "choices": "checkbox", "integer": "number", "decimal": "number",
    "date": "date", "text": "text", "group": "group", "display": "words",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOption:
    """One answer: what a page sends for it, its words, whether it is given."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing of the form, in order. ``depth``: how many groups are around it.

    ``unit`` is UCUM. ``value``: what a field of a number, date or text holds, also when it could not be taken; then
    ``error`` says why.
    """

    name: str
    field: Field
    depth: int
    text: str
    help: str
    required: bool
    options: tuple[ShownOption, ...] = ()
    value: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    whole: bool = False
    error: str = ""

    @property
    def is_optional(self) -> bool:
        """May it stay without an answer?"""
        return not self.required and self.field not in {"group", "words"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownScore:
    """One result in words. ``missing``: the questions it waits for; ``refused``: for whom its equation was made."""

    name: str
    label: str
    value: str
    band: str
    cut_offs: tuple[str, ...]
    missing: tuple[str, ...]
    refused: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFlag:
    """What a human must see now."""

    title: str
    advice: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """The whole page. ``answered`` of ``required`` questions that must be answered now."""

    title: str
    purpose: str
    licence: str
    is_working: bool
    """Its words are our own and not validated: say so beside them."""
    shown: tuple[Shown, ...]
    answered: int
    required: int
    scores: tuple[ShownScore, ...]
    flags: tuple[ShownFlag, ...]
    has_errors: bool

    @property
    def is_complete(self) -> bool:
        """Is all answered that must be, and nothing wrong?"""
        return self.answered == self.required and not self.has_errors


def view_form(
    program: FormProgram,
    answers: Answers,
    language: Language,
    errors: Mapping[str, str] | None = None,
    written: Mapping[str, str] | None = None,
) -> FormView:
    """What does a page show of this form?

    Takes: the compiled form, the answers so far, the language; for each answer that was refused, why (already in this
    language) and what was written. Gives: what is asked now, in order, with what is known, and the results.
    Refuses: as ``evaluate``. Limits: a question whose condition is not settled yet is not shown; a page without scripts
    shows it after the next sending.
    """
    told, texts = errors or {}, written or {}
    found = evaluate(program, answers)
    form = program.form
    asked = set(found.asked) | _around(form, found)
    shown = tuple(
        _shown(item, form, answers.values.get(item.name), language, told.get(item.name, ""), texts.get(item.name))
        for item in form.items.values()
        if item.name in asked
    )
    must = [name for name in found.asked if form.items[name].required]
    return FormView(
        title=form.title.say(language),
        purpose=form.purpose.say(language),
        licence=form.licence.say(language),
        is_working=form.wording == "working",
        shown=shown,
        answered=sum(name in answers.values for name in must),
        required=len(must),
        scores=tuple(_score(form, found.scores[name], language) for name in form.scores),
        flags=tuple(
            ShownFlag(
                title=form.flags[flag.name].title.say(language),
                advice=form.flags[flag.name].advice.say(language),
                severity=flag.severity,
            )
            for flag in found.flags
        ),
        has_errors=bool(told),
    )


def _around(form: Form, found: Evaluation) -> set[str]:
    """The groups of what is asked, and the words whose group is shown (those without a condition always)."""
    groups: set[str] = set()
    for name in found.asked:
        group = form.items[name].group
        while group:
            groups.add(group)
            group = form.items[group].group
    words = {
        item.name
        for item in form.items.values()
        if item.kind == "display" and not item.when and (not item.group or item.group in groups)
    }
    return groups | words


def _shown(item: Item, form: Form, answer: Answer | None, language: Language, error: str, written: str | None) -> Shown:
    one = ("yes" if answer else "no") if isinstance(answer, bool) else answer
    chosen = one if isinstance(one, tuple) else (one,)
    options = tuple(
        ShownOption(value=option.name, label=option.text.say(language), selected=option.name in chosen)
        for option in item.options
    )
    depth, group = 0, item.group
    while group:
        depth, group = depth + 1, form.items[group].group
    return Shown(
        name=item.name,
        field=_FIELDS[item.kind],
        depth=depth,
        text=item.text.say(language),
        help=item.help.say(language) if item.help is not None else "",
        required=item.required and item.kind in ASKED,
        options=options,
        value=written if written is not None else _value(item, answer, language),
        unit="" if item.unit == "1" else item.unit,
        low=item.low,
        high=item.high,
        whole=item.kind == "integer",
        error=error,
    )


def _value(item: Item, answer: Answer | None, language: Language) -> str:
    if item.kind in {"integer", "decimal"} and isinstance(answer, float):
        text = f"{answer:.9f}".rstrip("0").rstrip(".")
        return text if language == "en" else text.replace(".", ",")
    return answer if isinstance(answer, str) and item.kind in {"date", "text"} else ""


def _score(form: Form, scored: Scored, language: Language) -> ShownScore:
    score = form.scores[scored.name]
    bands = {band.name: band.text.say(language) for band in score.bands}
    value = "" if scored.value is None or score.has_outcomes else value_text(scored.value, score.unit, language)
    if score.unit == "1" and value:
        value = number_text(scored.value or 0.0, language)
    note = score.evidence.note if score.evidence is not None else None
    return ShownScore(
        name=score.name,
        label=score.label.say(language),
        value=value,
        band=bands.get(scored.band or "", ""),
        cut_offs=tuple(cut.text.say(language) for cut in score.cut_offs if cut.name in scored.cut_offs),
        missing=tuple(form.items[name].text.say(language) for name in scored.missing),
        refused=score.population.say(language) if scored.refused and score.population is not None else "",
        note=note.say(language) if note is not None else "",
    )
