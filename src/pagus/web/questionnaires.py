"""What a page of a questionnaire sends: read into answers, and said back beside each question what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from pagus.engines.forms import Answers, FormProgram, FormView, begin, check_answers, evaluate, read_written, view_form
from pagus.kernel.remark import Remark
from pagus.kit_language.form_model import ASKED, Form
from pagus.kit_language.model import Language
from pagus.web.charts.language import printed_unit

__all__ = ["Sent", "nothing_sent", "read_sent", "summary_of", "unanswered", "view_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a page sent: the answers that can be taken; of each other one why, and what was written."""

    answers: Answers
    errors: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)


def nothing_sent(form: Form) -> Sent:
    """What is there before the first answer?"""
    return Sent(answers=begin(form))


def read_sent(form: Form, post: QueryDict, here: Language) -> Sent:
    """Which answers did a page send?

    Takes: the form, the fields of the request (each named as its item), the language of the reader.
    Gives: the answers taken, and for each refused one its error in words that name the question as it is asked.
    """
    asked = [name for name, item in form.items.items() if item.kind in ASKED]
    values = {name: read_written(form, name, post.getlist(name)) for name in asked}
    answers, refused = check_answers(form, {name: value for name, value in values.items() if value is not None})
    errors = {one.item: _in_words(form, one.item, one.words, here) for one in refused}
    return Sent(answers=answers, errors=errors, written={name: post.get(name, "") for name in errors})


def unanswered(program: FormProgram, sent: Sent) -> Sent:
    """The same with an error at each question that must be answered before the form can be finished."""
    items = program.form.items
    lacking = {
        name: _("Answer this question.")
        for name in evaluate(program, sent.answers).asked
        if items[name].required and name not in sent.answers.values and name not in sent.errors
    }
    return Sent(answers=sent.answers, errors={**sent.errors, **lacking}, written=sent.written)


def view_of(program: FormProgram, sent: Sent, here: Language) -> FormView:
    """The page of these answers, with what is wrong beside each question."""
    return view_form(program, sent.answers, here, sent.errors, sent.written)


def summary_of(view: FormView) -> list[dict[str, str]]:
    """What stands above the form: each error with the way to its field."""
    # A group of boxes or circles takes no focus itself: its first one does.
    suffix = {"radio": "-1", "checkbox": "-1"}
    return [
        {"text": _said(one.text, one.error), "field": f"field-{one.name}{suffix.get(one.field, '')}"}
        for one in view.shown
        if one.error
    ]


def _said(question: str, error: str) -> str:
    return error if error.startswith(question) else f"{question}: {error}"


def _in_words(form: Form, name: str, remark: Remark, here: Language) -> str:
    """The refusal as its engine says it, with the question and the unit as people read them."""
    item = form.items[name]
    facts = {**remark.facts, "item": item.text.say(here)}
    if "unit" in facts:
        facts["unit"] = "" if item.unit == "1" else printed_unit(item.unit, here)
    if "answers" in facts:
        facts["answers"] = ", ".join(option.text.say(here) for option in item.options)
    if "alone" in facts:
        alone = next((option for option in item.options if option.name == facts["alone"]), None)
        facts["alone"] = alone.text.say(here) if alone is not None else facts["alone"]
    return Remark(remark.key, **facts).in_words(_).strip()
