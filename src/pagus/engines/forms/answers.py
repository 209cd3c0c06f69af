"""Answers one by one: begun for a version of a form, checked, read from a page, carried to another version."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pagus.engines.forms.model import Answer, Answers, Carried, Refusal
from pagus.errors import Conflict, InputError, NotFound, UnitError
from pagus.kernel.remark import Remark
from pagus.kernel.units import convert
from pagus.kit_language.form_model import ASKED, Form, Item

__all__ = ["begin", "carry_over", "check_answer", "check_answers", "give", "read_written", "require_version"]

LONGEST_ANSWER = 4_000
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:\.\d{1,9})?")


def begin(form: Form) -> Answers:
    """What are the answers to this form before the first one?

    Takes: a form. Gives: no answer yet, to this version of it.
    """
    return Answers(form=form.name, version=form.version, digest=form.digest)


def give(form: Form, answers: Answers, item: str, written: Any) -> Answers:
    """What are the answers after this one?

    Takes: the form, the answers so far, the name of the item, its answer (None takes it back).
    Gives: new answers. Refuses: as ``check_answer``; Conflict when they were begun for another version.
    """
    require_version(form, answers)
    values = {name: value for name, value in answers.values.items() if name != item}
    if written is not None:
        values[item] = check_answer(form, item, written)
    elif item not in form.items:
        raise NotFound("the form {form} asks nothing called {item}", form=form.name, item=item)
    order = list(form.items)
    return replace(answers, values={name: values[name] for name in sorted(values, key=order.index)})


def check_answers(form: Form, written: Mapping[str, Any]) -> tuple[Answers, tuple[Refusal, ...]]:
    """Which of these answers can be taken?

    Takes: the form, and answers by item. Gives: those that fit, and for each other one what would be right.
    """
    taken: dict[str, Answer] = {}
    refused: list[Refusal] = []
    for name, value in written.items():
        try:
            taken[name] = check_answer(form, name, value)
        except (InputError, NotFound) as error:
            refused.append(Refusal(name, Remark(error.key, **{key: str(fact) for key, fact in error.facts.items()})))
    order = [name for name in form.items if name in taken]
    return replace(begin(form), values={name: taken[name] for name in order}), tuple(refused)


def require_version(form: Form, answers: Answers) -> None:
    """Do these answers belong to this version of this form?

    Takes: both. Refuses: Conflict when they do not: answers keep the version they were begun with, and ``carry_over``
    moves them.
    """
    if answers.form != form.name:
        raise Conflict("these answers belong to the form {other}, not to {form}", other=answers.form, form=form.name)
    if answers.version != form.version or answers.digest != form.digest:
        raise Conflict(
            "the form {form} changed while it was answered: these answers are for version {begun}, it is now {now}:"
            " carry them over",
            form=form.name, begun=answers.version, now=form.version,
        )  # fmt: skip


def check_answer(form: Form, name: str, written: Any) -> Answer:
    """Is this an answer to this item?

    Takes: the form, the item, the answer: as ``Answer``, numbers also as {"value": 1.72, "unit": "m"}.
    Gives: the answer, a number in the unit of the item. Refuses: NotFound for an unknown item; InputError that says
    what would be right.
    """
    item = form.items.get(name)
    if item is None or item.kind not in ASKED:
        raise NotFound("the form {form} asks nothing called {item}", form=form.name, item=name)
    if item.kind in {"integer", "decimal"}:
        return _number(item, written)
    if item.kind == "yes_no":
        if not isinstance(written, bool):
            raise InputError("{item}: answer true (yes) or false (no)", item=name)
        return written
    if item.kind == "choices":
        return _several(item, written)
    if not isinstance(written, str):
        raise InputError("{item}: the answer is a text", item=name)
    if item.kind == "choice":
        return _one_of(item, written)
    if item.kind == "date":
        return _date(item, written)
    if not written.strip() or len(written) > LONGEST_ANSWER:
        raise InputError("{item}: write 1 to {most} characters", item=name, most=LONGEST_ANSWER)
    return written


def read_written(form: Form, name: str, written: list[str]) -> Any:
    """What do these fields of a page answer?

    Takes: the form, the item, the texts that a page sent for it. Gives: what ``check_answer`` takes; None when nothing
    was written. A comma is read as a decimal point. What cannot be read is given as it is: ``check_answer`` refuses it.
    """
    item = form.items.get(name)
    texts = [text.strip() for text in written if text.strip()]
    if item is None or not texts:
        return None
    if item.kind == "choices":
        return texts
    text = texts[0]
    if item.kind == "yes_no":
        return {"yes": True, "no": False}.get(text, text)
    if item.kind in {"integer", "decimal"}:
        number = text.replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
        return float(number) if _NUMBER.fullmatch(number) else text
    return text


def carry_over(answers: Answers, old: Form, new: Form) -> Carried:
    """Which answers still hold in another version of their form?

    Takes: the answers, the version they belong to, the other one. Gives: the answers that mean the same there, those
    that are dropped and why, those whose question reads otherwise, and what is asked and not answered.
    Refuses: Conflict when the answers do not belong to ``old``, or the two are different forms.
    Method: an answer is kept when its item has the same kind, the same unit, and still takes it.
    """
    require_version(old, answers)
    if old.name != new.name:
        raise Conflict("{form} and {other} are two forms: answers are not moved", form=old.name, other=new.name)
    kept: dict[str, Answer] = {}
    dropped: list[Refusal] = []
    for name, value in answers.values.items():
        before, after = old.items[name], new.items.get(name)
        if after is None:
            dropped.append(Refusal(name, Remark("{item} is not asked any more", item=name)))
        elif (before.kind, before.unit) != (after.kind, after.unit):
            dropped.append(Refusal(name, Remark("{item} is now asked in another way", item=name)))
        else:
            taken, refused = check_answers(new, {name: value})
            kept |= taken.values
            dropped += refused
    ordered = {name: kept[name] for name in new.items if name in kept}
    reworded = tuple(
        name
        for name in ordered
        if old.items[name].text != new.items[name].text or old.items[name].options != new.items[name].options
    )
    to_ask = tuple(item.name for item in new.items.values() if item.required and item.name not in ordered)
    carried = replace(begin(new), values=ordered)
    return Carried(answers=carried, dropped=tuple(dropped), reworded=reworded, to_ask=to_ask)


def _number(item: Item, written: Any) -> float:
    unit = item.unit
    if isinstance(written, Mapping) and set(written) == {"value", "unit"}:
        written, unit = written["value"], written["unit"]
    if isinstance(written, bool) or not isinstance(written, (int, float)) or not math.isfinite(written):
        raise InputError("{item}: {value} is not a number", item=item.name, value=repr(written)[:60])
    try:
        value = convert(float(written), str(unit), item.unit)
    except UnitError as error:
        raise InputError("{item}: give it in {unit}: {reason}", item=item.name, unit=item.unit, reason=error) from error
    if item.kind == "integer" and value != int(value):
        raise InputError("{item}: {value} is not a whole number", item=item.name, value=f"{value:g}")
    low = -math.inf if item.low is None else item.low
    high = math.inf if item.high is None else item.high
    if not low <= value <= high:
        raise InputError(
            "{item}: {value} cannot be: it goes from {low} to {high} {unit}",
            item=item.name, value=f"{value:g}", low=f"{low:g}", high=f"{high:g}", unit=item.unit,
        )  # fmt: skip
    return value


def _one_of(item: Item, written: str) -> str:
    names = [option.name for option in item.options]
    if written not in names:
        raise InputError(
            "{item}: {value} is none of the answers: {answers}",
            item=item.name, value=repr(written[:60]), answers=", ".join(names),
        )  # fmt: skip
    return written


def _several(item: Item, written: Any) -> tuple[str, ...]:
    if not isinstance(written, (list, tuple)) or not all(isinstance(one, str) for one in written) or not written:
        raise InputError("{item}: the answer is a list with one answer at least", item=item.name)
    chosen = {_one_of(item, one) for one in written}
    alone = [option.name for option in item.options if option.alone and option.name in chosen]
    if alone and len(chosen) > 1:
        raise InputError("{item}: {alone} excludes the other answers", item=item.name, alone=alone[0])
    return tuple(option.name for option in item.options if option.name in chosen)


def _date(item: Item, written: str) -> str:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise InputError("{item}: write a date as 2026-11-26", item=item.name) from None
    return day.isoformat()
