"""What a page of a questionnaire sends, and how it says at each question what would be right."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from pagus.engines.forms import FormView, Refusal, Shown
from pagus.kernel.remark import Remark
from pagus.kit_language.model import Language
from pagus.web.charts.language import printed_unit

__all__ = ["ASKED", "asked_names", "errors_above", "printed_answers", "sent_values", "with_errors"]

ASKED = "_asked"
"""The field that says which questions the page showed: one that it did not show was not left empty."""


def asked_names(view: FormView) -> str:
    """What goes into the field ``ASKED``."""
    return " ".join(one.name for one in view.shown if one.field not in {"group", "words"})


def sent_values(post: QueryDict) -> dict[str, list[str]]:
    """What did the page send for each question that it showed? Nothing at all takes an answer back."""
    names = dict.fromkeys(post.get(ASKED, "").split())
    return {name: post.getlist(name) for name in names if not name.startswith("_")}


def with_errors(view: FormView, refused: Iterable[Refusal], missing: Collection[str], here: Language) -> FormView:
    """The same page with what would be right at each question.

    Takes: a page; the answers that were refused; the questions that have to be answered now; the reader's language.
    """
    words = {one.item: one.words for one in refused}
    shown = tuple(_with_error(one, words.get(one.name), one.name in missing, here) for one in view.shown)
    return replace(view, shown=shown, has_errors=any(one.error for one in shown))


def errors_above(view: FormView) -> list[dict[str, str]]:
    """What stands above the form: each error with the way to its field."""
    # A group of boxes or circles takes no focus itself: its first one does.
    suffix = {"radio": "-1", "checkbox": "-1"}
    return [
        {
            "text": one.error if one.error.startswith(one.text) else f"{one.text}: {one.error}",
            "field": f"field-{one.name}{suffix.get(one.field, '')}",
        }
        for one in view.shown
        if one.error
    ]


def printed_answers(view: FormView) -> list[dict[str, Any]]:
    """Each question that has an answer, as a sheet prints it."""
    rows = []
    for one in view.shown:
        values = [option.label for option in one.options if option.selected] or ([one.value] if one.value else [])
        if values:
            rows.append({"term": one.text, "values": values, "unit": one.unit if one.value else ""})
    return rows


def _with_error(one: Shown, refusal: Remark | None, is_missing: bool, here: Language) -> Shown:
    if refusal is not None:
        return replace(one, error=_in_words(one, refusal, here))
    return replace(one, error=_("Answer this question.") if is_missing else "")


def _in_words(one: Shown, refusal: Remark, here: Language) -> str:
    """The refusal as its engine says it, with question, answers and unit as people read them."""
    labels = {option.value: option.label for option in one.options}
    facts = {**refusal.facts, "item": one.text}
    if "unit" in facts:
        facts["unit"] = printed_unit(one.unit, here) if one.unit else ""
    if "answers" in facts:
        facts["answers"] = ", ".join(labels.values())
    if "alone" in facts:
        facts["alone"] = labels.get(facts["alone"], facts["alone"])
    return Remark(refusal.key, **facts).in_words(_).strip()
