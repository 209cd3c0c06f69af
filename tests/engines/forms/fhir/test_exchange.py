"""Forms and answers through FHIR and back, without loss, and scores computed as the questionnaire says."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from pagus.engines.forms import check_answers, compile_form, evaluate
from pagus.engines.forms.fhir import (
    computed_values,
    read_questionnaire,
    read_response,
    write_questionnaire,
    write_response,
)
from pagus.errors import InputError, ShapeError
from pagus.kit_language.form_ready import ready_form, ready_slugs
from tests.engines.forms.fhir.examples import BODY, LHC, SDC, coding, expression
from tests.engines.forms.making import made, random_answers
from tests.engines.forms.test_evaluators import BODY as OWN

FORMS = ready_slugs()
PUBLIC_SHAPES = [LHC, SDC, BODY]


@pytest.mark.parametrize("slug", FORMS)
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_a_ready_form_comes_back_equal(slug: str, language: Any) -> None:
    sent = json.loads(json.dumps(write_questionnaire(ready_form(slug).form, language)))
    assert sent["language"] == language
    assert read_questionnaire(sent).form == ready_form(slug).form


def test_every_part_of_a_form_comes_back() -> None:
    form = made(OWN).form
    sent = read_questionnaire(write_questionnaire(form)).form
    assert (sent.digest, sent.scores, sent.flags) == (form.digest, form.scores, form.flags)


@pytest.mark.parametrize("slug", FORMS)
def test_answers_come_back_equal_and_sums_are_computed_alike(slug: str) -> None:
    form, chance = ready_form(slug).form, Random(3)
    program, questionnaire = compile_form(form), write_questionnaire(form)
    for share in (0.0, 0.5, 1.0, 1.0, 1.0):
        answers, _ = check_answers(form, random_answers(form, chance, share))
        found = evaluate(program, answers)
        sent = json.loads(json.dumps(write_response(form, answers, found)))
        assert read_response(form, sent) == (answers, ())
        assert (sent["status"] == "completed") is found.is_complete
        without = write_response(form, answers)
        for one in computed_values(questionnaire, without):
            assert (one.value, one.problem) == (pytest.approx(found.scores[one.link_id].value), "")


@pytest.mark.parametrize("plain", PUBLIC_SHAPES, ids=lambda plain: str(plain["title"]))
def test_a_foreign_questionnaire_comes_back_to_the_byte(plain: dict[str, Any]) -> None:
    kept = json.dumps(plain)
    imported = read_questionnaire(json.loads(kept))
    assert json.dumps(write_questionnaire(imported.form, "en", imported)) == kept


@pytest.mark.parametrize("plain", PUBLIC_SHAPES, ids=lambda plain: str(plain["title"]))
def test_what_is_not_understood_is_kept_when_a_form_is_changed(plain: dict[str, Any]) -> None:
    imported = read_questionnaire(deepcopy(plain))
    name, item = next(
        (name, item) for name, item in imported.form.items.items() if item.kind not in {"group", "display"}
    )
    words = replace(item.text, fr="Autrement", en="Otherwise", de="Anders")
    changed = replace(imported.form, items={**imported.form.items, name: replace(item, text=words, required=True)})
    sent = write_questionnaire(changed, "en", imported)
    main = {"de": "Anders"}.get(str(plain.get("language")), "Otherwise")

    def expected(items: list[dict[str, Any]]) -> None:
        for one in items:
            if one["linkId"] == (item.link_id or item.name):
                one["text"], one["required"] = main, True
            expected(one.get("item", []))

    wanted = deepcopy(plain)
    expected(wanted["item"])

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key != "_text"}
        return [bare(one) for one in value] if isinstance(value, list) else value

    assert bare(sent) == bare(wanted)
    assert read_questionnaire(sent).form.items[name].text.fr == "Autrement"


def test_a_question_that_is_added_or_taken_away() -> None:
    imported = read_questionnaire(deepcopy(LHC))
    first, second, total = imported.form.items.values()
    fewer = replace(imported.form, items={first.name: first, total.name: total})
    assert [item["linkId"] for item in write_questionnaire(fewer, "en", imported)["item"]] == ["/44250-9", "/55758-7"]
    new = replace(second, name="sleep", link_id="sleep")
    more = replace(imported.form, items={**imported.form.items, "sleep": new})
    sent = write_questionnaire(more, "en", imported)["item"]
    assert [item["linkId"] for item in sent] == ["/44250-9", "/44255-8", "/55758-7", "sleep"]
    assert sent[:3] == LHC["item"]


def test_what_is_read_of_a_foreign_questionnaire() -> None:
    form = read_questionnaire(SDC).form
    assert (form.version, form.url, form.wording, form.terms) == ("2.1.0", SDC["url"], "official", "ask")
    sleep = form.items["h1_t1_q1"]
    assert (sleep.kind, sleep.group, sleep.link_id, sleep.required) == ("choice", "h1_t1", "H1/T1/Q1", True)
    assert [(one.name, one.code, one.points) for one in sleep.options] == [
        ("la6568_5", "LA6568-5", 0),
        ("la6570_1", "LA6570-1", 2),
    ]
    assert form.items["h1_t1_q3"].when == "h1_t1_q2 == 'la6570_1' && has(h1_t1_q1)"
    body = read_questionnaire(BODY)
    weight, why = body.form.items["weight"], body.form.items["why"]
    assert (weight.unit, weight.low, weight.high) == ("kg", 20, 300)
    assert (weight.text.fr, weight.text.en, weight.text.de) == ("Poids", "Gewicht", "Gewicht")
    assert body.form.items["since"].when == "weight < quantity(50, 'kg')"
    assert why.when == "since >= quantity(20454, 'd')"
    assert (why.kind, why.help is not None and why.help.de) == ("choices", "Mehrere möglich")
    assert body.not_read == (
        "bmi: its calculatedExpression is computed by computed_values",
        "thin: its calculatedExpression is computed by computed_values",
        "photo: the type attachment is asked as text",
        "why: the type open-choice is asked as choice",
    )


def test_an_imported_form_asks_and_takes_answers() -> None:
    form = read_questionnaire(SDC).form
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "in-progress",
        "item": [
            {"linkId": "H1/T1", "item": [{"linkId": "H1/T1/Q1", "answer": [coding("LA6568-5")]},
                                         {"linkId": "H1/T1/Q2", "answer": [coding("LA6570-1")]}]},
            {"linkId": "H9", "answer": [{"valueString": "?"}]},
        ],
    }  # fmt: skip
    answers, refused = read_response(form, response)
    assert answers.values == {"h1_t1_q1": "la6568_5", "h1_t1_q2": "la6570_1"}
    assert [str(one.words) for one in refused] == ["H9 is not asked by this form"]
    assert "h1_t1_q3" in evaluate(compile_form(form), answers).asked


def test_scores_of_a_foreign_questionnaire() -> None:
    def response(**answers: str) -> dict[str, Any]:
        items = [{"linkId": link, "answer": [coding(code)]} for link, code in answers.items()]
        return {"resourceType": "QuestionnaireResponse", "item": items}

    both = response(**{"/44250-9": "LA6571-9", "/44255-8": "LA6569-3"})
    assert [(one.link_id, one.value) for one in computed_values(LHC, both)] == [("/55758-7", 4)]
    assert [one.value for one in computed_values(LHC, response(**{"/44250-9": "LA6571-9"}))] == [3]
    assert [one.value for one in computed_values(LHC, response())] == [None]


def test_sums_that_other_engines_cannot_add() -> None:
    inner = [{"linkId": f"H1/T1/Q{n}", "answer": [coding("LA6570-1")]} for n in (1, 2)]
    response = {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "H1/T1", "item": inner}]}
    found = {one.link_id: one for one in computed_values(SDC, response)}
    assert (found["sum"].value, found["aggregated"].value) == (4, 4)
    assert found["total"].problem == "startsWith() is not a function known here"


def test_a_calculation_reads_another_one() -> None:
    items = [
        {"linkId": "weight", "answer": [{"valueDecimal": 45.5}]},
        {"linkId": "height", "answer": [{"valueDecimal": 160}]},
    ]
    response = {"resourceType": "QuestionnaireResponse", "item": items}
    assert [(one.link_id, one.value) for one in computed_values(BODY, response)] == [("bmi", 17.8), ("thin", True)]
    lying = {**response, "item": [*items, {"linkId": "bmi", "answer": [{"valueDecimal": 30}]}]}
    assert [one.value for one in computed_values(BODY, lying)] == [17.8, True]
    assert lying["item"][2]["answer"] == [{"valueDecimal": 30}]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("%resource.item.where(linkId='a'", "its end is not expected"),
        ("today()", "today() is not a function known here"),
        ("%unknown + 1", "%unknown is not known here"),
        ("(1 | 2)", "the expression gives 2 values"),
        ("'a' + 1", "+ takes numbers"),
        ("1 < 'a'", "< has no order"),
        ("%loop", "%loop reads itself"),
        ("(" * 100 + "1" + ")" * 100, "nested deeper than 60"),
        ("1 + #", "cannot be read at"),
    ],
)
def test_what_cannot_be_computed_is_told(text: str, problem: str) -> None:
    plain = {
        "resourceType": "Questionnaire",
        "extension": [expression("%loop + 1", "loop")],
        "item": [{"linkId": "t", "type": "decimal", "extension": [expression(text)]}],
    }
    (found,) = computed_values(plain, {"resourceType": "QuestionnaireResponse"})
    assert problem in found.problem


def test_a_calculation_that_reads_itself_is_told() -> None:
    own = "%resource.item.where(linkId='t').answer.value"
    items = [
        {"linkId": "t", "type": "decimal", "extension": [expression(f"iif({own}.exists(), {own} + 1, 0)")]},
        {"linkId": "two", "type": "decimal", "extension": [expression("1 + 1")]},
    ]
    plain = {"resourceType": "Questionnaire", "item": items}
    one, two = computed_values(plain, {"resourceType": "QuestionnaireResponse"})
    assert one.problem.startswith("it changes each time it is computed")
    assert two.value == 2


@pytest.mark.parametrize(
    "plain",
    [None, [], {}, {"resourceType": "Patient"}, {"resourceType": "Questionnaire", "item": [{"linkId": "a"}]},
     {"resourceType": "Questionnaire", "item": [{"linkId": "a", "type": "group"}, {"linkId": "a", "type": "group"}]},
     {"resourceType": "Questionnaire", "item": [{"type": "string"}]}],
)  # fmt: skip
def test_another_resource_is_refused(plain: Any) -> None:
    with pytest.raises(ShapeError):
        read_questionnaire(plain)
    with pytest.raises(ShapeError):
        read_response(made(OWN).form, plain)


STRANGE: tuple[Any, ...] = (None, 5, -1.5, "x", True, [], {}, [None], ["x"], [[]], {"a": 1}, [{"linkId": 3}], "9" * 400)


def mangled(value: Any, chance: Random) -> Any:
    """The same JSON with a few parts replaced by something that stands in no specification."""
    if chance.random() < 0.02:
        return chance.choice(STRANGE)
    if isinstance(value, dict):
        return {key: mangled(one, chance) for key, one in value.items() if chance.random() > 0.01}
    return [mangled(one, chance) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(150))
def test_json_of_any_shape_is_read_or_refused(seed: int) -> None:
    chance = Random(seed)
    whole = [
        *PUBLIC_SHAPES,
        write_questionnaire(ready_form("sppb").form),
        write_questionnaire(ready_form("phq-9").form, "fr"),
    ]
    found = mangled(chance.choice(whole), chance)
    plain = {**(found if isinstance(found, dict) else {}), "resourceType": "Questionnaire"}
    form = ready_form("sppb").form
    answers, _ = check_answers(form, random_answers(form, chance, 1.0))
    sent = mangled(write_response(form, answers), chance)
    response = {**(sent if isinstance(sent, dict) else {}), "resourceType": "QuestionnaireResponse"}
    with suppress(InputError):
        read_questionnaire(plain)
    with suppress(InputError):
        computed_values(plain, response)
    with suppress(InputError):
        read_response(form, response)
