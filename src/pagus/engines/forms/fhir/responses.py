"""Answers as a FHIR R4 QuestionnaireResponse, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pagus.engines.forms.answers import check_answers
from pagus.engines.forms.fhir.conditions import coding_of
from pagus.engines.forms.fhir.shape import shaped_as
from pagus.engines.forms.model import Answer, Answers, Evaluation, Refusal
from pagus.errors import ShapeError
from pagus.kernel.remark import Remark
from pagus.kit_language.form_model import ASKED, Form, Item

__all__ = ["read_response", "write_response"]

DEEPEST = 40


def write_response(form: Form, answers: Answers, evaluation: Evaluation | None = None) -> dict[str, Any]:
    """What are these answers as a QuestionnaireResponse?

    Takes: the form, its answers, and what it made of them if the scores shall be in it. Gives: JSON, ``completed`` when
    nothing required is missing. Who answered when is for the one who sends it.
    """
    done = evaluation is not None and evaluation.is_complete
    items = _written(form, answers, "")
    for name, score in (evaluation.scores if evaluation is not None else {}).items():
        if score.value is not None:
            items.append({"linkId": name, "answer": [{"valueDecimal": score.value}]})
    return {
        "resourceType": "QuestionnaireResponse",
        **({"questionnaire": f"{form.url}|{form.version}"} if form.url else {}),
        "status": "completed" if done else "in-progress",
        "item": items,
    }


def _written(form: Form, answers: Answers, group: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for item in form.items.values():
        if item.group != group:
            continue
        plain: dict[str, Any] = {"linkId": item.link_id or item.name}
        if item.kind == "group":
            inside = _written(form, answers, item.name)
            if inside:
                found.append({**plain, "item": inside})
        elif item.name in answers.values:
            found.append({**plain, "answer": _answer(item, answers.values[item.name])})
    return found


def _answer(item: Item, value: Answer) -> list[dict[str, Any]]:
    if item.kind in {"choice", "choices"}:
        chosen = value if isinstance(value, tuple) else (value,)
        return [{"valueCoding": coding_of(option)} for option in item.options if option.name in chosen]
    if item.kind == "yes_no":
        return [{"valueBoolean": value}]
    if item.kind == "integer" and isinstance(value, float):
        return [{"valueInteger": int(value)}]
    if item.kind == "decimal":
        return [{"valueDecimal": value}]
    return [{"valueDate" if item.kind == "date" else "valueString": value}]


def read_response(form: Form, plain: Any) -> tuple[Answers, tuple[Refusal, ...]]:
    """Which answers does this QuestionnaireResponse hold?

    Takes: the form, and JSON. Gives: the answers that fit, and what was not taken, with the reason. Scores in it are
    left out: they are computed here.
    Refuses: ShapeError for another resource.
    """
    if not isinstance(plain, Mapping) or plain.get("resourceType") != "QuestionnaireResponse":
        raise ShapeError("this is no FHIR QuestionnaireResponse")
    with shaped_as("QuestionnaireResponse"):
        return _read(form, plain)


def _read(form: Form, plain: Mapping[str, Any]) -> tuple[Answers, tuple[Refusal, ...]]:
    by_link = {item.link_id or item.name: item for item in form.items.values()}
    written: dict[str, Any] = {}
    refused: list[Refusal] = []
    for link, answers in _answers(plain, 0):
        item = by_link.get(link)
        if item is None or item.kind not in ASKED:
            if link not in form.scores:
                refused.append(Refusal(link, Remark("{item} is not asked by this form", item=link)))
            continue
        values = [_value(item, one) for one in answers]
        if values:
            written[item.name] = values if item.kind == "choices" else values[0]
    answers_of, more = check_answers(form, written)
    return answers_of, (*refused, *more)


def _answers(plain: Mapping[str, Any], depth: int) -> Iterator[tuple[str, list[Any]]]:
    if depth > DEEPEST:
        raise ShapeError("the response is nested deeper than {most}", most=DEEPEST)
    for item in plain.get("item", ()):
        if not isinstance(item, Mapping) or not isinstance(item.get("linkId"), str):
            raise ShapeError("each item of a response has a linkId")
        answers = [one for one in item.get("answer", ()) if isinstance(one, Mapping)]
        if answers:
            yield str(item["linkId"]), answers
        yield from _answers(item, depth + 1)
        for answer in answers:
            yield from _answers(answer, depth + 1)


def _value(item: Item, answer: Mapping[str, Any]) -> Any:
    key = next((name for name in answer if name.startswith("value")), "")
    value = answer.get(key)
    if key == "valueCoding" and isinstance(value, Mapping):
        code = str(value.get("code", ""))
        return next((option.name for option in item.options if (option.code or option.name) == code), code)
    if key == "valueQuantity" and isinstance(value, Mapping):
        return {"value": value.get("value"), "unit": value.get("code") or item.unit}
    return value
